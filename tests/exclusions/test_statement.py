"""The officer's statement says when the governors meet: where that moves before it left it is drafted again."""

from datetime import date

import pytest

from exclusions.permanent import actions, pathway
from exclusions.permanent.letters import STATEMENT
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.correspondence.actions import edit_draft
from oxle.correspondence.models import Letter
from tests import make
from tests.exclusions.make import People, moment
from tests.exclusions.test_permanent import take

pytestmark = pytest.mark.django_db
ON, MOVED_ON = date(2026, 11, 11), date(2026, 11, 12)
OWN = "I come to the meeting."


@pytest.fixture
def people() -> People:
    return People()


def stated(people: People, case: Case) -> Letter:
    """The statement, drafted, with a paragraph of the officer's own."""
    case.refresh_from_db()
    facts, data = {"statement": "A mentor was tried."}, {}
    step = pathway.STATE
    actions.state(case, step, data=data, by=people.officer, on=ON, at=moment(ON), facts=facts, reason="")
    letter = Letter.objects.get(kind=STATEMENT.key)
    edit_draft(letter, letter.version, own_paragraph=OWN, by=people.officer)
    return letter


def stands(letter: Letter) -> tuple[str, str | None]:
    return letter.state, letter.context.get("meeting_on")


def test_where_the_clerk_moves_the_meeting_it_is_drafted_again_in_the_officers_name(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.CALL_GOVERNORS, ON, meeting_on="2026-11-27")
    first = stated(people, case)
    case.refresh_from_db()
    clerk = make.user("governors_clerk", people.school.organisation)
    facts, at = {"meeting_on": "2026-11-25"}, moment(MOVED_ON)
    cases.take(case, pathway.CALL_GOVERNORS, by=clerk, on=MOVED_ON, at=at, facts=facts)
    old, new = Letter.objects.filter(kind=STATEMENT.key).order_by("pk")
    assert (old, stands(old), stands(new)) == (
        first, (Letter.State.WITHDRAWN, "2026-11-27"), (Letter.State.DRAFTED, "2026-11-25"),
    )  # fmt: skip
    assert old.withdrawn_reason == (
        "It says something else since “Record when the governors meet” on 12 November 2026."
    )
    assert (new.drafted_by, new.own_paragraph) == (people.officer, OWN)
    assert new.context["statement"] == "A mentor was tried."


def test_one_that_was_drafted_before_any_day_was_recorded_says_it_once_it_is(people: People) -> None:
    case = people.tell()
    stated(people, case)
    take(people, case, pathway.CALL_GOVERNORS, MOVED_ON, meeting_on="2026-11-27")
    assert [stands(one) for one in Letter.objects.filter(kind=STATEMENT.key).order_by("pk")] == [
        (Letter.State.WITHDRAWN, None), (Letter.State.DRAFTED, "2026-11-27"),
    ]  # fmt: skip


def test_where_the_same_day_is_recorded_again_it_stays(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.CALL_GOVERNORS, ON, meeting_on="2026-11-27")
    letter = stated(people, case)
    take(people, case, pathway.CALL_GOVERNORS, MOVED_ON, meeting_on="2026-11-27")
    assert Letter.objects.get(kind=STATEMENT.key) == letter
