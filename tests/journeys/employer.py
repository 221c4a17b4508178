"""What an employer without an account does to apply for a work permit; a parent and the school who answer."""

import re
from pathlib import Path

from tests.browser import Visitor
from tests.journeys.applicant import letters

EMAIL = "owner@bakery.example"
TASKS = "Serves at the counter. <script>alert(1)</script>"
BACK = "Back to the application"


def comes_in(employer: Visitor) -> None:
    """Ask for a link, and press what it opens."""
    employer.open("/licensing/apply/")
    employer.fill("What is your email address?", EMAIL)
    employer.press("Send me a link")
    employer.open(letters()[EMAIL])
    employer.press("Continue")
    employer.press("Apply for a work permit", role="button")
    employer.press("Start the application")


def tells(employer: Visitor) -> None:
    """The employer, the child, the job."""
    employer.press("The employer", role="link")
    employer.press("Save and continue")
    assert employer.page.title().startswith("Error: ")
    for label, words in {
        "Name of the employer": "Example Bakery", "What is the business?": "Bakery", "Address": "1 Market Street",
        "Postcode": "OX1 1AA", "Your name": "Lee Example", "Telephone number": "01632 960002",
    }.items():  # fmt: skip
        employer.fill(label, words)
    employer.press("Save and continue")
    employer.press("The child", role="link")
    for label, words in {
        "First names": "Ivy", "Family name": "Marrow", "Where the child lives": "3 Home Road", "Postcode": "OX1 1AC",
        "School (optional)": "Example School", "Name of a parent or carer": "Hazel Marrow",
        "Email address of the parent": EMAIL,
    }.items():  # fmt: skip
        employer.fill(label, words)
    employer.date("Date of birth", 5, 12, 2011)
    employer.press("Save and continue")
    assert "Enter the parent’s own email address" in employer.page.inner_text("main")
    employer.fill("Email address of the parent", "hazel@parents.example")
    employer.press("Save and continue")
    employer.press("The job", role="link")
    for label, words in {
        "What is the job?": "Shop assistant", "What does the child do, exactly?": TASKS,
        "Who supervises the child?": "Lee Example", "Where is the work?": "1 Market Street",
    }.items():  # fmt: skip
        employer.fill(label, words)
    employer.date("First day of work", 21, 11, 2026)
    employer.date("Last day of the job (optional)", 20, 12, 2026)
    employer.choose("Is it light work, which does no harm to the child’s health, safety or schooling?", "Yes")
    employer.choose("Do the council’s byelaws list it as light work for children of 13?", "No")
    employer.press("Save and continue")


def gives_the_hours(employer: Visitor) -> None:
    """Type hours that no child may work, read why on that line, and put them right."""
    employer.press("Days and hours", role="link")
    employer.fill("Hours on school days (optional)", "Friday 16:00-20:00")
    employer.press("Save and check")
    said = employer.page.inner_text("main")
    assert "On school days, Friday: " in said
    assert "Over the limit" in said
    employer.fill("Hours on school days (optional)", "Friday 16:00-18:00")
    employer.press("Save and check")
    said = employer.page.inner_text("main")
    assert "Over the limit" not in said
    # The terms of before September are not loaded in this story.
    assert "whether 14 days in a row without work are left in 2026 cannot be told" in said
    employer.press(BACK, role="link")


def attaches(employer: Visitor, photo: Path, paper: Path) -> None:
    """The photograph, with its day, and the risk assessment."""
    employer.press("Photograph of the child", role="link")
    employer.page.get_by_label("Photograph of the child", exact=True).set_input_files(photo)
    employer.date("When was it taken?", 1, 10, 2026)
    employer.press("Attach this file")
    employer.press(BACK, role="link")
    employer.press("Risk assessment", role="link")
    employer.page.get_by_label("Risk assessment", exact=True).set_input_files(paper)
    employer.press("Attach this file")
    employer.press(BACK, role="link")


def sends(employer: Visitor) -> str:
    """Check, declare, send; the reference."""
    employer.press("Check your answers", role="button")
    employer.press("Send the application")
    assert employer.page.title().startswith("Error: ")
    employer.fill("Your name", "Lee Example")
    employer.page.get_by_label("I am authorised to apply", exact=False).check()
    employer.page.get_by_label("I tell the council of every change", exact=False).check()
    employer.press("Send the application")
    found = re.search(r"WP-\S+", employer.page.inner_text("main"))
    assert found is not None
    return found[0]


def permits(parent: Visitor, link: str) -> str:
    """A parent opens the link, forgets the name, gives permission; what was shown."""
    parent.open(link)
    shown = str(parent.page.inner_text("main"))
    parent.choose("Do you give permission?", "Yes")
    parent.press("Send your answer")
    assert "Enter your name" in parent.page.inner_text("main")
    parent.fill("What is your name?", "Hazel Marrow")
    parent.fill("What are you to the child?", "Mother")
    parent.press("Send your answer")
    assert "Your answer has been sent" in parent.page.inner_text("main")
    return shown


def agrees(school: Visitor, link: str) -> None:
    """A school opens the link, agrees, and gives an attendance that makes an officer think."""
    school.open(link)
    school.choose("Do you agree that the pupil works these hours?", "Yes")
    school.fill("What is the pupil’s attendance this school year?", "ninety")
    school.fill("What is your name?", "Head Example")
    school.fill("Your job at the school", "Head")
    school.press("Send your answer")
    assert "The attendance must be a number" in school.page.inner_text("main")
    school.fill("What is the pupil’s attendance this school year?", "90")
    school.press("Send your answer")
