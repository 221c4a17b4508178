"""Steps on the way to a new school that concern a body of their own, which becomes a party of the case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from exclusions.permanent.models import PermanentExclusion
from exclusions.placement import letters, long_term
from exclusions.placement.queries import Done, latest_way_of, way_of
from exclusions.telling import must_have_school, must_not_be_weekend
from oxle.accounts.models import User
from oxle.cases import actions, casework, redrafting
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.projection import happenings
from oxle.core.dates import from_iso, london_day
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

NAMES = "name_place"


@transaction.atomic
def take_with_school(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Take a step that names a place or says that it refuses; the letters about it are drafted.

    `data`: school, which may be None where the place is at no school of the list; with a provider of ours provider,
    starts_on, minutes and full_time, and the child is given a place there. A long-term place that was named before and
    has not begun is given up by another. Refused where it is the school that has excluded the child, and for a first
    day before it was named or on which there is no school.
    """
    if step.key == NAMES:
        _must_be_a_new_place(case, data, from_iso(taken["facts"].get("starts_on")), taken["on"])
    if data.get("school") is not None:
        letters.school_joins(case, data["school"], taken["on"])
    if step.key == NAMES:
        # The offer goes to whoever looks after the child by now.
        casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
        long_term.leave(case, on=london_day(taken["at"]), by=taken["by"])
        if data.get("provider") is not None:
            given = long_term.give(case, data, by=taken["by"], at=taken["at"])
            taken = {**taken, "facts": {**taken["facts"], **given}}
    return actions.take(case, step, **taken)


@transaction.atomic
def take_after_all(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Take a step by which a school that refused takes the child, or by which it need not; where it does, what was
    withdrawn with the refusal is drafted again, less what announces a day that has passed."""
    event = actions.take(case, step, **taken)
    if not latest_way_of(case).is_refused:
        redrafting.draft_restored(case, step, by=taken["by"], on=london_day(taken["at"]), at=taken["at"])
    return event


@transaction.atomic
def take_with_secretary(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Ask the Secretary of State for a direction; the request is drafted."""
    letters.secretary_joins(case, taken["on"])
    return actions.take(case, step, **taken)


@transaction.atomic
def take_with_plan(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep how the child begins; it is drafted for the parents and the new school. `data`: begins_on.

    Refused for a day before the first there, or on which there is no school.
    """
    _must_begin_there(way_of(case).named, data["begins_on"])
    return actions.take(case, step, **taken)


def planned(root: Event, event: Event) -> dict[str, Any]:
    """What was planned, as the fields of the step's own form hold it."""
    days = {name: from_iso(event.facts.get(name)) for name in ("begins_on", "review_on")}
    return {**event.facts, **days}


def correct_plan(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right how the child begins. Refused as `take_with_plan` refuses, by the place for which it was planned."""
    if begins_on := from_iso(facts.get("begins_on")):
        order = root_of(event).order
        named = [one for one in happenings(case) if one.step == NAMES and one.order < order]
        _must_begin_there(named[-1] if named else None, begins_on)
    return dict(facts)


def _must_begin_there(named: Done | None, begins_on: date) -> None:
    """Refuse a day before the first at the place that was named, or on which there is no school."""
    starts_on = from_iso(named.facts.get("starts_on")) if named else None
    if starts_on is not None and begins_on < starts_on:
        raise Refused(
            f"The place is from {plain_day(starts_on)}. The child cannot begin before that.", field="begins_on"
        )
    key = named.facts.get("school") if named else None
    _must_be_open(School.objects.filter(key=key).first() if key else None, begins_on, field="begins_on")


def _must_be_a_new_place(case: Case, data: Mapping[str, Any], starts_on: date | None, named_on: date) -> None:
    """Refuse the school whose permanent exclusion stands, and a first day before the place was named, on which the new
    school is closed, or which is a Saturday or a Sunday: parents and school are told both."""
    school = data.get("school")
    excluded = school is not None and PermanentExclusion.objects.filter(case=case, case__school=school).exists()
    if excluded:
        raise Refused(
            f"{school.name} has permanently excluded this child. Name another place: that the pupil is back there is "
            "recorded as reinstated, or as cancelled by the head.",
            field="school",
        )
    if starts_on is None:
        return
    if starts_on < named_on:
        raise Refused(
            f"The first day there cannot be before the place was named, {plain_day(named_on)}. Check both days.",
            field="starts_on",
        )
    _must_be_open(school, starts_on, field="starts_on")


def _must_be_open(school: School | None, day: date, *, field: str) -> None:
    """Refuse a day on which the school is closed; of a place that is no school of the list a Saturday or a Sunday."""
    if school is not None:
        must_have_school(school, day, field=field, enter="Enter the first school day there.")
    else:
        must_not_be_weekend(day, field=field)
