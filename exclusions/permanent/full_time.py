"""Whether education is arranged and full-time: what is less does not meet day 6 (Education Act 1996 s.19(3A))."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from exclusions.permanent import pathway
from exclusions.permanent.home import council_of
from exclusions.placement.ending import LONG_TERM_UNDER, places_of
from oxle.cases.models import Case, Party
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.people.models import Child, Enrolment
from oxle.people.visibility import in_force
from oxle.provision.models import Offer
from oxle.provision.queries import full_week_of
from oxle.schooldays.wording import plain_day

ARRANGE = f"Use “{pathway.ARRANGE.label}” first: where the child is taught, and for how many hours."
INSTEAD = f"Arrange more, or use “{pathway.BEGIN_IN_PART.label}”: the dates run on."


def full_time_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why full-time education cannot have begun on a day; None where it can.

    Without a place that was arranged it can where the child is on another school's register by then, where another
    council owes it, on that council's word, and with the long-term place that was named.
    """
    first_on = case.permanent_exclusion.first_on
    if on < first_on:
        return f"The exclusion began on {plain_day(first_on)}. The education cannot have begun before that."
    arranged = last_taken(case, pathway.ARRANGE.key)
    if arranged is None:
        if council_of(case) or _is_elsewhere(case, on):
            return None
        named = places_of(case).filter(in_force(on), basis=LONG_TERM_UNDER).first()
        if named is None:
            return f"No place is arranged. {ARRANGE}"
        said = {pathway.day_six.EDUCATION_FROM.key: named.from_on.isoformat(), "full_time": named.full_time}
        return why_not_full_time(said, sum(named.minutes), case.child, on)
    offer = Offer.objects.filter(key=arranged.facts.get("offer", "")).first()
    minutes = sum(offer.minutes) if offer else None
    return why_not_full_time(arranged.facts, minutes, case.child, on)


def why_not_full_time(facts: Mapping[str, Any], minutes: int | None, child: Child | None, on: date) -> str | None:
    """Why a place that was arranged, of so many minutes a week (None: not known), is not full-time by a day; None where
    it is."""
    starts_on = from_iso(facts[pathway.day_six.EDUCATION_FROM.key])
    if starts_on is not None and on < starts_on:
        return f"The place arranged begins on {plain_day(starts_on)}. Arrange it again where it began sooner."
    if not facts.get("full_time", True):
        return f"The place arranged is not full-time. {INSTEAD}"
    # Not the week that the school publishes: it is not at that school.
    if minutes is not None and child is not None and minutes < (full := full_week_of(child, None, on)):
        return f"The place arranged has {_hours(minutes)} hours a week of {_hours(full)}. {INSTEAD}"
    return None


def _is_elsewhere(case: Case, on: date) -> bool:
    others = Enrolment.objects.filter(in_force(on), child=case.child_id).exclude(school=case.school_id)
    return others.exists()


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}"
