"""Approved organisations (BOPA): what is received, what stands in the way, what is reported, how it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from licensing.applicants import drafting
from licensing.applicants.models import ApplicationDraft
from licensing.bodies import pathway, queries
from licensing.bodies.deciding import APPROVALS
from licensing.bodies.models import BodyApproval, BodyChild
from licensing.bodies.online import SHEET
from licensing.grants.queries import is_valid
from licensing.inspections import actions as inspections
from licensing.inspections import pathway as visits
from licensing.register import queries as register
from oxle.cases import destroying, taking_back
from oxle.cases.actions import take
from oxle.cases.clocks import State
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.correspondence.models import Letter
from tests import make
from tests.cases.closed import Deciders, decided
from tests.exclusions.make import calendar, moment
from tests.licensing import on_sheets, performing
from tests.licensing import organising as tell
from tests.licensing.applying import again, came_in
from tests.licensing.employing import paper

ON = date(2026, 11, 16)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", datetime(2026, 11, 16, 12, tzinfo=UTC).isoformat())
    calendar()


@pytest.fixture
def officer():
    return make.user("admin_officer")


@pytest.fixture
def browser(officer):
    return make.signed_in(officer)


def entry(case):
    return BodyApproval.objects.get(case=case)


def valid(case, on):
    one = entry(case)
    return is_valid(BodyApproval, one.number or "", one.secret, on=on)


def step(case, one, officer, on=ON, reason="Because."):
    return take(case, one, by=officer, on=on, at=moment(on), reason=reason if one.reason else "")


def due(case, clock):
    row = case.deadlines.get(clock=clock, state=State.RUNNING)
    return row.due_on


def letters():
    return [one.kind.removeprefix("licensing.body_") for one in Letter.objects.order_by("pk")]


# --- received, and decided ---------------------------------------------------------------------------------


def test_an_application_is_about_a_body_of_its_own_and_nobody_becomes_a_party_by_its_name(officer):
    first, second = tell.applied(ON, by=officer), tell.applied(ON)
    assert first.organisation != second.organisation
    assert (first.stage, first.child, second.body_approval.by) == ("received", None, None)
    assert [one.organisation for one in first.parties.all()] == [entry(first).body]


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, []),
        ({"policy": None, "policy_on": None}, ["There is no safeguarding policy."]),
        ({"risk_assessment": None}, ["There is no risk assessment."]),
        ({"in_charge": ""}, ["It is not said who is in charge of the children."]),
        ({"checks": ""}, ["It is not said how those with the children are chosen, checked and trained."]),
    ],
)
def test_what_is_lacking_is_received_and_labelled_and_checked_only_once_it_is_there(officer, changes, lacks):
    case = tell.applied(ON, by=officer, **changes)
    assert queries.lacking(entry(case)) == lacks
    if lacks:
        with pytest.raises(Refused, match=lacks[0]):
            step(case, pathway.CHECK, officer)
    else:
        step(case, pathway.CHECK, officer)
    assert case.stage == ("checking" if not lacks else "received")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"place_authority": "Farshire"}, "The performances are in Farshire"),
        ({"unpaid": False}, "A child is paid"),
    ],
)
def test_nobody_is_approved_for_another_area_or_where_somebody_is_paid(officer, changes, words):
    case = tell.applied(ON, by=officer, **changes)
    step(case, pathway.CHECK, officer)
    with pytest.raises(Refused, match=words):
        tell.approve(case, ON, by=officer)
    assert entry(case).number is None


def test_an_approval_has_a_number_days_and_conditions_and_its_letter_says_them(officer):
    case = tell.approved(ON, by=officer, conditions="Nobody stays after 21:00.")
    one, letter = entry(case), Letter.objects.get()
    assert (case.stage, one.number[:3], one.from_on, one.until_on) == ("approved", "BO-", ON, ON + 180 * DAY)
    assert letter.kind == "licensing.body_approved"
    assert (letter.context["number"], letter.context["conditions"], letter.context["until_on"]) == (
        one.number, "Nobody stays after 21:00.", one.until_on.isoformat(),
    )  # fmt: skip
    assert letter.context["check_address"].endswith(f"/licensing/body/{one.number}/{one.secret}/")


@pytest.mark.parametrize(("until_on", "fits"), [(date(2027, 11, 15), True), (date(2027, 11, 16), False)])
def test_an_approval_lasts_twelve_months_at_most_by_the_setting(officer, until_on, fits):
    case = tell.applied(ON, by=officer)
    step(case, pathway.CHECK, officer)
    if fits:
        tell.approve(case, ON, by=officer, until_on=until_on)
        assert entry(case).until_on == until_on
    else:
        with pytest.raises(Refused, match="12 months at most: until 15 November 2027"):
            tell.approve(case, ON, by=officer, until_on=until_on)


def test_who_does_not_decide_on_licensing_approves_nobody(officer):
    case = tell.applied(ON, by=officer)
    step(case, pathway.CHECK, officer)
    with pytest.raises(Refused, match="Your role does not include"):
        tell.approve(case, ON, by=make.user("attendance_officer"))


def test_it_goes_on_under_its_number_and_only_for_longer(officer):
    case = tell.approved(ON, by=officer)
    number, until_on = entry(case).number, entry(case).until_on
    data = {"until_on": until_on + 90 * DAY, "conditions": ""}
    taken = {"by": officer, "on": ON, "at": moment(ON)}
    with pytest.raises(Refused, match="give a later day"):
        APPROVALS.renew(case, pathway.RENEW, data={**data, "until_on": until_on}, **taken)
    facts = {"until_on": data["until_on"].isoformat()}
    APPROVALS.renew(case, pathway.RENEW, data=data, facts=facts, **taken)
    assert (entry(case).number, entry(case).until_on, due(case, "last_day")) == (
        number, data["until_on"], data["until_on"],
    )  # fmt: skip


# --- reports -----------------------------------------------------------------------------------------------


def test_each_report_keeps_its_children_and_the_next_is_due_three_months_later(browser, officer):
    case = tell.approved(ON, by=officer)
    assert due(case, "reporting") == date(2027, 2, 16)
    later = ON + 30 * DAY
    event = tell.reported(case, later, by=officer)
    assert due(case, "reporting") == date(2027, 3, 16)
    assert [(one.name, one.born_on, one.school) for one in BodyChild.objects.all()] == [
        ("Ivy Marrow", date(2017, 12, 5), "Example School"), ("Ben Okoro", date(2014, 5, 1), ""),
    ]  # fmt: skip
    assert event.facts == {"name": "The Goose Fair", "children": 2}
    page = browser.get(case.get_absolute_url()).text
    assert "The Goose Fair, The Corn Hall, 16 December 2026: 2 children" in page
    assert "Ivy Marrow, born 5 December 2017, Example School" in page
    assert "Outside the approval" not in page


def test_a_report_of_days_that_the_approval_does_not_cover_is_pointed_out(browser, officer):
    case = tell.approved(ON, by=officer)
    for day in (ON - DAY, entry(case).until_on + DAY):
        tell.reported(case, ON, by=officer, first_on=day, last_on=day)
    tell.reported(case, ON, by=officer)
    assert [queries.is_outside(entry(case), one) for one in queries.reports_of(case)] == [True, False, True]
    assert browser.get(case.get_absolute_url()).text.count("Outside the approval") == 2


def test_what_was_on_the_day_of_the_revocation_is_outside_the_approval(officer):
    case = tell.approved(ON, by=officer)
    for day in (ON, ON + DAY):
        tell.reported(case, ON + DAY, by=officer, first_on=day, last_on=day)
    step(case, pathway.REVOKE, officer, on=ON + DAY)
    assert [queries.is_outside(entry(case), one) for one in queries.reports_of(case)] == [True, False]


def test_children_are_pasted_a_line_each_and_a_wrong_line_is_named(browser, officer):
    case = tell.approved(ON, by=officer)
    url = reverse("cases:step", args=[case.key, "report"])
    data = {
        "version": case.version, "name": "The Goose Fair", "place": "The Corn Hall", "last_on_day": "",
        "last_on_month": "", "last_on_year": "", "children": "Ivy Marrow, 5 12 2017, Example School\nBen Okoro",
    }  # fmt: skip
    for name in ("on", "first_on"):
        data |= {f"{name}_day": "16", f"{name}_month": "11", f"{name}_year": "2026"}
    answer = browser.post(url, data)
    assert answer.context["form"].errors["children"] == [
        "Line 2: write the name and the date of birth, with a comma between"
    ]
    assert browser.post(url, {**data, "children": "Ivy Marrow, 5 12 2017"}).status_code == 302
    kept = case.body_reports.get()
    assert (kept.first_on, kept.last_on, [one.name for one in kept.children.all()]) == (ON, ON, ["Ivy Marrow"])


# --- how it ends -------------------------------------------------------------------------------------------


def test_it_is_valid_until_its_last_day_and_the_service_closes_it_the_day_after(officer):
    case = tell.approved(ON, by=officer)
    last = entry(case).until_on
    assert [valid(case, day) for day in (ON - DAY, ON, last, last + DAY)] == [False, True, True, False]
    assert APPROVALS.run_out_each(on=last, at=moment(last)) == 0
    assert APPROVALS.run_out_each(on=last + 2 * DAY, at=moment(last + 2 * DAY)) == 1
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("lapsed", last + DAY)


def test_it_is_reminded_once_within_six_weeks_of_its_last_day(officer):
    case = tell.approved(ON, by=officer)
    soon = entry(case).until_on - 42 * DAY
    assert APPROVALS.remind_each(on=soon - DAY, at=moment(soon - DAY)) == 0
    assert [APPROVALS.remind_each(on=soon, at=moment(soon)) for _ in range(2)] == [1, 0]
    assert letters() == ["approved", "reminder"]


def test_a_revocation_ends_the_validity_at_once_and_taken_back_it_never_was(officer):
    case = tell.approved(ON, by=officer)
    step(case, pathway.REVOKE, officer)
    assert (valid(case, ON), letters()) == (False, ["approved", "revoked"])
    case.refresh_from_db()
    taking_back.take_back(case, by=officer, at=moment(ON), reason="Another was meant", version=case.version)
    assert valid(case, ON)


def test_the_public_page_says_valid_or_not_and_nothing_else(officer):
    one = entry(tell.approved(ON, by=officer))
    page = Client().get(f"/licensing/body/{one.number}/{one.secret}/").text
    assert ("<strong>Valid</strong>" in page, "Youth Theatre" in page) == (True, False)
    assert "<strong>Not valid</strong>" in Client().get("/licensing/body/BO-0000-0000/bbbbbbbbbbbbbb/").text


# --- inspected, and on the register ------------------------------------------------------------------------


def test_an_inspection_of_it_asks_whether_it_stays_and_revokes_nothing(browser, officer):
    case = tell.approved(ON, by=officer)
    taken = {"by": officer, "on": ON, "at": moment(ON)}
    visit = inspections.plan(entry(case), planned_on=ON, why="concern", **taken)
    assert (visit.organisation, visit.inspection.place) == (entry(case).body, "Exampleton Playhouse\nThe Corn Hall")
    said = {"spoken_to": "", "children_seen": 20, "findings": "Nobody in charge."}
    inspections.visit(visit, visits.VISIT, data=said, **taken, facts={}, reason="")
    with pytest.raises(Refused, match="No inspection asks"):
        step(case, pathway.KEEP, officer)
    inspections.ask(visit, visits.ASK, data={"cases": [case]}, **taken, facts={}, reason="Nobody in charge.")
    case.refresh_from_db()
    assert (case.stage, due(case, "reviewing")) == ("approved", ON + 5 * DAY)
    assert visit.reference in browser.get(case.get_absolute_url()).text
    step(case, pathway.KEEP, officer)
    assert not case.deadlines.filter(clock="reviewing", state=State.RUNNING).exists()


def test_it_stands_on_the_register_beside_the_productions_of_the_same_name_and_address(browser, officer):
    case = tell.approved(ON, by=officer)
    page = browser.get(reverse("licensing:approved_organiser", args=[case.key])).text
    assert (case.reference in page, entry(case).number in page) == (True, True)
    child = make.child("Ida", "Example", date(2015, 3, 4), at=make.school())
    make.address(child)
    shown = performing.applied([child], [ON + 33 * DAY], on=ON)
    BodyApproval.objects.filter(case=case).update(organisation=shown.organisation, email=shown.email)
    (one,) = register.organisers()
    assert one.bodies == [shown.body_id, entry(case).body_id]
    (row,) = register.register(officer)
    assert (row.kind, row.permits, row.url) == (
        "Organiser", 2, reverse("licensing:organiser", args=[shown.key]),
    )  # fmt: skip
    assert case.reference in browser.get(row.url).text


# --- on line, and on paper ---------------------------------------------------------------------------------

ANSWERS = {
    "organisation": {
        "organisation": "Example Youth Theatre", "applicant": "Robin Example", "position": "Secretary",
        "phone": "01632 960004", "lines": "1 Stage Street", "postcode": "OX1 1AA",
    },
    "activities": {
        "activities": "Two plays a year.", "places": "The Corn Hall", "place_authority": "",
        "wanted_from_on": "2026-12-01", "wanted_until_on": "2027-11-30",
    },
    "children": {"children": "About 40", "unpaid": True, "misses_school": False},
    "care": {"in_charge": "Maple Thistlewood", "checks": "References.", "policy_on": "2026-01-05"},
}  # fmt: skip


def filled_in(**changes):
    draft = on_sheets.begun("youth@theatre.example", kind=SHEET.kind)
    ApplicationDraft.objects.filter(pk=draft.pk).update(answers={**ANSWERS, **changes})
    for section in ("policy", "risks"):
        drafting.attach(draft, paper(), title=section, at=moment(ON), section=section)
    return again(draft)


def test_an_organisation_applies_on_line_and_a_second_click_opens_no_second_case(browser):
    draft, applicant = filled_in(), came_in("youth@theatre.example")
    sections = ["", "organisation/", "activities/", "children/", "care/", "files/policy/", "files/risks/", "check/"]
    assert {applicant.get(on_sheets.of(draft, path)).status_code for path in sections} == {200}
    sent = {"version": draft.version, "declared_by": "Robin", "true": "on", "reports": "on"}
    for _ in range(2):
        answer = applicant.post(on_sheets.of(draft, "check/"), sent)
        assert answer.headers["Location"] == on_sheets.of(draft, "sent/")
    case = Case.objects.get()
    one = entry(case)
    assert (case.origin, again(draft).reference, one.email, one.wanted_until_on, one.by) == (
        "applicant", case.reference, "youth@theatre.example", date(2027, 11, 30), None,
    )  # fmt: skip
    assert (queries.lacking(one), one.policy.from_outside) == ([], True)
    page = browser.get(case.get_absolute_url()).text
    for which in ("policy", "risks"):
        path = reverse("licensing:body_paper", args=[case.key, which])
        assert path in page
        assert b"".join(browser.get(path).streaming_content) == b"The oven is hot."


def test_what_speaks_against_an_approval_is_said_before_it_is_sent():
    activities = {**ANSWERS["activities"], "wanted_until_on": "2027-12-01", "place_authority": "Farshire"}
    draft = filled_in(activities=activities, children={**ANSWERS["children"], "unpaid": False})
    assert SHEET.to_know(draft, ON) == [
        "Somebody is paid: each child then needs a licence of their own.",
        "The performances are in Farshire: that council decides, and we send your application on.",
        "An approval lasts 12 months at most: until 30 November 2027.",
    ]


def test_an_officer_enters_an_application_on_paper_as_of_the_day_it_came_once(browser):
    url = reverse("licensing:body_apply")
    data = {
        **ANSWERS["organisation"], **ANSWERS["activities"], **ANSWERS["children"], **ANSWERS["care"], "email": "",
        "unpaid": "yes", "misses_school": "no", "policy": paper(), "once": browser.get(url).context["once"],
    }  # fmt: skip
    for name, typed in (("wanted_from_on", "2026-12-01"), ("wanted_until_on", "2027-11-30"), ("policy_on", None)):
        data |= on_sheets.day(name, typed)
    data |= on_sheets.day("received_on", "2026-11-12")
    for _ in range(2):
        assert browser.post(url, data).status_code == 302
    case = Case.objects.get()
    assert (case.opened_on, entry(case).by is None, case.documents.get().title) == (
        date(2026, 11, 12), False, "Safeguarding policy",
    )  # fmt: skip


# --- kept, and in the database -----------------------------------------------------------------------------


def test_a_case_is_destroyed_with_the_children_it_reported(officer):
    case = tell.approved(ON, by=officer)
    tell.reported(case, ON, by=officer)
    step(case, pathway.END, officer)
    case.refresh_from_db()
    decided(case, Deciders(), on=date(2032, 11, 17))
    assert destroying.destroy_next(at=moment(date(2032, 11, 17))).state == "destroyed"
    assert (BodyChild.objects.count(), BodyApproval.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"number": None}, "body_approved_has_number_and_days"),
        ({"until_on": ON - DAY}, "body_approval_ends_after_it_begins"),
        ({"ended_on": ON - DAY}, "body_approval_ends_once_approved"),
        ({"wanted_until_on": ON - DAY}, "body_wants_an_end_after_the_beginning"),
        ({"activities": ""}, "body_says_who_what_and_where"),
    ],
)
def test_an_approval_that_cannot_be_is_not_kept(officer, changed, name):
    case = tell.approved(ON, by=officer)
    with pytest.raises(IntegrityError, match=name):
        BodyApproval.objects.filter(case=case).update(**changed)


@pytest.mark.parametrize(
    ("changed", "name"),
    [({"last_on": ON - DAY}, "body_report_ends_after_it_begins"), ({"name": ""}, "body_report_says_what_and_where")],
)
def test_a_report_that_cannot_be_is_not_kept(officer, changed, name):
    case = tell.approved(ON, by=officer)
    tell.reported(case, ON, by=officer)
    with pytest.raises(IntegrityError, match=name):
        case.body_reports.update(**changed)


def test_a_child_of_a_report_has_a_name(officer):
    tell.reported(tell.approved(ON, by=officer), ON, by=officer)
    with pytest.raises(IntegrityError, match="body_child_has_a_name"):
        BodyChild.objects.update(name="")
