"""The few messages about signing in. They hold a link and no more, and go when the transaction is safe."""

import logging
from collections.abc import Callable
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction

log = logging.getLogger(__name__)
Deliver = Callable[[str, str, str], None]


def _straight_away(to: str, subject: str, body: str) -> None:
    def deliver() -> None:
        try:
            EmailMessage(subject, body, to=[to]).send()
        except (OSError, SMTPException):
            # The page must look the same whether there was anybody to write to or not (CVE-2024-45231).
            log.exception("a message about signing in could not be sent")

    transaction.on_commit(deliver)


_deliver: Deliver = _straight_away


def deliver_with(deliver: Deliver) -> None:
    """Let a higher layer carry the messages (its outbox), so that a mail server's silence delays no page."""
    global _deliver
    _deliver = deliver


def send(to: str, subject: str, body: str) -> None:
    """Send plain text to one address."""
    _deliver(to, subject, body)
