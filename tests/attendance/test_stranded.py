"""What must come up in somebody's work: meetings without a record, pleas that never came, charges still possible."""

from datetime import date

import pytest

from attendance.prosecution import pathway as court_pathway
from attendance.prosecution.bundle_contents import contents_of
from attendance.referrals import meetings, panels, pathway, routes
from attendance.referrals.meeting_forms import InterviewForm
from attendance.referrals.models import Moment
from attendance.supervision import actions as supervision
from attendance.supervision import pathway as order_pathway
from oxle.cases import work
from oxle.cases.models import Case
from oxle.core.errors import Refused
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
PANEL_ON, PACE_ON = date(2026, 11, 5), date(2026, 11, 6)


@pytest.fixture
def case(people) -> Case:
    made = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    made.owner = people.officer
    made.save(update_fields=["owner"])
    return made


def invited(case, people, step, meeting_on, party=None):
    facts = {"meeting_on": meeting_on.isoformat(), "meeting_time": "10:30", "place": "Example School"}
    case.refresh_from_db()
    return meetings.invite(
        case, step, data={}, by=people.officer, on=date(2026, 10, 20), at=referrals.moment(date(2026, 10, 20)),
        party=party, reason="", facts=facts,
    )  # fmt: skip


def to_log(people, on):
    return [(task.title, task.due_on) for task in panels.outcomes_to_log(people.officer, on)]


def test_a_parent_who_did_not_come_is_an_outcome_and_the_other_parents_interview_is_still_asked_for(case, people):
    robin, kit = court.parent(case, "Robin"), court.parent(case, "Kit")
    for party in (robin, kit):
        invited(case, people, pathway.INVITE_PACE, PACE_ON, party)
    asked = "Log the outcome of the meeting"
    assert to_log(people, date(2026, 11, 5)) == []
    assert to_log(people, PACE_ON) == [
        (f"{asked}: Robin Example", PACE_ON), (f"{asked}: Kit Example", PACE_ON),
    ]  # fmt: skip
    court.taken(case, pathway.MISS_PACE, people.officer, PACE_ON, party=robin)
    assert to_log(people, PACE_ON) == [(f"{asked}: Kit Example", PACE_ON)]
    court.taken(case, pathway.RECORD_PACE, people.officer, PACE_ON, party=kit)
    assert to_log(people, PACE_ON) == []


def test_a_panel_and_an_interview_are_two_meetings_to_record(case, people):
    robin = court.parent(case, "Robin")
    invited(case, people, pathway.INVITE_PANEL, PANEL_ON)
    invited(case, people, pathway.INVITE_PACE, PACE_ON, robin)
    court.panel_held(case, people.officer, PANEL_ON)
    case.refresh_from_db()
    assert (case.stage, to_log(people, PACE_ON)) == (
        "monitoring", [("Log the outcome of the meeting: Robin Example", PACE_ON)],
    )  # fmt: skip


def test_a_meeting_arranged_anew_is_asked_for_on_its_new_day_and_a_corrected_one_only_while_nothing_is_recorded(
    case, people
):
    invited(case, people, pathway.INVITE_PANEL, PANEL_ON)
    invited(case, people, pathway.INVITE_PANEL, date(2026, 11, 12))
    assert to_log(people, PANEL_ON) == []
    assert to_log(people, date(2026, 11, 12)) == [("Log the outcome of the meeting", date(2026, 11, 12))]
    court.panel_held(case, people.officer, date(2026, 11, 12))
    invitation = case.events.filter(step="invite_panel").order_by("order").last()
    court.cases.correct(
        invitation, by=people.officer, on=date(2026, 10, 20), at=referrals.moment(date(2026, 11, 13)), reason="A slip",
        facts={"meeting_on": "2026-11-11"},
    )  # fmt: skip
    assert to_log(people, date(2026, 11, 13)) == []


def interview_form(case, **typed) -> InterviewForm:
    return InterviewForm(
        {"on": "6/11/2026", "party": case.parties.first().key, **typed},
        step=pathway.RECORD_PACE, case=case, parties=list(case.parties.all()), on=date(2026, 11, 9),
    )  # fmt: skip


