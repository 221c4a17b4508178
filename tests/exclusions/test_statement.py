"""The officer's statement says when the governors meet: where that moves before it left it is drafted again."""

from datetime import date

import pytest

from exclusions.permanent import actions, pathway
from exclusions.permanent.letters import STATEMENT
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import redrafting, sending_again
from oxle.cases.models import Case
from oxle.cases.revoking import revoke
from oxle.core.errors import Refused
from oxle.correspondence.actions import edit_draft, record_sent, release_letter
from oxle.correspondence.methods import Method
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


# --- one that left already -----------------------------------------------------------------------------------------

SENT_ON = date(2026, 11, 13)


def meet(people: People, case: Case, on: date, day: str) -> None:
    """The clerk of the school's governors records the day on which they meet."""
    case.refresh_from_db()
    clerk = User.objects.filter(memberships__role="governors_clerk").first() or make.user(
        "governors_clerk", people.school.organisation
    )
    cases.take(case, pathway.CALL_GOVERNORS, by=clerk, on=on, at=moment(on), facts={"meeting_on": day})


def sent_with(people: People, case: Case, day: str | None) -> Letter:
    """The statement as it left, with a day of the meeting or none."""
    if day:
        meet(people, case, ON, day)
    letter = stated(people, case)
    school = people.school
    school.lines, school.postcode = "1 School Lane", "ZZ1 1ZZ"
    school.save()
    letter.refresh_from_db()
    release_letter(letter, by=people.officer, on=MOVED_ON, at=moment(MOVED_ON))
    letter.refresh_from_db()
    record_sent(
        letter, by=people.officer, on=MOVED_ON, at=moment(MOVED_ON), method=Method.FIRST_CLASS, pdf_follows=True
    )
    case.refresh_from_db()
    case.owner = people.officer
    case.save(update_fields=["owner"])
    return letter


def asked(people: People, on: date = SENT_ON) -> list[str]:
    return [f"{one.title}. {one.why}" for one in sending_again.tasks_of(people.officer, on)]


AGAIN = (
    "Send again: Statement for the governors about a permanent exclusion. "
    "What it says is not so any more since 13 November 2026"
)


def test_one_that_left_is_to_be_sent_again_once_the_meeting_moves_until_it_is_drafted_again(people: People) -> None:
    case = people.tell()
    sent_with(people, case, "2026-11-27")
    assert asked(people) == []
    meet(people, case, SENT_ON, "2026-11-26")
    assert asked(people) == [AGAIN]
    case.refresh_from_db()
    (one,) = [one for one in redrafting.draftable(case, SENT_ON) if one.kind is STATEMENT]
    new = redrafting.draft_again(
        case, one.key, by=people.officer, on=SENT_ON, at=moment(SENT_ON), version=case.version
    )  # fmt: skip
    assert (stands(new), asked(people)) == ((Letter.State.DRAFTED, "2026-11-26"), [])


def test_where_the_meeting_moves_back_to_the_day_that_was_sent_nobody_is_asked_any_more(people: People) -> None:
    case = people.tell()
    sent_with(people, case, "2026-11-27")
    meet(people, case, SENT_ON, "2026-11-26")
    meet(people, case, SENT_ON, "2026-11-27")
    assert asked(people) == []


def test_one_that_left_before_any_day_was_recorded_is_not_untrue_once_it_is(people: People) -> None:
    case = people.tell()
    sent_with(people, case, None)
    meet(people, case, SENT_ON, "2026-11-26")
    assert asked(people) == []


def test_once_the_day_is_over_on_which_they_meet_it_is_asked_for_no_more(people: People) -> None:
    case = people.tell()
    sent_with(people, case, "2026-11-27")
    meet(people, case, SENT_ON, "2026-11-26")
    assert (asked(people, date(2026, 11, 26)), asked(people, date(2026, 11, 27))) == ([AGAIN], [])


def test_once_the_governors_decided_it_is_asked_for_no_more_unless_that_is_taken_back(people: People) -> None:
    case = people.tell()
    sent_with(people, case, "2026-11-27")
    meet(people, case, SENT_ON, "2026-11-26")
    decided = take(people, case, pathway.UPHOLD, SENT_ON, parents_told_on="2026-11-13")
    case.refresh_from_db()
    assert (asked(people), [one.kind for one in redrafting.draftable(case, SENT_ON) if one.kind is STATEMENT]) == (
        [],
        [],
    )
    revoke(decided, by=people.officer, at=moment(SENT_ON), reason="Another pupil's.")
    assert asked(people) == [AGAIN]


def test_a_decision_withdraws_the_statement_that_did_not_leave_and_taken_back_gives_it_back(people: People) -> None:
    case = people.tell()
    letter = stated(people, case)
    decided = take(people, case, pathway.UPHOLD, SENT_ON, parents_told_on="2026-11-13")
    letter.refresh_from_db()
    assert (letter.state, letter.withdrawn_reason) == (
        Letter.State.WITHDRAWN,
        "It is no longer true since “Record that the governors upheld the exclusion” on 13 November 2026.",
    )
    revoke(decided, by=people.officer, at=moment(SENT_ON), reason="Another pupil's.")
    assert Letter.objects.filter(kind=STATEMENT.key, state=Letter.State.DRAFTED).count() == 1


def test_a_statement_that_waits_beyond_the_day_that_it_announces_does_not_leave(people: People) -> None:
    case = people.tell()
    meet(people, case, ON, "2026-11-27")
    letter = stated(people, case)
    late = date(2026, 11, 30)
    with pytest.raises(Refused, match="The day that it announces, 27 November 2026, has passed"):
        release_letter(letter, by=people.officer, on=late, at=moment(late))
