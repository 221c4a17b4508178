"""What a case's page offers first: the step that usually comes next, never a repetition of the last one."""

from datetime import date

import pytest

from attendance.prosecution import pathway as prosecution
from attendance.referrals import pathway as referral
from oxle.cases import queries
from oxle.cases.models import Case
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db


def first_offer(case: Case, who) -> str | None:
    case.refresh_from_db()
    step = queries.next_step(case, queries.open_steps(case, who))
    return step.key if step else None


def test_a_referral_offers_each_time_what_usually_comes_next(people):
    officer, senior = people.officer, people.senior
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    assert (first_offer(case, senior), first_offer(case, officer)) == ("accept", None)
    referrals.accepted(case, senior, court.REFERRED)
    assert first_offer(case, officer) == "invite_panel"
    court.taken(case, referral.INVITE_PANEL, officer, court.REFERRED)
    assert first_offer(case, officer) == "remind"
    court.taken(case, referral.REMIND, officer, court.REFERRED, party=court.parent(case, "Robin"))
    assert first_offer(case, officer) == "record_panel"
    court.panel_held(case, officer, date(2026, 11, 6))
    assert first_offer(case, officer) == "target_met"
    court.taken(case, referral.RECORD_TARGET_MISSED, officer, date(2026, 11, 19))
    assert first_offer(case, officer) == "final_warning"


def test_a_case_invited_to_an_interview_alone_offers_the_call_and_not_another_invitation(people):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    robin = court.parent(case, "Robin")
    court.taken(case, referral.INVITE_PACE, people.officer, court.REFERRED, party=robin)
    assert first_offer(case, people.officer) == "remind"


def test_a_paused_case_offers_to_go_on(people):
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    court.taken(case, referral.PAUSE, people.senior, court.REFERRED, reason="A safeguarding enquiry.")
    assert first_offer(case, people.senior) == "resume"


def test_a_prosecution_offers_each_time_what_usually_comes_next(people):
    case = court.begun(court.final_warning(people), people)
    assert first_offer(case, people.officer) == "set_charge"
    court.charged(case, people)
    assert first_offer(case, people.officer) == "consider_supervision"
    court.supervision_considered(case, people)
    assert first_offer(case, people.officer) == "submit"


def test_the_court_case_offers_the_outcome_after_the_plea(people):
    case = court.ready(people, court.final_warning(people))
    court.bundled(case, people)
    case = court.commenced(court.released(court.submitted(case, people), people), people)
    assert first_offer(case, people.officer) == "plea"
    court.taken(case, prosecution.RECORD_PLEA, people.officer, court.BEGUN, facts={"plea": "guilty"})
    assert first_offer(case, people.officer) == "outcome"


def test_the_three_ways_to_decide_are_one_button(people, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    shown = make.signed_in(people.senior).get(case.get_absolute_url()).context
    decide = {"text": "Decide on the referral", "url": f"/attendance/cases/{case.key}/decide/"}
    assert shown["primary"] == decide
    assert [button["text"] for button in shown["actions"]] == [
        "Pause for a safeguarding, medical or SEN enquiry",
        "Add a register extract",
        "Withdraw",
        "Close: moved to another authority",
        "Close: over compulsory school age",
    ]
