"""What somebody adds about a child who is looked for already: kept on the open case, and read by its officer."""

from datetime import date, datetime

from django.db import transaction

from cme import pathway
from cme.models import Missing
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import as_they_stand
from oxle.schools.models import School


@transaction.atomic
def tell_more(
    case: Case, school: School, *, said: str, concern: bool, concern_words: str, by: User, on: date, at: datetime,
    message: InboxMessage | None = None,
) -> Case:  # fmt: skip
    """Keep what a school knows of a child whom the council looks for already, whoever told of the child.

    A worry about the child's safety is one of the case from then on. `message` is one that an officer enters. Refused
    on a case that is closed.
    """
    asked_on = max(message.received_on, case.opened_on) if message else on
    facts = {"school": school.key, "who": f"{message.sender if message else by.name}, {school}", "said": said}
    actions.take(case, pathway.TELL_MORE, by=by, on=asked_on, at=at, facts=facts)
    if concern:
        told = Missing.objects.select_for_update().get(case=case)
        words = f"{school}: {concern_words}"
        told.concern, told.concern_words = True, f"{told.concern_words}\n\n{words}" if told.concern_words else words
        told.save(update_fields=["concern", "concern_words"])
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def unread(case: Case) -> list[Event]:
    """What schools added and no officer has read yet, in order."""
    turns = as_they_stand(case.events.filter(step__in=[pathway.TELL_MORE.key, pathway.READ_MORE.key]))
    last_read = max((at for at, one in enumerate(turns) if one.step == pathway.READ_MORE.key), default=-1)
    return turns[last_read + 1 :]


def unread_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to read; None where a school added something."""
    return None if unread(case) else "No school has added anything since."


def shown(case: Case) -> list[dict[str, str]]:
    """What schools added and nobody has read yet, as a summary list shows it."""
    return [{"key": one.facts.get("who", ""), "value": one.facts.get("said", "")} for one in unread(case)]


def in_words(event: Event) -> str:
    """What the history says of it."""
    return f"{event.facts['who']}: {event.facts['said']}" if "said" in event.facts else ""
