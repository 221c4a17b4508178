"""What two people can decide to destroy: a closed case, an answered message, a child of whom nothing else is left.

Each kind says until when its records are kept, what stands in the way, and whom a certificate must not name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from oxle.cases import outlived, retention
from oxle.cases.disposal_models import Disposal, LegalHold
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.core.references import new_reference
from oxle.people.models import Adult, Child, ChildName, Enrolment
from oxle.people.unmaking import needed_by, records_of
from oxle.provision.models import Offer
from oxle.schooldays.wording import listed, plain_day


@dataclass(frozen=True)
class Disposable:
    """One kind. `what` is its column of a decision and of a hold, and begins the names of its pages but a case's."""

    what: str
    noun: str
    nouns: str
    model: type[Model]
    kept: Callable[[Any], retention.Kept | None]
    # Why nothing can be decided on it yet; empty when something can.
    not_yet: Callable[[Any], str]
    # Sentences, besides holds and the time for which it is kept.
    in_the_way: Callable[[Any, date], Iterator[str]]
    holds: Callable[[Any], Q]
    names: Callable[[Any], set[str]]

    def page(self, page: str) -> str:
        """The name of one of the kind's pages about keeping."""
        return page if self.what == "case" else f"{self.what}_{page}"

    def address(self, record: Any, page: str = "disposal") -> str:
        """The address of one of a record's pages about keeping."""
        return reverse(f"cases:{self.page(page)}", args=[record.key])


# --- cases ---------------------------------------------------------------------------------------------------


def _before_a_case(case: Case, on: date) -> Iterator[str]:
    if led_to := list(case.led_to.order_by("pk").values_list("reference", flat=True)):
        yield f"What came from this case is still kept: {listed(led_to)}. It goes first."
    unanswered = Q(message=None) | Q(message__state=InboxMessage.State.WAITING)
    handed_over = case.handed_over.filter(unanswered).exclude(waits_with=None)
    for waiting in handed_over.select_related("waits_with").order_by("pk"):
        yield f"What was handed over on {plain_day(waiting.on)} still waits with the {waiting.waits_with}."
    if case.inbox_messages.filter(state=InboxMessage.State.WAITING).exists():
        yield "A message about this case still waits in an inbox. Nothing goes before it is answered."


def children_in(case: Case) -> set[int]:
    """The children of a case, its subject and its parties."""
    return {pk for pk in (case.child_id, *case.parties.values_list("child", flat=True)) if pk}


def _names_in_case(case: Case) -> set[str]:
    adults = [case.adult, *(party.adult for party in case.parties.select_related("adult"))]
    return _names([one for one in adults if one], children_in(case))


def _names(adults: list[Adult], children: set[int]) -> set[str]:
    pairs = [(one.given, one.family) for one in adults]
    pairs += ChildName.objects.filter(child__in=children).values_list("given", "family")
    upns = Child.objects.filter(pk__in=children).values_list("upn", flat=True)
    return {word for word in (*(name for pair in pairs for name in pair), *upns) if word}


# --- messages ------------------------------------------------------------------------------------------------


def _not_yet_a_message(message: InboxMessage) -> str:
    if message.state == InboxMessage.State.WAITING:
        return "The message waits to be answered."
    reference = outlived.goes_with(message)
    return f"The message goes with {reference}." if reference else ""


def _before_a_message(message: InboxMessage, on: date) -> Iterator[str]:
    for field in needed_by(InboxMessage, [LegalHold, Disposal, InboxMessage.files.through]):
        if field.model._base_manager.filter(**{field.name: message}).exists():
            yield f"Something else still needs this message: {field.model._meta.verbose_name}."


# --- children ------------------------------------------------------------------------------------------------


MERGED = "This record was merged into another, and goes with it."


def _before_a_child(child: Child, on: date) -> Iterator[str]:
    records = records_of(child)
    running = Q(child__in=records) & (Q(to_on=None) | Q(to_on__gte=on))
    if Enrolment.objects.filter(running).exists():
        yield "The child is on the register of a school."
    if Offer.objects.filter(running).exists():
        yield "The child is offered education."
    needed = [
        f"{field.model._meta.verbose_name_plural} ({count})"
        for field in needed_by(Child, outlived.kept_with_child())
        if (count := field.model._base_manager.filter(**{f"{field.name}__in": records}).count())
    ]
    if needed:
        yield f"Something else still needs this record: {listed(needed)}."


def _names_around(child: Child) -> set[str]:
    records = records_of(child)
    return _names(list(Adult.objects.filter(relationships__child__in=records)), {one.pk for one in records})


# --- the three -----------------------------------------------------------------------------------------------

CASE = Disposable(
    what="case",
    noun="case",
    nouns="cases",
    model=Case,
    kept=retention.kept,
    not_yet=lambda case: "" if case.closed_on else "The case is open.",
    in_the_way=_before_a_case,
    holds=lambda case: Q(case=case) | Q(child__in=children_in(case)),
    names=_names_in_case,
)
MESSAGE = Disposable(
    what="message",
    noun="message",
    nouns="messages",
    model=InboxMessage,
    kept=outlived.message_kept,
    not_yet=_not_yet_a_message,
    in_the_way=_before_a_message,
    holds=lambda message: Q(message=message),
    names=lambda message: {message.sender},
)
CHILD = Disposable(
    what="child",
    noun="child’s record",
    nouns="children’s records",
    model=Child,
    kept=outlived.child_kept,
    not_yet=lambda child: MERGED if child.merged_into_id else "",
    in_the_way=_before_a_child,
    # A merge moves the holds of a record to the one that is kept.
    holds=lambda child: Q(child=child),
    names=_names_around,
)
KINDS = {kind.what: kind for kind in (CASE, MESSAGE, CHILD)}


def kind_of(record: Any) -> Disposable:
    """Which kind a record is of."""
    return next(kind for kind in KINDS.values() if isinstance(record, kind.model))


def reference_of(record: Any) -> str:
    """What its certificate is called by: the case's reference, or a new one."""
    return record.reference if isinstance(record, Case) else new_reference("OX")


def holds_on(record: Any) -> QuerySet[LegalHold]:
    """The legal holds that keep a record, the oldest first; also those on the child of a case."""
    return LegalHold.objects.filter(kind_of(record).holds(record), lifted_at=None).select_related("by")


def in_the_way(record: Any, on: date) -> list[str]:
    """Everything that forbids disposing of a record on a day, a sentence each: for every decision and for the job."""
    return list(_in_the_way(record, on))


def _in_the_way(record: Any, on: date) -> Iterator[str]:
    kind = kind_of(record)
    if not_yet := kind.not_yet(record):
        yield not_yet
        return
    for hold in holds_on(record):
        held = kind if getattr(hold, f"{kind.what}_id") == record.pk else CHILD
        yield f"The {held.noun} is on legal hold since {plain_day(hold.on)}."
    answer = kind.kept(record)
    if answer is None:
        yield f"No rule says how long this {kind.noun} is kept."
    elif answer.until_on >= on:
        yield f"The {kind.noun} is kept until {plain_day(answer.until_on)}."
    yield from kind.in_the_way(record, on)
