"""A parent is added to a referral, or taken off it, by an officer: who can be, what follows, and what stays."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals import actions as referral_actions
from attendance.referrals import drafting, panels, parents, pathway, queries, routes, sections
from attendance.referrals.deciding import parents_changed
from oxle.cases import actions as cases
from oxle.cases import redrafting, replay, work
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Letter
from oxle.people import actions as people_actions
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 10, 16), date(2026, 11, 9)
WHY = "She has lived with the pupil since August."


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00")


@pytest.fixture
def received(people):
    """Sent by the school on 16 October 2026, with Robin and Kit as the parents."""
    return referrals.sent(people.school, people.child, people.lead, ON)


@pytest.fixture
def case(people, received):
    """Accepted on the same day, both parents on s.444(1)."""
    case = referrals.accepted(received, people.senior, ON)
    case.owner = people.officer
    case.save(update_fields=["owner"])
    return case


@pytest.fixture
def sky(people):
    return third(people)


def third(people):
    """An adult with day-to-day care of the pupil, whom a referral made before does not name."""
    adult = make.parent(people.child, "Sky", "Other", kind="Parent’s partner", has_care=True, lives_with=True)
    make.address(adult)
    return adult


def added(case, adult, by, on=LATER):
    case.refresh_from_db()
    at, version = referrals.moment(on), case.version
    return parents.add_parent(case, adult, reason=WHY, by=by, on=on, at=at, version=version).party


def ended(case, party, by, on=LATER):
    case.refresh_from_db()
    taken = {"by": by, "on": on, "at": referrals.moment(on), "version": case.version, "reason": "Not a parent."}
    return parents.end_parent(case, pathway.END_PARENT, data={}, party=party, **taken)


def routed(case, party, senior, kind="s444_1", on=LATER):
    case.refresh_from_db()
    data = {"kind": kind, "with_parenting_order": False}
    taken = {"by": senior, "on": on, "at": referrals.moment(on), "version": case.version, "reason": "She knows."}
    return routes.change_route(case, pathway.CHANGE_ROUTE, data=data, party=party, **taken)


def running(case):
    rows = case.deadlines.filter(state="running", party__isnull=False)
    return sorted((row.clock, row.party.adult.given, row.due_on) for row in rows)


def letters_to(adult):
    return sorted(Letter.objects.filter(adult=adult).values_list("kind", "state"))


# --- added ---------------------------------------------------------------------------------------------------


def test_only_a_parent_on_record_who_is_no_party_yet_can_be_added(people, case, sky):
    make.parent(people.child, "Uncle", "Example", kind="Aunt or uncle")
    assert [one.adult for one in parents.who_can_be_added(case, LATER)] == [sky]
    stranger = people.child.relationships.get(adult__given="Uncle").adult
    with pytest.raises(Refused, match="cannot be added"):
        added(case, stranger, people.officer)
    added(case, sky, people.officer)
    with pytest.raises(Refused, match="in the case already"):
        added(case, sky, people.officer)
    assert parents.who_can_be_added(case, LATER) == []


@pytest.mark.parametrize("stage", [stage.key for stage in pathway.OPEN])
def test_a_parent_can_be_added_and_taken_off_at_every_open_stage(stage):
    stages = {one.key for one in pathway.ADD_PARENT.at} & {one.key for one in pathway.END_PARENT.at}
    assert stage in stages


def test_who_was_added_gets_nothing_until_the_senior_officer_chooses_their_route(people, case, sky):
    party = added(case, sky, people.officer)
    assert letters_to(sky) == []
    assert [one for one in running(case) if one[1] == "Sky"] == []
    [task] = panels.routes_to_choose(people.senior, LATER)
    assert (task.title, task.about, task.due_on) == ("Choose a parent’s legal route", "Ash Example · Sky Other", LATER)
    assert panels.routes_to_choose(people.officer, LATER) == []
    routed(case, party, people.senior)
    assert panels.routes_to_choose(people.senior, LATER) == []


def test_the_route_brings_the_first_letters_and_the_time_to_charge_of_their_own(people, case, sky):
    routed(case, added(case, sky, people.officer), people.senior)
    assert letters_to(sky) == [("attendance.first_warning", "drafted"), ("attendance.pace_letter", "drafted")]
    assert [one for one in running(case) if one[1] == "Sky"] == [
        ("charge_last", "Sky", date(2027, 4, 12)),
        ("charge_safe", "Sky", date(2027, 3, 2)),
    ]
    case.refresh_from_db()
    assert replay.differences(case) == []


def test_who_is_added_before_the_panel_is_invited_to_it_and_after_it_is_not(people, case, sky):
    facts = {"meeting_on": "2026-11-20", "meeting_time": "10:30", "place": "Example School"}
    court.taken(case, pathway.INVITE_PANEL, people.officer, LATER, facts=facts)
    routed(case, added(case, sky, people.officer), people.senior)
    assert [kind for kind, _ in letters_to(sky)] == [
        "attendance.first_warning",
        "attendance.pace_letter",
        "attendance.panel_invitation",
    ]


def test_who_is_added_after_the_final_warning_can_be_warned_and_taken_to_court_too(people):
    case = court.final_warning(people)
    sky = third(people)
    on = date(2026, 11, 23)
    party = added(case, sky, people.officer, on)
    routed(case, party, people.senior, on=on)
    court.begun(case, people)  # the other parent's papers send the referral to court
    case.refresh_from_db()
    [owed] = [one for one in redrafting.draftable(case, on) if one.key == f"attendance.final_warning/{party.key}"]
    at = referrals.moment(on)
    redrafting.draft_again(case, owed.key, by=people.officer, on=on, at=at, version=case.version)
    assert [event.party for event in case.events.filter(step="warn_parent", party=party)] == [party]
    assert court.begun(case, people, "Sky").adult == sky


def test_a_route_can_be_chosen_while_the_other_parent_is_at_court_but_not_for_that_one(people):
    case = court.final_warning(people)
    sky = third(people)
    court.begun(case, people)
    on = date(2026, 11, 23)
    party = added(case, sky, people.officer, on)
    routed(case, party, people.senior, on=on)
    assert queries.route_of(party).kind == "s444_1"
    with pytest.raises(Refused, match="Court papers for Robin Example are in hand"):
        routed(case, court.parent(case, "Robin"), people.senior, kind="none", on=on)


# --- taken off -----------------------------------------------------------------------------------------------


def test_who_is_taken_off_has_no_route_no_dates_and_gets_no_letter_any_more(people, case):
    kit = court.parent(case, "Kit")
    assert [one[1] for one in running(case)] == ["Kit", "Robin", "Kit", "Robin"]
    ended(case, kit, people.officer)
    kit.refresh_from_db()
    assert (kit.from_on, kit.to_on) == (ON, LATER)
    assert [one[1] for one in running(case)] == ["Robin", "Robin"]
    assert [route.party.adult.given for route in queries.chosen_routes(case)] == ["Robin"]
    assert kit.routes.get().to_on == LATER
    assert {state for _, state in letters_to(kit.adult)} == {"withdrawn"}
    facts = {"meeting_on": "2026-11-20", "meeting_time": "10:30", "place": "Example School"}
    court.taken(case, pathway.INVITE_PANEL, people.officer, LATER, facts=facts)
    invited = Letter.objects.filter(kind="attendance.panel_invitation")
    assert [letter.adult.given for letter in invited] == ["Robin"]
    assert [one.to.name for one in redrafting.draftable(case, LATER)] == ["Robin Example"] * 3
    case.refresh_from_db()
    assert replay.differences(case) == []


def test_what_was_sent_to_who_is_taken_off_stays_as_it_was(people, case):
    court.letters_served(case, people, LATER)
    kit = court.parent(case, "Kit")
    ended(case, kit, people.officer)
    assert {state for _, state in letters_to(kit.adult)} == {"sent"}


def test_my_work_asks_for_nothing_of_who_is_taken_off(people, case):
    facts = {"meeting_on": LATER.isoformat(), "meeting_time": "10:30", "place": "Example School"}
    kit = court.parent(case, "Kit")
    court.taken(case, pathway.INVITE_PACE, people.officer, LATER, party=kit, facts=facts)
    ended(case, court.parent(case, "Kit"), people.officer)
    mine = work.work_of(people.officer, LATER)
    titles = [task for group in (mine.today, mine.next_days, mine.later, mine.undated) for task in group]
    assert titles
    assert [task for task in titles if "Kit" in task.title or "Kit" in task.about] == []


def test_a_call_to_who_is_taken_off_is_not_asked_for_but_the_others_are_still_rung(people, case):
    facts = {"meeting_on": "2026-11-20", "meeting_time": "10:30", "place": "Example School"}
    for given in ("Robin", "Kit"):
        party = court.parent(case, given)
        court.taken(case, pathway.INVITE_PACE, people.officer, LATER, party=party, facts=facts)
    ended(case, court.parent(case, "Kit"), people.officer)
    rows = case.deadlines.filter(clock="reminder_pace").order_by("pk")
    assert [(row.party.adult.given, row.state) for row in rows] == [("Robin", "running"), ("Kit", "met")]


def test_nobody_is_taken_off_while_their_prosecution_is_open(people):
    case = court.final_warning(people)
    court.begun(case, people)
    with pytest.raises(Refused, match="Court papers for Robin Example are in hand"):
        ended(case, court.parent(case, "Robin"), people.officer, date(2026, 11, 23))


def test_the_only_parent_stays_until_there_is_another(people, case, sky):
    ended(case, court.parent(case, "Kit"), people.officer)
    robin = court.parent(case, "Robin")
    with pytest.raises(Refused, match="the only parent in the case"):
        ended(case, robin, people.officer)
    added(case, sky, people.officer)
    ended(case, robin, people.officer)
    assert [party.adult.given for party in queries.parents(case)] == ["Sky"]


def test_nobody_is_taken_off_before_they_were_a_party(people, case, sky):
    party = added(case, sky, people.officer)
    with pytest.raises(Refused, match="a party since 9 November 2026"):
        ended(case, party, people.officer, date(2026, 11, 6))


def test_who_was_taken_off_by_mistake_is_the_same_party_again_and_the_entries_stay(people, case):
    kit = court.parent(case, "Kit")
    ended(case, kit, people.officer)
    assert added(case, kit.adult, people.officer) == kit
    kit.refresh_from_db()
    assert (kit.from_on, kit.to_on) == (ON, None)
    assert queries.route_of(kit) is None
    assert [event.step for event in case.events.order_by("order")][-2:] == ["end_parent", "add_parent"]


def test_two_officers_who_take_off_one_parent_each_do_not_leave_the_case_without(people, case):
    case.refresh_from_db()
    seen = case.version
    ended(case, court.parent(case, "Kit"), people.officer)
    taken = {"by": people.senior, "on": LATER, "at": referrals.moment(LATER), "version": seen, "reason": "No."}
    with pytest.raises(Stale):
        parents.end_parent(case, pathway.END_PARENT, data={}, party=court.parent(case, "Robin"), **taken)


def test_a_corrected_day_moves_the_end_of_the_party_and_of_the_route(people, case):
    kit = court.parent(case, "Kit")
    event = ended(case, kit, people.officer)
    at = referrals.moment(LATER)
    cases.correct(event, by=people.officer, on=date(2026, 11, 2), at=at, reason="It was Monday.")
    kit.refresh_from_db()
    assert (kit.to_on, kit.routes.get().to_on) == (date(2026, 11, 2), date(2026, 11, 2))
    routed(case, added(case, kit.adult, people.officer), people.senior)
    event = ended(case, kit, people.officer)
    with pytest.raises(Refused, match="Their route was chosen on 9 November 2026"):
        cases.correct(event, by=people.officer, on=date(2026, 11, 6), at=at, reason="It was earlier.")


# --- and the school -------------------------------------------------------------------------------------------


def sent_again(people, case, *adults):
    case.refresh_from_db()
    at = referrals.moment(LATER)
    referral_actions.return_to_school(
        case, by=people.senior, on=LATER, at=at, version=case.version, reason="Who are the parents?"
    )
    draft = case.draft
    draft.refresh_from_db()
    named = {"parents": [one.key for one in adults], "missing": "", "unsafe": False}
    drafting.save_section(draft, sections.FAMILY, named, version=draft.version, at=at)
    extract = sections.extract_of(draft, LATER)
    answer = "These are."
    referral_actions.send(draft, by=people.lead, on=LATER, at=at, version=draft.version, extract=extract, answer=answer)


def test_what_an_officer_settled_outlasts_a_referral_that_is_sent_again_and_the_decider_is_told(people, received, sky):
    robin, kit = (court.parent(received, given) for given in ("Robin", "Kit"))
    added(received, sky, people.officer)
    ended(received, kit, people.officer)
    sent_again(people, received, robin.adult, kit.adult)
    assert [party.adult.given for party in queries.parents(received)] == ["Robin", "Sky"]
    assert parents_changed(received) == [
        f"Sky Other was added as a parent on 9 November 2026: {WHY}",
        "Kit Example was taken off on 9 November 2026: Not a parent.",
        "The school names Kit Example, whom an officer took off. They are no party: add them if they are a parent.",
        "The school does not name Sky Other, whom an officer added. They are still a party.",
    ]


def test_who_is_added_before_the_decision_is_decided_on_with_the_others(people, received, sky):
    added(received, sky, people.officer)
    page = make.signed_in(people.senior).get(reverse("attendance:accept", args=[received.key]))
    assert {party.adult.given for party in page.context["form"].parties} == {"Robin", "Kit", "Sky"}


# --- the pages ------------------------------------------------------------------------------------------------


def url(case):
    return reverse("attendance:add_parent", args=[case.key])


def test_an_officer_adds_a_parent_on_the_page_that_the_case_offers(people, case, sky):
    browser = make.signed_in(people.officer)
    assert url(case) in browser.get(case.get_absolute_url()).content.decode()
    page = browser.get(url(case))
    hints = page.context["form"].fields["adult"].widget.hints
    assert hints == {sky.key: "Parent’s partner, has care of the child, lives with the pupil."}
    case.refresh_from_db()
    sent = {"adult": sky.key, "reason": WHY, "version": case.version, "once": page.context["once"]}
    assert [browser.post(url(case), sent).status_code for _ in range(2)] == [302, 302]
    event = case.events.get(step="add_parent")
    assert (event.party.adult, event.reason, event.by) == (sky, WHY, people.officer)


def test_without_a_choice_or_a_reason_the_page_says_so_at_the_field_and_adds_nobody(people, case, sky):
    case.refresh_from_db()
    page = make.signed_in(people.officer).post(url(case), {"version": case.version})
    assert page.context["form"].errors == {
        "adult": ["Select who is added"],
        "reason": ["Enter why they are added"],
    }
    assert not case.events.filter(step="add_parent").exists()


def test_with_nobody_to_add_the_page_leads_to_the_pupils_record(people, case):
    page = make.signed_in(people.officer).get(url(case)).content.decode()
    assert "Nobody else is recorded as a parent of this pupil" in page
    assert reverse("people:add_adult", args=[case.child.key]) in page
    assert "Add the parent</button>" not in page


def test_whoever_adds_on_a_stale_page_sees_that_the_case_moved_on_and_adds_nobody(people, case, sky):
    case.refresh_from_db()
    sent = {"adult": sky.key, "reason": WHY, "version": case.version}
    ended(case, court.parent(case, "Kit"), people.senior)
    assert make.signed_in(people.officer).post(url(case), sent).status_code == 409
    assert not case.parties.filter(adult=sky).exists()


def test_a_closed_case_takes_no_parent(people, case):
    court.taken(case, pathway.WITHDRAW, people.officer, LATER, reason="A mistake.")
    assert make.signed_in(people.officer).get(url(case)).status_code == 404


def test_a_parent_is_taken_off_on_the_page_of_the_step_once_however_often_it_is_clicked(people, case):
    browser, kit = make.signed_in(people.officer), court.parent(case, "Kit")
    step = reverse("cases:step", args=[case.key, "end_parent"])
    page = browser.get(step)
    assert {party.adult.given for party in page.context["page"].parties} == {"Robin", "Kit"}
    case.refresh_from_db()
    sent = {"party": kit.key, "on": "9/11/2026", "reason": "Not a parent.", "version": case.version}
    sent["once"] = page.context["once"]
    assert [browser.post(step, sent).status_code for _ in range(2)] == [302, 302]
    assert case.events.filter(step="end_parent").count() == 1
    assert "Parent, until 9 November 2026" in browser.get(case.get_absolute_url()).content.decode()


def test_an_adult_recorded_on_the_people_page_can_be_added_at_once(people, case):
    new = {"title": "", "given": "Grey", "family": "Gran", "phone": "", "email": "", "language": ""}
    people_actions.add_related_adult(
        people.child,
        None,
        adult={**new, "born_on": None, "interpreter_needed": False},
        relationship={"kind": "Grandparent", "parental_responsibility": None, "lives_with": True, "has_care": True,
                      "contact_is_unsafe": False, "source": "Phone"},
        by=people.officer,
        on=LATER,
    )  # fmt: skip
    assert [one.adult.given for one in parents.who_can_be_added(case, LATER)] == ["Grey"]
