"""What a school's attendance lead does and sees: fills in a referral, sends it, answers, follows it."""

from typing import Any

from tests import make
from tests.attendance.make import extract
from tests.browser import Visitor
from tests.journeys.cast import Cast

# The school's own steps, each with what its page asks besides.
CHOSEN = {
    "Parents contacted": ("Was an attendance contract offered?", "Offered and refused"),
    "Home visit": ("Was a home visit made?", "Tried, nobody answered"),
    "Early help": ("How far did early help get?", "Offered and declined"),
    "Target set with parents and pupil": ("Who set the target with you?", "Parents and the pupil"),
    "Penalty notice considered": ("What was decided?", "Not appropriate"),
}
MEETING = "Planning meeting or TAC"
STEPS = [
    "Reason for absence identified",
    "Parents contacted",
    "Home visit",
    "Early help",
    "Target set with parents and pupil",
    "First review",
    "Penalty notice considered",
    "Target not met",
    MEETING,
    "Action plan and support",
    "Second review",
    "Action plan did not work",
]
SAYS = "I like art. <script>alert(1)</script> {{7*7}}"


def begins(lead: Visitor) -> None:
    """Start a referral of the school's own pupil."""
    lead.open("/")
    lead.press("Refer a pupil to the County Attendance Team", role="link")
    finds_the_pupil(lead)


def finds_the_pupil(lead: Visitor) -> None:
    """Search the school's own pupils for Ash, after forgetting to say for whom, and then which."""
    searches(lead)
    assert lead.page.title().startswith("Error: ")
    lead.fill("Find the pupil", "ash exam")
    searches(lead)
    lead.press("Continue")
    assert lead.page.title().startswith("Error: ")
    lead.choose("Which pupil are you referring?", "Ash Example")
    lead.press("Continue")


def searches(lead: Visitor) -> None:
    """Press the page's own Search: whoever works for the council has another one at the top."""
    with lead.page.expect_navigation():
        lead.page.get_by_role("main").get_by_role("button", name="Search", exact=True).click()
    lead.look()


def tells_why(lead: Visitor) -> None:
    """Why the pupil is referred."""
    lead.press("Why you are referring", role="link")
    lead.choose("Why are you referring this pupil?", "Does not attend regularly")
    lead.fill("What is the reason for the absence?", "Says that mornings are hard.")
    lead.press("Save and continue")


def names_the_parents(lead: Visitor) -> None:
    """About which parents it is."""
    lead.press("Parents and carers", role="link")
    for parent in ("Robin Example (Mother)", "Kit Example (Father)"):
        lead.choose("Which parents or carers does this concern?", parent)
    lead.choose("Is there anyone in the family whom it may be unsafe to contact", "No")
    lead.press("Save and continue")


def tells_the_pupils_view(lead: Visitor) -> None:
    """What the pupil says, in the pupil's own and dangerous words."""
    lead.press("The pupil's view", role="link")
    lead.fill("What does the pupil say?", SAYS)
    lead.press("Save and continue")


def pastes_the_register(lead: Visitor, cast: Cast) -> None:
    """The register extract: first with an unknown code and a day of holiday, then as it should be."""
    lead.press("Register extract", role="link")
    lead.fill("Register extract", "01/09/2026,O,Q9\n24/12/2026,/,\\")
    lead.press("Save and continue")
    assert lead.page.get_by_label("Register extract", exact=True).input_value().startswith("01/09/2026,O,Q9")
    lead.fill("Register extract", extract(cast.school))
    lead.press("Save and continue")


def tells_of_a_step(lead: Visitor, title: str, outcome: str = "Recorded in school") -> None:
    """One of the steps before the referral, as done."""
    types_a_step(lead, title, outcome)
    lead.press("Save and continue")


def types_a_step(lead: Visitor, title: str, outcome: str) -> None:
    """The same, not saved yet."""
    lead.press(title, role="link")
    lead.choose("Has this been done?", "Yes")
    if title in CHOSEN:
        question, answer = CHOSEN[title]
        lead.page.get_by_label(question).select_option(label=answer)
    lead.date("If yes, when?", 10, 9, 2026)
    lead.fill("How?", "Letter")
    if title == MEETING:
        lead.fill("Who was invited?", "Both parents, the pupil, early help")
        lead.fill("Who came?", "The mother and early help")
    lead.fill("What came of it?", outcome)


def skips_the_gp(lead: Visitor) -> None:
    """The one step that does not apply; it cannot be skipped without saying why."""
    lead.press("Permission to contact the GP", role="link")
    lead.choose("Has this been done?", "No, it does not apply")
    lead.press("Save and continue")
    assert lead.page.title().startswith("Error: ")
    lead.fill("If it does not apply, why not?", "No illness was given as a reason.")
    lead.press("Save and continue")


def attaches(lead: Visitor, title: str) -> None:
    """Attach a piece of evidence to the referral."""
    lead.press("Other evidence", role="link")
    lead.fill("What is it?", title)
    letter = {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear parent"}
    lead.page.get_by_label("File", exact=True).set_input_files(letter)
    lead.press("Attach this file")
    lead.press("Back to the referral", role="link")


def finishes(lead: Visitor) -> None:
    """What may stand in the way, and the head's declaration."""
    lead.press("What may stand in the way", role="link")
    lead.page.get_by_label("I have thought about each of these").check()
    lead.press("Save and continue")
    lead.press("Head's declaration", role="link")
    lead.fill("Name of the head, or of whoever signs for them", "A Head")
    lead.fill("Their role", "Head teacher")
    lead.page.get_by_label("The head confirms that").check()
    lead.page.get_by_label("The school will give a statement").check()
    lead.press("Save and continue")


def checks(lead: Visitor) -> str:
    """What the school reads before it sends."""
    lead.press("Check your answers")
    return str(lead.page.inner_text("main"))


def sends(lead: Visitor) -> str:
    """Check the answers and send; the reference that the school is given."""
    checks(lead)
    lead.press("Send the referral")
    return lead.page.inner_text(".govuk-panel__body").split()[-1]


def signs_in_again(lead: Visitor, cast: Cast) -> None:
    """The session has ended: the school's person gives the password, and is back where they were."""
    assert lead.page.url.split("?")[0].endswith("/accounts/login/")
    lead.fill("Email address", cast.lead.email)
    lead.fill("Password", make.PASSWORD)
    lead.press("Sign in")


def sees(lead: Visitor, *happened: str, by: str = "Ash Example") -> str:
    """Open the referral from the school's home page: the newest happenings first. Gives all that the page says."""
    lead.open("/")
    lead.press(by, role="link")
    titles = lead.page.locator(".moj-timeline__title").all_inner_texts()
    assert titles[: len(happened)] == list(happened), titles
    return str(lead.page.inner_text("main"))


def missing(lead: Visitor) -> list[Any]:
    """What the task list says is still missing."""
    return list(lead.page.locator("main .govuk-list--bullet li").all_inner_texts())
