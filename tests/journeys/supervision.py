"""What happens on the way to an education supervision order, and under it."""

from oxle.cases.models import Case
from tests.browser import Visitor
from tests.journeys.officer import does

COURT = "Example Family Court"
APPLY = "Record the application to the family court"


def is_sought(senior: Visitor, referral: Case) -> Case:
    """The senior officer decides to seek an order: a case of its own, about the child."""
    does(senior, referral, "Seek an education supervision order")
    senior.fill("Reason", "The family needs somebody beside them.")
    senior.press("Save and continue")
    return Case.objects.get(pathway="attendance/supervision")


def consults(officer: Visitor, case: Case) -> None:
    """Record what children's services say."""
    does(officer, case, "Record the consultation of children's services")
    officer.press("Save and continue")
    assert officer.page.title().startswith("Error: ")
    officer.fill("Whom did you consult in children’s services?", "Example duty desk")
    officer.fill("What did they say?", "They agree.")
    officer.press("Save and continue")


def names_the_supervisor(officer: Visitor, case: Case) -> None:
    """Say who supervises."""
    does(officer, case, "Name the supervisor")
    officer.choose("Who supervises?", "Example officer")
    officer.press("Save and continue")


def applies(officer: Visitor, case: Case, step: str = APPLY) -> str:
    """Record an application. Gives what the page answers."""
    does(officer, case, step)
    officer.fill("Which family court?", COURT)
    officer.press("Save and continue")
    return str(officer.page.inner_text("main"))


def may_not_yet(officer: Visitor, case: Case, step: str) -> str:
    """Why a step cannot be taken yet, as its page says before anything is typed."""
    does(officer, case, step)
    assert not officer.page.get_by_role("button", name="Save and continue").count()
    return str(officer.page.inner_text("main"))


def is_made(officer: Visitor, case: Case) -> None:
    """Record a hearing, and the order."""
    does(officer, case, "Record a hearing")
    officer.fill("Which court?", COURT)
    officer.fill("What did the court do?", "Heard the parents, and made the order.")
    officer.press("Save and continue")
    does(officer, case, "Record that the order was made")
    officer.fill("Which court?", COURT)
    officer.press("Save and continue")


def directs(officer: Visitor, case: Case, text: str) -> None:
    """Record what the supervisor directs the mother to do."""
    does(officer, case, "Record a direction of the supervisor")
    officer.choose("To whom was it given?", "Robin Example")
    officer.fill("What was directed?", text)
    officer.press("Save and continue")


def follows_up(officer: Visitor, case: Case, direction: str) -> None:
    """Record that a direction was not followed."""
    does(officer, case, "Record whether a direction was followed")
    officer.choose("Which direction?", direction)
    officer.choose("Was it followed?", "No")
    officer.fill("What happened? (optional)", "Did not come.")
    officer.press("Save and continue")


def is_extended(officer: Visitor, case: Case, day: int, month: int, year: int) -> str:
    """Record an extension until a day. Gives what the page answers."""
    does(officer, case, "Record that the order was extended")
    officer.fill("Which court?", COURT)
    officer.date("Last day of the extended order", day, month, year)
    officer.press("Save and continue")
    return str(officer.page.inner_text("main"))