HELD = {
    "attended": "yes", "place": "Example School", "began": "10:30", "ended": "11:00", "present": "An officer",
    "caution": "You do not have to say anything.", "told_free_to_leave": "on", "advice_offered": "on",
    "questions_text": "Q: Why?\nA: Work.", "signature": "signed", "target": "95",
}  # fmt: skip


def test_of_a_parent_who_did_not_come_nothing_is_asked_that_only_an_interview_has(case):
    form = interview_form(case, attended="no")
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["signature"], form.cleaned_data["place"]) == ("not_attended", "")


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("place", "Enter where it was held"),
        ("signature", "Say whether the parent signed or refused"),
        ("target", "Enter the attendance target that was set"),
    ],
)
def test_an_interview_that_was_held_says_where_how_it_was_signed_and_against_what_attendance_is_monitored(
    case, left_out, words
):
    form = interview_form(case, **{**HELD, left_out: ""})
    assert form.errors == {left_out: [words]}
    assert interview_form(case, **HELD).is_valid()


def test_nothing_is_called_optional_that_is_asked_for_once_the_parent_came(case):
    form = interview_form(case, attended="yes")
    asked = {name: form.fields[name].label for name in form.errors}
    assert {"place", "began", "ended", "present", "questions_text", "signature", "target"} < set(asked)
    assert [label for label in asked.values() if "optional" in label] == []


def test_an_interview_after_a_panel_may_leave_its_target_as_it_is(case, people):
    court.panel_held(case, people.officer, PANEL_ON)
    form = interview_form(case, **{**HELD, "target": ""})
    assert form.is_valid(), form.errors


def test_a_missed_interview_stands_in_the_chronology_of_the_parent_who_missed_it_alone(people):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    robin = court.parent(case, "Robin")
    court.taken(case, pathway.MISS_PACE, people.officer, PACE_ON, party=robin)
    court.panel_held(case, people.officer, date(2026, 11, 9))
    court.taken(case, pathway.RECORD_TARGET_MISSED, people.officer, date(2026, 11, 19))
    referrals.considered(case, Moment.FINAL_WARNING, people.officer, court.WARNED)
    court.warned(case, people.officer, court.WARNED)
    told = {}
    for given in ("Robin", "Kit"):
        papers = court.begun(case, people, given)
        court.charged(papers, people)
        told[given] = [line.words for line in contents_of(papers).chronology if line.on == PACE_ON]
    assert told == {"Robin": ["The defendant did not come to the interview under caution."], "Kit": []}


def test_once_the_time_to_answer_a_notice_is_over_somebody_is_told_to_record_the_plea(people):
    papers = court.ready(people, court.final_warning(people))
    court.bundled(papers, people)
    court.submitted(papers, people)
    court.released(papers, people)
    court.commenced(papers, people, method="sjp", served_on=date(2026, 11, 24))
    # 21 days after service.
    assert papers.deadlines.get(clock="plea").due_on == date(2026, 12, 15)

    def told(on):
        mine = work.work_of(people.officer, on)
        asked = [(task.title, task.due_on) for task in mine.today if "plea" in task.title]
        return asked, [task.title for task in mine.waiting if task.case == papers.pk]

    waiting = "Defendant to answer the single justice procedure notice"
    assert (told(date(2026, 12, 15))[0], waiting in told(date(2026, 12, 15))[1]) == ([], True)
    asked = [("Record the plea, or that none was entered", date(2026, 12, 16))]
    assert (told(date(2026, 12, 16))[0], waiting in told(date(2026, 12, 16))[1]) == (asked, False)
    court.taken(papers, court_pathway.RECORD_NO_PLEA, people.officer, date(2026, 12, 16))
    assert told(date(2026, 12, 17))[0] == []


def papers_due(case):
    return dict(case.deadlines.filter(clock="papers").values_list("party__adult__given", "state"))


