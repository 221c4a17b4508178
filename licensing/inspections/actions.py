"""Plans an inspection, keeps what was found, and what came of it: a letter, an enquiry, a question of revoking."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.bodies import pathway as bodies
from licensing.bodies.models import BodyApproval
from licensing.inspections import letters, pathway, queries
from licensing.inspections.models import Inspection
from licensing.performances import pathway as licences
from licensing.performances.models import Production
from licensing.work.employers import EmployerGiven, known_employer
from licensing.work.enquiries.actions import open_enquiry
from licensing.work.models import Employer
from licensing.work.permits import pathway as permits
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload

PHOTOGRAPHS = ("photograph", "second_photograph", "third_photograph")
# The step by which each case is asked about, by its pathway.
ASKED = {
    permits.PERMIT.key: permits.INSPECTED, licences.LICENCE.key: licences.INSPECTED, bodies.BODY.key: bodies.INSPECTED,
}  # fmt: skip
# Where it stands of what an inspection is.
_COLUMNS: dict[type[Any], str] = {Employer: "employer", Production: "production", BodyApproval: "approval"}


@transaction.atomic
def plan(
    of: Employer | EmployerGiven | Production | BodyApproval,
    *,
    planned_on: date,
    why: str,
    place: str = "",
    announced: bool = False,
    by: User,
    on: date,
    at: datetime,
    came_from: Case | None = None,
) -> Case:
    """Plan an inspection for a day, of an employer (one of the register, or one that is new to it), of a production or
    of an approved organisation.

    `place` is the employer’s address, the first place of the production, or the places of the approval, where nobody
    says another. Refused for a production that names no place.
    """
    held = of if isinstance(of, (Production, BodyApproval)) else known_employer(of, by=by, at=at)
    place = place or queries.place_of(held)
    if not place:
        raise Refused("Enter the place: the application names none.", field="place")
    body = held.body
    case = actions.open_case(
        pathway.INSPECTION,
        pathway.PLAN,
        by=by,
        on=on,
        at=at,
        origin="council",
        organisation=body,
        came_from=came_from,
        facts={pathway.PLANNED_ON.key: planned_on.isoformat()},
    )
    casework.joins(case, body, role=letters.INSPECTED, on=on)
    Inspection.objects.create(
        case=case, **{_COLUMNS[type(held)]: held}, place=place, why=why, announced=announced, planned_on=planned_on,
        planned_at=at, by=by,
    )  # fmt: skip
    return case


@transaction.atomic
def move(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Plan another day. `data`: planned_on."""
    event = actions.take(case, step, **taken)
    Inspection.objects.filter(case=case).update(planned_on=data["planned_on"])
    return event


@transaction.atomic
def visit(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what was found, with the photographs among the documents of the case. `data`: spoken_to, children_seen,
    findings, and uploads or none under PHOTOGRAPHS."""
    event = actions.take(case, step, **taken)
    Inspection.objects.filter(case=case).update(
        visited_on=event.on, visited_by=event.by, spoken_to=data["spoken_to"], children_seen=data["children_seen"],
        findings=data["findings"],
    )  # fmt: skip
    for name in PHOTOGRAPHS:
        if upload := data.get(name):
            file = store_upload(upload, by=taken["by"], at=event.at, field=name)
            title = "Photograph of the inspection"
            casework.attach(case, file, title=title, kind="photograph", by=taken["by"], on=event.on, at=event.at)
    return event


@transaction.atomic
def follow(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Say what must be put right, and by when: the letter says it. `data`: put_right_on. Refused for a day before that
    on which this is decided."""
    if data["put_right_on"] < taken["on"]:
        raise Refused("The day by which it is put right cannot be before this is decided", field="put_right_on")
    event = actions.take(case, step, **taken)
    Inspection.objects.filter(case=case).update(put_right=event.reason, put_right_on=data["put_right_on"])
    return event


@transaction.atomic
def enquire(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Open an enquiry into illegal employment at the same employer, which keeps where it came from."""
    inspection = case.inspection
    event = actions.take(case, step, **taken)
    open_enquiry(
        inspection.employer,
        place=inspection.place,
        told_by=f"{event.by.name}, inspection {case.reference}",
        told=event.reason,
        by=event.by,
        on=event.on,
        at=event.at,
        came_from=case,
    )
    return event


@transaction.atomic
def ask(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Ask whoever decides whether permits, licences or approvals that are in force there must be revoked: a task on the
    case of each, and nothing more. `data`: cases, those that are chosen."""
    chosen: list[Case] = data["cases"]
    event = actions.take(case, step, **{**taken, "facts": {"cases": [one.reference for one in chosen]}})
    for one in chosen:
        facts = {"inspection": case.reference}
        on = london_day(event.at)
        actions.take(one, ASKED[one.pathway], by=event.by, on=on, at=event.at, facts=facts, reason=event.reason)
    return event


def correct_plan(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right for which day it was planned, where no other was planned since."""
    if not case.events.filter(step=pathway.MOVE.key, order__gt=event.order).exists():
        planned_on = date.fromisoformat(facts[pathway.PLANNED_ON.key])
        Inspection.objects.filter(case=case).update(planned_on=planned_on)
    return dict(facts)


def correct_visit(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right on which day the visit was made."""
    Inspection.objects.filter(case=case).update(visited_on=on)
    return dict(facts)


def correct_follow_up(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right by which day it must be put right, where no other was given since."""
    if not case.events.filter(step=pathway.FOLLOW.key, order__gt=event.order).exists():
        put_right_on = date.fromisoformat(facts[pathway.PUT_RIGHT_ON.key])
        Inspection.objects.filter(case=case).update(put_right_on=put_right_on)
    return dict(facts)
