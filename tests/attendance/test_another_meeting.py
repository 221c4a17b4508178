"""One meeting held is not the last: others are arranged while a target runs or was missed, and newer letters go out."""

from datetime import date

import pytest

from attendance.referrals import meetings, panels, pathway
from oxle.cases import redrafting, sending_again
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.correspondence.actions import record_returned, release_letter
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
PANEL_ON, MISSED_ON = date(2026, 11, 6), date(2026, 11, 19)
PANEL, PACE = "attendance.panel_invitation", "attendance.pace_invitation"
TARGET_MET = "attendance.target_met"


@pytest.fixture
def case(people) -> Case:
    """Accepted on 16 October 2026, both parents to be prosecuted."""
    made = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    made.owner = people.officer
    made.save(update_fields=["owner"])
    return made


@pytest.fixture
def monitored(case, people) -> Case:
    """A panel was held on 6 November 2026, and a target runs."""
    court.panel_held(case, people.officer, PANEL_ON)
    case.refresh_from_db()
    return case


@pytest.fixture
def missed(monitored, people) -> Case:
    """The target was missed, as was found on 19 November 2026."""
    court.taken(monitored, pathway.RECORD_TARGET_MISSED, people.officer, MISSED_ON)
    monitored.refresh_from_db()
    return monitored


def invited(case, people, step, on, meeting_on, party=None):
    case.refresh_from_db()
    facts = {"meeting_on": meeting_on.isoformat(), "meeting_time": "10:30", "place": "Example School"}
    return meetings.invite(
        case, step, data={}, by=people.officer, on=on, at=referrals.moment(on), party=party, reason="", facts=facts,
    )  # fmt: skip


def dates(case, clock):
    rows = case.deadlines.filter(clock=clock).select_related("party__adult").order_by("event__order")
    return [(row.party.adult.given if row.party else "", row.due_on, row.state) for row in rows]


def to_log(people, on):
    return [(task.title, task.due_on) for task in panels.outcomes_to_log(people.officer, on)]


def letters(kind, given):
    found = Letter.objects.filter(kind=kind, adult__given=given).order_by("pk")
    return [(letter.state, letter.context["meeting_on"]) for letter in found]


# --- after a meeting -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stage", "on"), [("monitored", date(2026, 11, 20)), ("missed", date(2026, 11, 20))])
def test_after_a_panel_a_parent_is_invited_to_an_interview_rung_and_interviewed(request, people, stage, on):
    case = request.getfixturevalue(stage)
    before = case.stage, case.stage_since_on
    robin = court.parent(case, "Robin")
    invited(case, people, pathway.INVITE_PACE, on, date(2026, 12, 1), robin)
    case.refresh_from_db()
    assert (case.stage, case.stage_since_on) == before
    assert letters(PACE, "Robin") == [("drafted", "2026-12-01")]
    assert dates(case, "reminder_pace") == [("Robin", date(2026, 11, 27), "running")]
    court.taken(
        case, pathway.REMIND, people.officer, date(2026, 11, 27), party=robin, facts={"meeting_on": "2026-12-01"}
    )
    assert dates(case, "reminder_pace") == [("Robin", date(2026, 11, 27), "met")]
    assert to_log(people, date(2026, 12, 1)) == [("Log the outcome of the meeting: Robin Example", date(2026, 12, 1))]
    court.taken(case, pathway.RECORD_PACE, people.officer, date(2026, 12, 1), party=robin)
    case.refresh_from_db()
    assert (case.stage, to_log(people, date(2026, 12, 1))) == ("monitoring", [])


def test_after_one_parents_interview_the_other_is_invited_to_theirs(case, people):
    robin, kit = court.parent(case, "Robin"), court.parent(case, "Kit")
    court.taken(case, pathway.RECORD_PACE, people.officer, PANEL_ON, party=robin)
    invited(case, people, pathway.INVITE_PACE, date(2026, 11, 9), date(2026, 11, 17), kit)
    assert (case.stage, letters(PACE, "Kit")) == ("monitoring", [("drafted", "2026-11-17")])
    assert to_log(people, date(2026, 11, 17)) == [("Log the outcome of the meeting: Kit Example", date(2026, 11, 17))]


def test_a_second_panel_after_a_missed_target_is_recorded_and_sets_a_target_to_review(missed, people):
    invited(missed, people, pathway.INVITE_PANEL, date(2026, 11, 20), date(2026, 12, 1))
    assert missed.stage == "target_missed"
    assert [row[1:] for row in dates(missed, "warning")] == [(date(2026, 12, 3), "running")]
    court.panel_held(missed, people.officer, date(2026, 12, 1))
    missed.refresh_from_db()
    assert (missed.stage, dates(missed, "warning")) == ("monitoring", [("", date(2026, 12, 3), "met")])
    assert dates(missed, "review")[-1] == ("", date(2027, 1, 5), "running")


def test_a_target_that_is_met_ends_the_meetings_that_were_still_arranged(monitored, people):
    robin = court.parent(monitored, "Robin")
    invited(monitored, people, pathway.INVITE_PACE, date(2026, 11, 9), date(2026, 11, 24), robin)
    court.taken(monitored, pathway.RECORD_TARGET_MET, people.officer, date(2026, 11, 19))
    assert dates(monitored, "reminder_pace") == [("Robin", date(2026, 11, 20), "met")]
    court.taken(monitored, pathway.RECORD_TARGET_MISSED, people.officer, date(2026, 12, 21))
    assert to_log(people, date(2026, 12, 21)) == []


