"""What the approval of an organisation adds to the page of a case."""

from datetime import date
from typing import Any

from django.urls import reverse

from licensing.bodies import queries
from licensing.bodies.models import BodyApproval, BodyReport
from oxle.accounts.models import User
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case
from oxle.core.dates import today
from oxle.schooldays.wording import plain_day

# The files of an application, by the word in their address: what each is, and where it is kept.
PAPERS = {"policy": ("Safeguarding policy", "policy"), "risks": ("Risk assessment", "risk_assessment")}


def about(case: Case, user: User) -> dict[str, Any]:
    """The approval or what is lacking, what was reported, and all that the organisation told."""
    entry = case.body_approval
    undecided = case.is_open and entry.approved_on is None
    return {
        "approval": _approval(entry, today()),
        "elsewhere": entry.place_authority,
        "paid": not entry.unpaid,
        "misses_school": entry.misses_school,
        "lacking": queries.lacking(entry) if undecided else [],
        "reports": [_report(entry, one) for one in queries.reports_of(case)],
        "decided": entry.approved_on is not None,
        "papers": [
            {"label": label, "url": reverse("licensing:body_paper", args=[case.key, which])}
            for which, (label, name) in PAPERS.items()
            if getattr(entry, f"{name}_id")
        ],
        "register_url": reverse("licensing:approved_organiser", args=[case.key]),
        "rows": _told(case, entry),
    }


def _approval(entry: BodyApproval, on: date) -> list[dict[str, Any]]:
    if (term := entry.term) is None:
        return []
    return _rows(
        [
            ("Number", entry.number),
            ("Today", "Valid" if term.is_valid(on) else "Not valid"),
            ("Approved", f"{plain_day(term.given_on)}, {entry.approved_by}"),
            ("Holds", f"{plain_day(term.from_on)} to {plain_day(term.until_on)}"),
            ("Conditions", entry.conditions or "None of its own"),
            ("Ended", plain_day(entry.ended_on) if entry.ended_on else ""),
            ("What anybody can check", reverse("licensing:body_validity", args=[entry.number, entry.secret])),
        ]
    )


def _report(entry: BodyApproval, one: BodyReport) -> dict[str, Any]:
    days = plain_day(one.first_on)
    if one.last_on != one.first_on:
        days = f"{days} to {plain_day(one.last_on)}"
    count = len(one.children.all())
    return {
        "words": f"{one.name}, {one.place}, {days}: {count} {'child' if count == 1 else 'children'}",
        "on": one.on,
        "outside": queries.is_outside(entry, one),
        "children": [
            ", ".join(filter(None, (child.name, f"born {plain_day(child.born_on)}", child.school)))
            for child in one.children.all()
        ],
    }


def _told(case: Case, entry: BodyApproval) -> list[dict[str, Any]]:
    came = "on line" if case.origin == Origin.APPLICANT else "entered by an officer"
    return _rows(
        [
            ("Organisation", entry.organisation),
            ("Who applied", ", ".join(filter(None, (entry.applicant, entry.position)))),
            ("Address", [*entry.lines.splitlines(), *([entry.postcode] if entry.postcode else [])]),
            ("How to reach them", [part for part in (entry.email, entry.phone) if part]),
            ("What the children take part in", entry.activities),
            ("Where", entry.places.splitlines()),
            ("Council there", entry.place_authority),
            ("Wanted", f"{plain_day(entry.wanted_from_on)} to {plain_day(entry.wanted_until_on)}"),
            ("Children", entry.children),
            ("Payment", "Nobody is paid" if entry.unpaid else "A child is paid, or somebody for a child"),
            ("School", "A child misses school" if entry.misses_school else "No child misses school"),
            ("In charge of the children", entry.in_charge),
            ("Chosen, checked and trained", entry.checks),
            ("Safeguarding policy", f"Of {plain_day(entry.policy_on)}" if entry.policy_on else ""),
            ("Came", f"{plain_day(entry.received_on)}, {came}"),
        ]
    )


def _rows(shown: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in shown if value]
