"""A referral in a real browser: from the school's first page to the court papers, axe on every page."""

from datetime import date

import pytest

from attendance.referrals.models import Draft
from oxle.cases.models import Case
from tests import make
from tests.attendance import make as referrals
from tests.browser import Visitor, chromium, in_browser

STEPS = [
    "Reason for absence identified",
    "Parents contacted",
    "Home visit",
    "Early help",
    "Target set with parents and pupil",
    "First review",
    "Penalty notice considered",
    "Target not met",
    "Planning meeting or TAC",
    "Action plan and support",
    "Second review",
    "Action plan did not work",
]

ANSWERS = {
    "Parents contacted": ("Was an attendance contract offered?", "Offered and refused"),
    "Home visit": ("Was a home visit made?", "Tried, nobody answered"),
    "Early help": ("How far did early help get?", "Offered and declined"),
    "Target set with parents and pupil": ("Who set the target with you?", "Parents and the pupil"),
    "Penalty notice considered": ("What was decided?", "Not appropriate"),
}


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_referral_goes_from_the_schools_draft_to_the_first_letters(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    referrals.calendar()
    school = make.school()
    child = referrals.family(school)
    lead = make.user("school_attendance_lead", school.organisation, password=make.PASSWORD)
    team = make.organisation("team", "County Attendance Team")
    senior = make.user("senior_attendance_officer", team)
    clients = [make.signed_in(person) for person in (lead, senior)]
    with chromium() as browser:
        _school_refers(Visitor(browser, live_server.url, clients[0]), school, child)
        case = Case.objects.get()
        _senior_decides(Visitor(browser, live_server.url, clients[1]), case)


def _school_refers(visitor, school, child):
    visitor.open("/")
    visitor.press("Refer a pupil to the County Attendance Team", role="link")
    visitor.press("Search")
    assert "Error: " in visitor.page.title()
    visitor.fill("Find the pupil", "ash exam")
    visitor.press("Search")
    visitor.press("Continue")
    assert "Error: " in visitor.page.title()
    visitor.choose("Which pupil are you referring?", child.shown_name)
    visitor.press("Continue")
    draft = Draft.objects.get()

    visitor.press("Why you are referring", role="link")
    visitor.choose("Why are you referring this pupil?", "Does not attend regularly")
    visitor.fill("What is the reason for the absence?", "Says that mornings are hard.")
    visitor.press("Save and continue")

    visitor.press("Parents and carers", role="link")
    visitor.choose("Which parents or carers does this concern?", "Robin Example (Mother)")
    visitor.choose("Which parents or carers does this concern?", "Kit Example (Father)")
    visitor.choose("Is there anyone in the family whom it may be unsafe to contact", "No")
    visitor.press("Save and continue")

    visitor.press("The pupil's view", role="link")
    visitor.fill("What does the pupil say?", "I like art. <script>alert(1)</script> {{7*7}}")
    visitor.press("Save and continue")

    visitor.press("Register extract", role="link")
    visitor.fill("Register extract", "01/09/2026,O,Q9\n24/12/2026,/,\\")
    visitor.press("Save and continue")
    assert visitor.page.get_by_label("Register extract", exact=True).input_value().startswith("01/09/2026,O,Q9")
    visitor.fill("Register extract", referrals.extract(school))
    visitor.press("Save and continue")

    for title in STEPS:
        visitor.press(title, role="link")
        visitor.choose("Has this been done?", "Yes")
        if title in ANSWERS:
            visitor.page.get_by_label(ANSWERS[title][0]).select_option(label=ANSWERS[title][1])
        visitor.date("If yes, when?", 10, 9, 2026)
        visitor.fill("How?", "Letter")
        if title == "Planning meeting or TAC":
            visitor.fill("Who was invited?", "Both parents, the pupil, early help")
            visitor.fill("Who came?", "The mother and early help")
        visitor.fill("What came of it?", "Recorded in school")
        visitor.press("Save and continue")
    visitor.press("Permission to contact the GP", role="link")
    visitor.choose("Has this been done?", "No, it does not apply")
    visitor.press("Save and continue")
    visitor.fill("If it does not apply, why not?", "No illness was given as a reason.")
    visitor.press("Save and continue")

    visitor.press("What may stand in the way", role="link")
    visitor.page.get_by_label("I have thought about each of these").check()
    visitor.press("Save and continue")

    visitor.press("Other evidence", role="link")
    visitor.fill("What is it?", "Letter of 10 September")
    visitor.page.get_by_label("File", exact=True).set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear parent"}
    )
    visitor.press("Attach this file")
    visitor.press("Back to the referral", role="link")

    visitor.press("Head's declaration", role="link")
    visitor.fill("Name of the head, or of whoever signs for them", "A Head")
    visitor.fill("Their role", "Head teacher")
    visitor.page.get_by_label("The head confirms that the register extract is true").check()
    visitor.page.get_by_label("The school will give a statement").check()
    visitor.press("Save and continue")

    visitor.press("Check your answers")
    assert "I like art. <script>alert(1)</script> {{7*7}}" in visitor.page.inner_text("main")
    visitor.press("Send the referral")
    draft.refresh_from_db()
    assert visitor.page.inner_text(".govuk-panel__body").endswith(draft.case.reference)
    visitor.open("/portal/")


def _senior_decides(visitor, case):
    visitor.open("/")
    visitor.press("Team queue", role="link")
    visitor.press(case.reference, role="link")
    visitor.press("Decide on the referral")
    visitor.press("Look at what may stand in the way", role="link")
    for group in visitor.page.get_by_role("group").all():
        group.get_by_label("Nothing found").check()
    visitor.press("Save")
    visitor.press("Decide on the referral")
    visitor.press("Accept")
    visitor.choose("Legal route for Robin Example", "Prosecution under s.444(1): fails to attend regularly")
    visitor.choose("Legal route for Kit Example", "No legal route for this parent")
    visitor.fill("Why is it accepted?", "Support has not worked.")
    visitor.press("Accept and draft the first letters")
    case.refresh_from_db()
    assert case.stage == "accepted"
    assert list(case.letters.order_by("pk").values_list("letter__kind", "party__adult__given")) == [
        ("attendance.first_warning", "Robin"),
        ("attendance.pace_letter", "Robin"),
    ]
    visitor.press("Timeline", role="link")
    visitor.press("Overview", role="link")
    row = case.deadlines.get(clock="meeting")
    assert row.due_on == date(2026, 11, 20)
    visitor.open(f"/cases/{case.key}/dates/{row.pk}/")
