"""A referral from the school's draft to the final warning, by the actions alone."""

from datetime import date

import pytest

from attendance.referrals import actions, drafting, pathway, sections
from attendance.referrals.models import Draft, Moment, PreStepKind
from attendance.referrals.routes import ChosenRoute
from oxle.cases import actions as cases
from oxle.cases import work
from oxle.cases.models import Case, Deadline
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


def test_an_incomplete_referral_is_refused_with_everything_that_is_missing(school, lead, child):
    draft = drafting.start_draft(school=school, child=child, by=lead, at=referrals.moment(ON))
    with pytest.raises(Refused) as refusal:
        actions.send(draft, by=lead, on=ON, at=referrals.moment(ON), version=draft.version, extract=None)
    missing = [one.text for one in sections.missing(draft, None)]
    assert len(missing) == 19
    assert refusal.value.message == "This cannot be sent yet. " + " ".join(missing)
    assert not Case.objects.exists()


def test_sending_twice_makes_one_case(school, lead, child):
    draft = referrals.draft(school, child, lead, ON)
    extract = sections.extract_of(draft, ON)
    first = actions.send(draft, by=lead, on=ON, at=referrals.moment(ON), version=draft.version, extract=extract)
    again = actions.send(draft, by=lead, on=ON, at=referrals.moment(ON), version=draft.version, extract=extract)
    assert first == again
    assert Case.objects.count() == 1


def test_the_figures_are_counted_from_the_register(school, lead, child):
    case = referrals.sent(school, child, lead, ON)
    referral = case.referral
    # 31 school days from 2 September to 14 October 2026; every fourth missed: days 1, 5, 9, 13, 17, 21, 25, 29.
    assert (referral.possible, referral.unauthorised, referral.present) == (62, 16, 46)
    assert referral.first_absence_on == date(2026, 9, 2)
    assert referral.last_absence_on == date(2026, 10, 12)


def test_a_decision_is_due_five_working_days_after_the_referral(school, lead, child):
    case = referrals.sent(school, child, lead, ON)
    assert case.deadlines.get(clock="decision").due_on == date(2026, 10, 23)


def test_acceptance_waits_until_every_topic_is_considered(school, lead, child, senior):
    case = referrals.sent(school, child, lead, ON)
    routes = [ChosenRoute(party, "s444_1", False, "") for party in case.parties.all()]
    with pytest.raises(Refused, match="Look first at what may stand in the way"):
        actions.accept(
            case, routes=routes, by=senior, on=ON, at=referrals.moment(ON), version=case.version, reason="It is right."
        )


def test_an_attendance_officer_may_not_decide(school, lead, child, senior):
    officer = make.user("attendance_officer", senior.memberships.get().organisation)
    case = referrals.sent(school, child, lead, ON)
    referrals.considered(case, Moment.ACCEPTANCE, senior, ON)
    with pytest.raises(Refused, match="Your role does not include"):
        actions.reject(case, by=officer, on=ON, at=referrals.moment(ON), version=case.version, reason="No.")


def test_each_parent_on_a_prosecution_route_gets_a_warning_and_a_pace_letter(school, lead, child, senior):
    case = referrals.accepted(referrals.sent(school, child, lead, ON), senior, ON)
    sent = sorted(Letter.objects.values_list("kind", "adult__given"))
    assert sent == [
        ("attendance.first_warning", "Kit"),
        ("attendance.first_warning", "Robin"),
        ("attendance.pace_letter", "Kit"),
        ("attendance.pace_letter", "Robin"),
    ]
    assert case.stage == "accepted"


def test_parents_on_the_supervision_route_get_no_pace_letter(school, lead, child, senior):
    referrals.accepted(referrals.sent(school, child, lead, ON), senior, ON, kind="eso")
    assert set(Letter.objects.values_list("kind", flat=True)) == {"attendance.first_warning"}


def test_the_meeting_is_due_five_weeks_after_the_complete_referral_not_after_acceptance(school, lead, child, senior):
    register = {"text": referrals.extract(school, last=date(2026, 10, 8))}
    case = referrals.sent(school, child, lead, date(2026, 10, 9), register=register)
    referrals.accepted(case, senior, ON)
    # Worked example W42: complete referral on Friday 9 October 2026, meeting by Friday 13 November.
    assert case.deadlines.get(clock="meeting").due_on == date(2026, 11, 13)


