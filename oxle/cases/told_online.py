"""What is told on a form and is no case yet: a message in a team’s inbox. Somebody without an account tells it, who
proves an address; or a school, of a pupil whom nobody has identified yet.

Nobody is let in by it, and nothing is told back but a reference. What is told is received whether the address is ever
proved or not: a child who may be in danger does not wait for an e-mail.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from oxle.accounts import limits
from oxle.accounts.models import Organisation, User
from oxle.cases import messages, reads
from oxle.cases.actions import new_case_reference
from oxle.cases.inbox_models import InboxMessage, Origin
from oxle.cases.permissions import who_work_inbox
from oxle.core.links import peek_link, use_link
from oxle.correspondence.outbox import queue_message
from oxle.documents.models import File

# So much of who sent it has room beside a message.
LONGEST_SENDER = 300


@transaction.atomic
def receive(
    team: Organisation,
    *,
    sender: str,
    text: str,
    told: Mapping[str, Any],
    urgent: bool,
    reply_to: str,
    on: date,
    at: datetime,
) -> InboxMessage:
    """Keep what was told, as of the day it was sent. `text` is all of it in words, `told` by the names of the form.

    To an address given a link goes by which it is proved. Of what is urgent everybody who works on the inbox is told at
    once by e-mail, which names nobody; where nobody works on it the managers are, whatever was told.
    """
    message = InboxMessage.objects.create(
        team=team,
        channel=Origin.TOLD,
        received_on=on,
        sender=sender[:LONGEST_SENDER],
        text=text,
        told=dict(told),
        urgent=urgent,
        reply_to=reply_to.lower(),
        reference=new_case_reference(),
        entered_at=at,
    )
    if message.reply_to and limits.may_ask_for_mail(message.reply_to, at=at):
        queue_message(
            messages.ADDRESS,
            message.reply_to,
            dedupe=f"address of whoever told:{message.key}",
            link=reverse("cases:told_address", args=["-"]).removesuffix("-/"),
            at=at,
            one_time_subject=message.key,
        )
    _tell_of(message, at=at)
    return message


@transaction.atomic
def receive_from_school(
    team: Organisation,
    *,
    sender: str,
    text: str,
    told: Mapping[str, Any],
    files: Sequence[File],
    urgent: bool,
    by: User,
    on: date,
    at: datetime,
) -> InboxMessage:
    """Keep what a school told in its portal of a pupil of whom there can be no case yet, as of the day it was sent.
    `text` is all of it in words, `told` by the names of the form. Its reference is that of the case to come. Of what
    is urgent everybody who works on the inbox is told at once."""
    message = InboxMessage.objects.create(
        team=team,
        channel=Origin.PORTAL,
        received_on=on,
        sender=sender[:LONGEST_SENDER],
        text=text,
        told=dict(told),
        urgent=urgent,
        reference=new_case_reference(),
        entered_at=at,
        entered_by=by,
    )
    message.files.set(files)
    _tell_of(message, at=at)
    return message


def _tell_of(message: InboxMessage, *, at: datetime) -> None:
    """Of what is urgent whoever works on the inbox is told; the managers of anything, where nobody does."""
    there = who_work_inbox(message.team)
    for person in (there if message.urgent else []) if there else reads.managers():
        queue_message(
            messages.TOLD,
            person,
            dedupe=f"told on line:{message.pk}:{person.pk}",
            reference=message.reference,
            link=reverse("cases:message", args=[message.key]),
            at=at,
        )


def still_works(secret: str, *, at: datetime) -> bool:
    """Whether a link would prove an address now. It is not used by being looked at: mail programs open links too."""
    return peek_link(secret, messages.ADDRESS_PURPOSE, at=at) is not None


@transaction.atomic
def prove(secret: str, *, at: datetime) -> bool:
    """Whoever opened a link has the address that was given with what was told. False where the link does not work."""
    key = use_link(secret, messages.ADDRESS_PURPOSE, at=at)
    return bool(key and InboxMessage.objects.filter(key=key).update(reply_proved_at=at))
