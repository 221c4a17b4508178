"""Takes an application of an organisation, and keeps what it supplies and reports."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.bodies import letters, pathway
from licensing.bodies.models import BodyApproval, BodyChild, BodyReport
from licensing.bodies.submitting import BodyApplication, ChildReported
from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.cases import actions, casework
from oxle.cases.entries import root_of
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.references import new_reference
from oxle.documents.actions import store_upload

# The files of an application, and what each is called among the documents.
FILES = {"policy": "Safeguarding policy", "risk_assessment": "Risk assessment"}


@transaction.atomic
def apply(told: BodyApplication, *, by: User | None, on: date, at: datetime, origin: str = Origin.COUNCIL) -> Case:
    """Receive an application on a day, and open its case about an organisation of its own. `by` is the officer who
    enters it; None where the organisation sent it.

    What lacks something is received and labelled. Refused, at its field, is an end before the beginning.
    """
    if told.wanted_until_on < told.wanted_from_on:
        raise Refused("The last day cannot be before the first", field="wanted_until_on")
    name = f"{told.organisation} ({new_reference('OG')})"
    body = Organisation.objects.create(kind=OrganisationKind.AGENCY, name=name)
    case = actions.open_case(
        pathway.BODY, pathway.APPLY, by=by, on=on, at=at, origin=origin, organisation=body
    )  # fmt: skip
    casework.joins(case, body, role=letters.ORGANISATION, on=on)
    BodyApproval.objects.create(case=case, body=body, received_on=on, received_at=at, by=by, **_columns(told))
    if by is not None:
        for name, title in FILES.items():
            if file := getattr(told, name):
                casework.attach(case, file, title=title, by=by, on=on, at=at)
    return case


def _columns(told: BodyApplication) -> dict[str, Any]:
    files = {name: getattr(told, name) for name in FILES}
    return {**asdict(replace(told, policy=None, risk_assessment=None)), **files}


@transaction.atomic
def supply(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what an application lacked. `data`: in_charge, checks (empty where nothing is new), policy_on, policy and
    risk_assessment (uploads, or none)."""
    event = actions.take(case, step, **taken)
    entry = _entry(case)
    for name in ("in_charge", "checks", "policy_on"):
        if data.get(name):
            setattr(entry, name, data[name])
    for name, title in FILES.items():
        if data.get(name):
            file = store_upload(data[name], by=event.by, at=event.at, field=name)
            setattr(entry, name, file)
            casework.attach(case, file, title=title, by=taken["by"], on=event.on, at=event.at)
    entry.save()
    return event


@transaction.atomic
def report(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep performances that an approved organisation reports. `data`: name, place, first_on, last_on, children (each a
    ChildReported). Refused for an end before the beginning, and without a child."""
    children: Sequence[ChildReported] = data["children"]
    if data["last_on"] < data["first_on"]:
        raise Refused("The last day cannot be before the first", field="last_on")
    if not children:
        raise Refused("Enter at least one child", field="children")
    # No name of a child is among the facts: they are kept with the report alone.
    facts = {**taken.get("facts", {}), "name": data["name"], "children": len(children)}
    event = actions.take(case, step, **{**taken, "facts": facts})
    kept = BodyReport.objects.create(
        case=case, name=data["name"], place=data["place"], first_on=data["first_on"], last_on=data["last_on"],
        on=event.on, at=event.at, by=event.by,
    )  # fmt: skip
    BodyChild.objects.bulk_create(
        BodyChild(report=kept, name=one.name, born_on=one.born_on, school=one.school) for one in children
    )
    return event


def _entry(case: Case) -> BodyApproval:
    return BodyApproval.objects.select_for_update().get(pk=case.pk)


def correct_report(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which something was reported is put right."""
    case.body_reports.filter(at=root_of(event).at).update(on=on)
    return dict(facts)
