"""Writes the register: guidance that was sent, an employer’s details, and two entries that are one employer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.inspections.models import Inspection
from licensing.register.models import GuidanceSent
from licensing.work.enquiries.models import Enquiry
from licensing.work.models import Employer, Permit
from oxle.accounts.models import Organisation, User
from oxle.cases import casework
from oxle.cases.models import Case, Party
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused, Stale

DETAILS = ("name", "nature", "lines", "postcode", "contact", "phone", "email")


@transaction.atomic
def record_guidance(
    body: Organisation, *, guidance: str, edition: str, to_whom: str, how: str, on: date, by: User, at: datetime
) -> GuidanceSent:
    """Record which version of a guidance was sent, when and to whom. Refused for a day to come."""
    if on > london_day(at):
        raise Refused("The date must be today or in the past.", field="on")
    return GuidanceSent.objects.create(
        body=body, guidance=guidance, edition=edition, to_whom=to_whom, how=how, on=on, at=at, by=by
    )


@transaction.atomic
def change_employer(employer: Employer, *, version: int, data: Mapping[str, Any]) -> None:
    """Change an employer’s details: DETAILS. What was sent before keeps its words. Stale when somebody was faster."""
    for name in DETAILS:
        setattr(employer, name, data[name])
    save_if_unchanged(employer, version, list(DETAILS))


@transaction.atomic
def merge(employer: Employer, into: Employer, *, version: int, by: User, at: datetime) -> None:
    """Say that two entries are one employer: what concerned the first is the second’s from now on, and the first is
    offered nowhere any more. Its open cases follow: they are the body’s of the second from the day on which it is said,
    and so go the letters that are drafted from then on. Closed cases, and what was drafted, keep the body of the first.

    Stale when somebody was faster. Refused into itself, and into one that was merged.
    """
    held = {one.pk: one for one in Employer.objects.select_for_update().filter(pk__in=(employer.pk, into.pk))}
    if held[employer.pk].version != version:
        raise Stale(held[employer.pk])
    if employer.pk == into.pk:
        raise Refused("Choose another employer.", field="into")
    if held[employer.pk].merged_into_id or held[into.pk].merged_into_id:
        raise Refused("One of the two was merged meanwhile. Open the page again.", field="into")
    for model in (Permit, Enquiry, Inspection):
        model._base_manager.filter(employer=employer).update(employer=into)
    _follow(held[employer.pk].body, held[into.pk].body, on=london_day(at))
    Employer.objects.filter(merged_into=employer).update(merged_into=into)
    employer.merged_into, employer.merged_by, employer.merged_at = into, by, at
    save_if_unchanged(employer, version, ["merged_into", "merged_by", "merged_at"])


def _follow(before: Organisation, after: Organisation, *, on: date) -> None:
    """Every open case of one body is another’s from a day on."""
    Case.objects.filter(organisation=before, closed_on=None).update(organisation=after)
    parties = Party.objects.select_for_update(of=("self",)).filter(
        organisation=before, to_on=None, case__closed_on=None
    )
    for party in parties.select_related("case").order_by("pk"):
        party.to_on = max(on, party.from_on)
        party.save(update_fields=["to_on"])
        casework.joins(party.case, after, role=party.role, on=party.to_on)
