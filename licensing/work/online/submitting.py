"""What an employer’s application holds when it is sent: typed; and as plain values, as a row keeps it. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from licensing.work.employers import EmployerGiven
from licensing.work.hours import read_kept
from licensing.work.permits.submitting import PermitApplication
from oxle.documents.models import File
from oxle.schools.models import School

_DAYS = ("starts_on", "ends_on", "photo_on")


@dataclass(frozen=True)
class WorkerGiven:
    """The child as the employer describes it. `school` is the one of that name or URN; `school_name` what was typed."""

    given: str
    family: str
    born_on: date
    lines: str
    postcode: str
    parent_name: str
    parent_email: str
    parent_phone: str = ""
    school: School | None = None
    school_name: str = ""
    school_email: str = ""


@dataclass(frozen=True)
class JobGiven:
    """A whole application: who employs, the job with its hours, its photograph and risk assessment, and the child."""

    employer: EmployerGiven
    job: PermitApplication
    child: WorkerGiven


def to_plain(given: JobGiven) -> dict[str, Any]:
    """The employer and the job in what a row can hold; the files and the child have columns of their own."""
    job = asdict(replace(given.job, photo=None, risk_assessment=None, hours=given.job.hours))
    del job["hours"], job["photo"], job["risk_assessment"]
    for name in _DAYS:
        job[name] = job[name].isoformat() if job[name] else None
    return {"employer": asdict(given.employer), "job": job, "hours": given.job.hours.kept()}


def employer_of(told: Mapping[str, Any]) -> EmployerGiven:
    """The employer as it was described."""
    return EmployerGiven(**told["employer"])


def job_of(told: Mapping[str, Any], *, photo: File, risk_assessment: File) -> PermitApplication:
    """The same application for a permit as it was sent."""
    job = {name: date.fromisoformat(value) if name in _DAYS and value else value for name, value in told["job"].items()}
    return PermitApplication(**job, hours=read_kept(told["hours"]), photo=photo, risk_assessment=risk_assessment)
