"""Writes the case of a child who needs a school."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from exclusions.fair_access import pathway
from exclusions.fair_access.models import Came, FairAccessReferral
from exclusions.permanent.pathway import PERMANENT
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.models import Case, Event, Origin
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

DATES = (pathway.APPLIED_ON, pathway.RELEASE_ON)


@transaction.atomic
def open_referral(
    child: Child,
    school: School,
    *,
    details: Mapping[str, Any],
    by: User,
    on: date,
    at: datetime,
    came_from: Case | None = None,
) -> Case:
    """Open the case of a child who needs a school; `came_from` is the case of another team that handed the child over.

    `school` is the one that was asked first, or that is nearest: its area's panel takes the case, and its school days
    count. `details` holds the fields of FairAccessReferral. Refused where a permanent exclusion of the child is open,
    whose own way leads to the panel, and for an application that has not come yet.
    """
    must_not_be_excluded(child)
    record = FairAccessReferral(**details)
    _must_have_come(record, on)
    case = actions.open_case(
        pathway.FAIR_ACCESS,
        pathway.OPENED,
        by=by,
        on=on,
        at=at,
        origin=Origin.HAND_OVER if came_from else Origin.COUNCIL,
        came_from=came_from,
        child=child,
        school=school,
        parties={"parent": [parent.adult for parent in parents_of(child, on)]},
        facts=_dates(record),
    )
    record.case = case
    record.save(force_insert=True)
    return case


def must_not_be_excluded(child: Child | None) -> None:
    """Refused while a permanent exclusion of the child is open, whose own way leads to the panel."""
    excluded = Case.objects.filter(child=child, pathway=PERMANENT.key, closed_on=None).first()
    if excluded is not None:
        raise Refused(
            f"The child is permanently excluded ({excluded.reference}). “Choose the way to a new school” on that case "
            "brings it before the panel."
        )


@transaction.atomic
def change_referral(
    record: FairAccessReferral, version: int, *, details: Mapping[str, Any], by: User, on: date
) -> None:
    """What is known now. How we came to know and its days are put right with the entry of the timeline instead."""
    if not record.case.is_open:
        raise Refused("The case is closed.")
    for name, value in details.items():
        setattr(record, name, value)
    save_if_unchanged(record, version, details)


def correct_opening(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when an application came and when a child is released. Refused where a leaver would have no day."""
    record = case.fair_access_referral
    days = {fact.key: date.fromisoformat(facts[fact.key]) if facts.get(fact.key) else None for fact in DATES}
    if record.came == Came.LEAVING and days["release_on"] is None:
        raise Refused("Enter the day of release: the child leaves a placement.", field="release_on")
    if record.came != Came.LEAVING and days["release_on"] is not None:
        raise Refused("The child leaves no secure or residential placement.", field="release_on")
    if record.came != Came.REFUSED:
        record.applied_on = days["applied_on"]
    record.release_on = days["release_on"]
    _must_have_come(record, on)
    save_if_unchanged(record, record.version, ["applied_on", "release_on"])
    return {**facts, **_dates(record)}


def _must_have_come(record: FairAccessReferral, on: date) -> None:
    if record.applied_on is not None and record.applied_on > on:
        raise Refused(
            f"This is recorded on {plain_day(on)}. The application cannot have come after that.", field="applied_on"
        )


def _dates(record: FairAccessReferral) -> dict[str, str | None]:
    """The days from which clocks count. An application that a school refused is answered."""
    applied_on = None if record.came == Came.REFUSED else record.applied_on
    return {
        pathway.APPLIED_ON.key: applied_on.isoformat() if applied_on else None,
        pathway.RELEASE_ON.key: record.release_on.isoformat() if record.release_on else None,
    }
