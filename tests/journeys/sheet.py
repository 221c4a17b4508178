"""What whoever applies on line by a sheet does, a would-be chaperone and an organisation, and a referee by a link."""

from tests.browser import Visitor
from tests.journeys import on_line

SAVE = "Save and continue"


def comes_in(applicant: Visitor, email: str, what: str) -> None:
    """Come in by a link, and begin."""
    on_line.comes_in(applicant, email)
    applicant.press(what, role="button")
    applicant.press("Start the application")


def begins(applicant: Visitor, section: str, words: dict[str, str], choices: dict[str, str] | None = None) -> None:
    """Open a section, and answer what it asks."""
    applicant.press(section, role="link")
    on_line.fills(applicant, words)
    for group, option in (choices or {}).items():
        applicant.choose(group, option)


def adds(applicant: Visitor, what: str, words: dict[str, str], *days: tuple[str, int, int, int]) -> None:
    """Add one thing to the list that is open."""
    applicant.press(f"Add {what}", role="button")
    on_line.fills(applicant, words)
    for day in days:
        applicant.date(*day)
    applicant.press(SAVE)


def sends(applicant: Visitor, name: str, *declares: str) -> str:
    """Declare and send; the reference."""
    return on_line.sends(applicant, name, *declares, prefix="OX")


def refers(referee: Visitor, link: str) -> str:
    """A referee opens the link, forgets a thing, answers; what was shown."""
    shown = on_line.opens(referee, link)
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
