"""What a licensing officer does with an application, and what a stranger asks who has the paper in hand."""

import re
from datetime import date
from urllib.parse import urlsplit

from oxle.cases.models import Case, CaseLetter
from oxle.correspondence.models import Letter
from tests.browser import Visitor
from tests.journeys.officer import does
from tests.journeys.pdfs import text_of

SAVE = "Save and continue"
# How the address of a page that says whether a paper is valid stands on that paper, over as many lines as it takes.
ADDRESS = r"https?://\S+?/licensing/{page}/(?:\S| (?=\S+/))+/"


def checks(officer: Visitor, case: Case) -> None:
    """Begin to check what lacks nothing."""
    does(officer, case, "Begin to check: it is all there")
    officer.press(SAVE)


def grants_a_licence(officer: Visitor, case: Case, first_on: date, last_on: date) -> None:
    """Grant a licence for some days, with a condition; first with a last day that is before the first."""
    does(officer, case, "Grant the licence")
    officer.date("From which day is the licence valid?", first_on.day, first_on.month, first_on.year)
    officer.date("Until which day is it valid?", first_on.day, first_on.month, first_on.year - 1)
    officer.press(SAVE)
    assert officer.page.title().startswith("Error: ")
    officer.date("Until which day is it valid?", last_on.day, last_on.month, last_on.year)
    officer.fill("Which conditions does it have? (optional)", "A nurse is at the theatre.")
    officer.press(SAVE)


def grants_a_permit(officer: Visitor, case: Case) -> None:
    """Grant a permit that is considered by itself: not without a word why."""
    does(officer, case, "Grant the permit")
    officer.press(SAVE)
    assert officer.page.title().startswith("Error: ")
    officer.fill("Why is it granted all the same?", "The school sees that she comes on time since she works.")
    officer.press(SAVE)


def revokes(officer: Visitor, case: Case, step: str) -> None:
    """End what was allowed, with the reason."""
    does(officer, case, step)
    officer.fill("Reason", "Education suffers.")
    officer.press(SAVE)


def pdf_of(officer: Visitor, case: Case, kind: str, role: str) -> bytes:
    """The PDF of a letter of a case to whoever has that part in it, opened from the page of the letter."""
    link = CaseLetter.objects.filter(case=case, letter__kind=kind, party__role=role).exclude(letter__state="withdrawn")
    letter: Letter = link.get().letter
    officer.open(f"/letters/{letter.key}/")
    return officer.download("Download the letter (PDF)")


def check_address(pdf: bytes, page: str) -> str:
    """The path of the page that says whether a paper is valid, as the paper prints its address."""
    found = re.search(ADDRESS.format(page=page), text_of(pdf))
    assert found is not None
    return urlsplit(found[0].replace(" ", "")).path


def says(stranger: Visitor, path: str) -> str:
    """What the public page of a paper says, apart from what stands around every page."""
    stranger.open(path)
    return str(stranger.page.inner_text("main"))
