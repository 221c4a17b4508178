"""What a head, a parent and an officer do about a pupil who is in school for part of the week."""

import re

from django.core import mail

from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence import sending
from tests.browser import Visitor
from tests.journeys.officer import does

WHY = "Sleeps badly since the move. <script>alert(1)</script>"
MOTHER = "mother@parents.example"
GONE = "This link no longer works"


def tells(head: Visitor) -> None:
    """Fill in the form, first with an end before the start and a session that overlaps; nobody has agreed yet."""
    head.choose("What is the reason?", "Anxiety about school")
    head.fill("Why is full-time not possible now?", WHY)
    head.date("First day of the timetable", 16, 11, 2026)
    head.date("Planned end", 15, 11, 2026)
    head.date("When is it first reviewed?", 27, 11, 2026)
    head.fill("Monday morning (optional)", "8:50 to 11:30")
    head.fill("Monday afternoon (optional)", "11:00am to 1pm")
    head.fill("Who is responsible for the pupil when not in school?", "The mother, at home")
    head.choose("Was education by the council for a child who cannot attend (section 19) considered?", "No")
    head.fill("What does the pupil say about it? (optional)", "Likes the mornings")
    head.choose("Where does the early help assessment stand?", "Done")
    head.date("Day of the risk assessment (optional)", 10, 11, 2026)
    head.fill("Which other services have you told? (optional)", "The school nurse")
    for there in (
        "Is the pupil looked after?",
        "Does the pupil have a social worker?",
        "Does the pupil have a youth justice worker?",
        "Does the pupil have an EHC plan?",
    ):
        head.choose(there, "No")
    head.press("Send to the council")
    said = head.page.inner_text("main")
    assert "It cannot end on 15 November 2026, before it starts" in said
    assert "This overlaps the morning, which ends at 11:30" in said
    assert head.page.get_by_label("Why is full-time not possible now?", exact=True).input_value() == WHY
    head.date("Planned end", 4, 12, 2026)
    head.fill("Monday afternoon (optional)", "12:45 to 2:45")
    head.press("Send to the council")


def asks_the_mother(head: Visitor) -> str:
    """Send her the link, and read it in her e-mail."""
    head.press("Ask a parent to agree, by e-mail", role="link")
    head.fill("Which parent is asked?", "The mother")
    head.fill("What is their e-mail address?", MOTHER)
    head.press("Save and continue")
    mail.outbox.clear()
    while sending.send_next(at=dates.now()):
        pass
    (body,) = (one.body for one in mail.outbox if one.to == [MOTHER])
    found = re.search(r"https?://\S+?(/reduced_timetables/agree/link/\S+)", body)
    assert found is not None
    return f"{found[1]}/"


def agrees(mother: Visitor, link: str) -> str:
    """Open the link, say nothing at first, then agree; what the plan said."""
    mother.open(link)
    plan = str(mother.page.inner_text("main"))
    mother.press("Send your answer")
    assert mother.page.title().startswith("Error: ")
    mother.choose("Do you agree to this plan?", "Yes, I agree")
    mother.fill("What is your name?", "Hazel Example")
    mother.press("Send your answer")
    assert "Your answer has been sent" in mother.page.inner_text("main")
    return plan


def answers(head: Visitor) -> None:
    """Answer what the council asked, for the agreement was missing."""
    head.press("Answer the council")
    head.fill("What do you answer?", "The mother has agreed by the link.")
    head.press("Send your answer")


def validates(officer: Visitor, case: Case) -> None:
    """Close the challenge, then validate, with letters to the school and the parents."""
    does(officer, case, "Close the challenge or uphold it")
    officer.choose("How does it end?", "Closed: the school puts it right")
    officer.press("Save and continue")
    does(officer, case, "Validate it: it becomes active")
    officer.choose("Draft letters to the school and the parents?", "Yes")
    officer.press("Save and continue")


def reviews(head: Visitor) -> None:
    """Record the review, with a next one before it at first."""
    head.press("Record a review", role="link")
    head.fill("Who took part?", "The mother and the pupil")
    head.fill("What was found, and what changes?", "Comes as agreed. Two more sessions next week.")
    head.date("When is the next review? (optional)", 20, 11, 2026)
    head.press("Save and continue")
    assert "The next review must be after this one" in head.page.inner_text("main")
    head.date("When is the next review? (optional)", 4, 12, 2026)
    head.press("Save and continue")


def is_back(head: Visitor) -> None:
    """Close it: the pupil is back full-time."""
    head.press("Close: back to full time", role="link")
    head.fill("How did it go?", "In every lesson since Monday.")
    head.press("Save and continue")
