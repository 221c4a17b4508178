"""What everybody without an account does on line: come in by a link, fill in, attach, declare, answer as a parent."""

import re
from collections.abc import Mapping
from pathlib import Path

from django.core import mail

from oxle.core import dates
from oxle.correspondence import sending
from tests.browser import Visitor

BACK = "Back to the application"


def letters() -> dict[str, str]:
    """The addresses in the e-mails that wait, by whom they go to."""
    mail.outbox.clear()
    while sending.send_next(at=dates.now()):
        pass
    found = {one.to[0]: re.search(r"https?://\S+?(/licensing/\S+/link/\S+)", one.body) for one in mail.outbox}
    return {to: f"{match[1]}/" for to, match in found.items() if match}


def comes_in(visitor: Visitor, email: str) -> None:
    """Ask for a link, first with an address that is none, and press what it opens."""
    visitor.open("/licensing/apply/")
    visitor.press("Send me a link")
    assert visitor.page.title().startswith("Error: ")
    visitor.fill("What is your email address?", email)
    visitor.press("Send me a link")
    assert email in visitor.page.inner_text("main")
    visitor.open(letters()[email])
    visitor.press("Continue")


def fills(visitor: Visitor, words: Mapping[str, str]) -> None:
    """Fill in fields, by their labels."""
    for label, text in words.items():
        visitor.fill(label, text)


def attaches(visitor: Visitor, section: str, label: str, file: Path, *days: tuple[str, int, int, int]) -> None:
    """Attach the file of a section, and go back to the application."""
    visitor.press(section, role="link")
    visitor.page.get_by_label(label, exact=True).set_input_files(file)
    for day in days:
        visitor.date(*day)
    visitor.press("Attach this file")
    visitor.press(BACK, role="link")


def sends(visitor: Visitor, name: str, *declares: str, prefix: str) -> str:
    """Check, forget to declare, declare, send; the reference, of which the first letters are known."""
    visitor.press("Check your answers", role="button")
    visitor.press("Send the application")
    assert visitor.page.title().startswith("Error: ")
    visitor.fill("Your name", name)
    for declared in declares:
        visitor.page.get_by_label(declared, exact=False).check()
    visitor.press("Send the application")
    found = re.search(rf"{prefix}-\S+", visitor.page.inner_text("main"))
    assert found is not None
    return found[0]


def opens(visitor: Visitor, link: str) -> str:
    """Open a link; what is shown."""
    visitor.open(link)
    return str(visitor.page.inner_text("main"))


def answers_as_parent(parent: Visitor) -> None:
    """Send the answer of a parent, who forgets their name first."""
    parent.press("Send your answer")
    assert "Enter your name" in parent.page.inner_text("main")
    fills(parent, {"What is your name?": "Hazel Marrow", "What are you to the child?": "Mother"})
    parent.press("Send your answer")
    assert "Your answer has been sent" in parent.page.inner_text("main")
