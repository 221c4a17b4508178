"""What was agreed on a case that somebody is to do: recorded, in the work of whoever has the case, and settled."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.cases.agreed_models import AgreedAction
from oxle.cases.models import Case
from oxle.cases.offers import Task
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day


@transaction.atomic
def agree(
    case: Case, *, what: str, who: str, agreed_on: date, due_on: date, by: User, on: date, at: datetime
) -> AgreedAction:
    """Record what was agreed on a case: who does what by when. Refused where it would be due before it was agreed, was
    agreed in the future, or the case is closed.
    """
    if not case.is_open:
        raise Refused("This case is closed.")
    if agreed_on > on:
        raise Refused("The day on which it was agreed must be today or in the past.", field="agreed_on")
    if due_on < agreed_on:
        raise Refused("It cannot be due before it was agreed.", field="due_on")
    return AgreedAction.objects.create(case=case, what=what, who=who, agreed_on=agreed_on, due_on=due_on, by=by, at=at)


@transaction.atomic
def settle(
    action: AgreedAction, version: int, *, outcome: str, came_of_it: str, by: User, on: date, at: datetime
) -> None:
    """Say what came of it. Stale where somebody was faster; refused where it is settled, or where it was not done, or
    only in part, and nobody says why.
    """
    if action.settled_on is not None:
        raise Refused("What came of this has been recorded already.")
    if outcome != AgreedAction.Outcome.DONE and not came_of_it.strip():
        raise Refused("Say why it was not done, or not all of it.", field="came_of_it")
    action.outcome, action.came_of_it = outcome, came_of_it.strip()
    action.settled_on, action.settled_at, action.settled_by = on, at, by
    save_if_unchanged(action, version, ["outcome", "came_of_it", "settled_on", "settled_at", "settled_by"])


def get_of(case: Case, key: str) -> AgreedAction:
    """One of a case's by its key; 404 for any other."""
    return get_or_404(case.agreed_actions.select_related("by", "settled_by"), key=key)


def of_case(case: Case) -> list[AgreedAction]:
    """A case's agreed actions: those that are open by their day, then the settled ones. One query."""
    rows = list(case.agreed_actions.select_related("by", "settled_by"))
    return sorted(rows, key=lambda row: (row.settled_on is not None, row.due_on))


def tasks_of(user: User, on: date) -> list[Task]:
    """The open ones of the cases that a person has, as rows of their work."""
    rows = AgreedAction.objects.filter(
        settled_on=None, case__closed_on=None, case__owner=user, case__in=visible_to(user, Case).values("pk")
    )
    rows = rows.select_related(
        "case__child", "case__adult", "case__organisation", "case__school__organisation"
    ).order_by("due_on", "pk")
    return [
        Task(
            title=row.what,
            about=" · ".join(str(part) for part in (row.case.subject, row.case.school) if part),
            why=f"Agreed on {plain_day(row.agreed_on)}, to be done by {row.who}",
            action="Record what came of it",
            url=reverse("cases:settle", args=[row.case.key, row.key]),
            due_on=row.due_on,
            case=row.case_id,
            child=row.case.child_id,
        )
        for row in rows
    ]
