"""Checks an e-mail address and a password, taking as long for an unknown address as for a known one."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from oxle.accounts.demo import is_demo
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

    def user_can_authenticate(self, user: User | None) -> bool:
        """Active, and not one of the made-up people unless this is the demonstration: their password is no secret."""
        return super().user_can_authenticate(user) and (settings.DEMO or not is_demo(user.email))
