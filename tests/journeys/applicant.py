"""What an applicant without an account does, and a parent and a school by the links that are sent to them."""

import re
from pathlib import Path

from django.core import mail

from oxle.core import dates
from oxle.correspondence import sending
from tests.browser import Visitor

EMAIL = "producer@company.example"
SHOW = "The Long Show <script>alert(1)</script>"
TABLE = (
    "Child,Date,Arrives,Leaves,Performs,Chaperone\n"
    "Ivy Marrow,19/12/2026,06:30,08:30,07:00-08:00,Mabel Finch\n"
    "Ivy Marrow,soon,09:00,11:00,,Mabel Finch\n"
)


def letters() -> dict[str, str]:
    """The addresses in the e-mails that wait, by whom they go to."""
    mail.outbox.clear()
    while sending.send_next(at=dates.now()):
        pass
    found = {one.to[0]: re.search(r"https?://\S+?(/licensing/\S+/link/\S+)", one.body) for one in mail.outbox}
    return {to: f"{match[1]}/" for to, match in found.items() if match}


def comes_in(applicant: Visitor) -> None:
    """Ask for a link, first with an address that is none, and press what it opens."""
    applicant.open("/licensing/apply/")
    applicant.press("Send me a link")
    assert applicant.page.title().startswith("Error: ")
    applicant.fill("What is your email address?", EMAIL)
    applicant.press("Send me a link")
    assert EMAIL in applicant.page.inner_text("main")
    applicant.open(letters()[EMAIL])
    applicant.press("Continue")


def begins(applicant: Visitor) -> None:
    """Begin an application, and say who and what it is."""
    applicant.press("Apply for a performance licence", role="button")
    applicant.press("Start the application")
    applicant.press("Your organisation", role="link")
    for label, words in {
        "Name of the organisation": "Example Productions", "Your name": "Robin Example", "Your job there": "Producer",
        "Telephone number": "01632 960001", "Address": "1 Stage Street", "Postcode": "OX1 1AA",
    }.items():  # fmt: skip
        applicant.fill(label, words)
    applicant.press("Save and continue")
    assert "Select yes if you have a child protection policy" in applicant.page.inner_text("main")
    applicant.choose("Do you have a child protection policy?", "Yes")
    applicant.press("Save and continue")
    applicant.press("The production", role="link")
    applicant.fill("Name of the production", SHOW)
    applicant.choose("What kind of production is it?", "Theatre")
    applicant.press("Save and come back later")
    applicant.press("The production", role="link")
    applicant.fill("What is it about, and what do the children do in it?", "A musical. The children sing.")
    applicant.press("Save and continue")


def lists(
    applicant: Visitor, section: str, add: str, words: dict[str, str], day: tuple[str, int, int, int] | None
) -> None:
    """Add one thing to a list of the application, and go back to it."""
    applicant.press(section, role="link")
    applicant.press(add, role="button")
    for label, text in words.items():
        applicant.fill(label, text)
    if day:
        applicant.date(*day)
    applicant.press("Save and continue")
    applicant.press("Back to the application", role="link")


def tells_the_rest(applicant: Visitor, paper: Path) -> None:
    """Places, a child, its days, who cares for it, the risks."""
    lists(
        applicant,
        "Places",
        "Add a place",
        {"Name of the place": "Exampleton Playhouse", "Address": "2 Stage Street", "What happens there?": "All of it"},
        None,
    )
    lists(applicant, "The children", "Add a child", {
        "First names": "Ivy", "Family name": "Marrow", "Where the child lives": "3 Home Road", "Postcode": "OX1 1AC",
        "School (optional)": "Example School", "What the child does in it": "A villager",
        "Name of a parent or carer": "Hazel Marrow", "Email address of the parent": "hazel@parents.example",
    }, ("Date of birth", 5, 12, 2017))  # fmt: skip
    lists(applicant, "Chaperones", "Add a chaperone", {
        "Name of the chaperone": "Mabel Finch", "Which council approved them?": "Oxfordshire",
    }, ("Approved until", 31, 12, 2027))  # fmt: skip
    applicant.press("Education", role="link")
    applicant.choose("Does any child miss school?", "No")
    applicant.press("Save and continue")
    applicant.press("Nights away and travel", role="link")
    applicant.choose("Does any child stay away overnight?", "No")
    applicant.fill("How do the children travel, and who is with them?", "By bus, with a parent.")
    applicant.press("Save and continue")
    applicant.press("Risk assessment", role="link")
    applicant.page.get_by_label("Risk assessment", exact=True).set_input_files(paper)
    applicant.press("Attach this file")
    applicant.press("Back to the application", role="link")


def gives_the_days(applicant: Visitor) -> None:
    """Paste a table with a row that cannot be read, and put right what the checker says of the other."""
    applicant.press("Days and times", role="link")
    applicant.fill("Days and times", TABLE)
    applicant.press("Save and check")
    said = applicant.page.inner_text("main")
    assert "Row 2, Date: “soon” is no date, such as 5/12/2026" in said
    assert "not before 07:00 unless night work is permitted" in said
    applicant.fill("Rows to put right", "")
    applicant.press("Save and check")
    applicant.press("Line 1", role="link")
    applicant.fill("Arrives", "07:00")
    applicant.press("Save and check")
    assert "Nothing in these lines is over a limit that we check." in applicant.page.inner_text("main")
    applicant.press("Back to the application", role="link")


def sends(applicant: Visitor) -> str:
    """Check, forget to declare, declare, send; the reference."""
    applicant.press("Check your answers", role="button")
    applicant.press("Send the application")
    assert applicant.page.title().startswith("Error: ")
    applicant.fill("Your name", "Robin Example")
    applicant.page.get_by_label("I am authorised to apply", exact=False).check()
    applicant.page.get_by_label("We keep the records", exact=False).check()
    applicant.press("Send the application")
    found = re.search(r"PR-\S+", applicant.page.inner_text("main"))
    assert found is not None
    return found[0]


def consents(parent: Visitor, link: str) -> str:
    """A parent opens the link, forgets a thing, answers; what was shown."""
    parent.open(link)
    shown = str(parent.page.inner_text("main"))
    parent.choose("Do you consent?", "Yes")
    parent.choose("Is the child in good health, and fit for this?", "Yes")
    parent.fill("On which days did the child perform in the past six months? (optional)", "5/9/2026")
    parent.press("Send your answer")
    assert "Enter your name" in parent.page.inner_text("main")
    parent.fill("What is your name?", "Hazel Marrow")
    parent.fill("What are you to the child?", "Mother")
    parent.press("Send your answer")
    assert "Your answer has been sent" in parent.page.inner_text("main")
    return shown


def agrees(school: Visitor, link: str) -> None:
    """A school opens the link, and agrees."""
    school.open(link)
    school.choose("Do you agree to the absence?", "Agreed: the register will have code C1")
    school.fill("Attendance this school year (optional)", "96.5")
    school.fill("What is your name?", "Head Example")
    school.fill("Your job at the school", "Head")
    school.press("Send your answer")
