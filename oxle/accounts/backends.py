"""Checks an e-mail address and a password, taking as long for an unknown address as for a known one."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from oxle.accounts.models import User


class EmailBackend(ModelBackend):
    """Exact address, active person, right password. Anything else is None, and costs the same one hash."""

    def authenticate(
        self, request: HttpRequest | None, email: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not email or not password:
            return None
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            User().set_password(password)
            return None
        right = user.check_password(password)
        return user if right and self.user_can_authenticate(user) else None