def test_seeking_an_order_ends_the_papers_of_the_parent_on_that_route_and_of_nobody_else(people):
    case = court.final_warning(people)
    kit = court.parent(case, "Kit")
    data = {"kind": "eso", "with_parenting_order": False}
    taken = {"by": people.senior, "on": court.WARNED, "at": referrals.moment(court.WARNED), "facts": {}}
    routes.change_route(
        case, pathway.CHANGE_ROUTE, data=data, party=kit, reason="An order is likelier to help", **taken
    )
    case.refresh_from_db()
    supervision.seek(case, pathway.SEEK_SUPERVISION_ORDER, data={}, party=None, reason="Both ways", **taken)
    assert papers_due(case) == {"Robin": "running", "Kit": "met"}


@pytest.mark.parametrize("way", ["accepted", "invited", "monitored", "reviewed"])
def test_seeking_an_order_leaves_nothing_due_that_can_no_longer_be_done(case, people, way):
    """What runs on is the time to charge, and what is due of the order itself is due on the order's own case."""
    if way == "invited":
        invited(case, people, pathway.INVITE_PANEL, PANEL_ON)
        invited(case, people, pathway.INVITE_PACE, PACE_ON, court.parent(case, "Robin"))
    if way in ("monitored", "reviewed"):
        court.panel_held(case, people.officer, PANEL_ON)
    if way == "reviewed":
        court.taken(case, pathway.RECORD_TARGET_MET, people.officer, date(2026, 11, 19))
    on = date(2026, 11, 20)
    case.refresh_from_db()
    taken = {"by": people.senior, "on": on, "at": referrals.moment(on), "facts": {}}
    supervision.seek(case, pathway.SEEK_SUPERVISION_ORDER, data={}, party=None, reason="It may help", **taken)
    running = set(case.deadlines.filter(state="running").values_list("clock", flat=True))
    assert running == {"charge_safe", "charge_last"}


def charge_dates(case):
    rows = case.deadlines.filter(clock__startswith="charge", state="running")
    return sorted(rows.values_list("clock", "party__adult__given", "due_on"))


@pytest.mark.parametrize("step", [court_pathway.WITHDRAW_PAPERS, court_pathway.DISCONTINUE])
def test_when_papers_end_without_a_decision_the_time_to_charge_that_parent_shows_again(people, step):
    case = court.final_warning(people)
    court.begun(case, people, "Kit")
    papers = court.begun(case, people, "Robin")
    assert charge_dates(case) == []
    court.taken(papers, step, people.solicitor, date(2026, 12, 1), reason="Begun on the wrong period")
    assert charge_dates(case) == [
        ("charge_last", "Robin", date(2027, 4, 12)), ("charge_safe", "Robin", date(2027, 3, 2)),
    ]  # fmt: skip
    court.begun(case, people, "Robin", date(2026, 12, 2))
    assert charge_dates(case) == []


def test_papers_that_end_when_nothing_can_be_charged_any_more_start_no_time_to_charge(people):
    case = court.final_warning(people)
    papers = court.begun(case, people, "Robin")
    court.taken(papers, court_pathway.DISCONTINUE, people.solicitor, date(2027, 4, 13), reason="Out of time")
    assert [parent for _, parent, _ in charge_dates(case)] == ["Kit", "Kit"]
    assert not case.events.filter(step="charge_again").exists()


def due(case, clock):
    return list(case.deadlines.filter(clock=clock).order_by("pk").values_list("due_on", "state"))


def test_a_missed_target_asks_for_the_final_warning_until_another_way_is_taken(case, people):
    court.panel_held(case, people.officer, PANEL_ON)
    court.taken(case, pathway.RECORD_TARGET_MISSED, people.officer, date(2026, 11, 19))
    # Ten working days after Thursday 19 November 2026.
    assert due(case, "warning") == [(date(2026, 12, 3), "running")]
    court.taken(case, pathway.RECORD_PACE, people.officer, date(2026, 11, 25), party=court.parent(case, "Robin"))
    assert due(case, "warning") == [(date(2026, 12, 3), "met")]


