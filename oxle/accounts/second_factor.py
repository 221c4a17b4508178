"""Who has a second factor, and who may not be without one."""

import base64
from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from oxle.accounts.models import User

# Recovery codes alone do not count: they are for the day the other one is lost.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Whether this person has an authenticator app or a passkey."""
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def may_remove(authenticator: Authenticator) -> bool:
    """Council staff keep at least one: they see children's records."""
    user = authenticator.user
    others = Authenticator.objects.filter(user=user, type__in=KINDS).exclude(pk=authenticator.pk)
    return not user.is_council or others.exists()


def cipher() -> MultiFernet:
    """What encrypts the secrets of authenticator apps, so that a copy of the database does not hold them in clear."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest())) for key in keys]
    )
