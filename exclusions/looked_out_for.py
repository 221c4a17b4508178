"""What the Virtual School reads of an exclusion on the record of a child whom it looks out for: when education is
expected, and what the school says of the protocol. What happened is for those who work on it."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from exclusions import virtual_school
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.pathway import CHOOSE_WAY, LOOKED_AFTER, PERMANENT
from exclusions.suspensions.models import Suspension
from oxle.accounts.models import User
from oxle.accounts.permissions import summary
from oxle.cases.models import Deadline
from oxle.cases.standing import last_taken
from oxle.people import panels
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


def of_child(user: User, child: Child, on: date) -> dict[str, Any] | None:
    """The open exclusions of a child, for an officer of the Virtual School; None for anybody else, and without any."""
    if not any(held.role == virtual_school.ROLE for held in user.current_memberships):
        return None
    theirs: dict[str, Any] = {"case__child": child, "case__closed_on": None}
    rows = Deadline.objects.filter(**theirs, case__pathway=PERMANENT.key, clock=LOOKED_AFTER.key)
    day_one = {row.case_id: row.due_on for row in rows.exclude(state="replaced").order_by("pk")}
    excluded = PermanentExclusion.objects.filter(Q(looked_after=True) | Q(case__in=day_one), **theirs)
    suspended = Suspension.objects.filter(**theirs, looked_after=True, withdrawn_on=None)
    with_them = {one.case_id for one in excluded if _looked_for_with_them(one)}
    shown = [
        *(
            row
            for one in _of_schools(excluded)
            for row in _rows("Permanent exclusion", one, day_one.get(one.case_id), one.case_id in with_them)
        ),
        *(row for one in _of_schools(suspended) for row in _rows("Suspension", one, None, False)),
    ]
    return {"rows": shown} if shown else None


def _of_schools(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("case__school__organisation").order_by("first_on", "pk")


def _looked_for_with_them(one: PermanentExclusion) -> bool:
    """Whether a new school is looked for with the Virtual School, by the way that was chosen last."""
    chosen = last_taken(one.case, CHOOSE_WAY.key)
    return chosen is not None and chosen.facts.get("way") == "virtual_school"


def _rows(
    what: str, one: PermanentExclusion | Suspension, due_on: date | None, with_them: bool
) -> list[dict[str, Any]]:
    since = plain_day(due_on) if due_on else "the school day after the first"
    said = virtual_school.in_words(one) if one.looked_after else ["The school did not say so. It is on our record"]
    return [
        {
            "key": f"{what}, {one.case.school if one.case else ''}",
            "value": [f"From {plain_day(one.first_on)}", f"Education is expected from {since}"],
        },
        {"key": "Looked after", "value": said},
        *(
            [{"key": "A new school", "value": "Is looked for with you: by an admission or a direction"}]
            if with_them
            else []
        ),
    ]


CHILD_PANEL = panels.Panel(
    "looked_out_for", "Exclusions", "exclusions/looked_out_for.html", summary("exclusions"), of_child, order=34
)
