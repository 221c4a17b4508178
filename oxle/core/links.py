"""One-time links: hashed, expiring, single purpose. The link itself is never stored."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from oxle.core.models import OneTimeLink


def make_link(purpose: str, subject: str, *, at: datetime, lasts: timedelta) -> str:
    """A secret for a URL that will work once, for this purpose and subject, until it expires."""
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(digest=_digest(secret), purpose=purpose, subject=subject, expires_at=at + lasts)
    return secret


def peek_link(secret: str, purpose: str, *, at: datetime) -> str | None:
    """The subject of a link that would still work, without using it; None for any other, whatever the cause."""
    row = OneTimeLink.objects.filter(digest=_digest(secret), purpose=purpose, used_at=None, expires_at__gt=at).first()
    return row.subject if row else None


def has_link(purpose: str, subject: str, *, at: datetime) -> bool:
    """Whether a link for a purpose and subject would still work."""
    return OneTimeLink.objects.filter(purpose=purpose, subject=subject, used_at=None, expires_at__gt=at).exists()


def use_link(secret: str, purpose: str, *, at: datetime) -> str | None:
    """Use a link up and return its subject; None when it was used, has expired or was never ours."""
    live = OneTimeLink.objects.filter(digest=_digest(secret), purpose=purpose, used_at=None, expires_at__gt=at)
    subject = live.values_list("subject", flat=True).first()
    return subject if subject is not None and live.update(used_at=at) else None


def withdraw_links(purpose: str, subject: str, *, at: datetime) -> None:
    """Make every unused link for a purpose and subject stop working."""
    OneTimeLink.objects.filter(purpose=purpose, subject=subject, used_at=None).update(used_at=at)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
