"""The end of filling in: what an employer answered becomes an application, is received, and the parts are asked for."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.applicants import drafting, queries
from licensing.applicants.models import ApplicationDraft
from licensing.applicants.sections import RISKS, Answers, Missing
from licensing.applicants.sending import DECLARED
from licensing.work.employers import EmployerGiven
from licensing.work.online import checked, receiving, sections
from licensing.work.online.models import JobApplied
from licensing.work.online.submitting import JobGiven, WorkerGiven
from licensing.work.permits.submitting import PermitApplication
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused


def still_missing(draft: ApplicationDraft, *, on: date) -> list[Missing]:
    """Everything that must be done before it can be sent; that no permit can be applied for at all is among it."""
    found = sections.missing(draft.answers, queries.files_of(draft), drafting.unfinished(draft))
    if words := checked.impossible(draft.answers, on=on):
        found.append(Missing(sections.JOB, words))
    return found


@transaction.atomic
def send(draft: ApplicationDraft, *, declared_by: str, version: int, on: date, at: datetime) -> JobApplied:
    """Send an application. Stale when it was saved in another window meanwhile; Refused while something is missing, or
    where no permit can be applied for."""
    if not drafting.locked(draft).is_open:
        raise Refused("This application has been sent already.")
    if missing := still_missing(draft, on=on):
        raise Refused(f"This application cannot be sent yet. {missing[0].text}")
    job = receiving.submit(application_of(draft, on=on), on=on, at=at)
    draft.state, draft.sent_on, draft.reference = ApplicationDraft.State.SENT, on, job.reference
    draft.answers = {**draft.answers, DECLARED: {"by": declared_by, "on": on.isoformat()}}
    draft.saved_at = at
    save_if_unchanged(draft, version, ["state", "sent_on", "reference", "answers", "saved_at"])
    return job


def application_of(draft: ApplicationDraft, *, on: date) -> JobGiven:
    """What a whole draft says, in the terms of those who receive it on a day."""
    answers = draft.answers
    files = {one.section: one for one in queries.files_of(draft)}
    photo, risks = files[sections.PHOTO], files[RISKS]
    job = dict(answers[sections.JOB])
    for name in ("starts_on", "ends_on"):
        job[name] = date.fromisoformat(job[name]) if job[name] else None
    return JobGiven(
        employer=EmployerGiven(**answers[sections.EMPLOYER], email=draft.applicant.email),
        job=PermitApplication(
            **job, hours=checked.hours_of(answers), photo=photo.file, photo_on=photo.taken_on,
            risk_assessment=risks.file,
        ),
        child=_child(answers, on),
    )  # fmt: skip


def _child(answers: Answers, on: date) -> WorkerGiven:
    told: dict[str, Any] = dict(answers[sections.CHILD])
    return WorkerGiven(
        given=told["given"], family=told["family"], born_on=date.fromisoformat(told["born_on"]), lines=told["lines"],
        postcode=told["postcode"], parent_name=told["parent"], parent_email=told["parent_email"],
        parent_phone=told["parent_phone"], school=checked.school_of(answers, on=on), school_name=told["school"],
        school_email=told["school_email"],
    )  # fmt: skip
