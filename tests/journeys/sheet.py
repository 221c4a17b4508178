"""What whoever applies on line by a sheet does, a would-be chaperone and an organisation, and a referee by a link."""

import re
from pathlib import Path

from tests.browser import Visitor
from tests.journeys.applicant import letters

BACK = "Back to the application"
SAVE = "Save and continue"


def comes_in(applicant: Visitor, email: str, what: str) -> None:
    """Ask for a link, press what it opens, and begin."""
    applicant.open("/licensing/apply/")
    applicant.fill("What is your email address?", email)
    applicant.press("Send me a link")
    applicant.open(letters()[email])
    applicant.press("Continue")
    applicant.press(what, role="button")
    applicant.press("Start the application")


def begins(applicant: Visitor, section: str, words: dict[str, str], choices: dict[str, str] | None = None) -> None:
    """Open a section, and answer what it asks."""
    applicant.press(section, role="link")
    for label, text in words.items():
        applicant.fill(label, text)
    for group, option in (choices or {}).items():
        applicant.choose(group, option)


def adds(applicant: Visitor, what: str, words: dict[str, str], *days: tuple[str, int, int, int]) -> None:
    """Add one thing to the list that is open."""
    applicant.press(f"Add {what}", role="button")
    for label, text in words.items():
        applicant.fill(label, text)
    for day in days:
        applicant.date(*day)
    applicant.press(SAVE)


def attaches(applicant: Visitor, section: str, label: str, file: Path) -> None:
    """Attach the file of a section."""
    applicant.press(section, role="link")
    applicant.page.get_by_label(label, exact=True).set_input_files(file)
    applicant.press("Attach this file")
    applicant.press(BACK, role="link")


def sends(applicant: Visitor, name: str, *declares: str) -> str:
    """Check, forget to declare, declare, send; the reference."""
    applicant.press("Check your answers", role="button")
    applicant.press("Send the application")
    assert applicant.page.title().startswith("Error: ")
    applicant.fill("Your name", name)
    for words in declares:
        applicant.page.get_by_label(words, exact=False).check()
    applicant.press("Send the application")
    found = re.search(r"OX-\S+", applicant.page.inner_text("main"))
    assert found is not None
    return found[0]


def refers(referee: Visitor, link: str) -> str:
    """A referee opens the link, forgets a thing, answers; what was shown."""
    referee.open(link)
    shown = str(referee.page.inner_text("main"))
    referee.fill("How do you know them, and since when?", "She helped at my school. <script>alert(1)</script>")
    referee.choose("Are you related to them, or do you live with them?", "No")
    referee.fill("What do you know of how they are with children?", "Patient.")
    referee.choose("Do you think them suitable to be in charge of children?", "No")
    referee.fill("What is your name?", "Alder Finch")
    referee.press("Send your answer")
    assert "Enter what speaks against it" in referee.page.inner_text("main")
    referee.choose("Do you think them suitable to be in charge of children?", "Yes")
    referee.press("Send your answer")
    assert "Your answer has been sent" in referee.page.inner_text("main")
    return shown
