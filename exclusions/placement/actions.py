"""Steps on the way to a new school that concern a body of their own, which becomes a party of the case."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from exclusions.placement import letters, long_term
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import london_day

NAMES = "name_place"


@transaction.atomic
def take_with_school(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Take a step that names a place or says that it refuses; the letters about it are drafted.

    `data`: school, which may be None where the place is at no school of the list; with a provider of ours provider,
    starts_on, minutes and full_time, and the child is given a place there. A long-term place that was named before and
    has not begun is given up by another.
    """
    if data.get("school") is not None:
        letters.school_joins(case, data["school"], taken["on"])
    if step.key == NAMES:
        long_term.leave(case, on=london_day(taken["at"]), by=taken["by"])
        if data.get("provider") is not None:
            given = long_term.give(case, data, by=taken["by"], at=taken["at"])
            taken = {**taken, "facts": {**taken["facts"], **given}}
    return actions.take(case, step, **taken)


@transaction.atomic
def take_with_secretary(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Ask the Secretary of State for a direction; the request is drafted."""
    letters.secretary_joins(case, taken["on"])
    return actions.take(case, step, **taken)
