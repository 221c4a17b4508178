"""What an inspection adds to the page of its case, and to that of a permit or a licence that it touches."""

from typing import Any

from django.urls import reverse

from licensing.inspections import pathway, queries
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case
from oxle.schooldays.wording import plain_day


def about(case: Case, user: User) -> dict[str, Any]:
    """Of whom, where and why; what was found and must be put right; the photographs; what is in force there."""
    in_force = list(queries.in_force_at(case))
    seen = visible_to(user, Case).filter(pk__in=[one.pk for one in in_force])
    open_to = set(seen.values_list("pk", flat=True))
    return {
        "rows": rows_of(case),
        "photographs": list(case.documents.filter(kind="photograph")),
        "case": case,
        "in_force": [one for one in in_force if one.pk in open_to],
    }


def rows_of(case: Case) -> list[dict[str, Any]]:
    """The inspection, as a summary list shows it."""
    one = case.inspection
    shown: list[tuple[str, Any]] = [
        ("Whom we visit", one.called),
        ("Where", one.place.splitlines()),
        ("Why", [one.get_why_display(), "They are told of it before" if one.announced else "They are not told of it"]),
        ("Planned for", plain_day(one.planned_on)),
    ]
    if one.visited_on is not None and one.visited_by is not None:
        seen = "" if one.children_seen is None else str(one.children_seen)
        shown += [
            ("Visited", f"{plain_day(one.visited_on)}, {one.visited_by.name}"),
            ("Spoken to", one.spoken_to),
            ("Children seen", seen),
            ("What was found", one.findings.splitlines()),
        ]
    if one.put_right_on is not None:
        shown.append(("To be put right", [*one.put_right.splitlines(), f"By {plain_day(one.put_right_on)}"]))
    return [{"key": key, "value": value} for key, value in shown if value]


def touching(case: Case, user: User) -> dict[str, Any]:
    """The inspections that touch a permit, a licence or an approval, and the way to plan one."""
    if hasattr(case, "body_approval"):
        address = reverse("licensing:inspection_of_body", args=[case.key])
    elif hasattr(case, "work_permit"):
        address = reverse("licensing:inspection_of_employer", args=[case.work_permit.employer.key])
    else:
        address = reverse("licensing:inspection_of_production", args=[case.performance.production.key])
    return {
        "inspections": [lined(one) for one in queries.touching(user, case)],
        "plan_url": address if user.can(pathway.WORK) else "",
    }


def lined(case: Case) -> dict[str, Any]:
    """An inspection on one line: when, where it stands, and the way to it."""
    one = case.inspection
    when = f"Visited {plain_day(one.visited_on)}" if one.visited_on else f"Planned for {plain_day(one.planned_on)}"
    return {"case": case, "when": when, "stage": case.stage_label, "colour": "grey" if case.closed_on else "blue"}
