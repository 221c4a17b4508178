"""Whether the education arranged is full-time: what is less does not meet day 6 (Education Act 1996 s.19(3A))."""

from datetime import date

from exclusions.permanent import pathway
from exclusions.permanent.queries import last_of
from oxle.cases.models import Case, Party
from oxle.core.dates import from_iso
from oxle.people.models import Child
from oxle.people.visibility import in_force
from oxle.provision.models import FullWeek, Offer
from oxle.provision.rules import full_time_rule
from oxle.schooldays.wording import plain_day

INSTEAD = f"Arrange more, or use “{pathway.BEGIN_IN_PART.label}”: the dates run on."


def full_time_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why full-time education cannot have begun on a day; None where it can. What was begun without a place that is
    recorded rests on the officer's word."""
    first_on = case.permanent_exclusion.first_on
    if on < first_on:
        return f"The exclusion began on {plain_day(first_on)}. The education cannot have begun before that."
    arranged = last_of(case, pathway.ARRANGE.key)
    if arranged is None:
        return None
    starts_on = from_iso(arranged.facts[pathway.EDUCATION_FROM.key])
    if starts_on is not None and on < starts_on:
        return f"The place arranged begins on {plain_day(starts_on)}. Arrange it again where it began sooner."
    if not arranged.facts.get("full_time", True):
        return f"The place arranged is not full-time. {INSTEAD}"
    offer = Offer.objects.filter(key=arranged.facts.get("offer", "")).first()
    if offer is not None and sum(offer.minutes) < (full := _full_week(offer.child, on)):
        return f"The place arranged has {_hours(sum(offer.minutes))} hours a week of {_hours(full)}. {INSTEAD}"
    return None


def _full_week(child: Child, on: date) -> int:
    """A full week of a child in minutes: as the EHC plan says where it does, else by the year group."""
    planned = FullWeek.objects.filter(in_force(on), child=child).values_list("minutes", flat=True).first()
    return planned if planned is not None else int(full_time_rule(child.born_on, on).on(on) * 60)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}"
