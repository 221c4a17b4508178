"""What the council's officers do before court: decide, invite, ring, meet, measure, warn."""

from oxle.cases.models import Case
from tests.browser import Visitor
from tests.journeys.keyboard import Keyboard

S444_1 = "Prosecution under s.444(1): fails to attend regularly"


def opens(officer: Visitor, case: Case) -> None:
    """Open the case's own page."""
    officer.open(case.get_absolute_url())


def does(officer: Visitor, case: Case, step: str) -> None:
    """Open the page of a step from the case's page: the usual next one is a button, the others are in a menu."""
    opens(officer, case)
    menu = officer.page.get_by_role("button", name="Actions", exact=True)
    # Without scripts nothing is folded away.
    if not officer.page.get_by_role("button", name=step, exact=True).count() and menu.count():
        menu.click()
    officer.press(step)


def notes(officer: Visitor, case: Case, text: str) -> None:
    """Write a note on the case, for colleagues."""
    opens(officer, case)
    officer.press("Add a note", role="link")
    officer.fill("Note", text)
    officer.press("Save the note")


def ends_court(officer: Visitor, case: Case) -> None:
    """Close the referral when everything that was taken to court has ended."""
    does(officer, case, "Record that proceedings have ended")
    officer.fill("Reason", "The mother was fined.")
    officer.press("Save and continue")


def finds_nothing_in_the_way(officer: Visitor) -> None:
    """Look at every topic that may stand in the way of enforcement, and find nothing."""
    for group in officer.page.get_by_role("group").all():
        group.get_by_label("Nothing found").check()
    officer.press("Save")


def returns(senior: Visitor, case: Case, reason: str) -> None:
    """Find the new referral in the team's queue and send it back for more information."""
    senior.open("/")
    # Its tab says how many wait, and how many of them too long.
    with senior.page.expect_navigation():
        senior.page.get_by_role("link", name="Team queue").click()
    senior.press(case.reference, role="link")
    senior.press("Decide on the referral")
    senior.press("Return for more information")
    senior.press("Return to the school")
    assert senior.page.title().startswith("Error: ")
    senior.fill("What is missing? The school sees this.", reason)
    senior.press("Return to the school")


def accepts(senior: Visitor, case: Case) -> None:
    """Consider what may stand in the way, choose each parent's route, and accept."""
    does(senior, case, "Decide on the referral")
    senior.press("Look at what may stand in the way", role="link")
    finds_nothing_in_the_way(senior)
    senior.press("Accept")
    senior.choose("Legal route for Robin Example", S444_1)
    senior.page.get_by_label("Ask for a parenting order as well, for Robin Example").check()
    senior.choose("Legal route for Kit Example", S444_1)
    senior.fill("Why is it accepted?", "Support has not worked.")
    senior.press("Accept and draft the first letters")


def allocates(senior: Visitor, case: Case, to: str) -> None:
    """Give the case to an officer."""
    opens(senior, case)
    senior.press("Allocate", role="link")
    senior.choose("Who should have this case?", to)
    senior.fill("Reason", "Works with this school.")
    senior.press("Allocate")


def invites(officer: Visitor, case: Case, step: str, *, whom: str = "", at: str) -> None:
    """Invite to a meeting in school on 13 November."""
    does(officer, case, step)
    if whom:
        officer.choose("Whom does this concern?", whom)
    officer.date("Date of the meeting", 13, 11, 2026)
    officer.fill("Time of the meeting", at)
    officer.fill("Where", "Example School")
    officer.press("Save and continue")


def rings(officer: Visitor, case: Case) -> None:
    """The reminder call before the meeting."""
    does(officer, case, "Record the reminder call")
    officer.choose("Whom did you ring?", "Robin Example")
    officer.choose("What happened?", "Spoke to the parent")
    officer.press("Save and continue")


def records_the_panel(officer: Visitor, case: Case) -> None:
    """Record the Attendance Panel Meeting, without ever touching the mouse."""
    opens(officer, case)
    keys = Keyboard(officer)
    keys.to_content()
    keys.press("Record the Attendance Panel Meeting")
    keys.to_content()
    keys.type("Where was it held?", "Example School")
    keys.type("Who came from the council?", "Example officer")
    keys.type("Who came from the school? (optional)", "A Head")
    keys.tick("Which parents came? (optional)", "Robin Example")
    keys.choose("Was the pupil there?", "No")
    keys.type("What is the pupil's view?", "Said apart: mornings frighten me.")
    keys.type("What was discussed?", "Mornings, and what would help.")
    keys.type("What was agreed? (optional)", "Breakfast club.")
    keys.type("Attendance target", "95")
    keys.press("Save and continue")


def records_the_interview(officer: Visitor, case: Case, whom: str) -> None:
    """Record the interview under caution of one parent, after leaving out what makes it one."""
    does(officer, case, "Record the PACE interview")
    officer.choose("Whom does this concern?", whom)
    officer.choose("Did the parent come?", "Yes")
    officer.fill("Where was it held? (if the parent came)", "Example School")
    officer.fill("Time it began (if the parent came)", "11:00")
    officer.fill("Time it ended (if the parent came)", "11:40")
    officer.fill("Everyone who was present (if the parent came)", "Robin Example, Example officer")
    officer.fill("Questions and answers (if the parent came)", "Q: Why was Ash at home?\nA: She would not get up.")
    officer.choose("Was the record signed? (if the parent came)", "Signed")
    officer.press("Save and continue")
    assert officer.page.title().startswith("Error: ")
    for promise in (
        "The parent said that they understood the caution",
        "The parent was told that they were not under arrest and free to leave",
        "The parent was told of their right to legal advice",
    ):
        officer.page.get_by_label(promise).check()
    officer.press("Save and continue")


def frees_from_court(senior: Visitor, case: Case, whom: str) -> None:
    """Take one parent off the road to court, with the reason."""
    does(senior, case, "Change a parent's legal route")
    senior.choose("Whom does this concern?", whom)
    senior.choose("New legal route", "No legal route for this parent")
    senior.fill("Reason", "Works away, and did all that he could.")
    senior.press("Save and continue")


def misses_the_target(officer: Visitor, case: Case, attendance: str) -> None:
    """Record what attendance was since the target was set."""
    does(officer, case, "Record that the target is not met")
    officer.fill("Attendance since the target was set", attendance)
    officer.press("Save and continue")


def warns_finally(officer: Visitor, case: Case) -> None:
    """The final warning, after looking once more at what may stand in the way."""
    does(officer, case, "Give the final warning")
    assert "Look first at what may stand in the way" in officer.page.inner_text("main")
    officer.press("Look at what may stand in the way", role="button")
    finds_nothing_in_the_way(officer)
    does(officer, case, "Give the final warning")
    officer.fill("Reason", "The target was missed and nothing explains it.")
    officer.press("Save and continue")
