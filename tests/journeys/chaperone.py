"""What an officer finds out of somebody who would be a chaperone, and the approval."""

from licensing.chaperones.submitting import RefereeGiven
from oxle.cases.models import Case
from tests.browser import Visitor
from tests.journeys.licensing import SAVE
from tests.journeys.officer import does


def gives_a_reference(officer: Visitor, case: Case, referee: RefereeGiven) -> None:
    """A referee answers."""
    does(officer, case, "Record a reference")
    officer.choose("Who answers?", f"{referee.name}, {referee.relation}")
    officer.choose("Are they a relative of the chaperone, or do they live with them?", "No")
    officer.choose("Do they think the chaperone suitable?", "Yes")
    officer.press(SAVE)
    assert officer.page.title().startswith("Error: ")
    officer.fill("What do they say?", "Patient, and on time. <script>alert(1)</script>")
    officer.press(SAVE)


def is_interviewed(officer: Visitor, case: Case) -> None:
    """The interview is recorded."""
    does(officer, case, "Record the interview")
    officer.fill("Who held the interview?", "Two officers")
    officer.fill("Which proofs of identity were seen?", "Passport")
    officer.fill("What was asked and said?", "What they would do if a child is ill.")
    officer.choose("Is the chaperone suitable by this interview?", "Yes")
    officer.press(SAVE)


def shows_the_certificate(officer: Visitor, case: Case) -> None:
    """A certificate is seen: first with a number that is none."""
    does(officer, case, "Record what the DBS says")
    officer.choose("What was looked at?", "The certificate itself")
    officer.fill("Number of the certificate", "12345")
    officer.date("Day of the certificate", 2, 11, 2026)
    officer.choose("Is it an enhanced one for the child workforce, with the children’s barred list?", "Yes")
    officer.choose("Do they subscribe to the update service?", "Yes")
    officer.choose("Can they be approved by it?", "Yes")
    officer.press(SAVE)
    assert "The number of a DBS certificate has 12 digits" in officer.page.inner_text("main")
    officer.fill("Number of the certificate", "001234567890")
    officer.press(SAVE)


def was_trained(officer: Visitor, case: Case) -> None:
    """The proof of the training is seen."""
    does(officer, case, "Record the training")
    officer.fill("Which training was it?", "Safeguarding for chaperones")
    officer.date("When was it done?", 1, 10, 2026)
    officer.press(SAVE)


def is_approved(officer: Visitor, case: Case) -> None:
    """Approved for as long as the setting allows, with a condition; first for a day too long."""
    does(officer, case, "Approve the chaperone")
    officer.date("Until which day?", 12, 11, 2029)
    officer.fill("Conditions (optional)", "With another chaperone for children under five.")
    officer.press(SAVE)
    assert "An approval lasts 3 years at most: until 11 November 2029" in officer.page.inner_text("main")
    officer.date("Until which day?", 11, 11, 2029)
    officer.press(SAVE)