def test_an_invitation_while_a_target_runs_leaves_the_panel_before_it_free_to_be_put_right(monitored, people):
    invited(
        monitored, people, pathway.INVITE_PACE, date(2026, 11, 9), date(2026, 11, 24), court.parent(monitored, "Kit")
    )
    held = monitored.events.get(step="record_panel")
    later = referrals.moment(date(2026, 11, 12))
    court.cases.correct(held, by=people.officer, on=date(2026, 11, 10), at=later, reason="Held later")
    monitored.refresh_from_db()
    assert (monitored.stage, monitored.stage_since_on) == ("monitoring", date(2026, 11, 10))


def test_the_page_of_a_case_at_a_missed_target_offers_both_invitations_and_still_the_final_warning_first(
    missed, people, monkeypatch
):
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00")
    page = make.signed_in(people.officer).get(missed.get_absolute_url())
    offered = [button["text"] for button in page.context["actions"]]
    assert {"Invite to an Attendance Panel Meeting", "Invite to a PACE meeting"} <= set(offered)
    assert [button["text"] for button in page.context["primary"]] == ["Give the final warning"]


# --- the letters of an invitation that is not the newest, or too late -------------------------------------------


def test_inviting_again_takes_back_the_letters_of_the_invitation_before_that_were_not_sent(case, people):
    robin, kit = court.parent(case, "Robin"), court.parent(case, "Kit")
    on = date(2026, 10, 20)
    invited(case, people, pathway.INVITE_PANEL, on, PANEL_ON)
    invited(case, people, pathway.INVITE_PACE, on, date(2026, 11, 10), robin)
    invited(case, people, pathway.INVITE_PACE, on, date(2026, 11, 10), kit)
    first = Letter.objects.get(kind=PANEL, adult=robin.adult)
    release_letter(first, by=people.senior, on=on, at=referrals.moment(on))
    invited(case, people, pathway.INVITE_PANEL, date(2026, 10, 21), date(2026, 11, 13))
    invited(case, people, pathway.INVITE_PACE, date(2026, 10, 21), date(2026, 11, 17), robin)
    for given in ("Robin", "Kit"):
        assert letters(PANEL, given) == [("withdrawn", "2026-11-06"), ("drafted", "2026-11-13")]
    assert letters(PACE, "Robin") == [("withdrawn", "2026-11-10"), ("drafted", "2026-11-17")]
    assert letters(PACE, "Kit") == [("drafted", "2026-11-10")]
    first.refresh_from_db()
    assert first.withdrawn_reason == "“Invite to an Attendance Panel Meeting” was done again on 21 October 2026."


def test_a_target_that_is_met_takes_back_the_invitations_that_were_not_sent(monitored, people):
    robin, on = court.parent(monitored, "Robin"), date(2026, 11, 9)
    invited(monitored, people, pathway.INVITE_PACE, on, date(2026, 11, 24), robin)
    court.taken(monitored, pathway.RECORD_TARGET_MET, people.officer, date(2026, 11, 19))
    [letter] = Letter.objects.filter(kind=PACE)
    assert (letter.state, letter.withdrawn_reason) == (
        "withdrawn",
        "It is no longer true since “Record that the target is met” on 19 November 2026.",
    )


@pytest.mark.parametrize("released", [False, True])
def test_a_target_missed_after_all_takes_back_the_letter_that_it_was_met(monitored, people, released):
    met = date(2026, 12, 1)
    court.taken(monitored, pathway.RECORD_TARGET_MET, people.officer, met)
    if released:
        for letter in Letter.objects.filter(kind=TARGET_MET):
            release_letter(letter, by=people.senior, on=met, at=referrals.moment(met))
    warned = Letter.objects.filter(kind="attendance.first_warning").values_list("state", flat=True)
    before = list(warned)
    court.taken(monitored, pathway.RECORD_TARGET_MISSED, people.officer, date(2026, 12, 8))
    found = Letter.objects.filter(kind=TARGET_MET).values_list("state", "withdrawn_reason")
    why = "It is no longer true since “Record that the target is not met” on 8 December 2026."
    assert list(found) == [("withdrawn", why)] * 2
    # What is as true as before stays to be sent.
    assert list(warned) == before == ["drafted"] * 2


def test_a_letter_that_is_no_longer_true_is_neither_drafted_again_nor_sent_again(monitored, people):
    met, missed_on, late = date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 9)
    court.taken(monitored, pathway.RECORD_TARGET_MET, people.officer, met)
    court.letters_served(monitored, people, met)
    letter = Letter.objects.get(kind=TARGET_MET, adult__given="Robin")
    record_returned(
        letter, letter.version, by=people.officer, on=missed_on, at=referrals.moment(missed_on), because="gone_away"
    )

    def offered():
        monitored.refresh_from_db()
        drafts = [one.kind.key for one in redrafting.draftable(monitored, late)]
        return TARGET_MET in drafts, [task.title for task in sending_again.tasks_of(people.officer, late)]

    assert offered() == (True, ["Send again: Attendance target met"])
    court.taken(monitored, pathway.RECORD_TARGET_MISSED, people.officer, missed_on)
    assert offered() == (False, [])
    # Met once more after another meeting, it is true again.
    court.panel_held(monitored, people.officer, late)
    court.taken(monitored, pathway.RECORD_TARGET_MET, people.officer, late)
    assert offered()[0] is True


def test_an_invitation_to_a_meeting_that_is_over_is_not_released(case, people):
    invited(case, people, pathway.INVITE_PANEL, date(2026, 10, 20), PANEL_ON)
    letter = Letter.objects.filter(kind=PANEL).first()
    late = date(2026, 11, 7)
    with pytest.raises(Refused) as refused:
        release_letter(letter, by=people.senior, on=late, at=referrals.moment(late))
    assert refused.value.message == "The day that it announces, 6 November 2026, has passed. Withdraw this letter."
    release_letter(letter, by=people.senior, on=PANEL_ON, at=referrals.moment(PANEL_ON))
