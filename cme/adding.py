"""What somebody adds about a child who is looked for already: kept on the open case, and read by its officer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cme import pathway
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import as_they_stand
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


@transaction.atomic
def tell_more(
    case: Case, school: School, *, said: str, concern: bool, concern_words: str, by: User, on: date, at: datetime,
    message: InboxMessage | None = None,
) -> Case:  # fmt: skip
    """Keep what a school knows of a child whom the council looks for already, whoever told of the child.

    A worry about the child's safety is one of the case from then on; it stays with what this school added, since the
    school that told first reads what it told. `message` is one that an officer enters. Refused on a case that is
    closed.
    """
    asked_on = max(message.received_on, case.opened_on) if message else on
    facts = {"school": school.key, "who": f"{message.sender if message else by.name}, {school}", "said": said}
    if concern:
        facts["concern"] = concern_words
    actions.take(case, pathway.TELL_MORE, by=by, on=asked_on, at=at, facts=facts)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def handed_over(hand_over: HandOver, case: Case, data: Mapping[str, Any], by: User, on: date, at: datetime) -> None:
    """Keep on the open case what another duty said on handing the child over, and a worry about their safety."""
    facts = {"who": f"{hand_over.by.name}, {hand_over.case.reference}", "said": data["said"]}
    if data["concern"]:
        facts["concern"] = data["concern_words"]
    actions.take(case, pathway.TELL_MORE, by=by, on=max(hand_over.on, case.opened_on), at=at, facts=facts)


def unread(case: Case) -> list[Event]:
    """What schools and other teams added and no officer has read yet, in order."""
    turns = as_they_stand(case.events.filter(step__in=[pathway.TELL_MORE.key, pathway.READ_MORE.key]))
    last_read = max((at for at, one in enumerate(turns) if one.step == pathway.READ_MORE.key), default=-1)
    return turns[last_read + 1 :]


def worries() -> QuerySet[Event]:
    """What was added of a worry about the child’s safety, of every case; as it stands, read or not."""
    return Event.objects.filter(step=pathway.TELL_MORE.key, superseded_by=None, facts__has_key="concern")


def worries_of(case: Case) -> list[dict[str, str]]:
    """Each worry that somebody added to a case, as a summary list shows it to the council."""
    return [
        {"key": f"Worried about the child’s safety, added by {one.facts['who']}", "value": one.facts["concern"]}
        for one in worries().filter(case=case).order_by("order")
    ]


def added_by(case: Case, school: School | None) -> list[dict[str, str]]:
    """What one school added to a case, as a summary list shows it to that school: nothing that another added."""
    added = as_they_stand(case.events.filter(step=pathway.TELL_MORE.key))
    mine = [one for one in added if school is not None and one.facts.get("school") == school.key]
    return [
        {"key": f"{key} on {plain_day(one.on)}", "value": one.facts[name]}
        for one in mine
        for key, name in (("You added", "said"), ("You were worried about the child’s safety", "concern"))
        if name in one.facts
    ]


def told_worry(case: Case) -> str:
    """The worry about the child’s safety as the school that told first may read it: nothing of another school's, which
    until 28 November 2026 was written behind its words under the name of that school."""
    words: str = case.missing.concern_words
    added = case.events.filter(step=pathway.TELL_MORE.key).exclude(facts__has_key="concern")
    keys = {one.facts.get("school") for one in added} - {case.school.key if case.school else None}
    for name in map(str, School.objects.filter(key__in=keys).select_related("organisation") if keys else ()):
        words = "" if words.startswith(f"{name}: ") else words.split(f"\n\n{name}: ")[0]
    return words


def unread_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to read; None where somebody added something."""
    return None if unread(case) else "Nobody has added anything since."


def shown(case: Case) -> list[dict[str, str]]:
    """What was added and nobody has read yet, as a summary list shows it."""
    return [{"key": one.facts.get("who", ""), "value": in_full(one)} for one in unread(case)]


def in_full(event: Event) -> str:
    """What was added and, where somebody is worried about the child’s safety, why."""
    worry = event.facts.get("concern")
    said = str(event.facts.get("said", ""))
    return f"{said}\n\nWorried about the child’s safety: {worry}" if worry else said


def in_words(event: Event) -> str:
    """What the history says of it."""
    return f"{event.facts['who']}: {event.facts['said']}" if "said" in event.facts else ""
