"""Children of the made-up county who need a school and have none, at every stage; one leaves a secure placement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from exclusions.fair_access import actions, pathway
from exclusions.fair_access.models import Came
from exclusions.placement.actions import take_with_school
from exclusions.telling import SupportForSen
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.demo.county import County, Pupil
from oxle.people.actions import enrol, leave
from oxle.people.school_ages import not_of_its_ages
from oxle.schools.models import School


@dataclass(frozen=True)
class Story:
    """How many days ago we knew, what is special, and what was recorded since: a step, and how many days ago."""

    ago: int
    steps: tuple[tuple[str, int], ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)


# Days from today until the release of the child who leaves a secure placement.
RELEASED_IN = 20
STORIES = (
    Story(2, (), {"came": Came.ADMISSIONS, "category": "g"}),
    Story(9, (), {"came": Came.LEAVING, "category": "c", "leaves": "A secure children’s home"}),
    Story(16, (("refer", 14),), {"category": "i", "sen": SupportForSen.SUPPORT}),
    Story(30, (("refer", 28), ("delay", 20)), {"category": "a", "social_worker": True}),
    Story(40, (("refer", 38), ("name_place", 20), ("refuse", 13), ("give_notice", 9)), {"category": "j"}),
    Story(60, (("refer", 57), ("name_place", 40), ("enrol", 30), ("confirm", 20)), {"category": "h"}),
)


def build(county: County, schools: Sequence[School]) -> None:
    """The children of these stories, each by the officer's own steps."""
    for number, story in enumerate(STORIES):
        _play(county, number, story, schools[number % len(schools)])


def _play(county: County, number: int, story: Story, school: School) -> None:
    pupil, officer = county.take(school), county.people["exclusions"]
    on = _day(county, story.ago)
    enrolment = pupil.child.enrolments.filter(to_on=None).order_by("from_on").last()
    if enrolment is not None and enrolment.from_on <= on:
        leave(enrolment, enrolment.version, by=officer, on=on)
        pupil.left_on = on
    case = actions.open_referral(
        pupil.child, school, details=_told(county, story), by=officer, on=on, at=county.moment(on, 10, number)
    )
    reason = "Works with this area"
    at = county.moment(on, 11, number)
    casework.allocate(case, to=officer, by=officer, on=on, at=at, reason=reason, version=case.version)
    for key, ago in story.steps:
        day, step = _day(county, ago), pathway.FAIR_ACCESS.step(key)
        if step == pathway.ENROL:
            come_on_roll(county, pupil, _named(county), day)
        taken = {
            "by": officer,
            "on": day,
            "at": county.moment(day, 14, number),
            "reason": "The year group is full, and two others came this term." if step.reason else "",
            "facts": _facts(county, key, ago),
        }
        if key in {"name_place", "refuse"}:
            take_with_school(case, step, data={"school": _named(county)}, **taken)
        else:
            cases.take(case, step, **taken)


def _day(county: County, ago: int) -> date:
    """The last school day so many days ago, at the school that is named: after a holiday all of a story moves before
    it together, and no place is from before it was named."""
    return county.calendar(_named(county)).last_school_day_on_or_before(county.days_ago(ago))


def come_on_roll(county: County, pupil: Pupil, school: School, on: date) -> None:
    """The pupil leaves the register on which they still are, and comes on that of the school that was named."""
    by = county.people["exclusions"]
    last = pupil.child.enrolments.filter(to_on=None).order_by("from_on").last()
    if last is not None and last.from_on < on:
        pupil.left_on = on - timedelta(days=1)
        leave(last, last.version, by=by, on=pupil.left_on)
    enrol(pupil.child, school, from_on=on, by=by, on=county.on, source="The new school")
    pupil.next_school, pupil.next_from_on = school, on


def _told(county: County, story: Story) -> dict[str, Any]:
    return {
        "came": Came.FOUND,
        "sen": SupportForSen.NONE,
        "social_worker": False,
        "looked_after": False,
        "wish": "A school that can be reached by bus. Not the one that an older brother left.",
        "voice": "I want to start before the others have all made friends.",
        "needs": "Settles with one adult to go to. Is behind in mathematics.",
        "services": "Early help, Brambleford",
        "release_on": county.days_ago(-RELEASED_IN) if story.told.get("came") == Came.LEAVING else None,
        "applied_on": _day(county, story.ago) if story.told.get("came") == Came.ADMISSIONS else None,
        **story.told,
    }


def school_for(county: County, excluded_by: School, born_on: date, on: date) -> School:
    """An ordinary school of the council that takes children of this one's year, and is not the one that excluded it."""
    return next(
        school
        for school in (*county.schools[3:], *county.schools[:3])
        if school != excluded_by
        and not (school.is_academy or school.is_special)
        and not not_of_its_ages(school, born_on, on)
    )


def _named(county: County) -> School:
    """The school that is named, which is not an academy."""
    return next(school for school in county.schools[3:] if not school.is_academy)


def _facts(county: County, key: str, ago: int) -> dict[str, Any]:
    named = _named(county)
    return {
        "refer": {"parents_know": True},
        "delay": {"which": "long_term", "why": "NO"},
        "name_place": {
            "place": str(named),
            "school": named.key,
            "starts_on": _day(county, max(ago - 7, 0)).isoformat(),
        },
        "refuse": {"school": named.key},
        "give_notice": {"notice_on": _day(county, ago).isoformat()},
        "confirm": {"register": "Present at all sessions of the last two weeks. Told by the office."},
    }.get(key, {})
