"""What an employer without an account does to apply for a work permit; a parent and the school who answer."""

from pathlib import Path

from tests.browser import Visitor
from tests.journeys import on_line

EMAIL = "owner@bakery.example"
TASKS = "Serves at the counter. <script>alert(1)</script>"


def comes_in(employer: Visitor) -> None:
    """Come in by a link, and begin."""
    on_line.comes_in(employer, EMAIL)
    employer.press("Apply for a work permit", role="button")
    employer.press("Start the application")


def tells(employer: Visitor) -> None:
    """The employer, the child, the job."""
    employer.press("The employer", role="link")
    employer.press("Save and continue")
    assert employer.page.title().startswith("Error: ")
    on_line.fills(employer, {
        "Name of the employer": "Example Bakery", "What is the business?": "Bakery", "Address": "1 Market Street",
        "Postcode": "OX1 1AA", "Your name": "Lee Example", "Telephone number": "01632 960002",
    })  # fmt: skip
    employer.press("Save and continue")
    employer.press("The child", role="link")
    on_line.fills(employer, {
        "First names": "Ivy", "Family name": "Marrow", "Where the child lives": "3 Home Road", "Postcode": "OX1 1AC",
        "School (optional)": "Example School", "Name of a parent or carer": "Hazel Marrow",
        "Email address of the parent": EMAIL,
    })  # fmt: skip
    employer.date("Date of birth", 5, 12, 2011)
    employer.press("Save and continue")
    assert "Enter the parent’s own email address" in employer.page.inner_text("main")
    employer.fill("Email address of the parent", "hazel@parents.example")
    employer.press("Save and continue")
    employer.press("The job", role="link")
    on_line.fills(employer, {
        "What is the job?": "Shop assistant", "What does the child do, exactly?": TASKS,
        "Who supervises the child?": "Lee Example", "Where is the work?": "1 Market Street",
    })  # fmt: skip
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
    employer.press(on_line.BACK, role="link")


def attaches(employer: Visitor, photo: Path, paper: Path) -> None:
    """The photograph, with its day, and the risk assessment."""
    on_line.attaches(
        employer, "Photograph of the child", "Photograph of the child", photo, ("When was it taken?", 1, 10, 2026)
    )
    on_line.attaches(employer, "Risk assessment", "Risk assessment", paper)


def sends(employer: Visitor) -> str:
    """Declare and send; the reference."""
    declares = ("I am authorised to apply", "I tell the council of every change")
    return on_line.sends(employer, "Lee Example", *declares, prefix="WP")


def permits(parent: Visitor, link: str) -> str:
    """A parent opens the link, forgets the name, gives permission; what was shown."""
    shown = on_line.opens(parent, link)
    parent.choose("Do you give permission?", "Yes")
    on_line.answers_as_parent(parent)
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
