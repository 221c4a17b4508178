"""Writes the referral of an excluded child to the fair access panel."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from exclusions.panel_referrals import queries
from exclusions.panel_referrals.models import PanelReferral
from exclusions.unit_referrals.models import Exploitation, Likelihood
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.errors import Refused, Stale


@transaction.atomic
def confirm(case: Case, version: int, *, details: Mapping[str, Any], by: User, on: date, at: datetime) -> PanelReferral:
    """Another version of the referral, which an officer has read and confirms: the panel reads it from now on. Those
    before it stay to be read. `details` holds the fields of PanelReferral but for the figures, which are read now.

    Stale when somebody confirmed another since the `version` that this one began with (0: none was there). Refused
    where the way to a new school is not the panel, for a likelihood without measures, and a day of review that does not
    come later.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    last = case.panel_referrals.order_by("-number").first()
    if last is not None and last.number != version:
        raise Stale(last)
    if why := queries.why_not(case):
        raise Refused(why)
    for risk, said in details["risks"].items():
        if said["likelihood"] != Likelihood.NONE and not said["measures"].strip():
            raise Refused("Enter the measures for this risk.", field=f"{risk}_measures")
    if details["exploitation"] == Exploitation.YES and not details["exploitation_words"].strip():
        raise Refused("Enter what is known or suspected, and who has been told", field="exploitation_words")
    if details["review_on"] <= on:
        raise Refused("The day of the review must be in the future.", field="review_on")
    number = last.number + 1 if last else 1
    figures = queries.figures(case)
    return PanelReferral.objects.create(
        case=case, number=number, figures=figures, written_at=at, written_by=by, **details
    )  # fmt: skip
