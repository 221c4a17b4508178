"""What a head and an exclusion officer do when a pupil is permanently excluded."""

from oxle.cases.models import Case
from tests.browser import Visitor
from tests.journeys.officer import does
from tests.journeys.school import searches

WELLBEING = "Sleeps badly since the move. <script>alert(1)</script>"
LETTER = {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear parent"}
FIRST_ON = (10, 11, 2026)


def finds_the_pupil(head: Visitor, name: str, service: str = "Tell us about a permanent exclusion") -> None:
    """From the school's home page to the notice of one of its pupils."""
    head.open("/")
    head.press(service, role="link")
    head.fill("Find the pupil", name.lower())
    searches(head)
    head.choose("Which pupil is it?", name)
    head.press("Continue")


def tells(head: Visitor) -> None:
    """Fill in the notice and send it: first with nothing, then with a first day on which there is no school."""
    head.press("Send to the council")
    assert head.page.title().startswith("Error: ")
    head.fill("How is the pupil?", WELLBEING)
    head.choose("Do you know or suspect that somebody is exploiting the pupil?", "No")
    head.choose("What special educational needs does the pupil have?", "SEN support")
    head.choose("Does the pupil have a social worker?", "No")
    head.fill("What was tried before?", "A mentor, and a behaviour pathway.")
    head.date("Day on which you decided it", *FIRST_ON)
    head.date("First school day on which the pupil may not come", 14, 11, 2026)
    head.choose("Which session was missed first?", "The morning")
    head.date("Day on which the parents were told in writing", *FIRST_ON)
    head.date("Day on which the governors were told", *FIRST_ON)
    head.choose("For what reasons?", "Persistent or general disruptive behaviour")
    head.fill("Where did it happen?", "The hall")
    head.fill("What happened?", "A chair was thrown.")
    sets_work(head)
    head.press("Send to the council")
    assert "14 November 2026 is not a school day" in head.page.inner_text("main")
    assert head.page.get_by_label("How is the pupil?", exact=True).input_value() == WELLBEING
    head.date("First school day on which the pupil may not come", *FIRST_ON)
    head.page.get_by_label("The letter to the parents (optional)").set_input_files(LETTER)
    head.press("Send to the council")


def sets_work(head: Visitor) -> None:
    """Say that there is work for the first five school days."""
    head.choose("Is work set for the pupil’s first five school days, and will it be marked?", "Yes")
    head.fill("If so, how does the pupil get it, and who marks it? If not, why not? (optional)", "On paper; the tutor.")


def finds_in_the_queue(officer: Visitor, case: Case) -> None:
    """From the team's queue to the case. The tab says how many wait."""
    officer.open("/")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="Team queue").click()
    officer.press(case.reference, role="link")


def arranges(officer: Visitor, case: Case, day: int) -> None:
    """Take what is proposed, full-time, from a day of November."""
    does(officer, case, "Record the education arranged")
    officer.date("From which day?", day, 11, 2026)
    officer.press("Save and continue")
    assert officer.page.title().startswith("Error: ")
    officer.choose("Is it full-time?", "Yes")
    officer.fill("At what times of the day?", "9:15am to 12 noon and 12:45pm to 2:45pm")
    officer.fill("Who decided without the panel?", "The team manager")
    officer.fill("Why could it not wait for the panel?", "The next panel comes four weeks too late.")
    officer.press("Save and continue")


def confirms(officer: Visitor, case: Case) -> None:
    """Record that the child came, on somebody's word; first without one."""
    does(officer, case, "Record that full-time education has begun")
    officer.press("Save and continue")
    assert officer.page.title().startswith("Error: ")
    officer.fill("Who confirmed that the child came?", "The unit’s office, by telephone")
    officer.press("Save and continue")


def begins_to_suspend(head: Visitor, name: str) -> None:
    """From the school's home page to the one page on which a suspension is told."""
    finds_the_pupil(head, name, "Tell us about a suspension")


def suspends(head: Visitor, *, last_on: tuple[int, int, int], first_on: tuple[int, int, int] = FIRST_ON) -> None:
    """Fill in the short page and send it. The day of today is there already."""
    head.fill("How is the pupil?", WELLBEING)
    head.choose("What special educational needs does the pupil have?", "No special educational needs")
    head.choose("Does the pupil have a social worker?", "No")
    head.date("First school day on which the pupil may not come", *first_on)
    head.date("Last school day on which the pupil may not come", *last_on)
    head.choose("For what reasons?", "Bullying")
    sets_work(head)
    head.press("Send to the council")


def tells_the_rest(head: Visitor) -> None:
    """Answer what is asked of more than five school days."""
    head.choose("Do you know or suspect that somebody is exploiting the pupil?", "No")
    head.fill("What was tried before?", "A mentor.")
    head.fill("Where did it happen?", "The hall")
    head.fill("What happened?", "Went on for weeks.")
    head.press("Send to the council")
