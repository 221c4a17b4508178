"""Makes what the tests of concerns begin with."""

from datetime import date, timedelta
from typing import Any

from oxle.accounts.models import User
from oxle.cases.concern_models import Advice, Concern
from oxle.missing_out.concerns import actions
from oxle.people.models import Child
from tests.exclusions.make import moment


def told(**changes: Any) -> dict[str, Any]:
    """What a team tells about a pupil called Demo Pupil, of whom it knows no more than the name and the birthday."""
    return {
        "told_mash_on": None, "given": "Demo", "family": "Pupil", "born_on": date(2014, 3, 4), "upn": "", "lines": "",
        "postcode": "", "school": "", "kinds": ["waits"], "since_on": None, "why": "No school has answered.",
        "did": "Asked three schools.", "asks": "A school that takes the pupil.", **changes,
    }  # fmt: skip


def concern(by: User, on: date, **changes: Any) -> Concern:
    """A concern that somebody’s team told on a day."""
    team = by.memberships.get().organisation
    return actions.tell(team, told=told(**changes), by=by, on=on, at=moment(on))


def advised(child: Child, by: User, on: date, **changes: Any) -> Advice:
    """A challenge to a service about a child, to be answered in a week."""
    said = {"kind": "challenge", "to_whom": "Admissions", "text": "Name a school.", "due_on": on + timedelta(weeks=1)}
    return actions.advise(child, **(said | changes), by=by, on=on, at=moment(on))
