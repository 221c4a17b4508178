"""A challenge that nobody answered goes to a named senior manager: they are written to, and it is in their work."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide
from oxle.accounts.visibility import visible_to
from oxle.cases.actions import take
from oxle.cases.challenges import challenges_of
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.offers import Task
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.cases.work import seniors
from oxle.core.errors import Refused
from oxle.correspondence.messages import MessageKind, register
from oxle.correspondence.outbox import message, queue_messages
from oxle.people.models import Child
from oxle.people.visibility import closed_to
from oxle.schooldays.wording import plain_day
from reduced_timetables import pathway, rules
from reduced_timetables.weeks import in_words, weeks_of

DECIDE = decide("reduced_timetables")
TO_MANAGER = MessageKind(
    key="reduced_timetables.to_manager",
    title="A reduced timetable is escalated to you",
    subject="{service}: something is escalated to you, {reference}",
    body="A school has not put right what we asked it about, and {reference} is escalated to you. Please take it up "
    "with the head teacher, and record what was done.\n\n{link}\n\n{service}, {council}\n",
)
register(TO_MANAGER)


def managers(case: Case, on: date) -> list[User]:
    """To whom it can be escalated: who decides on reduced timetables, less whom the child’s record is closed to."""
    closed = closed_to(case.child_id, on)
    return [one for one in seniors("reduced_timetables") if one.pk not in closed]


@transaction.atomic
def escalate(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Put what was challenged before a senior manager, who is written to at once. `data`: manager_key.
    Refused for somebody who does not decide on reduced timetables."""
    named = next((one for one in managers(case, taken["on"]) if one.key == data["manager_key"]), None)
    if named is None:
        raise Refused("Choose one of the senior managers.", field="manager_key")
    facts = {**taken["facts"], "manager": named.name, "manager_key": named.key}
    event = take(case, step, **{**taken, "facts": facts})
    queue_messages(
        [
            message(
                TO_MANAGER,
                named,
                dedupe=f"{TO_MANAGER.key}:{event.pk}",
                reference=case.reference,
                link=case.get_absolute_url(),
                at=event.at,
            )
        ]
    )
    return event


def work_of(user: User, on: date) -> list[Task]:
    """What was escalated to this person and waits for them."""
    if not user.can(DECIDE):
        return []
    rows = Deadline.objects.filter(
        clock=pathway.TAKEN_UP.key,
        state=State.RUNNING,
        case__pathway=pathway.TIMETABLE.key,
        event__facts__manager_key=user.key,
        case__child__in=visible_to(user, Child).values("pk"),
    )
    rows = rows.select_related("case__child", "case__school__organisation").order_by("due_on", "pk")
    return [
        Task(
            title="Take up a reduced timetable with the school",
            about=" · ".join(str(part) for part in (row.case.child, row.case.school) if part),
            why=f"Escalated to you. {rules.DECIDED_WITHIN.source}",
            action=pathway.TAKE_UP.label,
            url=reverse("cases:step", args=[row.case.key, pathway.TAKE_UP.key]),
            due_on=row.due_on,
            case=row.case_id,
            child=row.case.child_id,
        )
        for row in rows
    ]


def escalation_of(case: Case) -> list[dict[str, Any]]:
    """What a senior manager must know before saying what was done, as a summary list shows it: whose timetable it is,
    what the school was asked and answered, and why it was escalated."""
    told, escalated = case.reduced_timetable, last_taken(case, pathway.ESCALATE.key)
    open_still = [one for one in challenges_of(case) if one.answer is None]
    shown = [
        ("Pupil", str(case.child)),
        ("School", str(case.school)),
        ("When", f"{plain_day(told.starts_on)} to {plain_day(told.ends_on)}"),
        ("In school", in_words(weeks_of(told))),
        ("What appears unlawful", [f"{plain_day(one.on)}: {one.why}" for one in open_still]),
        ("The school answered", [one.replied for one in open_still if one.replied] or "Nothing yet"),
        ("Why it was escalated", f"{plain_day(escalated.on)}: {escalated.reason}" if escalated else ""),
    ]
    return [{"key": key, "value": value} for key, value in shown if value]
