"""What an applicant without an account does, and a parent and a school by the links that are sent to them."""

from pathlib import Path

from licensing.applicants import demo
from tests.browser import Visitor
from tests.journeys import on_line

EMAIL = "producer@company.example"
SHOW = "The Long Show <script>alert(1)</script>"
TABLE = (
    "Child,Date,Arrives,Leaves,Performs,Chaperone\n"
    "Ivy Marrow,19/12/2026,06:30,08:30,07:00-08:00,Mabel Finch\n"
    "Ivy Marrow,soon,09:00,11:00,,Mabel Finch\n"
)


def comes_in(applicant: Visitor) -> None:
    """Come in by a link."""
    on_line.comes_in(applicant, EMAIL)


def begins(applicant: Visitor) -> None:
    """Begin an application, and say who and what it is."""
    applicant.press("Apply for a performance licence", role="button")
    applicant.press("Start the application")
    applicant.press("Your organisation", role="link")
    on_line.fills(applicant, {
        "Name of the organisation": "Example Productions", "Your name": "Robin Example", "Your job there": "Producer",
        "Telephone number": "01632 960001", "Address": "1 Stage Street", "Postcode": "OX1 1AA",
    })  # fmt: skip
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
    on_line.fills(applicant, words)
    if day:
        applicant.date(*day)
    applicant.press("Save and continue")
    applicant.press(on_line.BACK, role="link")


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
    photographs(applicant, paper)
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
    on_line.attaches(applicant, "Risk assessment", "Risk assessment", paper)


def photographs(applicant: Visitor, paper: Path) -> None:
    """Attach the photograph of the child, at first something that is none, and what shows the age."""
    picture = paper.with_name("ivy.png")
    picture.write_bytes(demo.picture().read())
    applicant.press("The children", role="link")
    applicant.press("Photograph of Ivy Marrow", role="link")
    for file in (paper, picture):
        applicant.page.get_by_label("Photograph of the child", exact=True).set_input_files(file)
        applicant.date("When was it taken?", 1, 10, 2026)
        applicant.press("Attach this file")
        if file == paper:
            assert "The photograph must be a JPEG or a PNG" in applicant.page.inner_text("main")
    age = "Birth certificate, or what else shows the age"
    applicant.press(f"{age} of Ivy Marrow", role="link")
    applicant.page.get_by_label(age, exact=True).set_input_files(paper)
    applicant.press("Attach this file")
    applicant.press(on_line.BACK, role="link")


def gives_the_days(applicant: Visitor) -> None:
    """Paste a table with a row that cannot be read, and put right what the checker says of the other."""
    applicant.press("Days and times", role="link")
    applicant.fill("Days and times", TABLE)
    applicant.press("Save and check")
    said = applicant.page.inner_text("main")
    assert "Row 3, Date: “soon” is no date, such as 5/12/2026" in said
    assert "not before 07:00 unless night work is permitted" in said
    applicant.fill("Rows to put right", "")
    applicant.press("Save and check")
    applicant.press("Line 1", role="link")
    applicant.fill("Arrives", "07:00")
    applicant.press("Save and check")
    assert "Nothing in these lines is over a limit that we check." in applicant.page.inner_text("main")
    applicant.press(on_line.BACK, role="link")


def sends(applicant: Visitor) -> str:
    """Declare and send; the reference."""
    declares = ("I am authorised to apply", "We keep the records")
    return on_line.sends(applicant, "Robin Example", *declares, prefix="PR")


def consents(parent: Visitor, link: str) -> str:
    """A parent opens the link, forgets a thing, answers; what was shown."""
    shown = on_line.opens(parent, link)
    parent.choose("Do you consent?", "Yes")
    parent.choose("Is the child in good health, and fit for this?", "Yes")
    parent.fill("On which days did the child perform in the past six months? (optional)", "5/9/2026")
    on_line.answers_as_parent(parent)
    return shown


def agrees(school: Visitor, link: str) -> None:
    """A school opens the link, and agrees."""
    school.open(link)
    school.choose("Do you agree to the absence?", "Agreed: the register will have code C1")
    school.fill("Attendance this school year (optional)", "96.5")
    school.fill("What is your name?", "Head Example")
    school.fill("Your job at the school", "Head")
    school.press("Send your answer")
