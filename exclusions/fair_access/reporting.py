"""What managers are told each period: how many children came before the panel, how long a place took, and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from exclusions.census.export import periods_until
from exclusions.fair_access import pathway
from exclusions.permanent import pathway as permanent
from exclusions.placement.rules import DELAYS
from oxle.cases.clocks import State
from oxle.cases.models import Deadline, Event
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
    delays: Counter[str]
    refusals: dict[str, int]
    in_time: int
    late: int

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Each count with what it counts."""
        steps = self.steps
        return [
            ("Referred to the panel, or its way chosen after an exclusion", steps["refer"] + steps["choose_way"]),
            ("Places named", steps["name_place"]),
            ("Named by the day on which it was due", self.in_time),
            ("Named after that day", self.late),
            ("Refusals by a school", steps["refuse"]),
            *((f"Refusals by {school}", count) for school, count in self.refusals.items()),
            ("Notices of a direction", steps["give_notice"]),
            ("Requests to the Secretary of State", steps["request"]),
            ("Children seen attending", steps["confirm"]),
            *((f"Delayed: {DELAYS[code]}", count) for code, count in sorted(self.delays.items())),
        ]


def periods(on: date) -> list[Period]:
    """The period of a day and those before it, the newest first: to 31 December, Easter Monday and 31 July."""
    return [_period(span) for span in periods_until(on, PERIODS)]


def _period(span: Span) -> Period:
    """Of what was put right the newest entry counts; of a case that was entered by mistake nothing does."""
    within = Q(on__gte=span.starts_on, on__lte=span.ends_on, case__pathway__in=PATHWAYS, superseded_by=None)
    events = Event.objects.filter(within).exclude(case__stage__in=MISTAKEN)
    other_way = Q(step=permanent.CHOOSE_WAY.key) & ~Q(facts__way="fair_access")
    counted = events.exclude(other_way).order_by().values_list("step", "facts__why").annotate(count=Count("pk"))
    steps, delays = Counter[str](), Counter[str]()
    for step, why, count in counted:
        steps[step] += count
        if step == pathway.PLACING.delay.key and why in DELAYS:
            delays[why] += count
    met = Deadline.objects.filter(
        case__pathway__in=PATHWAYS, clock="place", state=State.MET, met_on__gte=span.starts_on, met_on__lte=span.ends_on
    ).exclude(case__stage__in=MISTAKEN)
    refused = events.filter(step=pathway.PLACING.refuse.key).values_list("facts__school", flat=True)
    return Period(
        span,
        steps,
        delays,
        _by_school(Counter(key for key in refused if key)),
        met.filter(met_on__lte=F("due_on")).count(),
        met.filter(met_on__gt=F("due_on")).count(),
    )


def _by_school(counts: Counter[str]) -> dict[str, int]:
    """How often each school refused, by its name, the most first."""
    names = {one.key: one.name for one in School.objects.filter(key__in=counts).select_related("organisation")}
    return {names[key]: count for key, count in counts.most_common() if key in names}
