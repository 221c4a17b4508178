"""What waits at a duty by a date and is no case yet: the sweep reminds of it and asks schools for it, as for cases.

There is no row of a deadline to remember on whom it told: the outbox holds each e-mail once, by what it is about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from oxle.accounts.models import User
from oxle.accounts.permissions import read, write
from oxle.cases import duties, messages
from oxle.cases.pathways import Against
from oxle.cases.work import seniors
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.models import Message
from oxle.correspondence.outbox import drop_unsent, message, queue_messages


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: for what and by when, against whom, and where to deal with it.

    `about` says whose matter it is, and names nobody; `school` is its organisation's key. `told` are those who are
    reminded of it, in an e-mail of this `kind`; None: those who decide on the duty.
    """

    reference: str
    label: str
    about: str
    due_on: date
    against: Against
    url: str
    school: int = 0
    told: tuple[User, ...] | None = None
    kind: MessageKind = messages.WAITING


# What waits, each with its duty's key; an empty one where it is no duty's.
Found = Sequence[tuple[str, Waiting]]
# What waits at layers above this one, and the kinds of e-mail that tell of it.
ABOVE: list[Callable[[date], Sequence[Waiting]]] = []
TELL_OF_IT = {messages.WAITING.key}


def register(source: Callable[[date], Sequence[Waiting]], *kinds: MessageKind) -> None:
    """Name what waits at a layer above; called once, when its app starts."""
    ABOVE.append(source)
    TELL_OF_IT.update(kind.key for kind in kinds)


def waiting(on: date) -> Found:
    """What waits on a day."""
    of_duties = [(duty.key, one) for duty in duties.duties() if duty.waiting for one in duty.waiting(on)]
    return [*of_duties, *(("", one) for source in ABOVE for one in source(on))]


def waiting_for(user: User, on: date) -> list[Waiting]:
    """What waits on a day at the duties whose cases a person may read, the oldest date first. It leads nowhere for
    those who do not work on them."""
    found = [
        one if user.can(write(duty.key)) else replace(one, url="")
        for duty in duties.duties()
        if duty.waiting and user.can(read(duty.key))
        for one in duty.waiting(on)
    ]
    return sorted(found, key=lambda one: (one.due_on, one.reference))


def unsent() -> list[str]:
    """What the digests that have not left tell of, by the keys under which each person is told once."""
    rows = Message.objects.filter(kind__in=TELL_OF_IT, state=Message.State.WAITING)
    return list(rows.values_list("dedupe", flat=True))


def remind(found: Found, on: date, at: datetime, *, soon: date, morning: datetime) -> list[str]:
    """Tell those who decide on a duty, or whoever else it names, in their next digest, of what is due until `soon` or
    overdue, once a date.

    What was dealt with before its digest left is taken out of it. Returns the references that were told of.
    """
    due = [(duty, one) for duty, one in found if one.against is Against.COUNCIL and one.due_on <= soon]
    wanted = [
        message(
            one.kind,
            person,
            dedupe=f"waiting {'overdue' if one.due_on < on else 'soon'}:{one.reference}:{one.due_on}:{person.pk}:",
            reference=one.reference,
            link=one.url,
            at=at,
            due_at=morning,
        )
        for duty, one in due
        for person in (seniors(duty) if one.told is None else one.told)
    ]
    true = {one.dedupe for one in wanted}
    over = [told for told in unsent() if told not in true]
    drop_unsent(dedupe_prefixes=over, why="It was dealt with, or its date changed, before this left.")
    return _queued(wanted)


def chase(
    found: Found, on: date, at: datetime, *, asked_on: Callable[[date], date], people_of: Callable[[int], list[User]]
) -> list[str]:
    """Ask schools again for what they owe: once for each day on which they are to be asked, which `asked_on` says.

    Returns as `remind`.
    """
    owed = [one for _, one in found if one.against is Against.SCHOOL and one.due_on < on]
    told = {school: people_of(school) for school in {one.school for one in owed}}
    return _queued(
        [
            message(
                messages.CHASER,
                person,
                dedupe=f"waiting chaser {asked_on(one.due_on)}:{one.reference}:{one.due_on}:{person.pk}:",
                reference=one.reference,
                link="/",
                at=at,
            )
            for one in owed
            for person in told[one.school]
        ]
    )


def _queued(wanted: list[Message]) -> list[str]:
    """Queue what is not in the outbox yet; the references that it is about, each once."""
    known = set(Message.objects.filter(dedupe__in=[one.dedupe for one in wanted]).values_list("dedupe", flat=True))
    new = [one for one in wanted if one.dedupe not in known]
    queue_messages(new)
    return list(dict.fromkeys(one.reference for one in new))
