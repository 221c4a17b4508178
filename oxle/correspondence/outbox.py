"""The way to send an e-mail: put it in the outbox, in the same transaction as what it tells of.

What is in the outbox leaves, sooner or later, once; what was rolled back was never in it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from functools import reduce
from operator import or_

from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.dates import LONDON
from oxle.core.references import clean_reference
from oxle.correspondence.messages import MESSAGES, MessageKind
from oxle.correspondence.models import Message
from oxle.schooldays.working_days import england

PLAIN_PATH = re.compile(r"/[A-Za-z0-9/_-]*")
# Digests leave at this hour on working days.
MORNING = time(7, 30)


def queue_message(
    kind: MessageKind,
    to: User | str,
    *,
    dedupe: str,
    link: str,
    at: datetime,
    reference: str = "",
    due_at: datetime | None = None,
    one_time_subject: str = "",
) -> Message:
    """Put one e-mail to one person in the outbox, to leave at `due_at` (now, if not said).

    A second call with the same `dedupe` changes nothing and returns the first one's row: name in it what the e-mail
    tells of and to whom. `link` is a path of this service. ValueError for a reference that is neither one of ours nor
    a count, or a link that is not a plain path: a name has no way in.
    """
    wanted = message(
        kind, to, dedupe=dedupe, link=link, at=at, reference=reference, due_at=due_at, one_time_subject=one_time_subject
    )
    queue_messages([wanted])
    return Message.objects.get(dedupe=dedupe)


def queue_messages(wanted: Iterable[Message]) -> None:
    """Put many e-mails in the outbox at once, each made by `message`; those already there stay as they are."""
    Message.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)


def next_working_morning(at: datetime) -> datetime:
    """The next moment at which digests leave: half past seven on a working day, in England."""
    here = at.astimezone(LONDON)
    day = here.date()
    if not england().is_working_day(day) or here.time() > MORNING:
        day = england().working_day_after(day, 1)
    return datetime.combine(day, MORNING, tzinfo=LONDON)


def drop_unsent(*, dedupe_prefixes: Sequence[str], why: str) -> int:
    """Take out of the outbox what has not left yet and is no longer true. Returns how many."""
    if not dedupe_prefixes:
        return 0
    untrue = reduce(or_, (Q(dedupe__startswith=prefix) for prefix in dedupe_prefixes))
    unsent = Message.objects.filter(untrue, state__in=[Message.State.WAITING, Message.State.HELD])
    return unsent.update(state=Message.State.DROPPED, problem=why)


def try_again(message: Message) -> None:
    """Give an e-mail that was given up another set of tries."""
    failed = Message.objects.filter(pk=message.pk, state=Message.State.FAILED)
    failed.update(state=Message.State.WAITING, attempts=0, lease_until=None, problem="")


def message(
    kind: MessageKind,
    to: User | str,
    *,
    dedupe: str,
    link: str,
    at: datetime,
    reference: str = "",
    due_at: datetime | None = None,
    one_time_subject: str = "",
) -> Message:
    """One e-mail for `queue_messages`, checked as `queue_message` checks it and not yet in the outbox."""
    if MESSAGES.get(kind.key) is not kind:
        raise ValueError(f"{kind.key} is not registered: its app must do so when it starts")
    if reference and not reference.isdecimal() and clean_reference(reference) != reference:
        raise ValueError("an e-mail's reference is one of ours or a count")
    if not PLAIN_PATH.fullmatch(link):
        raise ValueError("an e-mail's link is a plain path of this service")
    if bool(kind.one_time) != bool(one_time_subject):
        raise ValueError(f"{kind.key}: a one-time link needs a subject, and no other message has one")
    return Message(
        kind=kind.key,
        user=to if isinstance(to, User) else None,
        email="" if isinstance(to, User) else to,
        reference=reference,
        link=link,
        one_time_subject=one_time_subject,
        dedupe=dedupe,
        queued_at=at,
        due_at=due_at or at,
    )