def test_the_letter_about_a_target_met_names_the_day_of_the_review_that_follows(school, lead, child, senior):
    case = referrals.accepted(referrals.sent(school, child, lead, ON), senior, ON)
    held, met = date(2026, 11, 4), date(2026, 12, 2)
    court.panel_held(case, senior, held)
    cases.take(case, pathway.RECORD_TARGET_MET, by=senior, on=met, at=referrals.moment(met))
    # Not 9 December 2026, by which the review that was just held was due.
    assert case.deadlines.get(clock="review").due_on == date(2026, 12, 9)
    assert case.deadlines.get(clock="further_review").due_on == date(2027, 1, 6)
    letters = Letter.objects.filter(kind="attendance.target_met")
    assert [letter.context["review_on"] for letter in letters] == ["2027-01-06", "2027-01-06"]


def test_charge_dates_show_from_acceptance(school, lead, child, senior):
    case = referrals.accepted(referrals.sent(school, child, lead, ON), senior, ON)
    assert {row.due_on for row in case.deadlines.filter(clock="charge_safe")} == {date(2027, 3, 2)}
    assert {row.due_on for row in case.deadlines.filter(clock="charge_last")} == {date(2027, 4, 12)}


def test_a_returned_referral_opens_the_draft_again_and_starts_the_decision_anew(school, lead, child, senior):
    case = referrals.sent(school, child, lead, ON)
    actions.return_to_school(
        case, by=senior, on=ON, at=referrals.moment(ON), version=case.version, reason="Which visit?"
    )
    draft = Draft.objects.get()
    assert draft.state == Draft.State.RETURNED
    assert case.deadlines.get(clock="answer").due_on == date(2026, 11, 6)
    later = date(2026, 10, 20)
    actions.send(
        draft,
        by=lead,
        on=later,
        at=referrals.moment(later),
        version=draft.version,
        extract=sections.extract_of(draft, later),
        answer="The one in September.",
    )
    case.refresh_from_db()
    assert case.stage == "received"
    runs = list(case.deadlines.filter(clock="decision").order_by("pk").values_list("due_on", "state"))
    assert runs == [(date(2026, 10, 23), "met"), (date(2026, 10, 27), "running")]
    assert case.referral.complete_on == later


def test_a_step_on_a_stale_page_changes_nothing(school, lead, child, senior):
    case = referrals.sent(school, child, lead, ON)
    seen = case.version
    actions.return_to_school(case, by=senior, on=ON, at=referrals.moment(ON), version=seen, reason="Which visit?")
    with pytest.raises(Stale):
        actions.reject(case, by=senior, on=ON, at=referrals.moment(ON), version=seen, reason="No.")
    assert list(case.events.order_by("order").values_list("step", flat=True)) == ["refer", "return"]


def test_a_pause_stretches_policy_clocks_but_not_the_time_to_charge(school, lead, child, senior):
    case = referrals.accepted(referrals.sent(school, child, lead, ON), senior, ON)
    before = {row.clock: row.due_on for row in case.deadlines.all()}
    cases.take(
        case, pathway.PAUSE, by=senior, on=date(2026, 11, 2), at=referrals.moment(date(2026, 11, 2)), reason="MASH"
    )
    assert case.deadlines.get(clock="meeting").state == "paused"
    resumed = date(2026, 11, 9)
    cases.take(case, pathway.RESUME, by=senior, on=resumed, at=referrals.moment(resumed), reason="Answered")
    after = {row.clock: row.due_on for row in case.deadlines.all()}
    assert (before["meeting"], after["meeting"]) == (date(2026, 11, 20), date(2026, 11, 27))
    assert before["charge_safe"] == after["charge_safe"] == date(2027, 3, 2)


def test_nothing_but_resuming_and_ending_may_be_done_while_paused(school, lead, child, senior):
    case = referrals.accepted(referrals.sent(school, child, lead, ON), senior, ON)
    on = date(2026, 11, 2)
    cases.take(case, pathway.PAUSE, by=senior, on=on, at=referrals.moment(on), reason="MASH")
    with pytest.raises(Refused, match="The case is paused since 2 November 2026"):
        cases.take(case, pathway.INVITE_PANEL, by=senior, on=on, at=referrals.moment(on))


