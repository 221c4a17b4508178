"""What reduced timetables add to the made-up county: each thing that can follow, and about a hundred in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.demo.county import County
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.people.models import Child
from oxle.schools.models import Phase, School
from reduced_timetables import actions, changing, pathway
from reduced_timetables.models import EarlyHelp, Plan, Reason, Whose
from reduced_timetables.weeks import Sessions

DAY = timedelta(days=1)
MORNING, AFTERNOON = (time(8, 50), time(11, 40)), (time(12, 40), time(14, 50))
OUT = (None, None)
# Every morning; three whole days; four mornings and a Friday afternoon.
WEEKS = (
    (MORNING, OUT) * 5,
    (MORNING, AFTERNOON, OUT, OUT) * 2 + (MORNING, AFTERNOON),
    (MORNING, OUT) * 4 + (OUT, AFTERNOON),
)
# What it rises to: three whole days and two mornings.
FULLER = (MORNING, AFTERNOON) * 3 + (MORNING, OUT) * 2
REASONS = (Reason.ANXIETY, Reason.REINTEGRATION, Reason.MENTAL, Reason.PHYSICAL, Reason.PLAN, Reason.AFTER_EXCLUSION)
Story = Callable[[], object]


@cache
def _page() -> bytes:
    """An empty page, written once for all."""
    page, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(page)
    return page.getvalue()


@dataclass(frozen=True)
class Part:
    """A timetable of the demonstration: how many days ago it began (less than none: to come), for how many weeks.

    `rises`: a return in steps, told at once. `unsigned`: no parent has agreed. `coded`: the register has code C2 in
    what is left out, and in the sessions of `wrongly` besides. `steps`: what followed, each so many days ago, with what
    was said.
    """

    ago: int
    weeks: int = 5
    changes: Mapping[str, Any] = field(default_factory=dict)
    rises: bool = False
    unsigned: bool = False
    coded: bool = True
    wrongly: tuple[int, ...] = ()
    steps: tuple[tuple[Step, int, Mapping[str, Any]], ...] = ()


ANSWERED = {"answer": "The parents sign on Friday, and the plan says when each lesson comes back."}
PUT_RIGHT = {"answer": "The school has put it right.", "ends": "put_right"}
REVIEWED = {"attended": "The mother and the pupil", "found": "Comes as agreed. One more session."}
# One without an agreement, one to manage behaviour, one that is over and not ended, one too long, one with a plan whose
# SEN officer was not asked and that nobody answers for, one of an assessment that came too late, one that is to begin
# and to rise in steps, one whose review has raised the sessions from next week on.
SPECIAL = (
    Part(1, unsigned=True),
    Part(
        9,
        changes={"reason": Reason.BEHAVIOUR, "why": "Is rude to teachers in the afternoon."},
        steps=((pathway.REPLY, 7, ANSWERED),),
    ),
    Part(52, weeks=6, steps=((pathway.VALIDATE, 50, {}), (pathway.HOLD_REVIEW, 41, REVIEWED)), coded=False),
    Part(14, weeks=12, steps=((pathway.REPLY, 9, ANSWERED),), wrongly=(0,)),
    Part(20, changes={"ehc_plan": True}),
    Part(
        16,
        changes={"early_help": EarlyHelp.NOT_DONE, "child_view": ""},
        steps=((pathway.REPLY, 12, ANSWERED), (pathway.ANSWER_CHALLENGE, 10, PUT_RIGHT)),
    ),
    Part(-6, rises=True),
    Part(
        12,
        weeks=6,
        steps=(
            (pathway.VALIDATE, 11, {}),
            (pathway.HOLD_REVIEW, 2, REVIEWED),
            (pathway.CHANGE, 1, {"why": "Manages the mornings well, and asks for more."}),
        ),
    ),
)
# The others: how many, how far back they begin, and how many pupils have the code and no notice. In a county made
# smaller there are too few pupils: it has a few of the special ones.
PARTS, WITHIN, UNTOLD, FEW = 112, 210, 2, 2
# A school tells of one for so many of its pupils; one secondary school has told of none.
EACH = 25


def stories(county: County) -> Mapping[int, list[Story]]:
    """A story for each timetable, by the school that told of it; none in a large county."""
    if county.size.in_bulk:
        return {}
    schools = [school for school in county.schools if school.pk in county.leads]
    turns = _turns(county, schools)
    is_whole = county.size.children > PARTS * 15
    told: dict[int, list[Story]] = {school.pk: [] for school in schools}
    for number, part in enumerate([*SPECIAL, *map(_usual, range(PARTS))] if is_whole else SPECIAL[:FEW]):
        school = turns[number * 7 % len(turns)]
        if not county.with_pupils([school]):
            break
        child = county.take(school).child
        starts_on = _starts_on(county, school, part.ago)
        if part.coded:
            left_out = [*_left_out(WEEKS[number % len(WEEKS)]), *part.wrongly]
            _code(county, child, starts_on, left_out, _until(county, part))
        told[school.pk].append(partial(_tell, county, number, child, school, part, starts_on))
    for number in range(UNTOLD if is_whole else 0):
        afternoons = _left_out(WEEKS[0])
        _code(county, county.take(turns[number]).child, county.on - 14 * DAY, afternoons, county.on)
    return told


def _turns(county: County, schools: list[School]) -> list[School]:
    """The schools, each as often as its share of the pupils has it tell; the last of the secondary schools never."""
    silent = [school for school in schools if school.phase == Phase.SECONDARY][-1:]
    telling = [school for school in schools if school not in silent] or schools
    turns = [school for school in telling for _ in range(max(1, len(county.pupils[school.pk]) // EACH))]
    # A number of turns that 7 does not divide: every one of them comes up.
    return turns if len(turns) % 7 else turns[:-1] or turns


def _starts_on(county: County, school: School, ago: int) -> date:
    """The Monday, or the last school day before it."""
    monday = county.on - ago * DAY
    monday -= monday.weekday() * DAY
    return county.calendar(school).last_school_day_on_or_before(monday) if ago > 0 else monday


def _until(county: County, part: Part) -> date:
    """The last day on which the pupil was in for part of the week."""
    returned = [ago for step, ago, _ in part.steps if step == pathway.RETURN]
    return county.days_ago(returned[0]) - DAY if returned else county.on


def _left_out(week: tuple[tuple[time | None, time | None], ...]) -> list[int]:
    return [place for place, span in enumerate(week) if span == OUT]


def _times(week: tuple[tuple[time | None, time | None], ...]) -> Sessions:
    """When each session begins, and when it ends."""
    return [begins for begins, _ in week], [ends for _, ends in week]


def _code(county: County, child: Child, first_on: date, left_out: list[int], last_on: date) -> None:
    """What the school marks is written at the end, for all pupils together."""
    county.part_time.setdefault(child.pk, []).append((first_on, last_on, left_out))


def _usual(number: int) -> Part:
    """Most are over: validated, and back to full time; of the others some have been reviewed."""
    ago = 3 + number * 29 % WITHIN
    weeks = 3 + number % 4
    steps: tuple[tuple[Step, int, Mapping[str, Any]], ...] = ((pathway.VALIDATE, ago - 1, {}),)
    # A week before the planned end.
    if (back := ago - 7 * weeks + 10) > 0:
        return Part(ago, weeks, steps=(*steps, (pathway.RETURN, back, {"went": "Back in all lessons."})))
    if ago > 7:
        steps = (*steps, (pathway.HOLD_REVIEW, max(ago - 11, 1), REVIEWED))
    return Part(ago, weeks, steps=steps, coded=number > 0)


def _tell(county: County, number: int, child: Child, school: School, part: Part, starts_on: date) -> None:
    """To a Friday, and reviewed on a Friday."""
    monday = starts_on - starts_on.weekday() * DAY
    told_on = min(county.days_ago(max((county.on - starts_on).days, 0) + 3), county.on)
    begins, ends = _times(WEEKS[number % len(WEEKS)])
    told = {
        "reason": REASONS[number % len(REASONS)],
        "why": "Has not managed a whole day since September, and comes back step by step with the key adult.",
        "begins": begins,
        "ends": ends,
        "off_site_hours": 0,
        "off_site_where": "",
        "responsible": "A parent, at home",
        "starts_on": starts_on,
        "ends_on": monday + timedelta(weeks=part.weeks, days=-3),
        "review_on": monday + timedelta(days=11),
        "transport": "",
        "remote_work": "Tasks in English and mathematics, marked each Friday.",
        "section_19": number % 3 == 0,
        "child_view": "Likes the mornings. The corridors are too loud after lunch.",
        "early_help": EarlyHelp.DONE,
        "early_help_reference": f"EHA {1000 + number}",
        "early_help_on": told_on - 20 * DAY,
        "plan": Plan.PASTORAL if number % 2 else Plan.LEARNING,
        "met_on": told_on - DAY,
        "met_who": "A parent, the pupil, the key adult and the head of year",
        "sen_support": number % 4 == 0,
        "risk_assessed_on": told_on - DAY,
        "services_informed": "The school nurse and the early help worker",
        "looked_after": False,
        "youth_justice": False,
        "social_worker": False,
        "ehc_plan": False,
        **part.changes,
    }
    parent = {"whose": Whose.PARENT.value, "given_by": "The mother", "agreed_on": told_on}
    at = county.moment(told_on, 11, number % 60)
    case = actions.tell(
        child,
        school,
        told=told,
        agreements=[] if part.unsigned else [parent],
        files={} if part.unsigned else {"parent": _paper(at)},
        changes=[(monday + timedelta(weeks=2), *_times(FULLER))] if part.rises else [],
        by=county.leads[school.pk],
        on=told_on,
        at=at,
    )
    for step, ago, said in part.steps:
        _play(county, case, step, county.days_ago(max(ago, 0)), said)


def _paper(at: datetime) -> File:
    """The written agreement of a parent: a page of which nobody reads more than its name."""
    return store_made(_page(), kind=PDF, name="agreement.pdf", at=at)


def _play(county: County, case: Case, step: Step, on: date, said: Mapping[str, Any]) -> None:
    """A step, by the officer, or an answer by the school; one for which the time has not come is left."""
    case.refresh_from_db()
    by = county.leads[case.school_id or 0] if step == pathway.REPLY else county.people["exclusions"]
    if on < case.stage_since_on or cases.why_not(case, step, by=by, on=on) is not None:
        return
    if step is pathway.CHANGE:
        _rise(county, case, on, said)
        return
    # Of what is over nobody drafts letters any more.
    cases.take(case, step, by=by, on=on, at=county.moment(on, 14), facts={"letters": False, **said})


def _rise(county: County, case: Case, on: date, said: Mapping[str, Any]) -> None:
    """More sessions from next week on, agreed to by the mother on the day they were told."""
    from_on, at = county.on + (7 - county.on.weekday()) * DAY, county.moment(on, 15)
    signed = {"given_by": "The mother", "agreed_on": on, "document": _paper(at)}
    changing.change(
        case,
        pathway.CHANGE,
        data={"from_on": from_on, "sessions": _times(FULLER), **signed},
        by=county.leads[case.school_id or 0],
        on=on,
        at=at,
        facts={pathway.FROM_ON.key: from_on.isoformat(), **said},
        reason="",
    )
