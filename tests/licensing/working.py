"""Makes what the tests of children’s work begin with: an application for a permit, typed as it is entered."""

from datetime import date
from decimal import Decimal
from typing import Any

from licensing.work.employers import EmployerGiven
from licensing.work.hours import Hours, read_week
from licensing.work.models import Employer
from licensing.work.permits import actions, deciding, pathway
from licensing.work.permits.submitting import PermitApplication
from oxle.accounts.models import User
from oxle.cases.actions import take
from oxle.cases.models import Case, Event
from oxle.people.models import Child
from tests.exclusions.make import moment

EMPLOYER = EmployerGiven(
    "Example Bakery", "1 Market Street", "Bakery", "OX1 1AA", "Lee Example", email="lee@bakery.example"
)
SATURDAY = Hours(weekends=read_week("Saturday 09:00-12:00", "weekends"))


def hours(school_days: str = "", weekends: str = "", holidays: str = "", away: Any = ()) -> Hours:
    """Hours as they are typed."""
    return Hours(
        read_week(school_days, "school_days"), read_week(weekends, "weekends"), read_week(holidays, "holidays"), away
    )


def application(starts_on: date, told: Hours = SATURDAY, **changes: Any) -> PermitApplication:
    """An application that lacks nothing which is the employer’s to give."""
    said = {"job": "Shop assistant", "tasks": "Serves at the counter.", "place": "1 Market Street",
            "risk_words": "Read and signed.", "photo_on": date(2026, 10, 1)}  # fmt: skip
    return PermitApplication(starts_on=starts_on, hours=told, **{**said, **changes})


def applied(
    child: Child, on: date, told: Hours = SATURDAY, *, by: User | None = None, employer: Employer | None = None,
    starts_on: date | None = None, **changes: Any,
) -> Case:  # fmt: skip
    """The case of an application that came on a day, for work from that day on."""
    return actions.apply(
        child, application(starts_on or on, told, **changes), employer=employer or EMPLOYER, by=by, on=on, at=moment(on)
    )


def answered(case: Case, on: date, *, by: User | None, school: bool = True, **changes: Any) -> None:
    """A parent gives written permission, and the school too with an attendance of 95 %."""
    taken = {"by": by, "on": on, "at": moment(on)}
    actions.answer(case, pathway.PARENT, data=parent_says(), **taken)
    if school:
        actions.answer(case, pathway.SCHOOL, data=school_says(**changes), **taken)


def parent_says(**changes: Any) -> dict[str, Any]:
    """A parent who gives permission."""
    return {"given_by": "Robin Example", "position": "Mother", "agrees": True, "health": "", "said": "", **changes}


def school_says(attendance: str | None = "95", **changes: Any) -> dict[str, Any]:
    """A school that gives permission."""
    said = {"given_by": "Head Example", "position": "Head", "agrees": True, "said": ""}
    return {**said, "attendance": Decimal(attendance) if attendance else None, **changes}


def granted(case: Case, on: date, *, by: User, **changes: Any) -> Event:
    """The permit is checked and granted on a day."""
    case.refresh_from_db()
    take(case, pathway.CHECK, by=by, on=on, at=moment(on))
    return grant(case, on, by=by, **changes)


def grant(case: Case, on: date, *, by: User, **changes: Any) -> Event:
    """The permit is granted, once it is being checked."""
    data = {"conditions": "", "considered": "", **changes}
    return deciding.grant(case, pathway.GRANT, data=data, by=by, on=on, at=moment(on))
