"""What a case's page offers first: the step that usually comes next, never a repetition of the last one."""

from datetime import date

import pytest

from attendance.prosecution import pathway as prosecution
from attendance.referrals import pathway as referral
from oxle.cases import actions as cases
from oxle.cases import first_steps, queries
from oxle.cases.models import Case, Event
from oxle.people.models import Child
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.test_prosecution import hearing

pytestmark = pytest.mark.django_db


def offers(case: Case, who, on: date) -> list[str]:
    """What is offered first on a day."""
    case.refresh_from_db()
    return [step.key for step in first_steps.next_steps(case, queries.open_steps(case, who, on), on)]


def first_offer(case: Case, who) -> str | None:
    """What is offered first, where no day is waited for."""
    return next(iter(offers(case, who, court.BEGUN)), None)


def test_a_referral_offers_each_time_what_usually_comes_next(people):
    officer, senior = people.officer, people.senior
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    assert (first_offer(case, senior), first_offer(case, officer)) == ("accept", None)
    referrals.accepted(case, senior, court.REFERRED)
    assert first_offer(case, officer) == "invite_panel"
    parents = list(case.parties.filter(role="parent").order_by("pk"))
    meeting = {"meeting_on": "2026-11-06"}
    invited = meeting | {referral.INVITED_PARENTS.key: [one.pk for one in parents]}
    court.taken(case, referral.INVITE_PANEL, officer, court.REFERRED, facts=invited)
    assert offers(case, officer, date(2026, 11, 5)) == ["remind"]
    # On the day itself it is too late to ring, and the meeting is held, rung or not.
    assert offers(case, officer, date(2026, 11, 6)) == ["record_panel"]
    for parent in parents:
        # While somebody is still to be rung the date for that runs.
        assert offers(case, officer, date(2026, 11, 5)) == ["remind"]
        court.taken(case, referral.REMIND, officer, court.REFERRED, party=parent, facts=meeting)
    assert offers(case, officer, date(2026, 11, 5)) == []
    assert offers(case, officer, date(2026, 11, 6)) == ["record_panel"]
    court.panel_held(case, officer, date(2026, 11, 6))
    court.taken(case, referral.RECORD_TARGET_MISSED, officer, date(2026, 11, 19))
    assert first_offer(case, officer) == "final_warning"


def test_a_case_invited_to_an_interview_alone_offers_the_call_and_not_another_invitation(people):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    robin = court.parent(case, "Robin")
    court.taken(
        case, referral.INVITE_PACE, people.officer, court.REFERRED, party=robin, facts={"meeting_on": "2026-12-01"}
    )
    assert first_offer(case, people.officer) == "remind"


def test_before_the_review_day_no_outcome_is_offered_first_and_from_then_on_both_are_equally(people, monkeypatch):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    court.panel_held(case, people.officer, date(2026, 11, 6))

    def shown(moment: str) -> tuple[list[str], bool]:
        monkeypatch.setenv("OXLE_NOW", moment)
        page = make.signed_in(people.officer).get(case.get_absolute_url())
        assert "Add a note" in [item["text"] for item in page.context["more"]]
        either = {"Record that the target is met", "Record that the target is not met"}
        # What is not offered first can be done all the same.
        at_hand = {button["text"] for button in [*page.context["primary"], *page.context["actions"]]}
        return [button["text"] for button in page.context["primary"]], either <= at_hand

    assert shown("2026-11-06T10:00") == ([], True)
    assert shown("2026-12-10T10:00") == ([], True)
    both = ["Record that the target is met", "Record that the target is not met"]
    assert shown("2026-12-11T10:00") == (both, True)
    assert shown("2027-01-11T10:00") == (both, True)


def test_a_further_review_offers_to_close_or_not_met_on_its_own_day(people):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    court.panel_held(case, people.officer, date(2026, 11, 6))
    court.taken(case, referral.RECORD_TARGET_MET, people.officer, date(2026, 12, 11), facts={"attendance": "97"})
    due = case.deadlines.get(clock="further_review").due_on
    assert due == date(2027, 1, 15)
    assert offers(case, people.officer, date(2027, 1, 14)) == []
    assert offers(case, people.officer, due) == ["close_improved", "target_missed"]


def test_an_interview_is_offered_on_the_day_it_was_invited_for_and_a_later_invitation_moves_that_day(people):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    robin = court.parent(case, "Robin")
    for day in ("2026-11-05", "2026-11-09"):
        facts = {"meeting_on": day, "meeting_time": "10:00", "place": "Example School"}
        court.taken(case, referral.INVITE_PACE, people.officer, court.REFERRED, party=robin, facts=facts)
    assert offers(case, people.officer, date(2026, 11, 8)) == ["remind"]
    assert offers(case, people.officer, date(2026, 11, 9)) == ["record_pace"]


def test_an_older_invitation_that_is_put_right_does_not_move_the_day_of_the_newer_one(people):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )

    def invited(on: date, meeting_on: str) -> Event:
        facts = {"meeting_on": meeting_on, "meeting_time": "10:30", "place": "Example School"}
        return court.taken(case, referral.INVITE_PANEL, people.officer, on, facts=facts)

    older = invited(date(2026, 10, 19), "2026-11-17")
    invited(date(2026, 10, 20), "2026-11-24")
    later, facts = referrals.moment(date(2026, 10, 21)), {"meeting_on": "2026-11-16"}
    cases.correct(older, by=people.officer, on=date(2026, 10, 19), at=later, reason="A slip", facts=facts)
    assert "record_panel" not in offers(case, people.officer, date(2026, 11, 17))
    assert "record_panel" in offers(case, people.officer, date(2026, 11, 24))


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
    assert shown["primary"] == [decide]
    assert [button["text"] for button in shown["actions"]] == [
        "Pause for a safeguarding, medical or SEN enquiry",
        "Add a register extract",
        "Add a parent",
        "Take a parent off the case",
        "Withdraw",
        "Close: moved to another authority",
    ]


def test_the_outcome_is_offered_first_only_once_a_plea_is_known(people):
    ready = court.ready(people, court.final_warning(people))
    court.bundled(ready, people)
    case = court.commenced(court.released(court.submitted(ready, people), people), people)
    assert first_offer(case, people.officer) == "plea"
    hearing(case, people, date(2027, 1, 12), date(2027, 2, 10))
    assert offers(case, people.officer, date(2027, 1, 12)) == ["plea"]
    court.taken(case, prosecution.RECORD_PLEA, people.officer, date(2027, 1, 12), facts={"plea": "guilty"})
    assert offers(case, people.officer, date(2027, 1, 12)) == ["outcome"]


@pytest.mark.parametrize(
    ("born_on", "offered"), [(date(2015, 3, 4), False), (date(2010, 9, 1), False), (date(2010, 8, 31), True)]
)
def test_that_a_child_is_over_compulsory_school_age_is_offered_only_when_it_is_so(people, born_on, offered):
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    referrals.accepted(case, people.senior, court.REFERRED)
    Child.objects.update(born_on=born_on)
    case = Case.objects.get(pk=case.pk)
    # The last Friday in June of the school year in which the child turns 16 is 25 June 2027, or 26 June 2026 before.
    keys = {step.key for step in queries.open_steps(case, people.officer, court.BEGUN)}
    assert ({"over_age", "note_over_age"} & keys == {"over_age", "note_over_age"}) is offered
    assert bool({"over_age", "note_over_age"} & keys) is offered
