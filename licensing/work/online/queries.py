"""Reads of employers’ applications: who may see them, and what an officer reads of one."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from licensing.queries import READ
from licensing.work.hours import in_words, read_kept
from licensing.work.online.models import JobApplied
from licensing.work.online.submitting import employer_of
from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


@visible(JobApplied)
def _applications(user: Any) -> Q:
    """Who works on licences sees them, less the children closed to them; of whom nobody knows who it is, all."""
    if READ not in user.permissions:
        return NOTHING
    return Q(case=None) | Q(case__child__in=visible_to(user, Child).values("pk"))


def applications_for(user: User) -> QuerySet[JobApplied]:
    """The employers’ applications that this person may see."""
    return visible_to(user, JobApplied).select_related("case", "school__organisation", "photo", "risk_assessment")


def get_application_for(user: User, key: str) -> JobApplied:
    """One of them; 404 to strangers. The caller records the sight of a record."""
    return get_or_404(applications_for(user), key=key)


def rows_of(job: JobApplied) -> list[dict[str, Any]]:
    """An application as a summary list shows it."""
    told, employer = job.told["job"], employer_of(job.told)
    shown: list[tuple[str, Any]] = [
        ("Reference of the application", job.reference),
        ("Received", plain_day(job.received_on)),
        ("Employer", [employer.name, employer.nature, *employer.lines.splitlines(), employer.postcode]),
        ("How to reach the employer", [employer.contact, employer.phone, employer.email]),
        ("The employer says of the child", f"{job.called}, born {plain_day(job.born_on)}"),
        ("Where the child lives", [*job.lines.splitlines(), job.postcode]),
        ("School", str(job.school) if job.school else f"{job.school_name}, which we do not know" if job.school_name
         else "None"),
        ("Parent", [one for one in (job.parent_name, job.parent_email, job.parent_phone) if one]),
        ("Job", told["job"]),
        ("What the child does", told["tasks"]),
        ("Place of work", [*told["place"].splitlines(), told["place_postcode"]]),
        ("Council there, if it is not ours", told["place_authority"]),
        ("First day of work", plain_day(date.fromisoformat(told["starts_on"]))),
        ("Hours", in_words(read_kept(job.told["hours"]))),
    ]  # fmt: skip
    return [{"key": key, "value": value} for key, value in shown if value]
