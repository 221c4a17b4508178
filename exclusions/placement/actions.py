"""Steps on the way to a new school that concern a body of their own, which becomes a party of the case."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from exclusions.placement import letters
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step


@transaction.atomic
def take_with_school(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Take a step that names a school or says that it refuses; the letters about it are drafted.

    `data`: school, which may be None where the place is at no school of the list.
    """
    if data.get("school") is not None:
        letters.school_joins(case, data["school"], taken["on"])
    return actions.take(case, step, **taken)


@transaction.atomic
def take_with_secretary(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Ask the Secretary of State for a direction; the request is drafted."""
    letters.secretary_joins(case, taken["on"])
    return actions.take(case, step, **taken)
