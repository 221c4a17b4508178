"""The moves of pupils in the made-up county: off-site directions, managed moves and separations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from exclusions.demo_places import come_on_roll
from exclusions.managed_moves import actions as managed
from exclusions.managed_moves import pathway as managed_pathway
from exclusions.off_site import actions as off_site
from exclusions.off_site import pathway, placing
from exclusions.off_site.models import Aim, Registration
from exclusions.separation import actions as separation
from exclusions.separation import pathway as separation_pathway
from exclusions.telling import SupportForSen
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.demo.county import County, Pupil
from oxle.people.ages import age_on
from oxle.people.models import Child
from oxle.provision.models import Provider
from oxle.provision.places import places_on
from oxle.provision.queries import choosable
from oxle.schools.models import School

FARM = {"provider": None, "place_name": "Brackenhill Farm", "address": "Brackenhill Farm\nMill Lane, Brambleford"}
LARGEST = 3
# How many days of the week lie between the two on which some pupils are there.
APART_BY = 3


@dataclass(frozen=True)
class Moved:
    """A managed move: how many school days ago it began (less than none: to come), and what is special."""

    ago: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[tuple[Step, int], ...] = ()


@dataclass(frozen=True)
class Directed:
    """A direction: how many school days ago it began (less than none: to come), for how many, and what is special."""

    ago: int
    days: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    # How many school days before it began the parents were given the notice; None: they were not yet.
    notice: int | None = 5
    review: int = 8
    steps: tuple[tuple[Step, int], ...] = ()
    in_directory: bool = False


DIRECTIONS = (
    Directed(12, 30, review=20, steps=((pathway.LOOK, 16),)),
    # A review is overdue.
    Directed(14, 35, review=10, steps=((pathway.LOOK, 17),), changes={"registration": Registration.DUAL}),
    Directed(6, 10, changes={"aim": Aim.SANCTION, "reasons": "Was rude to a teacher on two days."}),
    Directed(2, 20, notice=1),
    Directed(-6, 30, notice=None, in_directory=True),
    Directed(40, 30, review=15, steps=((pathway.LOOK, 43), (pathway.HOLD_REVIEW, 25), (pathway.RETURN, 10))),
)

MOVES = (
    Moved(-15, {"parents_agreed_by": "", "parents_agreed_on": None, "in_writing": False, "to_head_agreed_on": None}),
    Moved(-8, {"plan": "A trial of six weeks, reviewed after half term. Then both heads decide."}),
    Moved(4, steps=((managed_pathway.LOOK, 8), (managed_pathway.ENROL, 4))),
    Moved(
        25,
        steps=((managed_pathway.LOOK, 30), (managed_pathway.ENROL, 25), (managed_pathway.CONFIRM, 12)),
        changes={"social_worker": True},
    ),
)

# How many school days ago a pupil was kept apart from another: of one, education has begun; of the other, not yet.
APART = (9, 1)


def build(county: County, schools: Sequence[School]) -> None:
    """A few moves of each kind, told by the schools and played step by step."""
    # Of a small county the small schools have no pupil left.
    largest = sorted(schools, key=lambda school: len(county.pupils[school.pk]), reverse=True)[:LARGEST]
    for number, story in enumerate(DIRECTIONS):
        school = largest[number % LARGEST]
        _direct(county, number, story, school, county.take(school).child)
    for place, move in enumerate(MOVES):
        school, other = largest[place % LARGEST], largest[(place + 1) % LARGEST]
        _move(county, place, move, school, other, county.take(school))
    for place, ago in enumerate(APART):
        _keep_apart(county, largest[place % LARGEST], ago)


def _day(county: County, school: School, ago: int) -> date:
    """The school day so many school days ago, or to come."""
    calendar = county.calendar(school)
    if ago < 0:
        return calendar.school_day_after(county.on, -ago)
    return calendar.school_day_before(county.on, ago) if ago else calendar.last_school_day_on_or_before(county.on)


def _direct(county: County, number: int, story: Directed, school: School, child: Child) -> None:
    told_on = _day(county, school, max(story.ago + (story.notice or 0), 0))
    starts_on = _day(county, school, story.ago)
    minutes = _two_days(starts_on) if number % 2 else [150] * 10
    place = _free(child, county.on, starts_on) if story.in_directory else None
    where = {"provider": place, "place_name": "", "address": ""} if place else FARM
    told = {
        "decided_on": told_on,
        "notice_on": None if story.notice is None else told_on,
        "starts_on": starts_on,
        "ends_on": _day(county, school, story.ago - story.days),
        **where,
        "report_to": "The lead teacher there",
        "aim": Aim.BEHAVIOUR,
        "objectives": "Works with others for a whole session, and says when it becomes too much.",
        "reasons": "Leaves most lessons in anger. A mentor and a smaller group have not helped enough.",
        "minutes": minutes,
        "begins_at": time(9, 15),
        "finishes_at": time(14, 45),
        "breaks": "10:45am to 11am and 12 noon to 12:30pm",
        "registration": Registration.SINGLE,
        "sen": list(SupportForSen)[number % 4],
        "social_worker": number % 3 == 0,
        "review_on": _day(county, school, story.ago - story.review),
        **story.changes,
    }
    by, officer = county.leads[school.pk], county.people["exclusions"]
    at = county.moment(told_on, 15, number)
    case = off_site.tell(child, school, told=told, letter=None, by=by, on=told_on, at=at)
    allocated(county, case, told_on)
    for step, ago in story.steps:
        played(county, case, step, _day(county, school, ago), facts=_facts(step))
    if place:
        said = {"by": officer, "on": county.on, "at": county.at, "facts": {}, "reason": ""}
        case.refresh_from_db()
        placing.give(case, pathway.PLACE, data={"full_time": False}, **said)


def _two_days(starts_on: date) -> list[int]:
    """Two days of the week, of which one is that of the first day."""
    days = {starts_on.weekday(), (starts_on.weekday() + APART_BY) % 5}
    return [150 if number // 2 in days else 0 for number in range(10)]


def _move(county: County, number: int, story: Moved, school: School, other: School, pupil: Pupil) -> None:
    told_on = _day(county, school, max(story.ago + 10, 0))
    told = {
        "decided_on": told_on,
        "to_school": other,
        "to_name": "",
        "starts_on": _day(county, other, story.ago),
        "plan": "A mentor meets the pupil each morning. Both schools’ pastoral leads speak every week until Easter.",
        "reasons": "Friendships here have broken down, and the family asked for a fresh start.",
        "pupil_view": "Is glad to go. Worries about the bus.",
        "parents_agreed_by": "Both parents",
        "parents_agreed_on": told_on,
        "in_writing": True,
        "to_head_agreed_on": told_on,
        "sen": list(SupportForSen)[number % 2],
        "social_worker": False,
        **story.changes,
    }
    by, at = county.leads[school.pk], county.moment(told_on, 15, 30 + number)
    case = managed.tell(pupil.child, school, told=told, letter=None, by=by, on=told_on, at=at)
    allocated(county, case, told_on)
    for step, ago in story.steps:
        facts = {"register": "Every session since the first day."} if step is managed_pathway.CONFIRM else {}
        on = _day(county, school, ago)
        if step is managed_pathway.ENROL:
            come_on_roll(county, pupil, other, on)
        played(county, case, step, on, facts=facts)


def _keep_apart(county: County, school: School, ago: int) -> None:
    child, on = county.take(school).child, _day(county, school, ago)
    told = {
        "decided_on": on,
        "starts_on": on,
        "led_by": "The designated safeguarding lead, 01632 961 700",
        "why": "Both pupils are part of one enquiry and share every lesson and the way to school.",
        "pupil_view": "Is frightened, and misses football.",
        "parents_told_on": on,
        "sen": SupportForSen.NONE,
        "social_worker": True,
    }
    head = school.organisation.memberships.get(role="head").user
    case = separation.tell(child, school, told=told, by=head, on=on, at=county.moment(on, 11))
    manager, officer = county.people["manager"], county.people["exclusions"]
    said = {"on": on, "at": county.moment(on, 13), "reason": "Works with this school", "version": case.version}
    casework.allocate(case, to=officer, by=manager, **said)
    if ago > 1:
        begun = {"confirmed_by": "The tutor, by telephone."}
        played(county, case, separation_pathway.BEGIN, _day(county, school, ago - 1), facts=begun)


def _facts(step: Step) -> dict[str, Any]:
    return {
        pathway.HOLD_REVIEW: {"attended": "both parents and the pupil", "found": "Calmer, and sleeps better."},
        pathway.RETURN: {"went": "Back in all lessons, with a card to leave one for ten minutes."},
    }.get(step, {})


def _free(child: Child, on: date, starts_on: date) -> Provider | None:
    """A provider of the directory for a child of the age of the first day, with a place free on every day."""
    age = age_on(child.born_on, starts_on)
    found = [one for one in choosable(child, on) if one.age_from <= age <= one.age_to]
    places = places_on(found, on)
    return next((one for one in found if all(day.free for day in places[one.pk])), None)


def allocated(county: County, case: Case, on: date) -> None:
    """The case is the exclusion officer's from the day it was told."""
    officer = county.people["exclusions"]
    casework.allocate(
        case,
        to=officer,
        by=officer,
        on=on,
        at=county.moment(on, 16),
        reason="Works with this school",
        version=case.version,
    )


def played(county: County, case: Case, step: Step, on: date, *, facts: dict[str, Any]) -> None:
    """A step, by the officer."""
    case.refresh_from_db()
    reason = "Read, and spoken about with the school." if step.reason else ""
    by, at = county.people["exclusions"], county.moment(on, 14)
    cases.take(case, step, by=by, on=on, at=at, reason=reason, facts=facts)
