"""Takes an application for a work permit, and keeps what parent, school and employer say after it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.work.employers import EmployerGiven, known_employer
from licensing.work.hours import Hours
from licensing.work.models import Employer, Permit, PermitAnswer, WorkHours
from licensing.work.permits import letters, pathway
from licensing.work.permits.possible import must_be_possible
from licensing.work.permits.submitting import PermitApplication
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case, CaseDocument, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import current_enrolment, parents_of

TITLES = {"photo": "Photograph of the child", "risk_assessment": "Risk assessment"}


@transaction.atomic
def apply(
    child: Child,
    told: PermitApplication,
    *,
    employer: Employer | EmployerGiven,
    by: User | None,
    on: date,
    at: datetime,
    origin: str = Origin.COUNCIL,
    school_name: str = "",
) -> Case:
    """Receive an application for a child on a day, and open its case. `by` is the officer who enters it, or who says
    who the child is of an application that an employer sent (`origin`); None for the service. `employer` is one of the
    register, or one that is new to it. `school_name` is a school that the employer names and we do not know: without
    another, no weekday of the child is known to be free of school.

    What is late, lacks something or breaks a limit is received and labelled. Refused, at its field, is what cannot be:
    a job that ends before it begins, no hours, a photograph to come; a child under the least age at which any permit
    can be given; and one who needs none, being over compulsory school age.
    """
    must_be_possible(child.born_on, told, on)
    entered_by = None if origin == Origin.APPLICANT else by
    employer = known_employer(employer, by=by, at=at)
    here = current_enrolment(child, on)
    school = here.school if here else None
    case = actions.open_case(
        pathway.PERMIT,
        pathway.APPLY,
        by=by,
        on=on,
        at=at,
        origin=origin,
        child=child,
        school=school,
        parties={letters.PARENT: [parent.adult for parent in parents_of(child, on)]},
        facts={pathway.STARTS_ON.key: told.starts_on.isoformat()},
    )
    casework.joins(case, employer.body, role=letters.EMPLOYER, on=on)
    if school is not None:
        casework.joins(case, school.organisation, role=letters.SCHOOL, on=on)
    Permit.objects.create(
        case=case, employer=employer, job=told.job, tasks=told.tasks, supervisor=told.supervisor, place=told.place,
        place_postcode=told.place_postcode, place_authority=told.place_authority, starts_on=told.starts_on,
        ends_on=told.ends_on, light=told.light, listed=told.listed, photo=told.photo, photo_on=told.photo_on,
        risk_assessment=told.risk_assessment, risk_words=told.risk_words, school_name="" if school else school_name,
        received_on=on, received_at=at, by=entered_by,
    )  # fmt: skip
    keep_hours(case, told.hours, by=entered_by, on=on, at=at)
    _attach(case, {"photo": told.photo, "risk_assessment": told.risk_assessment}, by=entered_by, on=on, at=at)
    return case


def keep_hours(case: Case, hours: Hours, *, by: User | None, on: date, at: datetime) -> None:
    """Keep the hours of a job as they were told on a day: the newest count."""
    WorkHours.objects.create(case=case, hours=hours.kept(), on=on, at=at, by=by)


def _attach(case: Case, files: Mapping[str, File | None], *, by: User | None, on: date, at: datetime) -> None:
    """Put what an officer received among the documents of the case; what the employer sent stays with the permit."""
    for name, file in files.items():
        if file is not None and by is not None:
            casework.attach(case, file, title=TITLES[name], by=by, on=on, at=at)


@transaction.atomic
def answer(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what a parent or the school says in writing. `data`: given_by, position, agrees, and perhaps attendance (of
    the school), health, said, and the writing itself that was uploaded (document). `by` is None where it came by the
    link that was sent to them."""
    whose = PermitAnswer.Whose(step.key)
    facts = {**taken.get("facts", {}), "given_by": data["given_by"], "agrees": data["agrees"]}
    if data.get("attendance") is not None:
        facts["attendance"] = str(data["attendance"])
    event = actions.take(case, step, **{**taken, "facts": facts})
    PermitAnswer.objects.create(
        case=case, whose=whose, given_by=data["given_by"], position=data.get("position", ""), agrees=data["agrees"],
        attendance=data.get("attendance"), health=data.get("health", ""), said=data.get("said", ""),
        document=_document(case, data, event, whose), by_link=event.by is None, on=event.on, at=event.at, by=event.by,
    )  # fmt: skip
    return event


def _document(case: Case, data: Mapping[str, Any], event: Event, whose: PermitAnswer.Whose) -> CaseDocument | None:
    upload = data.get("document")
    if not upload or event.by is None:
        return None
    file = store_upload(upload, by=event.by, at=event.at, field="document")
    return casework.attach(
        case, file, title=f"Written answer: {whose.label.lower()}", by=event.by, on=event.on, at=event.at
    )


@transaction.atomic
def tell_hours(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep other hours, before the permit is decided. `data`: hours."""
    event = actions.take(case, step, **taken)
    keep_hours(case, data["hours"], by=event.by, on=event.on, at=event.at)
    return event


@transaction.atomic
def supply(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what the application lacked. `data`: photo and risk_assessment (uploads, or none), photo_on, risk_words."""
    if data["photo_on"] is not None and data["photo_on"] > taken["on"]:
        raise Refused("The photograph cannot have been taken after it came", field="photo_on")
    event = actions.take(case, step, **taken)
    permit = Permit.objects.select_for_update().get(pk=case.pk)
    files = {
        name: store_upload(data[name], by=taken["by"], at=event.at, field=name) if data.get(name) else None
        for name in TITLES
    }
    permit.photo = files["photo"] or permit.photo
    permit.photo_on = data["photo_on"] or permit.photo_on
    permit.risk_assessment = files["risk_assessment"] or permit.risk_assessment
    permit.risk_words = data["risk_words"] or permit.risk_words
    permit.save(update_fields=["photo", "photo_on", "risk_assessment", "risk_words"])
    _attach(case, files, by=event.by, on=event.on, at=event.at)
    return event
