"""Off-rolling in the made-up county: the school that the radar finds was asked, answered, and a manager decides."""

from collections.abc import Sequence
from datetime import date

from ehe.off_rolling import actions, pathway
from ehe.off_rolling.evidence import TOLD
from ehe.pathway import EHE
from ehe.radar import Kind
from ehe.radar import Sequence as Found
from ehe.radar_list import AtSchool
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.challenges import UPHELD
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.demo.county import County

# So many days ago the school was challenged, answered, and that was upheld.
CHALLENGED, ANSWERED, READ = 12, 6, 1
REASON = (
    "Pupils with a reduced timetable stayed away and were then taken out of school within weeks. Home education is the "
    "parents’ choice: a school may not suggest it, and a reduced timetable is no way out of school."
)
ANSWER = "The families asked for it. We did not offer them a meeting, and did not ask what they plan."


def build(county: County, found: Sequence[Found]) -> None:
    """Challenge the school of which this was found, as far as it had happened then; nothing where none had."""
    on = county.days_ago(CHALLENGED)
    then = tuple(one for one in found if one.evidence[-1][0] < on) or _of_a_small_county(on)
    if not then:
        return
    officer, school, at = county.people["home"], then[0].school, county.moment(on, 11)
    case = actions.challenge(AtSchool(school, then), [Kind.REDUCED], reason=REASON, by=officer, on=on, at=at)
    casework.allocate(case, to=officer, by=officer, on=on, at=at, reason="Works with this area", version=case.version)
    head = school.organisation.memberships.filter(role="head").select_related("user")[0].user
    said = {"answer": ANSWER}
    _take(county, case, pathway.REPLY, head, county.days_ago(ANSWERED), said)
    _take(county, case, pathway.ANSWER, officer, county.days_ago(READ), {**said, "ends": UPHELD})


def _of_a_small_county(on: date) -> tuple[Found, ...]:
    """Where no second secondary school is, nothing was planted: a pupil of whom a school with a head told."""
    told = Case.objects.filter(pathway=EHE.key, opened_on__lt=on, school__organisation__memberships__role="head")
    return tuple(
        Found(Kind.REDUCED, one.school, one.child, ((one.opened_on, TOLD),))
        for one in told.order_by("pk").distinct()[:1]
        if one.school and one.child
    )


def _take(county: County, case: Case, step: Step, by: User, on: date, facts: dict[str, str]) -> None:
    case.refresh_from_db()
    cases.take(case, step, by=by, on=on, at=county.moment(on, 14), facts=facts)
