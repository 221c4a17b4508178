"""What may outlive every case: answered messages, and the records of children. Until when each is kept, and why.

A case has a duty's schedule and a day on which it was closed (see retention). These have neither, so the database works
their day out whenever somebody asks, and the same terms make the list and the page's reasons.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case as Choice
from django.db.models import (
    DateField,
    DurationField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf, TruncDate

from oxle.cases import duties
from oxle.cases.concern_models import Advice, Concern, Conclusion
from oxle.cases.disposal_models import Disposal, LegalHold
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.plan_models import EducationPlan
from oxle.cases.rating_models import SetRating
from oxle.cases.records import EMPTIED
from oxle.cases.retention import MONTHS_IN_A_YEAR, Kept, Reason
from oxle.core.dates import LONDON
from oxle.core.rules import Rule, RuleBook, whole_number, whole_number_or_none
from oxle.people.models import Child, Enrolment, Vulnerability
from oxle.people.models import VulnerabilityKind as Kind
from oxle.people.unmaking import CHILDS_OWN, needed_by
from oxle.provision.models import (
    ExaminationsOver,
    FullWeek,
    Mismatch,
    MissingTime,
    Offer,
    ProgrammeReview,
    ProviderWeek,
    Whereabouts,
)
from oxle.registers.models import ChildWeek
from oxle.schooldays.counting import add_months
from oxle.transfers.models import Transfer

# Tables with a key to a child that go with the child's record. Every other one is a reason to keep the record.
KEPT_WITH_CHILD = (
    *CHILDS_OWN,
    ChildWeek,
    Offer,
    FullWeek,
    ProviderWeek,
    Mismatch,
    Whereabouts,
    ExaminationsOver,
    MissingTime,
    ProgrammeReview,
    SetRating,
    EducationPlan,
    Concern,
    Advice,
    Conclusion,
    Transfer,
    LegalHold,
    Disposal,
)

SCHEDULE = "Local retention schedule (unsourced)"


def _years(key: str, label: str, years: int, source: str, *, can_be_none: bool = True) -> Rule[int]:
    parse = whole_number_or_none if can_be_none else whole_number
    return Rule(f"cases.{key}", label, years, parse, source, local=True, certain=False, unit="years")


ANSWERED = _years(
    "keep_answered_message",
    "How long a message is kept after it was answered, where no case came of it",
    6,
    f"{SCHEDULE}: no line names it, so as an attendance case",
    can_be_none=False,
)
CHILD_UNTIL_AGE = _years(
    "keep_child_until_age",
    "The age until which the record of a child is kept of whom nothing else is left",
    25,
    f"{SCHEDULE}: to age 25",
    can_be_none=False,
)
PLAN_UNTIL_AGE = _years(
    "keep_child_with_sen_until_age",
    "The age until which the record of a child with special educational needs is kept (0: as any other)",
    31,
    f"{SCHEDULE}: to age 25 to 31, and the longest stands",
)
LOOKED_AFTER_UNTIL_AGE = _years(
    "keep_looked_after_child_until_age",
    "The age until which the record of a child is kept who is or was looked after (0: as any other)",
    75,
    "Care Planning, Placement and Case Review (England) Regulations 2010: to the 75th birthday (unsourced)",
)
REGISTERED = _years(
    "keep_child_after_register",
    "How long a child’s record is kept after the last day on a register or of education offered (0: not counted)",
    6,
    "School Attendance (Pupil Registration) (England) Regulations 2024 reg. 7, which binds the school: six years from"
    " the entry; for the council’s copy a local choice (unsourced)",
)


@dataclass(frozen=True)
class Term:
    """One reason to keep a record: a setting's years from a day, which is none where the reason does not apply."""

    rule: Rule[int]
    since: str
    begins: Any


@dataclass(frozen=True)
class Line:
    """A line of the schedule. Settings count as they were on the day `counted`, of which nothing came later."""

    record: str
    counted: Any
    terms: tuple[Term, ...]


def last_of_child(rows: QuerySet[Any], day: str) -> Subquery:
    """The last of some days of a child and of the records merged into theirs."""
    return Subquery(_of_child(rows).order_by().values(_one=Value(1)).annotate(last=Max(day)).values("last")[:1])


