"""What reduced timetables add to the made-up county: each thing that can follow, and some that are in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.demo.county import County
from oxle.people.models import Child
from oxle.schools.models import School
from reduced_timetables import actions, pathway
from reduced_timetables.models import EarlyHelp, Reason, Whose

DAY = timedelta(days=1)
MORNING, AFTERNOON = (time(8, 50), time(11, 40)), (time(12, 40), time(14, 50))
OUT = (None, None)
# Every morning; three whole days; four mornings and a Friday afternoon.
WEEKS = (
    (MORNING, OUT) * 5,
    (MORNING, AFTERNOON, OUT, OUT) * 2 + (MORNING, AFTERNOON),
    (MORNING, OUT) * 4 + (OUT, AFTERNOON),
)
REASONS = (Reason.ANXIETY, Reason.REINTEGRATION, Reason.MENTAL, Reason.PHYSICAL, Reason.PLAN, Reason.AFTER_EXCLUSION)


@dataclass(frozen=True)
class Part:
    """A timetable of the demonstration: how many days ago it began (less than none: to come), for how many weeks.

    `unsigned`: no parent has agreed. `steps`: what followed, each so many days ago.
    """

    ago: int
    weeks: int = 5
    changes: Mapping[str, Any] = field(default_factory=dict)
    unsigned: bool = False
    steps: tuple[tuple[Step, int], ...] = ()


# One without an agreement, one to manage behaviour, one that is over and not ended, one too long, one with a plan
# whose SEN officer was not asked, one of an assessment that came too late, one that is to begin.
SPECIAL = (
    Part(6, unsigned=True),
    Part(9, changes={"reason": Reason.BEHAVIOUR, "why": "Is rude to teachers in the afternoon."}),
    Part(52, weeks=6, steps=((pathway.VALIDATE, 50),)),
    Part(14, weeks=12),
    Part(20, changes={"ehc_plan": True}),
    Part(16, changes={"early_help": EarlyHelp.NOT_DONE, "child_view": ""}),
    Part(-6),
)
# The others: how many, and how far back they begin; some are over. In a county made smaller there are too few pupils.
PARTS, WITHIN, LARGEST = 23, 190, 3


def build(county: County) -> None:
    """The timetables of the largest schools, told by them and played step by step; none in a large county."""
    if county.size.in_bulk:
        return
    schools = [school for school in county.schools if school.pk in county.leads]
    largest = sorted(schools, key=lambda school: len(county.pupils[school.pk]), reverse=True)[:LARGEST]
    usual = PARTS if county.size.children > PARTS * 15 else 0
    for number, part in enumerate([*SPECIAL, *map(_usual, range(usual))]):
        if not (there := county.with_pupils(largest)):
            return
        school = there[number % len(there)]
        _tell(county, number, county.take(school).child, school, part)


def _usual(number: int) -> Part:
    ago = 3 + number * 17 % WITHIN
    weeks = 3 + number % 4
    over = ago > 7 * weeks
    steps: tuple[tuple[Step, int], ...] = ((pathway.VALIDATE, ago - 1),)
    if over:
        steps = (*steps, (pathway.HOLD_REVIEW, ago - 10), (pathway.RETURN, ago - 7 * weeks))
    elif ago > 12:
        steps = (*steps, (pathway.HOLD_REVIEW, ago - 11))
    return Part(ago, weeks, steps=steps)


def _tell(county: County, number: int, child: Child, school: School, part: Part) -> None:
    # From a Monday to a Friday, and reviewed on a Friday.
    starts_on = county.on - part.ago * DAY
    starts_on -= starts_on.weekday() * DAY
    told_on = min(county.days_ago(max((county.on - starts_on).days, 0) + 3), county.on)
    week = WEEKS[number % len(WEEKS)]
    told = {
        "reason": REASONS[number % len(REASONS)],
        "why": "Has not managed a whole day since September, and comes back step by step with the key adult.",
        "begins": [begins for begins, _ in week],
        "ends": [ends for _, ends in week],
        "off_site_hours": 0,
        "off_site_where": "",
        "responsible": "A parent, at home",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(weeks=part.weeks, days=-3),
        "review_on": starts_on + timedelta(days=11),
        "transport": "",
        "remote_work": "Tasks in English and mathematics, marked each Friday.",
        "section_19": number % 3 == 0,
        "child_view": "Likes the mornings. The corridors are too loud after lunch.",
        "early_help": EarlyHelp.DONE,
        "early_help_reference": f"EHA {1000 + number}",
        "risk_assessed_on": told_on - DAY,
        "services_informed": "The school nurse and the early help worker",
        "looked_after": False,
        "youth_justice": False,
        "social_worker": False,
        "ehc_plan": False,
        **part.changes,
    }
    parent = {"whose": Whose.PARENT.value, "given_by": "The mother", "agreed_on": told_on}
    case = actions.tell(
        child,
        school,
        told=told,
        agreements=[] if part.unsigned else [parent],
        files={},
        by=county.leads[school.pk],
        on=told_on,
        at=county.moment(told_on, 11, number % 60),
    )
    for step, ago in part.steps:
        _play(county, case, step, county.days_ago(max(ago, 0)))


def _play(county: County, case: Case, step: Step, on: date) -> None:
    """A step, by the officer; one for which the time has not come, or to which something is missing, is left."""
    case.refresh_from_db()
    by = county.people["exclusions"]
    if on < case.stage_since_on or cases.why_not(case, step, by=by, on=on) is not None:
        return
    facts = {
        pathway.HOLD_REVIEW: {"attended": "The mother and the pupil", "found": "Comes as agreed. One more session."},
        pathway.RETURN: {"went": "Back in all lessons."},
    }.get(step, {})
    cases.take(case, step, by=by, on=on, at=county.moment(on, 14), facts=facts)