def test_after_a_final_warning_somebody_says_what_follows_also_when_no_papers_are_due_any_more(people):
    case = court.final_warning(people)
    assert due(case, "after_warning") == [(date(2026, 12, 18), "replaced")]
    for given in ("Robin", "Kit"):
        data = {"kind": "none", "with_parenting_order": False}
        on = date(2026, 11, 23)
        case.refresh_from_db()
        routes.change_route(
            case, pathway.CHANGE_ROUTE, data=data, party=court.parent(case, given), by=people.senior, on=on,
            at=referrals.moment(on), reason="Support works", facts={},
        )  # fmt: skip
    assert due(case, "after_warning") == [(date(2026, 12, 18), "running")]


def commenced(people, **how):
    papers = court.ready(people, court.final_warning(people))
    court.bundled(papers, people)
    court.submitted(papers, people)
    court.released(papers, people)
    assert due(papers, "charge_released") == [(date(2026, 12, 7), "running")]
    return court.commenced(papers, people, **how)


def test_a_court_that_says_nothing_after_a_plea_is_asked_until_a_hearing_is_known(people):
    papers = commenced(people, method="sjp", served_on=court.BEGUN)
    assert due(papers, "court_silent") == [(date(2026, 12, 21), "replaced")]
    pleaded = date(2026, 12, 1)
    court.taken(papers, court_pathway.RECORD_PLEA, people.officer, pleaded, facts={"plea": "not_guilty"})
    assert due(papers, "court_silent")[-1] == (date(2026, 12, 29), "running")
    listed = {"hearing_on": "2027-02-02"}
    court.taken(papers, court_pathway.RECORD_LISTING, people.officer, date(2026, 12, 10), facts=listed)
    assert due(papers, "court_silent")[-1] == (date(2026, 12, 29), "replaced")
    assert due(papers, "next_hearing") == [(date(2027, 1, 26), "running")]
    court.taken(papers, court_pathway.RECORD_HEARING, people.officer, date(2027, 2, 2))
    assert due(papers, "court_silent")[-1] == (date(2027, 3, 2), "running")


def test_a_supervision_order_applied_for_without_a_hearing_date_asks_the_court(people):
    referral = court.final_warning(people)
    taken = {"by": people.senior, "on": court.WARNED, "at": referrals.moment(court.WARNED), "facts": {}}
    supervision.seek(referral, pathway.SEEK_SUPERVISION_ORDER, data={}, party=None, reason="Both ways", **taken)
    order = Case.objects.get(pathway=order_pathway.SUPERVISION.key)
    supervision.consult(order, order_pathway.CONSULT, data={"whom": "A team", "view": "Agreed"}, **taken)
    court.taken(order, order_pathway.APPLY, people.officer, court.BEGUN)
    assert due(order, "court_silent") == [(date(2026, 12, 21), "running")]
    court.taken(order, order_pathway.RECORD_LISTING, people.officer, court.BEGUN, facts={"hearing_on": "2027-01-12"})
    assert due(order, "court_silent") == [(date(2026, 12, 21), "replaced")]


def test_an_order_is_not_recorded_without_its_last_day(people):
    referral = court.final_warning(people)
    taken = {"by": people.senior, "on": court.WARNED, "at": referrals.moment(court.WARNED), "facts": {}}
    supervision.seek(referral, pathway.SEEK_SUPERVISION_ORDER, data={}, party=None, reason="Both ways", **taken)
    order = Case.objects.get(pathway=order_pathway.SUPERVISION.key)
    supervision.consult(order, order_pathway.CONSULT, data={"whom": "A team", "view": "Agreed"}, **taken)
    court.taken(order, order_pathway.APPLY, people.officer, court.BEGUN)
    with pytest.raises(Refused) as refused:
        court.taken(order, order_pathway.MAKE_ORDER, people.officer, court.BEGUN)
    assert refused.value.message == "Enter this first: Last day of the order."
