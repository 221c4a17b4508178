"""What the group asked somebody to do, in their work until it is done, and reminded of."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.cases.concerns import WORK
from oxle.cases.duties import Task
from oxle.cases.pathways import Against
from oxle.cases.waiting import Waiting
from oxle.meetings.queries import people_who
from oxle.missing_out import messages
from oxle.missing_out.group_models import GroupAction
from oxle.schooldays.wording import plain_day


def tasks_of(user: User, on: date) -> list[Task]:
    """What this person is to do; for whoever works on the register also what was given to somebody who has left."""
    if not user.can(read("board")):
        return []
    mine = Q(owner=user) | (Q(owner__is_active=False) if user.can(WORK) else Q(pk__in=[]))
    rows = GroupAction.objects.filter(mine, done_on=None).select_related("decision__row", "decision__theme")
    return [
        Task(
            title=one.what,
            about=str(one.decision.theme or one.decision.row),
            why=f"Decided by the Strategic Group on {plain_day(one.decision.on)}",
            action="Record that it is done",
            url=_url(one),
            due_on=one.due_on,
            child=one.decision.row.child_id if one.decision.row else None,
        )
        for one in rows.order_by("due_on", "pk")
    ]


def waiting(on: date) -> list[Waiting]:
    """The same of everybody, each with whoever is reminded of it."""
    rows = list(GroupAction.objects.filter(done_on=None).select_related("owner", "decision__meeting__series"))
    instead = tuple(people_who(on, WORK)) if any(not one.owner.is_active for one in rows) else ()
    return [
        Waiting(
            reference=one.reference,
            label="An action of the Strategic Group",
            about=str(one.decision.meeting.series),
            due_on=one.due_on,
            against=Against.COUNCIL,
            url=_url(one),
            told=(one.owner,) if one.owner.is_active else instead,
            kind=messages.DUE,
        )
        for one in rows
    ]


def _url(one: GroupAction) -> str:
    return reverse("missing_out:group:done", args=[one.key])
