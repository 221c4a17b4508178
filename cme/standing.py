"""How every open case of a missing child stands on a day: since when, last and next check, what is overdue, the risk.

Nothing here is stored. Days are school days of the last school, or of the council's calendar where there is none.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from cme import adding, pathway, rules
from cme.models import AuthorityEnquiry, Enquiry, Missing
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.pathways import Against
from oxle.core.rules import RuleBook
from oxle.people.models import Child, VulnerabilityKind
from oxle.people.queries import vulnerabilities_of
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.counting import due
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import plain_day

DAY = timedelta(days=1)
HIGH, RAISED, STANDARD = "High", "Raised", "Standard"
COLOURS = {HIGH: "red", RAISED: "yellow", STANDARD: "green"}
# For whom to be out of sight is a danger by itself (a choice of the service).
IN_DANGER = (
    VulnerabilityKind.CHILD_PROTECTION,
    VulnerabilityKind.SECTION_47,
    VulnerabilityKind.CHILD_IN_NEED,
    VulnerabilityKind.LOOKED_AFTER,
    VulnerabilityKind.EXPLOITATION_RISK,
    VulnerabilityKind.DOMESTIC_ABUSE,
)
WORRY_ADDED = {False: (), True: ("A concern for the child’s safety was added",)}
# Steps by which somebody looked for the child, beside the enquiries.
LOOKS = (pathway.CLEAR.key, pathway.REVIEW.key, pathway.ESCALATE.key, pathway.LOOK_AGAIN.key)
# How long, as the filter calls it: up to so many school days.
LENGTHS = (("Up to 10 school days", 10), ("11 to 20 school days", 20), ("More than 20 school days", None))
UNKNOWN_LENGTH = "Not known"


@dataclass(frozen=True)
class Standing:
    """One open case on a day."""

    told: Missing
    since: date
    days: int | None
    why_no_days: str
    last_check: date | None
    next_check: date | None
    overdue: tuple[str, ...]
    tracked_until: date
    risk: str
    why_risk: tuple[str, ...]

    @property
    def case(self) -> Case:
        """The case."""
        return self.told.case

    @property
    def child(self) -> Child:
        """The child; every case of this duty is about one."""
        child = self.told.case.child
        if child is None:
            raise ValueError("a case of a missing child is about a child")
        return child

    @property
    def length(self) -> str:
        """How long, as the filter calls it."""
        if self.days is None:
            return UNKNOWN_LENGTH
        return next(words for words, most in LENGTHS if most is None or self.days <= most)


def standing_for(user: User, on: date) -> list[Standing]:
    """Every open case that this person may see, as it stands on a day. The queries do not grow with the cases."""
    return standing(Missing.objects.filter(case__in=visible_to(user, Case).values("pk")), on)


def standing(rows: QuerySet[Missing], on: date) -> list[Standing]:
    """The open ones among some cases, the child longest without education first."""
    told = list(
        rows.filter(case__closed_on=None)
        .annotate(worry_added=Exists(adding.worries().filter(case=OuterRef("case"))))
        .select_related("case__child", "case__school__organisation", "case__owner")
        .order_by("case__opened_on", "pk")
    )
    keys = [one.pk for one in told]
    calendars = calendars_for({one.case.calendar_id for one in told})
    last, later = _checks(keys)
    running = _running(keys)
    book = RuleBook()
    known = vulnerabilities_of([one.case.child for one in told if one.case.child], on)
    in_danger = {
        child: [row.get_kind_display() for row in rows if row.kind in IN_DANGER] for child, rows in known.items()
    }
    found = [
        _standing(one, calendars[one.case.calendar_id], last.get(one.pk), later.get(one.pk, []), running[one.pk],
                  [*WORRY_ADDED[one.worry_added], *in_danger.get(one.case.child_id or 0, [])], book, on)
        for one in told
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.since, one.case.pk))


def days_missing(calendar: SchoolCalendar, told: Missing, on: date) -> tuple[date, int | None, str]:
    """The first day without education, how many school days since, and why it is not known how many.

    Counted from the day after the last day at school; where that is not known, from the day we were told.
    """
    since = told.last_attended_on + DAY if told.last_attended_on else told.case.opened_on
    try:
        return since, calendar.count_between(since, on), ""
    except NotLoaded as lack:
        return since, None, str(lack)


def risk_of(
    told: Missing, days: int | None, in_danger: Sequence[str], overdue: Sequence[str], tracked_until: date, on: date,
    *, long: int,
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
    """How great the risk is, and every reason for it. It follows from what is recorded; nobody types it."""
    high = [
        *(["A concern for the child’s safety was told"] if told.concern else []),
        *(["Safeguarding has stopped the enquiries"] if told.case.stage == pathway.STOPPED.key else []),
        *(["Not located after every enquiry"] if told.case.stage == pathway.NOT_LOCATED.key else []),
        *(["Has a social worker"] if told.social_worker else []),
        *in_danger,
    ]
    if high:
        return HIGH, tuple(high)
    raised = [
        *([f"Without education for {days} school days"] if days is not None and days >= long else []),
        *([f"Nobody has asked or looked since {plain_day(tracked_until)}"] if tracked_until < on else []),
        *(f"Overdue: {one}" for one in overdue),
    ]
    return (RAISED, tuple(raised)) if raised else (STANDARD, ())


def _standing(
    told: Missing, calendar: SchoolCalendar, last: date | None, later: Collection[date], running: Collection[Deadline],
    in_danger: Sequence[str], book: RuleBook, on: date,
) -> Standing:  # fmt: skip
    since, days, why_no_days = days_missing(calendar, told, on)
    ours = [one for one in running if one.against == Against.COUNCIL and one.due_on]
    overdue = tuple(one.label for one in ours if one.due_on and one.due_on < on)
    asked_again = [day for day in later if day < on]
    if asked_again:
        overdue = (*overdue, f"an enquiry to be made again by {plain_day(min(asked_again))}")
    looked = last or told.case.opened_on
    until = due(book.value(rules.TRACKED_WITHIN, looked), looked).on or looked
    long = book.value(rules.LONG_MISSING, told.case.opened_on)
    risk, why = risk_of(told, days, in_danger, overdue, until, on, long=long)
    ahead = [*later, *(one.due_on for one in ours if one.due_on)]
    return Standing(told, since, days, why_no_days, last, min(ahead, default=None), overdue, until, risk, why)


def _checks(keys: Sequence[int]) -> tuple[dict[int, date], dict[int, list[date]]]:
    """By case: the last day on which somebody asked or looked, and the days on which something is asked again."""
    newest: dict[tuple[int, str], tuple[date, date | None]] = {}
    last: dict[int, date] = {}
    for case, kind, on, next_on in (
        Enquiry.objects.filter(case__in=keys).order_by("on", "pk").values_list("case", "kind", "on", "next_on")
    ):
        newest[case, kind] = (on, next_on)
        last[case] = max(last.get(case, on), on)
    looks = Event.objects.filter(case__in=keys, step__in=LOOKS, superseded_by=None).values_list("case", "on")
    sent = AuthorityEnquiry.objects.filter(case__in=keys, sent_on__isnull=False)
    asked = list(sent.values_list("case", "sent_on", "due_on", "answered_on"))
    for case, on in [*looks, *((case, sent_on) for case, sent_on, _, _ in asked)]:
        last[case] = max(last.get(case, on), on)
    later: dict[int, list[date]] = defaultdict(list)
    for case, _, due_on, answered_on in asked:
        if answered_on is None:
            later[case].append(due_on)
    for (case, _), (_, next_on) in newest.items():
        if next_on is not None:
            later[case].append(next_on)
    return last, later


def _running(keys: Sequence[int]) -> Mapping[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = defaultdict(list)
    for one in Deadline.objects.filter(case__in=keys, state=State.RUNNING).order_by("due_on", "pk"):
        found[one.case_id].append(one)
    return found
