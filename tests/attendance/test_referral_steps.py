"""What each step after acceptance leads to: whose dates start and stop, which letters go out, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from attendance.prosecution import actions as prosecution
from attendance.prosecution.pathway import WITHDRAW_PAPERS
from attendance.referrals import actions, forms, meeting_forms, meetings, pathway, routes, sections
from attendance.referrals.models import Moment, Topic
from attendance.referrals.routes import ChosenRoute
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.models import Case, Origin
from oxle.core.errors import Refused, Stale
from oxle.correspondence import actions as correspondence
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.people.models import Child
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)
PANEL_ON = date(2026, 11, 10)


@pytest.fixture
def case(school, lead, senior):
    """Accepted on 16 October 2026, both parents to be prosecuted under s.444(1)."""
    return referrals.accepted(referrals.sent(school, referrals.family(school), lead, ON), senior, ON)


@pytest.fixture
def robin(case):
    return case.parties.get(adult__given="Robin")


@pytest.fixture
def kit(case):
    return case.parties.get(adult__given="Kit")


def take(case, step, by, on, party=None, reason="Because", **facts):
    return cases.take(case, step, by=by, on=on, at=referrals.moment(on), party=party, reason=reason, facts=facts)


def panel(case, by, on=PANEL_ON, target="92"):
    data = {
        "place": "Example School",
        "council_present": "An officer",
        "school_present": "",
        "parents_present": [],
        "child_present": True,
        "child_view": "I like art.",
        "discussed": "Mornings",
        "agreed": "",
        "target": Decimal(target),
    }
    taken = {"by": by, "on": on, "at": referrals.moment(on), "party": None, "reason": "", "facts": {}}
    return meetings.record_panel(case, pathway.RECORD_PANEL, data=data, **taken)


def interview(case, by, party, on, *, attended):
    day = referrals.moment(on)
    data = {
        "attended": attended,
        "place": "Example School",
        "began_at": day if attended else None,
        "ended_at": day.replace(hour=11) if attended else None,
        "present": "An officer" if attended else "",
        "caution": meeting_forms.CAUTION if attended else "",
        "caution_understood": attended,
        "told_free_to_leave": attended,
        "advice_offered": attended,
        "advice_answer": "",
        "questions": [{"question": "Why?", "answer": "Work."}] if attended else [],
        "signature": "signed" if attended else "not_attended",
        "target": Decimal(95) if attended else None,
    }
    taken = {"by": by, "on": on, "at": referrals.moment(on), "party": party, "reason": "", "facts": {}}
    return meetings.record_interview(case, pathway.RECORD_PACE, data=data, **taken)


def change_route(case, by, party, kind, on):
    taken = {"by": by, "on": on, "at": referrals.moment(on), "party": party, "reason": "The interview.", "facts": {}}
    data = {"kind": kind, "with_parenting_order": False}
    return routes.change_route(case, pathway.CHANGE_ROUTE, data=data, **taken)


def warned(case, by, on):
    """The target missed and the final warning given, on one day."""
    take(case, pathway.RECORD_TARGET_MISSED, by, on, attendance="71.00")
    referrals.considered(case, Moment.FINAL_WARNING, by, on)
    taken = {"by": by, "on": on, "at": referrals.moment(on), "party": None, "reason": "No better.", "facts": {}}
    return actions.warn_finally(case, pathway.WARN_FINALLY, data={}, **taken)


def dates(case, clock):
    """Each run of a clock: the person it concerns, its day, how it stands."""
    rows = case.deadlines.filter(clock=clock).select_related("party__adult").order_by("event__order")
    return [(row.party.adult.given if row.party else "", row.due_on, row.state) for row in rows]


# --- each parent's own dates -----------------------------------------------------------------------------------


def test_each_parent_to_be_prosecuted_has_their_own_days_to_charge(case):
    assert sorted(dates(case, "charge_safe")) == [
        ("Kit", date(2027, 3, 2), "running"),
        ("Robin", date(2027, 3, 2), "running"),
    ]
    assert [row[1] for row in dates(case, "charge_last")] == [date(2027, 4, 12)] * 2


def test_a_parent_on_the_supervision_route_has_no_days_to_charge(school, lead, senior):
    case = referrals.accepted(referrals.sent(school, referrals.family(school), lead, ON), senior, ON, kind="eso")
    assert dates(case, "charge_safe") == dates(case, "charge_last") == []


def test_one_parents_papers_never_stop_the_other_parents_clocks(case, senior, robin):
    panel(case, senior)
    warned(case, senior, date(2026, 12, 15))
    take(case, pathway.PREPARE_PAPERS, senior, date(2026, 12, 16), robin)
    found = sorted(dates(case, "charge_last"))
    assert found == [("Kit", date(2027, 4, 12), "running"), ("Robin", date(2027, 4, 12), "met")]
    assert sorted(row[::2] for row in dates(case, "papers")) == [("Kit", "running"), ("Robin", "met")]


def test_a_parent_without_a_route_any_more_has_no_dates_and_the_other_keeps_theirs(case, senior, kit):
    change_route(case, senior, kit, "none", date(2026, 11, 2))
    assert case.events.order_by("order").last().step == "drop_route"
    assert sorted(dates(case, "charge_safe")) == [
        ("Kit", date(2027, 3, 2), "met"),
        ("Robin", date(2027, 3, 2), "running"),
    ]


def test_a_route_changed_to_a_prosecution_brings_the_days_to_charge(school, lead, senior):
    case = referrals.accepted(referrals.sent(school, referrals.family(school), lead, ON), senior, ON, kind="eso")
    change_route(case, senior, case.parties.get(adult__given="Robin"), "s444_1a", date(2026, 11, 2))
    assert dates(case, "charge_safe") == [("Robin", date(2027, 3, 2), "running")]


def test_two_officers_who_accept_at_once_make_one_decision_and_the_second_is_told(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    seen = case.version
    referrals.accepted(case, senior, ON)
    chosen = [ChosenRoute(party, "eso", False, "") for party in case.parties.all()]
    with pytest.raises(Stale):
        actions.accept(case, routes=chosen, by=senior, on=ON, at=referrals.moment(ON), version=seen, reason="So be it.")
    assert {party.routes.get(to_on=None).kind for party in case.parties.all()} == {"s444_1"}


# --- meetings --------------------------------------------------------------------------------------------------


def test_the_reminder_call_is_due_two_working_days_before_the_meeting_to_each_parent_who_is_invited(
    case, senior, robin, kit
):
    facts = {"meeting_on": "2026-11-17", "meeting_time": "10:30", "place": "Example School"}
    take(case, pathway.INVITE_PANEL, senior, date(2026, 11, 2), invited=[robin.pk, kit.pk], **facts)
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "running")]
    assert sorted(Letter.objects.filter(kind="attendance.panel_invitation").values_list("adult__given", flat=True)) == [
        "Kit",
        "Robin",
    ]
    take(case, pathway.REMIND, senior, date(2026, 11, 11), robin, outcome="spoke", meeting_on="2026-11-17")
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "running")]
    take(case, pathway.REMIND, senior, date(2026, 11, 12), kit, outcome="spoke", meeting_on="2026-11-17")
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "met")]
    assert case.deadlines.get(clock="reminder").met_on == date(2026, 11, 12)


def test_a_parent_who_is_on_no_route_any_more_need_not_be_rung_before_a_panel(case, senior, robin, kit):
    facts = {"meeting_on": "2026-11-17", "meeting_time": "10:30", "place": "Example School"}
    take(case, pathway.INVITE_PANEL, senior, date(2026, 11, 2), invited=[robin.pk, kit.pk], **facts)
    take(case, pathway.REMIND, senior, date(2026, 11, 11), robin, outcome="spoke", meeting_on="2026-11-17")
    change_route(case, senior, kit, "none", date(2026, 11, 12))
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "met")]


def test_a_call_about_one_meeting_is_none_about_another_nor_about_a_day_that_was_wrong(case, senior, robin, kit):
    place = {"meeting_time": "10:30", "place": "Example School"}
    on = date(2026, 11, 2)
    take(case, pathway.INVITE_PANEL, senior, on, invited=[robin.pk], meeting_on="2026-11-17", **place)
    take(case, pathway.INVITE_PACE, senior, on, robin, meeting_on="2026-11-24", **place)
    take(case, pathway.REMIND, senior, date(2026, 11, 12), robin, outcome="spoke", meeting_on="2026-11-17")
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "met")]
    assert dates(case, "reminder_pace") == [("Robin", date(2026, 11, 20), "running")]
    cases.correct(
        case.events.get(step="invite_panel"), by=senior, on=on, at=referrals.moment(date(2026, 11, 12)),
        reason="Wrong day", facts={"meeting_on": "2026-11-18"},
    )  # fmt: skip
    assert dates(case, "reminder") == [("", date(2026, 11, 16), "running")]


def test_a_panel_that_was_held_leaves_the_call_before_an_interview_to_be_made_and_an_interview_that_before_a_panel(
    case, senior, robin, kit
):
    place = {"meeting_time": "10:30", "place": "Example School"}
    on = date(2026, 11, 2)
    take(case, pathway.INVITE_PANEL, senior, on, invited=[robin.pk, kit.pk], meeting_on="2026-11-17", **place)
    take(case, pathway.INVITE_PACE, senior, on, robin, meeting_on="2026-11-24", **place)
    take(case, pathway.INVITE_PACE, senior, on, kit, meeting_on="2026-11-10", **place)
    interview(case, senior, kit, date(2026, 11, 10), attended=True)
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "running")]
    panel(case, senior, date(2026, 11, 17))
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "met")]
    assert dates(case, "reminder_pace") == [
        ("Robin", date(2026, 11, 20), "running"),
        ("Kit", date(2026, 11, 6), "met"),
    ]
    with pytest.raises(Refused, match="No meeting is arranged to which this parent is invited"):
        take(case, pathway.REMIND, senior, date(2026, 11, 19), kit, outcome="spoke", meeting_on="2026-11-10")
    take(case, pathway.REMIND, senior, date(2026, 11, 19), robin, outcome="spoke", meeting_on="2026-11-24")
    assert dates(case, "reminder_pace")[0] == ("Robin", date(2026, 11, 20), "met")


def test_a_parent_whose_route_is_chosen_after_a_panel_was_arranged_is_rung_too(case, senior, robin, kit):
    facts = {"meeting_on": "2026-11-17", "meeting_time": "10:30", "place": "Example School"}
    take(case, pathway.INVITE_PANEL, senior, date(2026, 11, 2), invited=[robin.pk], **facts)
    change_route(case, senior, kit, "eso", date(2026, 11, 3))
    take(case, pathway.REMIND, senior, date(2026, 11, 11), robin, outcome="spoke", meeting_on="2026-11-17")
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "running")]
    take(case, pathway.REMIND, senior, date(2026, 11, 12), kit, outcome="spoke", meeting_on="2026-11-17")
    assert dates(case, "reminder") == [("", date(2026, 11, 13), "met")]


def test_nobody_is_invited_to_an_interview_who_is_not_to_be_prosecuted(case, senior, kit):
    change_route(case, senior, kit, "eso", date(2026, 11, 2))
    with pytest.raises(Refused, match="Choose a prosecution route for this parent first"):
        take(case, pathway.INVITE_PACE, senior, date(2026, 11, 3), kit, meeting_on="2026-11-17")


def test_a_panel_meets_the_clock_of_the_meeting_and_starts_that_of_the_review(case, senior):
    panel(case, senior)
    case.refresh_from_db()
    assert case.stage == "monitoring"
    assert dates(case, "meeting") == [("", date(2026, 11, 20), "met")]
    assert dates(case, "review") == [("", date(2026, 12, 15), "running")]


def test_a_parent_who_does_not_come_to_an_interview_stops_no_clock_and_has_no_target(case, senior, robin):
    take(case, pathway.INVITE_PACE, senior, date(2026, 11, 2), robin, meeting_on="2026-11-10")
    interview(case, senior, robin, PANEL_ON, attended=False)
    case.refresh_from_db()
    assert case.stage == "invited"
    assert dates(case, "meeting") == [("", date(2026, 11, 20), "running")]
    assert dates(case, "review") == []
    assert not case.targets.exists()


def test_a_case_goes_on_to_the_final_warning_when_a_parent_does_not_come(case, senior, robin):
    take(case, pathway.INVITE_PACE, senior, date(2026, 11, 2), robin, meeting_on="2026-11-10")
    referrals.considered(case, Moment.FINAL_WARNING, senior, PANEL_ON)
    with pytest.raises(Refused, match="Hold a meeting first"):
        take(case, pathway.WARN_FINALLY, senior, PANEL_ON)
    interview(case, senior, robin, PANEL_ON, attended=False)
    take(case, pathway.WARN_FINALLY, senior, date(2026, 11, 11))
    case.refresh_from_db()
    assert case.stage == "final_warning"


def test_an_interview_sets_its_own_target_and_starts_the_review_for_that_parent(case, senior, robin):
    interview(case, senior, robin, PANEL_ON, attended=True)
    assert dates(case, "review") == [("Robin", date(2026, 12, 15), "running")]
    assert [target.percent for target in case.targets.all()] == [Decimal(95)]


# --- the target ------------------------------------------------------------------------------------------------


def test_a_target_that_is_met_is_reviewed_within_five_more_weeks_and_the_letter_says_so(case, senior):
    panel(case, senior)
    take(case, pathway.RECORD_TARGET_MET, senior, date(2026, 12, 8), attendance="94.00")
    assert dates(case, "review") == [("", date(2026, 12, 15), "met")]
    assert dates(case, "further_review") == [("", date(2027, 1, 12), "running")]
    said = {letter.context["review_on"] for letter in Letter.objects.filter(kind="attendance.target_met")}
    assert said == {"2027-01-12"}


@pytest.mark.parametrize(
    ("step", "attendance", "error"),
    [
        (pathway.RECORD_TARGET_MET, "91.99", "This is below the target of 92.00%"),
        (pathway.RECORD_TARGET_MISSED, "92", "This meets the target of 92.00%"),
    ],
)
def test_a_target_is_met_or_missed_as_the_figures_say(case, senior, step, attendance, error):
    panel(case, senior)
    on = date(2026, 12, 8)
    sent = {"on": "8/12/2026", "attendance": attendance}
    form = forms.ReviewForm(sent, step=step, case=case, parties=[], on=on)
    assert form.errors.get("attendance") == [error]


# --- the final warning -----------------------------------------------------------------------------------------


def test_papers_are_due_four_weeks_after_the_final_warning_counts_as_served_not_after_the_click(case, senior):
    panel(case, senior)
    warned(case, senior, date(2026, 12, 15))
    rows = case.deadlines.filter(clock="papers")
    assert [(row.due_on, row.why_not) for row in rows] == [
        (None, "cannot be worked out: “Final warning about school attendance” has not been sent")
    ] * 2
    letter = Letter.objects.get(kind="attendance.final_warning", adult__given="Robin")
    posted(letter, senior, date(2026, 12, 16))
    # First class on Wednesday 16 December counts as served on Friday 18 December 2026; 28 days on is 15 January 2027.
    found = {row[0]: row[1] for row in dates(case, "papers")}
    assert found == {"Robin": date(2027, 1, 15), "Kit": None}


def test_the_day_of_a_warnings_posting_can_be_put_right_after_the_case_was_closed(case, senior):
    panel(case, senior)
    warned(case, senior, date(2026, 12, 15))
    letter = Letter.objects.get(kind="attendance.final_warning", adult__given="Robin")
    posted(letter, senior, date(2026, 12, 16))
    take(case, pathway.WITHDRAW, senior, date(2026, 12, 17))
    letter.refresh_from_db()
    on, by = date(2026, 12, 17), {"by": senior, "at": referrals.moment(date(2026, 12, 18))}
    correspondence.correct_sending(letter, letter.version, on=on, method=Method.FIRST_CLASS, proof="", **by)
    # First class on Thursday 17 December counts as served on Monday the 21st; 28 days on is 18 January 2027.
    assert sorted(dates(case, "papers"), key=lambda row: row[0]) == [
        ("Kit", None, "ended"),
        ("Robin", date(2027, 1, 18), "ended"),
    ]


def posted(letter, by, on):
    """A letter released, and posted by first class post on a day."""
    correspondence.release_letter(letter, by=by, on=on, at=referrals.moment(on))
    letter.refresh_from_db()
    correspondence.record_sent(
        letter, by=by, on=on, at=referrals.moment(on), method=Method.FIRST_CLASS, pdf_follows=True
    )


def test_only_parents_to_be_prosecuted_are_told_of_papers_for_the_magistrates(case, senior, kit):
    change_route(case, senior, kit, "eso", date(2026, 11, 2))
    panel(case, senior)
    warned(case, senior, date(2026, 12, 15))
    letters = Letter.objects.filter(kind="attendance.final_warning").select_related("adult")
    offences = {letter.adult.given: letter.context.get("offence") for letter in letters}
    assert offences["Kit"] is None
    assert offences["Robin"].startswith("failing to secure regular attendance at school")


# --- age, pauses and ends --------------------------------------------------------------------------------------


def over_age(case):
    """The same case, of a child whose compulsory school age ended on 26 June 2026."""
    Child.objects.update(born_on=date(2010, 8, 31))
    return Case.objects.get(pk=case.pk)


def test_a_child_over_age_never_closes_a_case_that_can_still_be_charged(case, senior):
    case = over_age(case)
    with pytest.raises(Refused, match="An absence can still be charged until 12 April 2027"):
        take(case, pathway.LEAVE_AGE, senior, date(2026, 11, 2))
    take(case, pathway.NOTE_OVER_AGE, senior, date(2026, 11, 2))
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("accepted", None)
    take(case, pathway.LEAVE_AGE, senior, date(2027, 4, 13))
    case.refresh_from_db()
    assert case.closed_on == date(2027, 4, 13)


def test_a_referral_not_yet_decided_on_is_not_closed_for_age_while_its_last_absence_can_be_charged(
    school, lead, senior
):
    case = over_age(referrals.sent(school, referrals.family(school), lead, ON))
    refused = "An absence can still be charged until 12 April 2027.* Close the case for another reason"
    with pytest.raises(Refused, match=refused):
        take(case, pathway.LEAVE_AGE, senior, date(2027, 4, 12))
    actions.return_to_school(
        case, by=senior, on=ON, at=referrals.moment(ON), version=case.version, reason="Which visit?"
    )
    case.refresh_from_db()
    with pytest.raises(Refused, match=refused):
        take(case, pathway.LEAVE_AGE, senior, date(2027, 4, 12))
    take(case, pathway.LEAVE_AGE, senior, date(2027, 4, 13))
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("over_age", date(2027, 4, 13))


def test_no_case_is_closed_or_noted_for_age_before_the_age_ends(case, senior):
    for step in (pathway.LEAVE_AGE, pathway.NOTE_OVER_AGE):
        with pytest.raises(Refused, match="of compulsory school age until 28 June 2030"):
            take(case, step, senior, date(2027, 4, 13))


def test_a_schools_answer_is_received_while_the_case_is_paused_and_its_time_stands_still(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    actions.return_to_school(case, by=senior, on=ON, at=referrals.moment(ON), version=case.version, reason="Which?")
    take(case, pathway.PAUSE, senior, date(2026, 10, 19))
    assert dates(case, "answer") == [("", None, "paused")]
    take(case, pathway.RESUBMIT, lead, date(2026, 10, 20))
    case.refresh_from_db()
    assert (case.stage, case.paused_since_on) == ("received", date(2026, 10, 19))


@pytest.mark.parametrize("step", [pathway.WITHDRAW, pathway.TRANSFER])
def test_a_referral_is_not_given_up_while_a_parent_is_prosecuted(case, senior, robin, step):
    panel(case, senior)
    warned(case, senior, date(2026, 12, 15))
    on = date(2026, 12, 16)
    taken = {"by": senior, "on": on, "at": referrals.moment(on), "reason": "", "facts": {}}
    prosecution.prepare_papers(case, pathway.PREPARE_PAPERS, data={}, party=robin, **taken)
    opened = Case.objects.get(came_from=case)
    with pytest.raises(Refused, match=f"{opened.reference} is still open. Record how it ended first."):
        take(case, step, senior, on)
    take(opened, WITHDRAW_PAPERS, senior, on)
    take(case, step, senior, on)
    case.refresh_from_db()
    assert case.stage == step.to.key


def test_a_referral_is_withdrawn_also_while_another_team_works_on_what_was_handed_over_to_it(case, senior):
    Case.objects.create(
        reference="OX-OTHER", duty="licensing", pathway="licensing/employers", pathway_version=1, stage="asked",
        stage_since_on=ON, child=case.child, team=case.team, origin=Origin.HAND_OVER, opened_on=ON, came_from=case,
    )  # fmt: skip
    take(case, pathway.WITHDRAW, senior, ON)
    case.refresh_from_db()
    assert case.stage == "withdrawn"


def test_nobody_is_invited_or_warned_where_no_parent_has_a_legal_route(case, senior, robin, kit):
    panel(case, senior)
    take(case, pathway.RECORD_TARGET_MISSED, senior, date(2026, 12, 15), attendance="71.00")
    referrals.considered(case, Moment.FINAL_WARNING, senior, date(2026, 12, 15))
    for party in (robin, kit):
        change_route(case, senior, party, "none", date(2026, 12, 15))
    nobody = "No parent has a legal route, so nobody would be written to. A senior officer chooses one first."
    for step in (pathway.INVITE_PANEL, pathway.WARN_FINALLY):
        with pytest.raises(Refused) as refused:
            take(case, step, senior, date(2026, 12, 16), meeting_on="2027-01-12")
        assert refused.value.message == nobody
    change_route(case, senior, kit, "eso", date(2026, 12, 16))
    take(case, pathway.INVITE_PANEL, senior, date(2026, 12, 16), meeting_on="2027-01-12")


def test_a_referral_ends_in_court_only_when_everything_it_led_to_has_ended(case, senior, robin):
    panel(case, senior)
    warned(case, senior, date(2026, 12, 15))
    on = date(2026, 12, 16)
    taken = {"by": senior, "on": on, "at": referrals.moment(on), "reason": "", "facts": {}}
    prosecution.prepare_papers(case, pathway.PREPARE_PAPERS, data={}, party=robin, **taken)
    opened = Case.objects.get(came_from=case)
    with pytest.raises(Refused, match=f"{opened.reference} is still open"):
        take(case, pathway.END_COURT, senior, on)
    take(opened, WITHDRAW_PAPERS, senior, on)
    take(case, pathway.END_COURT, senior, on)
    case.refresh_from_db()
    assert case.stage == "concluded"


# --- what comes by post, and what is put right -----------------------------------------------------------------


def test_a_referral_that_came_by_post_was_received_on_the_day_it_came(school, senior):
    came, typed = date(2026, 10, 16), date(2026, 10, 20)
    message = casework.receive_message(
        team=duty_team("attendance"),
        channel=Origin.POST,
        received_on=came,
        sender="Example School",
        text="A referral",
        files=[],
        by=senior,
        at=referrals.moment(typed),
    )
    draft = referrals.draft(school, referrals.family(school), senior, typed)
    draft.message, draft.channel = message, "post"
    draft.save()
    case = actions.send(
        draft,
        by=senior,
        on=typed,
        at=referrals.moment(typed),
        version=draft.version,
        extract=sections.extract_of(draft, typed),
    )
    assert (case.opened_on, case.referral.complete_on) == (came, came)
    assert dates(case, "decision") == [("", date(2026, 10, 23), "running")]


def test_a_corrected_day_of_receipt_moves_the_decision_and_the_meeting(case, senior):
    event = case.events.get(step="refer")
    on = date(2026, 11, 2)
    cases.correct(event, by=senior, on=date(2026, 10, 14), at=referrals.moment(on), reason="It came on the 14th")
    assert dates(case, "decision") == [("", date(2026, 10, 21), "met")]
    assert dates(case, "meeting") == [("", date(2026, 11, 18), "running")]
    case.referral.refresh_from_db()
    assert case.referral.complete_on == date(2026, 10, 14)


@pytest.mark.parametrize(
    ("step", "day", "words"),
    [
        ("refer", date(2026, 10, 17), "“Accept the referral” followed on 16 October 2026"),
        ("accept", date(2026, 10, 15), "“Refer to the County Attendance Team” came first, on 16 October 2026"),
        ("record_panel", date(2026, 12, 9), "“Record that the target is met” followed on 8 December 2026"),
        ("target_met", date(2026, 11, 9), "“Record the Attendance Panel Meeting” came first, on 10 November 2026"),
    ],
)
def test_a_step_cannot_be_put_before_what_led_to_it_or_after_what_followed(case, senior, step, day, words):
    panel(case, senior)
    take(case, pathway.RECORD_TARGET_MET, senior, date(2026, 12, 8), attendance="94.00")
    event = case.events.get(step=step)
    with pytest.raises(Refused, match=words) as refusal:
        cases.correct(event, by=senior, on=day, at=referrals.moment(date(2026, 12, 20)), reason="Wrong day")
    assert refusal.value.field == "on"


def test_a_pause_cannot_be_made_to_end_before_it_began(case, senior):
    take(case, pathway.PAUSE, senior, date(2026, 11, 2))
    take(case, pathway.RESUME, senior, date(2026, 11, 9))
    event = case.events.get(step="resume")
    with pytest.raises(Refused, match="“Pause for a safeguarding, medical or SEN enquiry” came first, on 2 November"):
        cases.correct(event, by=senior, on=date(2026, 11, 1), at=referrals.moment(PANEL_ON), reason="Wrong day")


def test_a_second_pause_cannot_begin_before_the_first_has_ended(case, senior):
    take(case, pathway.PAUSE, senior, date(2026, 11, 2))
    take(case, pathway.RESUME, senior, date(2026, 11, 9))
    with pytest.raises(Refused, match="“Resume” came first, on 9 November 2026"):
        take(case, pathway.PAUSE, senior, date(2026, 11, 6))


def test_a_step_that_moves_the_case_cannot_be_dated_before_the_one_that_brought_it_there(case, senior):
    panel(case, senior)
    with pytest.raises(Refused, match="came to “Target set, attendance monitored” on 10 November 2026"):
        take(case, pathway.RECORD_TARGET_MET, senior, date(2026, 11, 9), attendance="94.00")


def test_a_meeting_arranged_for_a_wrong_day_can_be_put_right_and_the_reminder_follows(case, senior, monkeypatch):
    facts = {"meeting_on": "2026-11-17", "meeting_time": "10:30", "place": "Example School"}
    event = take(case, pathway.INVITE_PANEL, senior, date(2026, 11, 2), **facts)
    monkeypatch.setenv("OXLE_NOW", "2026-11-03T10:00")
    said = {"meeting_time": "10:30", "place": "Example School", "version": case.version, "reason": "A slip"}
    page = make.signed_in(senior).post(
        f"/cases/{case.key}/events/{event.order}/correct/", {"on": "2/11/2026", "meeting_on": "18/11/2026", **said}
    )
    assert page.status_code == 302
    row = case.deadlines.get(clock="reminder")
    assert (row.due_on, [old["due_on"] for old in row.history]) == (date(2026, 11, 16), ["2026-11-13"])
    newest = case.events.order_by("order").last()
    assert (newest.facts["meeting_on"], newest.facts["place"]) == ("2026-11-18", "Example School")


def test_a_school_may_not_change_the_day_on_which_its_referral_was_received(case, lead):
    event = case.events.get(step="refer")
    with pytest.raises(Refused, match="Your role does not include"):
        cases.correct(event, by=lead, on=date(2026, 10, 14), at=referrals.moment(ON), reason="Earlier")


def test_a_second_click_on_a_step_takes_it_once_and_shows_its_result(case, senior, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-02T10:00")
    client = make.signed_in(senior)
    path = f"/cases/{case.key}/steps/withdraw/"
    form = client.get(path).context
    sent = {"on": "2/11/2026", "reason": "Moved", "once": form["once"], "version": form["version"]}
    answers = [client.post(path, sent) for _ in range(2)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, f"/cases/{case.key}/")] * 2
    assert case.events.filter(step="withdraw").count() == 1


def test_a_step_is_offered_only_for_the_parents_for_whom_it_can_be_taken(case, senior, kit, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-03T10:00")
    change_route(case, senior, kit, "eso", date(2026, 11, 2))
    page = make.signed_in(senior).get(f"/cases/{case.key}/steps/invite_pace/")
    assert [label for _, label in page.context["form"].fields["party"].choices] == ["Robin Example"]


def test_what_the_service_does_within_another_step_is_never_offered_by_itself(case, senior, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-03T10:00")
    client = make.signed_in(senior)
    answers = {
        step: client.get(f"/cases/{case.key}/steps/{step}/").status_code
        for step in ("choose_route", "drop_route", "warn_parent", "miss_pace")
    }
    assert answers == {"choose_route": 404, "drop_route": 404, "warn_parent": 404, "miss_pace": 404}


def test_a_colleague_who_looked_at_the_same_topics_meanwhile_is_never_overwritten(school, lead, senior, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    case = referrals.sent(school, referrals.family(school), lead, ON)
    path = f"/attendance/cases/{case.key}/consider/acceptance/"
    page = make.signed_in(senior).get(path).context
    sent = {topic.value: "clear" for topic in Topic} | {"version": page["version"]}
    assert make.signed_in(senior).post(path, {**sent, "sen": "resolved", "sen_note": "Seen"}).status_code == 302
    assert make.signed_in(senior).post(path, sent).status_code == 409
    assert case.considerations.get(topic="sen").finding == "resolved"
