"""What managers are told each period: how many children came before the panel, how long a place took, and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from exclusions.census.export import periods_until
from exclusions.fair_access import pathway
from exclusions.permanent import pathway as permanent
from exclusions.permanent.averted import cancelled
from exclusions.permanent.day_sixes import DaySixes, day_sixes
from exclusions.permanent.step_forms import AVERTED_BY, WRONG
from exclusions.placement.rules import DELAYS, INTERIM, LONG_TERM
from oxle.cases.clocks import State
from oxle.cases.models import Deadline, Event
from oxle.core.rules import RuleBook
from oxle.schooldays.school_years import Span
from oxle.schools.models import School

PATHWAYS = (pathway.FAIR_ACCESS.key, permanent.PERMANENT.key)
MISTAKEN = (pathway.MISTAKEN.key, permanent.MISTAKEN.key)
PERIODS = 3


@dataclass(frozen=True)
class Period:
    """What happened in one period, on both kinds of case. It counts what was done, and names no child."""

    span: Span
    steps: Counter[str]
    # By which place takes longer, and why.
    delays: Counter[tuple[str, str]]
    # By what averted the exclusion, of those that the head cancelled.
    cancelled: Counter[str]
    # Of how many children schools refused, and by which: one school counts once for a child, however often it did.
    refused: int
    refusals: dict[str, int]
    in_time: int
    late: int
    day_six: DaySixes

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Each count with what it counts."""
        steps = self.steps
        return [
            ("Referred to the panel, or its way chosen after an exclusion", steps["refer"] + steps["choose_way"]),
            ("Places named", steps["name_place"]),
            ("Named by the day on which it was due", self.in_time),
            ("Named after that day", self.late),
            ("Refusals by a school", self.refused),
            *((f"Refusals by {school}", count) for school, count in self.refusals.items()),
            ("Notices of a direction", steps["give_notice"]),
            ("Requests to the Secretary of State", steps["request"]),
            ("Children seen attending", steps["confirm"]),
            *self._delayed(LONG_TERM, "Delayed"),
            ("Education after a permanent exclusion due by day 6, and begun in time", self.day_six.in_time),
            ("Begun after day 6", self.day_six.late),
            ("Not begun, though day 6 was over", self.day_six.missing),
            *self._delayed(INTERIM, "Interim place delayed"),
            ("Permanent exclusions cancelled by the head", sum(self.cancelled.values())),
            *((f"Averted by: {AVERTED_BY[code]}", self.cancelled[code]) for code in AVERTED_BY if code != WRONG),
            ("Cancelled because it was a wrong decision", self.cancelled[WRONG]),
        ]

    def _delayed(self, which: str, words: str) -> list[tuple[str, int]]:
        found = sorted((why, count) for (place, why), count in self.delays.items() if place == which)
        return [(f"{words}: {DELAYS[why]}", count) for why, count in found]


def periods(on: date) -> list[Period]:
    """The period of a day and those before it, the newest first: to 31 December, Easter Monday and 31 July."""
    book = RuleBook()
    return [_period(span, on, book) for span in periods_until(on, PERIODS)]


def _period(span: Span, on: date, book: RuleBook) -> Period:
    """Of what was put right the newest entry counts; of a case that was entered by mistake nothing does."""
    within = Q(on__gte=span.starts_on, on__lte=span.ends_on, case__pathway__in=PATHWAYS, superseded_by=None)
    events = Event.objects.filter(within).exclude(case__stage__in=MISTAKEN)
    other_way = Q(step=permanent.CHOOSE_WAY.key) & ~Q(facts__way="fair_access")
    told = ("facts__why", "facts__which")
    counted = events.exclude(other_way).order_by().values_list("step", *told).annotate(count=Count("pk"))
    steps, delays = Counter[str](), Counter[tuple[str, str]]()
    for step, why, which, count in counted:
        steps[step] += count
        if step == pathway.PLACING.delay.key and why in DELAYS:
            delays[which or LONG_TERM, why] += count
    met = Deadline.objects.filter(
        case__pathway__in=PATHWAYS, clock="place", state=State.MET, met_on__gte=span.starts_on, met_on__lte=span.ends_on
    ).exclude(case__stage__in=MISTAKEN)
    refused = set(events.filter(step=pathway.PLACING.refuse.key).values_list("case", "facts__school"))
    return Period(
        span,
        steps,
        delays,
        cancelled(span.starts_on, span.ends_on),
        len(refused),
        _by_school(Counter(key for _, key in refused if key)),
        met.filter(met_on__lte=F("due_on")).count(),
        met.filter(met_on__gt=F("due_on")).count(),
        day_sixes(span, on, book),
    )


def _by_school(counts: Counter[str]) -> dict[str, int]:
    """How often each school refused, by its name, the most first."""
    names = {one.key: one.name for one in School.objects.filter(key__in=counts).select_related("organisation")}
    return {names[key]: count for key, count in counts.most_common() if key in names}
