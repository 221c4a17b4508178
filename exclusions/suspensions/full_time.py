"""Whether a suspended pupil is taught full-time, by what was arranged: less does not meet what is owed."""

from datetime import date

from exclusions.permanent.full_time import ARRANGE, why_not_full_time
from exclusions.suspensions import pathway, queries, teaching
from oxle.cases.models import Case, Party

# What stops once full-time education has begun.
CLOCKS = (pathway.DAY_SIX, pathway.DAY_SIX_COUNCIL, pathway.LOOKED_AFTER)


def full_time_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why full-time education cannot have begun on a day for any suspension for which it is owed; None where it can
    for one. Which is meant the form asks, and it asks again of that one."""
    found = [why_not(case, one.reference, on) for one in queries.owed_for(case, *CLOCKS)]
    return found[0] if found and all(found) else None


def why_not(case: Case, about: str, on: date) -> str | None:
    """The same of one suspension."""
    arranged = teaching.arranged_for(case, about)
    if not arranged:
        return f"No place is arranged. {ARRANGE}"
    return why_not_full_time(arranged[-1], sum(arranged[-1]["minutes"]), case.child, on)
