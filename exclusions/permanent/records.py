"""The records of a child follow once a new place is named: three lines open."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from oxle.accounts.models import User
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.provision.models import Provider
from oxle.schools.models import School
from oxle.transfers import following
from oxle.transfers.actions import Destination
from oxle.transfers.models import Reason, Transfer


def follow(case: Case, event: Event, named: Mapping[str, Any], by: User | None) -> None:
    """A place was named, or takes the child after all: open the transfer of the records there, or lead the one that is
    open there instead. `named`: what was said of the place."""
    if named.get("place"):
        follow_to(case, event, place_of(named), date.fromisoformat(named["starts_on"]), by)


def stay(
    case: Case, event: Event, by: User | None, *, at: datetime | None = None, instead_of: Destination | None = None
) -> None:
    """The place that was named comes to nothing, or is in doubt: a move of which no file was sent yet is withdrawn.

    Where it was never named in truth, `at` is when that was put right, and a child who left goes no longer to
    `instead_of`: it is not known where to.
    """
    if case.school is not None and case.child is not None:
        because = "The place that was named came to nothing."
        said = {"because": because, "by": by, "at": at or event.at}
        following.stay(case.child, case.school, **said, instead_of=instead_of)


def was_stopped(case: Case, closing: Event) -> bool:
    """Whether a move of the records was withdrawn with the step that closed the case."""
    at = root_of(closing).at
    rows = Transfer.objects.filter(child=case.child, from_school=case.school, reason=Reason.NAMED, withdrawn_at=at)
    return rows.exists()


def follow_to(case: Case, event: Event, to: Destination, starts_on: date, by: User | None) -> None:
    """The same to a place that is known, from a day on, by the step that says so."""
    if case.school is not None and case.child is not None:
        following.follow(case.child, case.school, to, known_on=event.on, starts_on=starts_on, by=by, at=event.at)


def place_of(named: Mapping[str, Any]) -> Destination:
    """The place that was named, by what was said of it: the school or provider of ours, else as its name is."""
    for key, places in (("school", School), ("provider", Provider)):
        found = places.objects.filter(key=named.get(key) or "").select_related("organisation").first()
        if found is not None:
            return found
    return place_called(named.get("place", ""))


def place_called(name: str) -> Destination:
    """The school or provider of exactly this name; else the name, as it is the name of a place that we do not have."""
    called = {"organisation__name": name.strip()}
    schools = School.objects.filter(**called).select_related("organisation")[:2]
    if len(schools) == 1:
        return schools[0]
    return Provider.objects.filter(**called).select_related("organisation").first() or name.strip()
