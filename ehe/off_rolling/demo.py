"""Off-rolling in the made-up county: pupils of Year 11 who left two schools; one is asked, and one has answered."""

from dataclasses import dataclass
from datetime import date

from ehe.off_rolling import actions, pathway
from ehe.off_rolling.evidence import found_at
from ehe.radar import Kind
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.challenges import UPHELD
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.demo.county import County
from oxle.people import actions as people
from oxle.schools.models import Phase, School

OLDEST = 11
REASON = (
    "Three pupils or more left Year 11 within weeks, before the January census, and are on no other register. A name "
    "may come off a roll on a ground of the regulation only, and not so that a pupil does not count."
)
ANSWER = "The families asked for it. We did not ask where the pupils went, and offered no meeting."


@dataclass(frozen=True)
class Left:
    """So many days ago a pupil each left a school, and so many days ago it was challenged, and answered; 0: not yet."""

    ago: tuple[int, ...]
    challenged: int
    answered: int = 0
    upheld: int = 0


STORIES = (Left((50, 43, 36), challenged=4), Left((62, 55, 48), challenged=19, answered=11, upheld=2))


def build(county: County) -> None:
    """One school that is asked since a few days; one whose answer was not accepted, so that a manager decides."""
    secondary = [one for one in county.schools if one.phase == Phase.SECONDARY and one.pk in county.leads]
    with_head = [one for one in secondary if one.organisation.memberships.filter(role="head").exists()]
    for story, school in zip(STORIES, county.with_pupils(with_head), strict=False):
        for ago in story.ago:
            _leaves(county, school, ago)
        _challenged(county, story, school)


def _leaves(county: County, school: School, ago: int) -> None:
    pupil = county.take(school, years=(OLDEST, OLDEST))
    pupil.left_on = left_on = county.calendar(school).school_day_before(county.days_ago(ago), 1)
    enrolment = pupil.child.enrolments.get(to_on=None)
    people.leave(enrolment, enrolment.version, by=county.people["home"], on=left_on)


def _challenged(county: County, story: Left, school: School) -> None:
    officer, on = county.people["home"], county.days_ago(story.challenged)
    here = found_at(officer, school, on)
    if not here.of(Kind.LEAVER):
        return
    at = county.moment(on, 11)
    case = actions.challenge(here, [Kind.LEAVER], reason=REASON, by=officer, on=on, at=at)
    casework.allocate(case, to=officer, by=officer, on=on, at=at, reason="Works with this area", version=case.version)
    if story.answered:
        head = school.organisation.memberships.filter(role="head").select_related("user")[0].user
        said = {"answer": ANSWER}
        _take(county, case, pathway.REPLY, head, county.days_ago(story.answered), said)
        _take(county, case, pathway.ANSWER, officer, county.days_ago(story.upheld), {**said, "ends": UPHELD})


def _take(county: County, case: Case, step: Step, by: User, on: date, facts: dict[str, str]) -> None:
    case.refresh_from_db()
    cases.take(case, step, by=by, on=on, at=county.moment(on, 14), facts=facts)