def _of_child(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(Q(child=OuterRef("pk")) | Q(child__merged_into=OuterRef("pk")))


def _born_where(*kinds: str) -> Choice:
    return Choice(When(Exists(_of_child(Vulnerability.objects.filter(kind__in=kinds))), then=F("born_on")))


_LAST_ON_REGISTER = Greatest(
    last_of_child(Enrolment.objects.all(), "to_on"),
    last_of_child(ChildWeek.objects.all(), "monday"),
    last_of_child(Offer.objects.all(), "to_on"),
    last_of_child(ProviderWeek.objects.all(), "monday"),
)
_BORN = "the child’s date of birth"
MESSAGE = Line(
    "Answered message",
    TruncDate("dealt_at", tzinfo=LONDON),
    (Term(ANSWERED, "the day it was answered", TruncDate("dealt_at", tzinfo=LONDON)),),
)
CHILD = Line(
    "Child’s record",
    Coalesce(_LAST_ON_REGISTER, F("born_on")),
    (
        Term(CHILD_UNTIL_AGE, _BORN, F("born_on")),
        Term(PLAN_UNTIL_AGE, f"{_BORN}, with special educational needs", _born_where(
            Kind.EHCP, Kind.EHC_ASSESSMENT, Kind.SEN_SUPPORT)),
        Term(LOOKED_AFTER_UNTIL_AGE, f"{_BORN}, having been looked after", _born_where(
            Kind.LOOKED_AFTER, Kind.PREVIOUSLY_LOOKED_AFTER)),
        Term(REGISTERED, "the last day on a register or of education offered", _LAST_ON_REGISTER),
    ),
)  # fmt: skip


class _Months(Func):
    """So many months, as the calendar has them."""

    template = "make_interval(months => (%(expressions)s)::integer)"
    output_field = DurationField()


def kept_with_child() -> list[type[Model]]:
    """Every table whose rows do not keep the record of a child: what is only about the child goes with it, a duty's
    rows that a case holds are kept by the case, and what stays without the child is emptied."""
    with_child = (one.model for duty in duties.duties() for one in duty.child_records)
    return [*KEPT_WITH_CHILD, *with_child, *(one.model for one in EMPTIED)]


def child_line() -> Line:
    """The line of a child's record, with what the duties add: their rows that no case holds."""
    return replace(CHILD, terms=(*CHILD.terms, *(term for duty in duties.duties() for term in duty.child_terms)))


def dated(rows: QuerySet[Any], line: Line, book: RuleBook) -> QuerySet[Any]:
    """Records, each with `retain_until_on`, the last day on which it must be kept, and what makes up that day."""
    rows = rows.annotate(counted_on=Cast(line.counted, DateField()))
    for place, term in enumerate(line.terms):
        rows = rows.annotate(
            **{
                f"since_{place}": Cast(term.begins, DateField()),
                f"until_{place}": Cast(term.begins + _Months(_months(term.rule, book)), DateField()),
            }
        )
    untils = [F(f"until_{place}") for place in range(len(line.terms))]
    return rows.annotate(retain_until_on=Greatest(*untils, untils[0]))


def _months(rule: Rule[int], book: RuleBook) -> Any:
    """SQL for the setting's months as it was on `counted_on`; none where it is switched off."""
    changes = [
        When(counted_on__gte=from_on, then=Value(value * MONTHS_IN_A_YEAR)) for from_on, value in book.changes(rule)
    ]
    default = Value(rule.default * MONTHS_IN_A_YEAR)
    return NullIf(Choice(*changes, default=default, output_field=IntegerField()), Value(0))


def _reasons(row: Any, line: Line, book: RuleBook) -> Iterator[Reason]:
    for place, term in enumerate(line.terms):
        if until_on := getattr(row, f"until_{place}"):
            value = book.value(term.rule, row.counted_on)
            yield Reason(term.rule, value, term.since, getattr(row, f"since_{place}"), until_on)


def decides(row: Any, line: Line, book: RuleBook) -> str:
    """The reason that decides of a record that is `dated`, in one line: "25 years from the child's date of birth"."""
    return next(one.words for one in _reasons(row, line, book) if one.until_on == row.retain_until_on)


def _kept(record: Model, line: Line, closed: bool) -> Kept | None:
    book = RuleBook()
    row = dated(type(record)._base_manager.filter(pk=record.pk), line, book).get()
    reasons = sorted(_reasons(row, line, book), key=lambda one: one.until_on, reverse=True)
    return Kept(line.record, row.counted_on if closed else None, tuple(reasons)) if reasons else None


def goes_with(message: InboxMessage) -> str:
    """The reference of the case with which a message goes: it is linked or sent back to it, or was handed over from it.
    Empty for every other.
    """
    handed_over = HandOver.objects.filter(message=message).select_related("case").first()
    case = message.case or (handed_over.case if handed_over else None)
    return case.reference if case else ""


def message_kept(message: InboxMessage) -> Kept | None:
    """Until when an answered message is kept; None while it waits, and for one that is a case's and goes with it."""
    if message.state != InboxMessage.State.ANSWERED or goes_with(message):
        return None
    return _kept(message, MESSAGE, closed=True)


def child_kept(child: Child) -> Kept | None:
    """Until when the record of a child is kept, if nothing else needs it by then."""
    return _kept(child, child_line(), closed=False)


# --- whose time is up ----------------------------------------------------------------------------------------


def messages_over(messages: QuerySet[InboxMessage], on: date, book: RuleBook) -> QuerySet[InboxMessage]:
    """Those of some messages that were answered, go with no case and whose time is up."""
    answered = messages.filter(state=InboxMessage.State.ANSWERED, case=None, handed_over_by=None)
    return dated(answered, MESSAGE, book).filter(retain_until_on__lt=on)


def children_over(children: QuerySet[Child], on: date, book: RuleBook) -> QuerySet[Child]:
    """Those of some children whose time is up and of whom nothing is left that needs their record."""
    shortest = min([CHILD_UNTIL_AGE.default, *(value for _, value in book.changes(CHILD_UNTIL_AGE))])
    # Nearly every child of a county is too young, and an index says so.
    old_enough = children.filter(merged_into=None, born_on__lt=add_months(on, -shortest * MONTHS_IN_A_YEAR))
    still = Exists(_of_child(Enrolment.objects.filter(Q(to_on=None) | Q(to_on__gte=on))))
    offered = Exists(_of_child(Offer.objects.filter(Q(to_on=None) | Q(to_on__gte=on))))
    free = old_enough.exclude(still).exclude(offered)
    for field in needed_by(Child, kept_with_child()):
        free = free.exclude(Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return dated(free, child_line(), book).filter(retain_until_on__lt=on)
