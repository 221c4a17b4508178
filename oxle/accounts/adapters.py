"""How django-allauth behaves here: nobody signs up, our words, our mail, our record of every try."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts import mail, second_factor, sign_in
from oxle.accounts.limits import client_ip
from oxle.accounts.models import SignInMethod, User
from oxle.accounts.sessions import BEGAN_AT
from oxle.core import dates
from oxle.core.context import SERVICE_NAME

# Somebody who signed in this recently is not asked for their password again before setting up a second factor.
FRESH = timedelta(minutes=10)

SAID = {
    "account/messages/password_changed.txt": "Your password has been changed",
    "account/messages/password_set.txt": "Your password has been set",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app has been removed",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up",
    "mfa/messages/webauthn_removed.txt": "The passkey has been removed",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes",
}
WRITTEN = {
    "account/email/password_changed": "Your password was changed.",
    "account/email/password_reset": "Your password was changed with a link we sent to this address.",
    "account/email/password_set": "A password was set for you.",
    "mfa/email/totp_activated": "An authenticator app was added to the ways you sign in.",
    "mfa/email/totp_deactivated": "Your authenticator app was removed from the ways you sign in.",
    "mfa/email/webauthn_added": "A passkey was added to the ways you sign in.",
    "mfa/email/webauthn_removed": "A passkey was removed from the ways you sign in.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for you.",
    "socialaccount/email/account_connected": "Your organisation’s own sign-in was used here for the first time.",
}
CONFIRM_WITH = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}
RESET = """Somebody, we hope you, asked to choose a new password for {service}.

Choose it here within one hour:
{url}

If it was not you, do nothing: your password stays as it is.
"""
NOBODY = """Somebody, we hope you, asked to choose a new password for {service}.

There is nobody in {service} with this e-mail address. If you work with us, you may have been invited at another
address: ask the person who invited you.
"""
CHANGED = """{what}

If it was not you, tell your administrator straight away.
"""


class AccountAdapter(DefaultAccountAdapter):
    """Passwords and sessions."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Check your email address and password: one of them is not right",
        "incorrect_password": "Your password is not right",
        "enter_current_password": "Your current password is not right",
        "invalid_password_reset": "This link no longer works",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """The last step of every way to sign in, after the second factor."""
        sign_in.begin(request, user, _method(request, user), at=dates.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The tries were counted before the form was read; see sign_in_views."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = User.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
        why = "nobody has this address" if user is None else "wrong password" if user.is_active else "deactivated"
        sign_in.refuse(request, user, SignInMethod.PASSWORD, why, at=dates.now())

    def reauthenticate(self, user: User, password: str) -> bool:
        return user.check_password(password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before the ways to sign in are changed, unless it was given just now."""
        began = self.request.session.get(BEGAN_AT)
        return not (began and dates.now() - datetime.fromisoformat(began) < FRESH)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if not user.is_active:
            # Now, while the session still says how they came.
            sign_in.refuse(request, user, _method(request, user), "deactivated", at=dates.now())
        return super().pre_login(request, user, **kwargs)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """The ways to confirm that it is you, in our words."""
        return [
            method | {"description": CONFIRM_WITH[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("accounts:no_access")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request) or ""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        template = args[0] if args else kwargs.get("message_template", "")
        if text := kwargs.get("message") or SAID.get(template):
            messages.add_message(request, level, text)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        url = context["password_reset_url"]
        mail.send(user.email, f"Choose a new password for {SERVICE_NAME}", RESET.format(service=SERVICE_NAME, url=url))

    def send_mail_to_nobody(self, email: str) -> None:
        """Tell an address that asked for a new password and is nobody's."""
        mail.send(email, f"Choose a new password for {SERVICE_NAME}", NOBODY.format(service=SERVICE_NAME))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link for a message. Its host is ours, never the one that the request claims."""
        uid, _, token = key.partition("-")
        return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        if what := WRITTEN.get(template_prefix):
            mail.send(user.email, f"Your sign-in to {SERVICE_NAME} has changed", CHANGED.format(what=what))


def _method(request: HttpRequest, user: User) -> SignInMethod:
    """How this sign-in was proved, from the steps that allauth noted in the session."""
    records = get_authentication_records(request, user)
    first = records[0] if records else {}
    if first.get("passwordless"):
        return SignInMethod.PASSKEY
    return SignInMethod.DIRECTORY if first.get("method") == "socialaccount" else SignInMethod.PASSWORD


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps and passkeys."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right. Codes change every 30 seconds and each works once",
        "cannot_delete_authenticator": "You must keep one. Set up another way before you remove this one",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_factor.may_remove(authenticator)

    def encrypt(self, text: str) -> str:
        return second_factor.cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return second_factor.cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": SERVICE_NAME}
