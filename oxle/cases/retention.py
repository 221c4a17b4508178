"""How long a closed case is kept, and why until that day: the duties' retention schedules, and the sums on them.

When that day has passed nothing happens by itself: people are asked, see disposal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from oxle.cases import duties
from oxle.cases.models import Case
from oxle.core.rules import Rule, RuleBook
from oxle.schooldays.counting import add_months

MONTHS_IN_A_YEAR = 12
# So many cases are settled in one run of the job; the next run takes more.
MOST = 5_000


@dataclass(frozen=True)
class Term:
    """One reason to keep a case: a setting's years or months (as its unit says), from a day that the case names.

    `begins` gives that day, or None where the reason does not apply to a case. A setting of 0 switches the term off.
    """

    rule: Rule[int]
    since: str
    begins: Callable[[Case], date | None]


def from_closing(rule: Rule[int]) -> Term:
    """Kept for so long after the case was closed."""
    return Term(rule, "the day the case was closed", lambda case: case.closed_on)


def from_birth(rule: Rule[int]) -> Term:
    """Kept until the child of the case is so old; it does not apply to a case without a child, or whose birth date is
    not known."""
    return Term(rule, "the child’s date of birth", lambda case: case.child.born_on if case.child else None)


@dataclass(frozen=True)
class Retention:
    """A line of a duty's retention schedule: the kind of record, and why it is kept. The longest term decides."""

    record: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Reason:
    """A term worked out for one case: how long, from which day, and until which day, that day included."""

    rule: Rule[int]
    value: int
    since: str
    from_on: date
    until_on: date

    @property
    def words(self) -> str:
        """The reason in one line: "6 years from the day the case was closed"."""
        return f"{self.rule.in_words(self.value)} from {self.since}"


@dataclass(frozen=True)
class Kept:
    """Until when a record is kept, and every reason for it, the one that decides first."""

    record: str
    # None for what is closed on no day: a child's record.
    closed_on: date | None
    reasons: tuple[Reason, ...]

    @property
    def decides(self) -> Reason:
        """The reason that keeps it longest."""
        return self.reasons[0]

    @property
    def until_on(self) -> date:
        """The last day on which it must be kept."""
        return self.decides.until_on


def kept(case: Case, book: RuleBook | None = None) -> Kept | None:
    """Until when a closed case is kept; None for an open one, and for one that no line of a schedule covers.

    Each setting has the value that was in force on the day the case closed, as for every clock.
    """
    lines = duties.duty(case.duty).retention if duties.is_installed(case.duty) else {}
    line = lines.get(case.pathway)
    if case.closed_on is None or line is None:
        return None
    book = book or RuleBook()
    reasons = []
    for term in line.terms:
        value, begins = book.value(term.rule, case.closed_on), term.begins(case)
        if value and begins:
            reasons.append(Reason(term.rule, value, term.since, begins, last_day(term.rule, value, begins)))
    if not reasons:
        return None
    return Kept(line.record, case.closed_on, tuple(sorted(reasons, key=lambda one: one.until_on, reverse=True)))


def last_day(rule: Rule[int], value: int, from_on: date) -> date:
    """The last day on which something is kept by a value of a setting, counted in its unit: days, months or years."""
    if rule.unit == "days":
        return from_on + timedelta(days=value)
    return add_months(from_on, value * MONTHS_IN_A_YEAR if rule.unit == "years" else value)


def words_of(case: Case, book: RuleBook) -> str:
    """The reason that decides, as the stored answer has it, in one line: for lists, which look at no case anew."""
    line = duties.duty(case.duty).retention.get(case.pathway) if duties.is_installed(case.duty) else None
    for term in line.terms if line else ():
        if term.rule.key == case.retention_rule:
            return f"{term.rule.in_words(book.value(term.rule, case.closed_on))} from {term.since}"
    return ""


def counts(rule: Rule[int]) -> bool:
    """Whether any duty keeps cases by this setting."""
    lines = [line for duty in duties.duties() for line in duty.retention.values()]
    return any(term.rule is rule for line in lines for term in line.terms)


# --- the answer, kept on the case ----------------------------------------------------------------------------

COLUMNS = ("retain_from_on", "retain_until_on", "retention_rule")


def work_out(case: Case, book: RuleBook | None = None) -> None:
    """Put the answer into the case's own columns, to be saved by the caller."""
    answer = kept(case, book)
    case.retain_from_on = case.closed_on
    case.retain_until_on = answer.until_on if answer else None
    case.retention_rule = answer.decides.rule.key if answer else ""


def settle(case: Case, book: RuleBook | None = None) -> bool:
    """Bring the stored answer in line with the facts; True when it changed."""
    before = [getattr(case, name) for name in COLUMNS]
    work_out(case, book)
    if changed := before != [getattr(case, name) for name in COLUMNS]:
        case.save(update_fields=COLUMNS)
    return changed


def settle_waiting(*, on: date, most: int = MOST) -> int:
    """Settle the closed cases without an answer yet, and those whose time seems to be up: a date of birth may have
    been put right since. Returns how many changed.
    """
    covered = [pathway for duty in duties.duties() for pathway in duty.retention]
    unsettled = Case.objects.filter(pathway__in=covered, retain_until_on=None).exclude(closed_on=None)
    book = RuleBook()
    rows = [*unsettled.order_by("pk")[:most], *_time_up(on).order_by("retain_until_on", "pk")[:most]]
    return sum(settle(case, book) for case in rows)


def settle_since(closed_since: date) -> int:
    """Settle every case closed on a day or since: a setting was changed from that day. Returns how many changed."""
    book = RuleBook()
    rows = Case.objects.filter(closed_on__gte=closed_since).order_by("pk")
    return sum(settle(case, book) for case in rows.iterator())


# --- whose time is up ----------------------------------------------------------------------------------------


def _time_up(on: date) -> QuerySet[Case]:
    return Case.objects.exclude(closed_on=None).filter(retain_until_on__lt=on)


def cases_over(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Those of some cases whose time is up, and from which no case came that is still kept."""
    return cases.filter(pk__in=_time_up(on).values("pk"), led_to=None)
