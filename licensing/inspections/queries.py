"""Reads of inspections: what a person may see, what touches a permit or a licence, what is in force at the place."""

from datetime import date

from django.db.models import Q, QuerySet

from licensing.bodies import pathway as bodies
from licensing.bodies.models import BodyApproval
from licensing.inspections import pathway
from licensing.performances import pathway as licences
from licensing.performances.models import Production
from licensing.work.models import Employer
from licensing.work.permits import pathway as permits
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case, Party

KEY = pathway.INSPECTION.key
_IN_FORCE = (
    Q(pathway=permits.PERMIT.key, stage__in=[one.key for one in permits.IN_FORCE])
    | Q(pathway=licences.LICENCE.key, stage__in=[one.key for one in licences.IN_FORCE])
    | Q(pathway=bodies.BODY.key, stage__in=[one.key for one in bodies.IN_FORCE])
)


def inspections_for(user: User) -> QuerySet[Case]:
    """The open inspections that this person may see, with what a list needs of each."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None)
    rows = rows.select_related(
        "inspection__employer", "inspection__production", "inspection__approval"
    ).prefetch_related("deadlines")
    return rows.order_by("opened_on", "pk")


def touching(user: User, case: Case) -> list[Case]:
    """The inspections, open and closed, of the employer of a work permit, of the production of a licence, or of an
    approved organisation, that this person may see, the newest first."""
    if case.pathway == permits.PERMIT.key:
        about = Q(inspection__employer=case.work_permit.employer_id)
    elif case.pathway == bodies.BODY.key:
        about = Q(inspection__approval=case.pk)
    else:
        about = Q(inspection__production=case.performance.production_id)
    rows = visible_to(user, Case).filter(about, pathway=KEY).select_related("inspection")
    return list(rows.order_by("-inspection__planned_on", "-pk"))


def in_force_at(case: Case) -> QuerySet[Case]:
    """The cases of the permits, licences and approvals in force at the place of an inspection."""
    inspection = case.inspection
    if inspection.employer_id is not None:
        about = Q(work_permit__employer=inspection.employer_id)
    elif inspection.approval_id is not None:
        about = Q(body_approval=inspection.approval_id)
    else:
        about = Q(performance__production=inspection.production_id)
    rows = Case.objects.filter(about, _IN_FORCE).select_related("child", "work_permit", "performance", "body_approval")
    return rows.order_by("opened_on", "pk")


def place_of(of: Production | Employer | BodyApproval) -> str:
    """Where an inspection is, if nobody says another place: an employer’s address, the places of an approval, the first
    one of a production with its address; empty where that names none."""
    if not isinstance(of, Production):
        return of.lines if isinstance(of, Employer) else of.places
    place = of.places.first()
    if place is None:
        return ""
    return "\n".join(part for part in (place.name, *place.lines.splitlines(), place.postcode) if part)


def work_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That an enquiry is no matter of a performance, in a sentence; None where it is a place of work."""
    return None if case.inspection.employer_id else "This inspection is of a performance, not of a place of work."


def in_force_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That there is nothing to revoke, in a sentence; None where a permit or a licence is in force there."""
    return None if in_force_at(case).exists() else "No permit, licence or approval is in force there."
