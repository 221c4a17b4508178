"""Makes what the tests of approved organisations begin with: an application, and an approval."""

from datetime import date, timedelta
from typing import Any

from licensing.bodies import actions, pathway
from licensing.bodies.deciding import APPROVALS
from licensing.bodies.submitting import BodyApplication, ChildReported
from oxle.accounts.models import User
from oxle.cases.actions import take
from oxle.cases.models import Case, Event
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from tests.exclusions.make import moment

CHILDREN = [
    ChildReported("Ivy Marrow", date(2017, 12, 5), "Example School"),
    ChildReported("Ben Okoro", date(2014, 5, 1)),
]


def application(on: date, **changes: Any) -> BodyApplication:
    """An application that lacks nothing."""
    paper = store_made(b"a policy", kind=PDF, name="policy.pdf", at=moment(on))
    said = {
        "organisation": "Example Youth Theatre", "applicant": "Robin Example", "lines": "1 Stage Street",
        "postcode": "OX1 1AA", "email": "youth@theatre.example", "activities": "Two plays a year, songs and dances.",
        "places": "Exampleton Playhouse\nThe Corn Hall", "wanted_from_on": on, "wanted_until_on": on + timedelta(180),
        "children": "About 40, from 5 to 15", "unpaid": True, "misses_school": False,
        "in_charge": "Maple Thistlewood, CH-204", "checks": "References and an enhanced DBS check.",
        "policy_on": on, "policy": paper, "risk_assessment": paper,
    }  # fmt: skip
    return BodyApplication(**{**said, **changes})


def applied(on: date, *, by: User | None = None, **changes: Any) -> Case:
    """The case of an application that came on a day."""
    return actions.apply(application(on, **changes), by=by, on=on, at=moment(on))


def approve(case: Case, on: date, *, by: User, **changes: Any) -> Event:
    """The organisation is approved."""
    entry = case.body_approval
    data = {"from_on": entry.wanted_from_on, "until_on": entry.wanted_until_on, "conditions": "", **changes}
    facts = {pathway.UNTIL_ON.key: data["until_on"].isoformat()}
    return APPROVALS.approve(case, pathway.APPROVE, data=data, by=by, on=on, at=moment(on), facts=facts)


def approved(on: date, *, by: User, conditions: str = "", **changes: Any) -> Case:
    """The case of an organisation that applied and was approved on a day."""
    case = applied(on, by=by, **changes)
    take(case, pathway.CHECK, by=by, on=on, at=moment(on))
    approve(case, on, by=by, conditions=conditions)
    case.refresh_from_db()
    return case


def reported(case: Case, on: date, *, by: User, **changes: Any) -> Event:
    """It reports performances."""
    said = {"name": "The Goose Fair", "place": "The Corn Hall", "first_on": on, "last_on": on, "children": CHILDREN}
    return actions.report(case, pathway.REPORT, data={**said, **changes}, by=by, on=on, at=moment(on))
