"""A pupil who is not on the list, in a real browser at 320 pixels with axe; and a section typed too slowly."""

from datetime import date

import pytest

from attendance.referrals import drafting, sections
from attendance.referrals.models import Draft
from oxle.audit import acting
from oxle.cases.models import Case
from tests import make
from tests.attendance import make as referrals
from tests.attendance import unlisted
from tests.browser import Visitor, chromium, in_browser

ON = date(2026, 10, 16)
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 8


@in_browser
@pytest.mark.django_db(transaction=True)
def test_an_unlisted_pupil_goes_from_the_schools_typing_to_a_case(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    referrals.calendar()
    school, other = make.school(), make.school("Other School")
    known = make.child("Ash", LONG, date(2014, 3, 4), at=other, upn=unlisted.UPN)
    make.parent(known, "Robin", "Example")
    lead = make.user("school_attendance_lead", school.organisation)
    officer = make.user("attendance_officer", make.organisation("team", "County Attendance Team"))
    clients = [make.signed_in(person) for person in (lead, officer)]
    with chromium() as browser:
        school_side = Visitor(browser, live_server.url, clients[0], width=320)
        _school_types(school_side)
        draft = Draft.objects.get()
        told = {**referrals.answers(school, parents=[]), sections.FAMILY: {"missing": "", "unsafe": False}}
        # In the browser's loop every query has a connection of its own, on which nobody is named yet.
        with acting("system: test"):
            drafting.save_sections(draft, told, version=draft.version, at=referrals.moment(ON))
        school_side.open(f"/attendance/referrals/{draft.key}/check/")
        school_side.press("Send the referral")
        draft.refresh_from_db()
        assert draft.reference in school_side.page.inner_text(".govuk-panel__body")
        _officer_identifies(Visitor(browser, live_server.url, clients[1], width=320), draft, known)
        school_side.open(f"/attendance/referrals/{draft.key}/")
        assert "Received from the school" in school_side.page.inner_text("main")
        school_side.open("/portal/")


def _school_types(visitor):
    visitor.open("/attendance/refer/")
    visitor.fill("Find the pupil", "nobody at all")
    visitor.press("Search")
    visitor.press("My pupil is not listed", role="link")
    visitor.press("Save and continue")
    assert "Error: " in visitor.page.title()
    visitor.fill("First names", "Ash")
    visitor.fill("Family name", LONG)
    visitor.date("Date of birth", 4, 3, 2014)
    visitor.choose("Sex", "Not known")
    visitor.fill("UPN (optional)", "A931123419001")
    visitor.fill("Year group", "8")
    visitor.date("First day on your register", 7, 9, 2026)
    visitor.fill("Where does the pupil live?", "1 New Street")
    visitor.fill("Postcode", "OX3 3CC")
    visitor.choose("Does the child need an interpreter?", "No")
    visitor.press("Save and continue")
    assert "UPN is not right" in visitor.page.inner_text("main")
    assert visitor.page.get_by_label("Year group").input_value() == "8"
    visitor.fill("UPN (optional)", unlisted.UPN)
    visitor.press("Save and continue")
    visitor.press("Parents and carers", role="link")
    visitor.press("Add a parent or carer")
    visitor.press("Save")
    visitor.fill("First names", "Robin")
    visitor.fill("Family name", LONG)
    visitor.page.get_by_label("What are they to the child?").select_option("Mother")
    visitor.choose("Do they have parental responsibility?", "Not known")
    visitor.choose("Does the child live with them?", "Yes")
    visitor.choose("Do they have care of the child?", "Yes")
    visitor.choose("Is contact with them unsafe?", "No")
    visitor.choose("Do they need an interpreter?", "No")
    visitor.press("Save")


def _officer_identifies(visitor, draft, known):
    visitor.open("/work/")
    visitor.open(f"/attendance/identify/{draft.key}/")
    visitor.press("Continue")
    assert "Error: " in visitor.page.title()
    visitor.press("return the referral to the school", role="link")
    visitor.open(f"/attendance/identify/{draft.key}/as/new/")
    visitor.open(f"/attendance/identify/{draft.key}/")
    visitor.choose("Who is the pupil?", known.shown_name)
    visitor.press("Continue")
    visitor.press("Open the case")
    assert "Error: " in visitor.page.title()
    visitor.page.get_by_role("group", name="Record the pupil on the register").get_by_label("No").check()
    visitor.page.get_by_role("group", name="Who is Robin").get_by_label("Robin Example, Mother").check()
    visitor.press("Open the case")
    case = Case.objects.get()
    assert (case.reference, case.child) == (draft.reference, known)


@in_browser
@pytest.mark.django_db(transaction=True)
def test_what_was_typed_into_a_section_too_slowly_is_there_after_signing_in_again(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    referrals.calendar()
    school = make.school()
    lead = make.user("school_attendance_lead", school.organisation, password=make.PASSWORD)
    draft = drafting.start_draft(school=school, child=referrals.family(school), by=lead, at=referrals.moment(ON))
    client = make.signed_in(lead)
    client.get("/account/")
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client)
        visitor.open(f"/attendance/referrals/{draft.key}/step_planning_meeting/")
        visitor.choose("Has this been done?", "Yes")
        visitor.date("If yes, when?", 1, 10, 2026)
        visitor.fill("Who was invited?", "Both parents")
        visitor.fill("Who came?", "Nobody <script>alert(1)</script>")
        visitor.fill("What came of it?", "A line\nand another")
        monkeypatch.setenv("OXLE_NOW", "2026-10-16T11:30")
        visitor.press("Save and continue")
        assert "What you typed is kept" in visitor.page.inner_text("body")
        visitor.fill("Email address", lead.email)
        visitor.page.get_by_label("Password", exact=True).fill(make.PASSWORD)
        visitor.press("Sign in")
        assert visitor.page.url.endswith(f"/attendance/referrals/{draft.key}/step_planning_meeting/")
        assert visitor.page.get_by_label("Who came?").input_value() == "Nobody <script>alert(1)</script>"
        assert visitor.page.get_by_label("What came of it?").input_value() == "A line\nand another"
        assert visitor.page.get_by_role("group", name="If yes, when?").get_by_label("Month").input_value() == "10"
        visitor.press("Save and continue")
        draft.refresh_from_db()
        kept = draft.answers["step_planning_meeting"]
        assert (kept["on"], kept["invited"], kept["outcome"]) == ("2026-10-01", "Both parents", "A line\nand another")
