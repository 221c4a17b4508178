"""What a work permit adds to the page of a case, and to that of a child."""

from datetime import date
from typing import Any

from django.urls import reverse

from licensing.tables import COLOURS
from licensing.work import reading
from licensing.work.enquiries import queries as enquiries
from licensing.work.hours import in_words
from licensing.work.models import Permit, PermitAnswer
from licensing.work.permits import checking, lacking, pathway, queries
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

# What an employer who applies on line sends as a file: the part of the address, and what the link says.
FILES = (("photo", "Download the photograph"), ("risks", "Download the risk assessment"))


def about(case: Case, user: User) -> dict[str, Any]:
    """The permit or what is lacking, what the hours break by line, also under the new law, and all that was said."""
    permit, on = case.work_permit, today()
    undecided = case.is_open and permit.granted_on is None
    now = queries.checked(case, on)
    new = queries.checked(case, on, as_if_new=True)
    return {
        "permit": _permit_rows(permit),
        "lacking": queries.lacking_of(case) if undecided else [],
        "consider": queries.to_consider(case) if undecided else [],
        "elsewhere": permit.place_authority,
        "late": lacking.late(permit),
        "works": lacking.works_without(permit, on) if undecided else "",
        "findings": [_worded(one) for one in now.findings],
        "unknown": now.unknown,
        "new_findings": [_worded(one) for one in new.breaches] if new.findings != now.findings else None,
        "others": [
            f"{one.work_permit.job}, {one.work_permit.employer} ({one.reference})" for one in queries.other_jobs(case)
        ],
        "hours": in_words(reading.hours_of(case)),
        "rows": rows_of(case),
        **_online(case, user),
    }


def _online(case: Case, user: User) -> dict[str, Any]:
    """The files that the employer sent on line, and the way to the links for the parts."""
    job = getattr(case, "job_applied", None)
    if job is None:
        return {}
    files = [(label, reverse("licensing:job_download", args=[job.key, which])) for which, label in FILES]
    parts_url = reverse("licensing:job_parts", args=[job.key]) if user.can(pathway.WORK) else ""
    return {"reference": job.reference, "files": files, "parts_url": parts_url}


def _worded(one: checking.LineFinding) -> dict[str, str]:
    return {"weight": one.weight.value, "colour": COLOURS[one.weight], "words": str(one)}


def _permit_rows(permit: Permit) -> list[dict[str, Any]]:
    if (term := permit.term) is None:
        return []
    path = reverse("licensing:permit_validity", args=[permit.number, permit.secret]) if permit.number else ""
    shown = [
        ("Number", permit.number),
        ("Granted", plain_day(term.given_on)),
        ("Holds until", plain_day(term.until_on)),
        ("Conditions", permit.conditions or "None of its own"),
        ("Considered by itself, and granted because", permit.considered),
        ("Ended", plain_day(permit.ended_on) if permit.ended_on else ""),
        ("What anybody can check", path),
    ]
    return _rows(shown)


def rows_of(case: Case) -> list[dict[str, Any]]:
    """The application, as a summary list shows it."""
    permit = case.work_permit
    employer = permit.employer
    shown = [
        ("Employer", [employer.name, *([employer.nature] if employer.nature else [])]),
        ("Address of the employer", [*employer.lines.splitlines(), *_filled(employer.postcode)]),
        ("How to reach the employer", _filled(employer.contact, employer.phone, employer.email) or "Not said"),
        ("Job", permit.job),
        ("What the child does", permit.tasks),
        ("Light work", "Yes" if permit.light else "No"),
        ("Listed for children of 13", "Yes" if permit.listed else "No"),
        ("Supervised by", permit.supervisor or "Not said"),
        ("Place of work", [*permit.place.splitlines(), *_filled(permit.place_postcode)]),
        ("First day of work", plain_day(permit.starts_on)),
        ("Last day of the job", plain_day(permit.ends_on) if permit.ends_on else "None"),
        ("Photograph", f"Taken on {plain_day(permit.photo_on)}" if permit.photo_on else "None"),
        ("Risk assessment", "As a file" if permit.risk_assessment_id else permit.risk_words or "None"),
        ("The parent", _answer(reading.answer_of(case, "parent"))),
        ("The school", _answer(reading.answer_of(case, "school"))),
    ]
    return _rows(shown)


def _rows(shown: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in shown if value]


def _filled(*parts: str) -> list[str]:
    return [part for part in parts if part]


def _answer(answer: PermitAnswer | None) -> list[str] | str:
    if answer is None:
        return "Has not answered"
    position = f", {answer.position}" if answer.position else ""
    by_link = " (by the link)" if answer.by_link else ""
    return [
        f"{answer.given_by}{position}, {plain_day(answer.on)}{by_link}",
        "Gives permission" if answer.agrees else "Does not give permission",
        *([f"Attendance {answer.attendance} %"] if answer.attendance is not None else []),
        *([f"Health: {answer.health}"] if answer.health else []),
        *_filled(answer.said),
    ]


def of_child(user: User, child: Child, on: date) -> dict[str, Any]:
    """The child’s open permits and the enquiries that name it, and the ways to enter more."""
    opens = user.can(pathway.WORK)
    return {
        "cases": queries.of_child(user, child),
        "enquiries": enquiries.of_child(user, child),
        "enquiry_url": reverse("licensing:enquiry_of_child", args=[child.key]) if opens else "",
        "name_url": reverse("licensing:enquiry_name_child", args=[child.key]) if opens else "",
        "apply_url": reverse("licensing:permit_apply", args=[child.key]) if opens else "",
    }
