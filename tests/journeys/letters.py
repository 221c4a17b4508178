"""What happens to every letter: read and released by whoever may, made by a worker, printed, posted with proof."""

from typing import Any

from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence.models import Letter
from tests.browser import Visitor
from tests.journeys.pdfs import text_of
from tests.journeys.story import Story


def drafted(case: Case) -> list[Letter]:
    """The drafts of a case, in the order in which they came."""
    return list(Letter.objects.filter(on_case__case=case, state="drafted").order_by("pk"))


def releases_all(who: Visitor, case: Case) -> list[tuple[str, str]]:
    """Open each draft from the case's papers, read it, release it; the first not without having said that it was read.

    Gives each one's title and recipient.
    """
    released = []
    for letter in drafted(case):
        who.open(f"/cases/{case.key}/papers/")
        who.press(f"{letter.title} to {letter.recipient_name}", role="link")
        who.press("Release", role="button")
        frame = who.page.frame_locator("iframe.oxle-letter")
        assert letter.recipient_name in frame.locator("body").inner_text()
        if not released:
            who.press("Release the letter")
            assert who.page.title().startswith("Error: ")
        who.page.get_by_label("I have read this letter, and this person may know everything it says").check()
        who.press("Release the letter")
        released.append((letter.title, letter.recipient_name))
    return released


def may_release(who: Visitor, case: Case) -> bool:
    """Whether somebody is offered to release the newest draft of a case."""
    letter = drafted(case)[-1]
    who.open(f"/letters/{letter.key}/")
    return bool(who.page.get_by_role("button", name="Release", exact=True).count())


def posts_all(who: Visitor, story: Story, proof: str) -> str:
    """Print every letter that waits, in one go, and record the posting. Gives the text of what was printed."""
    story.workers_run()
    who.open("/letters/")
    who.press("Print letters")
    printed = text_of(who.download("Make one PDF"))
    who.open("/letters/posted/?all")
    who.choose("How it was sent", "First class post")
    today = dates.today()
    who.date("Day it was sent", today.day, today.month, today.year)
    who.fill("Proof of posting or service (optional)", proof)
    who.press("Record as sent")
    return printed


def served(case: Case) -> list[tuple[str, str, Any]]:
    """Each letter of a case that was sent: its title, its recipient, and the day on which it counts as served."""
    rows = Letter.objects.filter(on_case__case=case, sent_on=dates.today()).order_by("pk")
    return [(row.title, row.recipient_name, row.deemed_served_on) for row in rows]
