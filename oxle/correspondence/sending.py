"""Sends what waits in the outbox: claimed for a while, sent, marked. Any number of senders, and any may die.

A sender that dies between sending an e-mail and marking it sends that one again when its claim has lapsed; the
e-mail's own identity is made from its row, so that mail systems know the second for the first.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from oxle.audit import acting
from oxle.core.context import SERVICE_NAME
from oxle.core.links import make_link
from oxle.correspondence import brakes
from oxle.correspondence.messages import MESSAGES, MessageKind, is_digest
from oxle.correspondence.models import Brake, Message

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_AT_ONCE = 50
# Tries come further and further apart: 1, 2, 4 … minutes; the last about eight hours after the first.
MOST_ATTEMPTS = 9
ACTOR = "system: outbox"
State = Message.State


def send_next(*, at: datetime) -> int:
    """Send up to fifty e-mails that are due; returns how many rows were dealt with, 0 when none is due."""
    with acting(ACTOR):
        brakes.hold_bursts(Brake.What.MESSAGE, at=at)
        claimed = _claim(at)
    if not claimed:
        return 0
    connection = get_connection()
    parcels = _parcels(claimed)
    try:
        connection.open()
        for together in parcels:
            _deliver(together, connection, at)
    except (OSError, SMTPException) as failure:
        # The mail server is not there: one look is enough for all of them.
        for together in parcels:
            _failed(together, failure, at)
    finally:
        connection.close()
    return len(claimed)


def _claim(at: datetime) -> list[Message]:
    free = Q(state=State.WAITING, lease_until=None) | Q(state__in=[State.WAITING, State.CLAIMED], lease_until__lte=at)
    due = Message.objects.filter(free, due_at__lte=at).order_by("due_at", "pk")
    rows = list(due.select_for_update(of=("self",), skip_locked=True)[:MOST_AT_ONCE])
    digests = {(row.kind, row.user_id, row.email) for row in rows if is_digest(row.kind)}
    for kind, user_id, email in sorted(digests, key=str):
        # The rest of a person's digest goes in the same e-mail, however long.
        rest = due.filter(kind=kind, user_id=user_id, email=email).exclude(pk__in=[row.pk for row in rows])
        rows.extend(rest.select_for_update(of=("self",), skip_locked=True))
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.CLAIMED, lease_until=at + LEASE)
    return list(Message.objects.filter(pk__in=[row.pk for row in rows]).select_related("user").order_by("due_at", "pk"))


def _parcels(rows: Iterable[Message]) -> list[list[Message]]:
    """Each e-mail to send, with the rows that it tells of: one, or all of a person's digest."""
    parcels: dict[tuple[object, ...], list[Message]] = {}
    for row in rows:
        together = (row.kind, row.user_id, row.email) if is_digest(row.kind) else (row.pk,)
        parcels.setdefault(together, []).append(row)
    return list(parcels.values())


def _deliver(rows: list[Message], connection: BaseEmailBackend, at: datetime) -> None:
    first = rows[0]
    kind = _kind(first)
    address = first.user.email if first.user else first.email
    if kind is None:
        _mark(rows, State.DROPPED, problem="Nothing installed sends e-mails of this kind.")
    elif first.user is not None and not first.user.is_active:
        _mark(rows, State.DROPPED, problem="This person no longer signs in.")
    else:
        try:
            with acting(ACTOR):
                message = _composed(kind, rows, address, connection, at)
            message.send()
        except Exception as failure:  # whatever it is, the others' e-mails go out
            _failed(rows, failure, at)
        else:
            _mark(rows, State.SENT, sent_at=at, problem="")


def _composed(
    kind: MessageKind, rows: list[Message], address: str, connection: BaseEmailBackend, at: datetime
) -> EmailMessage:
    words = {"service": SERVICE_NAME, "council": settings.COUNCIL_NAME, "reference": rows[0].reference}
    if kind.digest:
        links = "\n\n".join(f"{row.reference}\n{_link(kind, row, at)}".strip() for row in rows)
    else:
        links = _link(kind, rows[0], at)
    dedupe = "\n".join(row.dedupe for row in rows)
    return EmailMessage(
        subject=kind.subject.format(**words, link=""),
        body=kind.body.format(**words, link=links),
        to=[address],
        connection=connection,
        headers={
            "Message-ID": f"<{sha256(dedupe.encode()).hexdigest()[:40]}@{urlsplit(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _link(kind: MessageKind, row: Message, at: datetime) -> str:
    path = row.link
    if kind.one_time:
        path += make_link(kind.one_time, row.one_time_subject, at=at, lasts=kind.lasts)
    return settings.BASE_URL.rstrip("/") + path


def _failed(rows: list[Message], failure: Exception, at: datetime) -> None:
    log.warning("e-mail %s could not be sent: %s", rows[0].key, type(failure).__name__)
    tries = rows[0].attempts + 1
    problem = f"{type(failure).__name__}: {failure}"[:500]
    if tries >= MOST_ATTEMPTS:
        _mark(rows, State.FAILED, attempts=tries, problem=problem)
    else:
        wait = timedelta(minutes=2 ** (tries - 1))
        _mark(rows, State.WAITING, attempts=tries, problem=problem, lease_until=at + wait)


def _mark(rows: list[Message], state: str, **values: object) -> None:
    with acting(ACTOR):
        mine = Message.objects.filter(pk__in=[row.pk for row in rows], state=State.CLAIMED)
        mine.update(state=state, **{"lease_until": None, **values})


def _kind(row: Message) -> MessageKind | None:
    return MESSAGES.get(row.kind)
