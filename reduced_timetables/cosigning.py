"""A parent agrees to a timetable, or does not, through a link that was sent to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from oxle.cases.actions import take
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.links import has_link, peek_link, withdraw_links
from oxle.correspondence.outbox import queue_message
from reduced_timetables import actions, agreeing, messages, pathway
from reduced_timetables.models import AskedParent, Whose

GONE = "This link no longer works."


@transaction.atomic
def ask_parent(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Send a parent a link to the plan, on which they agree or do not. Only the newest works. `data`: parent, email.
    Refused once the written agreement of a parent to the time in question is here."""
    told = case.reduced_timetable
    given = told.agreements.filter(whose=Whose.PARENT, since_on=told.since_on, withdrawn_on=None, taken_back_at=None)
    if any(agreeing.is_evidenced(one) for one in given):
        raise Refused("A parent has agreed already.")
    if case.child is not None and case.child.restricted:
        raise Refused("Of this pupil no parent can be asked by e-mail. Ask them yourself, and record it.")
    event = take(case, step, **taken)
    for earlier in told.asked_parents.filter(answered_at=None):
        withdraw_links(messages.PURPOSE, earlier.key, at=event.at)
    asked = AskedParent.objects.create(
        timetable=told,
        parent=data["parent"],
        email=data["email"],
        since_on=told.since_on,
        asked_at=event.at,
        by=taken["by"],
    )
    queue_message(
        messages.TO_PARENT,
        asked.email,
        dedupe=f"reduced timetable:{asked.key}",
        link=reverse("reduced_timetables:link", args=["-"]).removesuffix("-/"),
        at=event.at,
        one_time_subject=asked.key,
    )
    return event


def asked_by(secret: str, *, at: datetime) -> str | None:
    """The key of what a link that still works asks; None for every other, whatever the cause."""
    key = peek_link(secret, messages.PURPOSE, at=at)
    return key if key and waiting(key, at=at) else None


def waiting(key: str, *, at: datetime) -> AskedParent | None:
    """What a parent was asked and has not answered; None once it is answered, overtaken, over or never was.

    Overtaken is whatever was not asked last, or asked of a time that another followed, or on a case that is closed.
    """
    rows = AskedParent.objects.select_related("timetable__case__child", "timetable__case__school__organisation")
    asked = rows.filter(key=key, answered_at=None).first()
    if asked is None or not has_link(messages.PURPOSE, key, at=at):
        return None
    told = asked.timetable
    is_last = not told.asked_parents.filter(pk__gt=asked.pk).exists()
    return asked if is_last and told.since_on == asked.since_on and told.case.is_open else None


@transaction.atomic
def answer(asked: AskedParent, *, agrees: bool, given_by: str, said: str, at: datetime) -> None:
    """What a parent answers. To agree counts as their written agreement of today; not to agree is told to the school
    and the council. Refused where the link does not work any more."""
    case = Case.objects.select_for_update().get(pk=asked.timetable_id)
    found = waiting(asked.key, at=at)
    if found is None:
        raise Refused(GONE)
    on = london_day(at)
    facts = {"whose": Whose.PARENT.value, "given_by": given_by, "said": said}
    if agrees:
        agreed = {"whose": Whose.PARENT, "given_by": given_by, "agreed_on": on}
        step, facts = pathway.AGREE, {**facts, "agreed_on": on.isoformat()}
        take(case, step, by=None, on=on, at=at, facts=facts)
        actions.agreed_by_link(found.timetable, agreed, at=at)
    else:
        take(case, pathway.DECLINE, by=None, on=on, at=at, facts=facts)
    found.answered_at, found.agreed = at, agrees
    found.save(update_fields=["answered_at", "agreed"])
    withdraw_links(messages.PURPOSE, found.key, at=at)
