"""Makes bare cases for tests of lists: at any stage of any pathway, anybody's, with whatever dates."""

from datetime import UTC, date, datetime
from typing import Any

from oxle.accounts.models import User
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline, Origin
from oxle.core.references import new_reference
from oxle.people.models import Child
from tests import make

REFERRALS, PROSECUTION, SUPERVISION = "attendance/referrals", "attendance/prosecution", "attendance/supervision"
TEAM = "County Attendance Team"
ON = date(2026, 10, 16)


def case(
    child: Child | None = None,
    *,
    pathway: str = REFERRALS,
    stage: str = "received",
    owner: User | None = None,
    opened_on: date = ON,
    due: list[date] | None = None,
    **fields: Any,
) -> Case:
    """A case about a child (one of its own unless told), with one running deadline for each day in `due`."""
    made = Case.objects.create(
        reference=new_reference("OX"),
        duty="attendance",
        pathway=pathway,
        pathway_version=1,
        stage=stage,
        stage_since_on=opened_on,
        child=child or make.child(family=f"Pupil {Case.objects.count() + 1}"),
        team=make.organisation("team", TEAM),
        owner=owner,
        origin=Origin.PORTAL,
        opened_on=opened_on,
        **fields,
    )
    event = made.events.create(order=1, step="refer", on=opened_on, at=moment(opened_on), stage_after=stage)
    for number, day in enumerate(due or []):
        dated(made, event, number, day)
    return made


def dated(case: Case, event: Any, number: int, day: date, state: str = State.RUNNING) -> Deadline:
    """One deadline of a case."""
    return case.deadlines.create(
        clock=f"clock {number}",
        event=event,
        label="Do something",
        against="council",
        is_law=False,
        counted_from_on=event.on,
        due_on=day,
        state=state,
        explanation={"from": "The referral", "limit": "some days"},
    )


def moment(on: date) -> datetime:
    """Noon of a day."""
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
