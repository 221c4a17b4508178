"""Carries the e-mails about signing in, which hold a secret link: sealed while they wait, and gone once sent.

Sent within the page's own request they would tell a watcher who has an account, by how long the page takes, and a mail
server that hangs would hang the page. So they wait in the outbox like the others, but encrypted with the service's
secret key, because whoever reads the link can set the password.
"""

import json
import logging
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q

from oxle.audit import acting
from oxle.core import dates
from oxle.correspondence.models import SealedMail

log = logging.getLogger(__name__)
ACTOR = "system: outbox"
LEASE = timedelta(minutes=2)
# After this long the link in it has lost its use, and nobody waits for it any more.
GIVEN_UP_AFTER = timedelta(days=1)


def carry(to: str, subject: str, body: str) -> None:
    """Put one e-mail about signing in into the outbox; `accounts.mail.deliver_with` takes this."""
    content = json.dumps({"to": to, "subject": subject, "body": body}).encode()
    SealedMail.objects.create(sealed=_seal().encrypt(content).decode(), queued_at=dates.now())


def send_next_sealed(*, at: datetime) -> bool:
    """Send the one that has waited longest and forget it; False when none can be tried now.

    One that cannot be put together, or that the mail server will not take, is tried again two minutes later, for a day.
    """
    with acting(ACTOR):
        free = Q(lease_until=None) | Q(lease_until__lte=at)
        mail = SealedMail.objects.filter(free).order_by("queued_at", "pk").select_for_update(skip_locked=True).first()
        if mail is None:
            return False
        SealedMail.objects.filter(pk=mail.pk).update(lease_until=at + LEASE, attempts=F("attempts") + 1)
    try:
        content = json.loads(_seal().decrypt(mail.sealed.encode()))
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(content["subject"], content["body"], to=[content["to"]], headers=headers).send()
    except InvalidToken:
        log.error("an e-mail about signing in was sealed with another secret key, and is dropped")
    except Exception as failure:  # whatever it is, the others go out
        log.warning("an e-mail about signing in could not be sent: %s", type(failure).__name__)
        if at - mail.queued_at < GIVEN_UP_AFTER:
            return True
    with acting(ACTOR):
        SealedMail.objects.filter(pk=mail.pk).delete()
    return True


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"sign-in mail:" + settings.SECRET_KEY.encode()).digest()))
