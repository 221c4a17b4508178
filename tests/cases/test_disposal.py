"""Who decides what becomes of a case whose time is up: two people, never on a legal hold, never by itself."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from oxle.cases import casework, disposal, retention, reviewing, work
from oxle.cases.disposable import CASE, in_the_way
from oxle.cases.disposal_models import Disposal, State
from oxle.cases.models import Case
from oxle.core.errors import Refused, Stale
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.cases import closed
from tests.cases.closed import LATER, Deciders, at

pytestmark = pytest.mark.django_db
# The child's 25th birthday is the last day on which the case is kept.
LAST = date(2039, 3, 4)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2040-01-09T10:00:00+00:00")


@pytest.fixture
def case() -> Case:
    return closed.withdrawn()


@pytest.fixture
def by() -> Deciders:
    return Deciders()


def proposed(case: Case, by: Deciders, on: date = LATER, **told: str) -> Disposal:
    return disposal.propose(case, **{"reason": "Six years are over.", **told}, by=by.reviewer, on=on, at=at(on))


def agree(row: Disposal, person, on: date = LATER) -> None:
    disposal.confirm(row, answer="Read it through.", by=person, at=at(on), version=row.version)


def hold(case: Case, by: Deciders, on: date = LATER) -> object:
    return disposal.put_on_hold(case, reason="A claim against the council", by=by.second, on=on, at=at(on))


def to_review(on: date = LATER) -> list[Case]:
    return list(reviewing.undecided(retention.cases_over(Case.objects.all(), on), CASE, on))


# --- whose turn it is ----------------------------------------------------------------------------------------


def test_a_case_is_looked_at_from_the_day_after_its_last_day(case):
    assert (to_review(LAST), to_review(LAST + timedelta(days=1))) == ([], [case])


def test_nobody_may_propose_a_case_before_its_time_is_up(case, by):
    with pytest.raises(Refused, match=r"The case is kept until 4 March 2039\."):
        proposed(case, by, LAST)
    assert proposed(case, by, LAST + timedelta(days=1)).state == State.PROPOSED


def test_an_open_case_is_never_disposed_of(by):
    people = court.People()
    case = referrals.sent(people.school, people.child, people.lead, date(2026, 10, 16))
    with pytest.raises(Refused, match="The case is open"):
        proposed(case, by)


def test_what_a_case_led_to_goes_first(by):
    referral, prosecution = closed.prosecuted(court.People())
    assert to_review() == [prosecution]
    with pytest.raises(Refused, match=f"still kept: {prosecution.reference}. It goes first"):
        proposed(referral, by)


# --- two people ----------------------------------------------------------------------------------------------


def test_two_people_decide_what_is_destroyed(case, by):
    row = proposed(case, by)
    assert (row.state, row.by, row.answered_by) == (State.PROPOSED, by.reviewer, None)
    assert (row.record, row.rule, row.closed_on) == ("Attendance case", "attendance.keep_until_age", case.closed_on)
    agree(row, by.second)
    row.refresh_from_db()
    assert (row.state, row.answered_by, row.answered_at) == (State.CONFIRMED, by.second, at(LATER))
    assert to_review() == []


def test_nobody_is_the_second_person_to_their_own_proposal(case, by):
    row = proposed(case, by)
    with pytest.raises(Refused, match="somebody other than the one who proposed it"):
        agree(row, by.reviewer)
    # Nor past our code.
    with pytest.raises(IntegrityError, match="two_people_decide_what_is_destroyed"), transaction.atomic():
        Disposal.objects.filter(pk=row.pk).update(
            state=State.CONFIRMED, answered_by=by.reviewer, answered_at=at(LATER), answer="Mine"
        )
    row.refresh_from_db()
    assert row.state == State.PROPOSED


def test_only_those_whose_role_says_so_decide(case, by):
    officer = make.user("attendance_officer")
    with pytest.raises(Refused, match="role does not include"):
        disposal.propose(case, reason="Over", by=by.second, on=LATER, at=at(LATER))
    with pytest.raises(Refused, match="role does not include"):
        disposal.keep(case, reason="Over", next_review_on=date(2041, 1, 1), by=by.second, on=LATER, at=at(LATER))
    row = proposed(case, by)
    with pytest.raises(Refused, match="role does not include"):
        agree(row, officer)
    with pytest.raises(Refused, match="role does not include"):
        disposal.refuse(row, answer="No", by=officer, at=at(LATER), version=row.version)
    with pytest.raises(Refused, match="role does not include"):
        disposal.put_on_hold(case, reason="A claim", by=officer, on=LATER, at=at(LATER))


def test_a_second_person_who_does_not_agree_sends_it_back_to_review(case, by):
    row = proposed(case, by)
    disposal.refuse(row, answer="An inquiry is announced.", by=by.second, at=at(LATER), version=row.version)
    row.refresh_from_db()
    assert (row.state, row.answer) == (State.REFUSED, "An inquiry is announced.")
    assert to_review() == [case]


def test_a_proposal_is_answered_once(case, by):
    row = proposed(case, by)
    agree(row, by.second)
    old = Disposal.objects.get(pk=row.pk)
    with pytest.raises(Stale):
        disposal.refuse(old, answer="No", by=by.reviewer, at=at(LATER), version=old.version)
    with pytest.raises(Refused, match="already proposed"):
        proposed(case, by)


def test_every_decision_needs_words(case, by):
    with pytest.raises(Refused) as refusal:
        proposed(case, by, reason="  ")
    assert refusal.value.field == "reason"
    row = proposed(case, by)
    with pytest.raises(Refused) as refusal:
        disposal.confirm(row, answer="", by=by.second, at=at(LATER), version=row.version)
    assert refusal.value.field == "answer"


@pytest.mark.parametrize("told", ["Ash has left school.", "The Example family moved.", "Kit asked for it"])
def test_what_outlives_the_case_names_nobody(case, by, told):
    with pytest.raises(Refused, match="must name nobody"):
        proposed(case, by, reason=told)


def test_a_word_that_only_contains_a_name_is_no_name(case, by):
    assert proposed(case, by, reason="No examples of a claim; kitchen records elsewhere.").state == State.PROPOSED


# --- keeping -------------------------------------------------------------------------------------------------


def test_a_case_that_is_kept_is_looked_at_again_on_the_day_that_was_given(case, by):
    again = date(2042, 1, 9)
    row = disposal.keep(case, reason="Asked about", next_review_on=again, by=by.reviewer, on=LATER, at=at(LATER))
    assert (row.state, row.next_review_on) == (State.KEPT, again)
    assert (to_review(), to_review(again - timedelta(days=1)), to_review(again)) == ([], [], [case])


def test_a_case_is_kept_only_until_a_day_to_come(case, by):
    with pytest.raises(Refused) as refusal:
        disposal.keep(case, reason="Asked about", next_review_on=LATER, by=by.reviewer, on=LATER, at=at(LATER))
    assert refusal.value.field == "next_review_on"


# --- legal hold ----------------------------------------------------------------------------------------------


def test_a_held_case_cannot_be_proposed_or_agreed_to(case, by):
    row = proposed(case, by)
    hold(case, by)
    row.refresh_from_db()
    assert (row.state, row.stopped_because) == (State.STOPPED, "The case was put on legal hold on 9 January 2040.")
    with pytest.raises(Stale):
        agree(row, by.second)
    with pytest.raises(Refused, match="on legal hold since 9 January 2040"):
        proposed(case, by)


def test_a_hold_stops_what_was_already_agreed(case, by):
    row = closed.decided(case, by)
    hold(case, by)
    row.refresh_from_db()
    assert row.state == State.STOPPED


def test_a_lifted_hold_brings_back_no_decision(case, by):
    row = closed.decided(case, by)
    first, second = hold(case, by), hold(case, by)
    disposal.lift_hold(first, reason="Settled", by=by.second, at=at(LATER), version=1)
    with pytest.raises(Refused, match="on legal hold"):
        proposed(case, by)
    disposal.lift_hold(second, reason="Settled, too", by=by.reviewer, at=at(LATER), version=1)
    row.refresh_from_db()
    assert (row.state, to_review()) == (State.STOPPED, [case])


def test_a_hold_is_set_and_lifted_with_a_reason_and_once(case, by):
    with pytest.raises(Refused) as refusal:
        disposal.put_on_hold(case, reason=" ", by=by.second, on=LATER, at=at(LATER))
    assert refusal.value.field == "reason"
    made = hold(case, by)
    with pytest.raises(Refused) as refusal:
        disposal.lift_hold(made, reason="", by=by.second, at=at(LATER), version=1)
    assert refusal.value.field == "reason"
    disposal.lift_hold(made, reason="Settled", by=by.second, at=at(LATER), version=1)
    with pytest.raises(Refused, match="lifted already"):
        disposal.lift_hold(made, reason="Again", by=by.second, at=at(LATER), version=2)
    made.refresh_from_db()
    assert (made.lifted_reason, made.lifted_by, made.lifted_at) == ("Settled", by.second, at(LATER))


def test_a_solicitor_may_put_a_case_on_hold_too(case):
    solicitor = make.user("solicitor")
    made = disposal.put_on_hold(case, reason="A claim", by=solicitor, on=LATER, at=at(LATER))
    assert list(case.holds.filter(lifted_at=None)) == [made]


# --- my work -------------------------------------------------------------------------------------------------


def tasks(person) -> list[tuple[str, str]]:
    done = work.work_of(person, LATER)
    return [(task.title, task.about) for task in [*done.today, *done.undated] if "letter" not in task.title]


def test_a_manager_finds_the_cases_whose_time_is_up_in_my_work_and_the_second_person_what_was_proposed(case, by):
    assert tasks(by.reviewer) == [("Review the cases whose time is up", "1 case")]
    assert tasks(by.second) == []
    proposed(case, by)
    assert tasks(by.reviewer) == []
    assert tasks(by.second) == [("Agree to disposals, or do not", "1 record")]


def test_a_held_case_is_no_task(case, by):
    hold(case, by)
    assert tasks(by.reviewer) == []


def test_a_case_stays_while_what_was_handed_over_waits_for_an_answer(case, by):
    casework.hand_over(case, to="cme", by=by.second, on=LATER, at=at(LATER), reason="Left the county")
    waits = "What was handed over on 9 January 2040 still waits with the Children Missing Education Team."
    assert in_the_way(case, LATER) == [waits]