def test_a_backdated_correction_moves_the_deadline_and_keeps_the_old_one(school, lead, child, senior):
    case = referrals.sent(school, child, lead, ON)
    event = case.events.get()
    cases.correct(
        event, by=senior, on=date(2026, 10, 14), at=referrals.moment(ON), reason="It came by post on the 14th"
    )
    row = Deadline.objects.get(case=case, clock="decision")
    assert row.due_on == date(2026, 10, 21)
    assert [(old["due_on"], old["because"]) for old in row.history] == [
        ("2026-10-23", "“Refer to the County Attendance Team” was corrected: It came by post on the 14th")
    ]


def test_a_second_referral_of_the_same_child_is_refused(school, lead, child):
    referrals.sent(school, child, lead, ON)
    with pytest.raises(Refused, match="already been referred"):
        drafting.start_draft(school=school, child=child, by=lead, at=referrals.moment(ON))


def test_suspected_employment_needs_no_percentages_and_goes_to_licensing_as_well(school, lead, child):
    case = referrals.sent(school, child, lead, ON, reason={"reason": "employed", "cause": "Seen at work."})
    assert case.referral.possible is None
    assert case.referral.pre_steps.count() == 0
    over = case.handed_over.get()
    assert (over.to_duty, over.opened, over.waits_with.name) == ("licensing", None, "Pupils Missing Out team")


def test_suspected_employment_goes_to_licensing_once_also_when_it_is_said_only_as_the_referral_is_sent_again(
    school, lead, child, senior
):
    case = referrals.sent(school, child, lead, ON)
    for cause in ("Works nights.", "Works nights, at a warehouse."):
        case.refresh_from_db()
        actions.return_to_school(
            case, by=senior, on=ON, at=referrals.moment(ON), version=case.version, reason="Does he work?"
        )
        draft = Draft.objects.get(case=case)
        told = {"reason": "employed", "cause": cause}
        drafting.save_section(draft, sections.REASON, told, version=draft.version, at=referrals.moment(ON))
        actions.send(draft, by=lead, on=ON, at=referrals.moment(ON), version=draft.version, extract=None)
    assert [(over.to_duty, over.on, over.by) for over in case.handed_over.all()] == [("licensing", ON, lead)]
    # The steps that it said before stay on the record, and are none of what was sent now.
    assert case.referral.pre_steps.count() == len(PreStepKind)
    assert make.signed_in(senior).get(f"/attendance/cases/{case.key}/decide/").context["evidence"].steps == []


def test_what_is_handed_to_a_duty_that_is_not_there_waits_in_a_teams_inbox(school, lead, child):
    case = referrals.sent(school, child, lead, ON, reason={"reason": "employed", "cause": "Seen at work."})
    somebody = make.user("manager", make.organisation("team", "Pupils Missing Out team"))
    (message,) = work.inbox_of(somebody)
    assert (message.sender, message.received_on) == (f"Attendance, {case.reference}", ON)
    assert message.text == (
        "For Licensing of performances and employment: A school thinks that this child is illegally employed."
    )
    assert f"Attendance, {case.reference}" in make.signed_in(somebody).get("/inbox/").text


def test_a_case_page_opens_before_any_route_is_chosen(school, lead, child, senior):
    case = referrals.sent(school, child, lead, ON)
    assert make.signed_in(senior).get(f"/cases/{case.key}/").status_code == 200


def test_the_check_page_shows_each_tasks_answers_beside_a_link_that_changes_them_and_folds_them_away_when_asked(
    school, child, lead
):
    draft = referrals.draft(school, child, lead, ON)
    client = make.signed_in(lead)
    page = client.get(f"/attendance/referrals/{draft.key}/check/")
    assert [group["heading"] for group in page.context["groups"]] == [
        "The pupil and family",
        "Attendance",
        "What the school has done",
        "Before you send",
    ]
    tasks = [task for group in page.context["groups"] for task in group["tasks"]]
    text = page.content.decode()
    assert (len(tasks), text.count("<details"), text.count('<details class="govuk-details" open')) == (19, 19, 19)
    for task in tasks:
        assert task["url"] == f"/attendance/referrals/{draft.key}/{task['section'].key}/"
        assert f'href="{task["url"]}">Change' in text
    folded = client.get(f"/attendance/referrals/{draft.key}/check/?closed").content.decode()
    assert (folded.count("<details"), folded.count('<details class="govuk-details" open')) == (19, 0)


def test_a_task_without_an_answer_folds_nothing_away(school, child, lead):
    draft = referrals.draft(school, child, lead, ON, voice={})
    page = make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/check/").content.decode()
    assert "The pupil&#x27;s view: nothing yet" in page
