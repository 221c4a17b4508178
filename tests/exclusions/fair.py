"""Makes what the tests of a place through fair access begin with: a child who needs a school, and what is known."""

from datetime import date
from typing import Any

from exclusions.fair_access import actions
from exclusions.fair_access.models import Came
from exclusions.telling import SupportForSen
from oxle.cases import actions as cases
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.correspondence.actions import record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from tests import make
from tests.exclusions.make import People, moment

OPENED_ON = date(2026, 11, 2)


def known(**changes: Any) -> dict[str, Any]:
    """What an officer writes down of a child who needs a school."""
    return {
        "came": Came.FOUND,
        "category": "l",
        "sen": SupportForSen.NONE,
        "social_worker": False,
        "looked_after": False,
        "wish": "A school near the grandmother.",
        "voice": "I want to see my friends.",
        "needs": "Works well in small groups.",
    } | changes


def opened(people: People, on: date = OPENED_ON, **changes: Any) -> Case:
    """The case of a child who needs a school, opened by the officer."""
    return actions.open_referral(
        people.child, people.school, details=known(**changes), by=people.officer, on=on, at=moment(on)
    )


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    """A step that the officer takes."""
    case.refresh_from_db()
    reason = "As they wrote." if step.reason else ""
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def served(people: People, case: Case, kind: str, on: date) -> None:
    """The newest letter of a kind, released and handed over on a day, on which it counts as served."""
    letter = Letter.objects.filter(on_case__case=case, kind=f"exclusions.{kind}").latest("pk")
    senior = make.user("manager", name=f"Manager {on} {letter.pk}")
    release_letter(letter, by=senior, on=on, at=moment(on))
    record_sent(
        letter, by=people.officer, on=on, at=moment(on), method=Method.BY_HAND, proof="To the office", pdf_follows=True
    )
