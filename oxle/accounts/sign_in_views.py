"""The pages of signing in: allauth's views, with our limits in front of them."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from oxle.accounts import limits, second_factor, sign_in
from oxle.accounts.models import SignInMethod
from oxle.core import dates


def too_many(request: HttpRequest) -> HttpResponse:
    """The page that says to wait. Nothing was looked up and nothing hashed."""
    return render(request, "429.html", status=429)


class SignIn(account.LoginView):
    """E-mail address and password, a passkey, or the organisation's own sign-in."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not limits.may_try(request.POST.get("login", "").strip(), request, at=dates.now()):
            return too_many(request)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        return super().get_context_data(**kwargs) | {
            "directories": [{"id": app["provider_id"], "name": app["name"]} for app in apps],
            "next": self.request.GET.get("next", ""),
        }


class SignInWithPasskey(webauthn.LoginWebAuthnView):
    """A passkey proves both who somebody is and that they are there, so it is the whole sign-in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        sign_in.refuse(self.request, None, SignInMethod.PASSKEY, "passkey not known here", at=dates.now())
        messages.error(self.request, "That passkey is not known here. Sign in with your email address and password.")
        return redirect("account_login")


class SecondFactor(mfa.AuthenticateView):
    """The code or passkey that follows the password."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.stage.login.user
        if not limits.may_try(f"second factor of {user.pk}", request, at=dates.now()):
            return too_many(request)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        user = self.stage.login.user
        sign_in.refuse(self.request, user, SignInMethod.PASSWORD, "wrong second factor", at=dates.now())
        return super().form_invalid(form)


class _Limited:
    """Before an important change, a password or code is tried again: that is a try like any other."""

    request: HttpRequest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not limits.may_try(request.user.email, request, at=dates.now()):
            return too_many(request)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]


class ConfirmPassword(_Limited, account.ReauthenticateView):
    """The password again."""


class ConfirmCode(_Limited, mfa.ReauthenticateView):
    """A code again."""


class ConfirmPasskey(_Limited, webauthn.ReauthenticateWebAuthnView):
    """The passkey again."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, "That passkey did not work. Try again, or use another way.")
        return HttpResponseRedirect(self.request.get_full_path())


class ChangePassword(_Limited, account.PasswordChangeView):
    """Change the password one knows."""


class SetPassword(account.PasswordSetView):
    """Set a password where there was none."""


class Forgotten(account.PasswordResetView):
    """Ask for a link. What follows looks the same for every address, known or not."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        if limits.may_ask_for_mail(form.cleaned_data["email"], at=dates.now()):
            form.save(self.request)
        return redirect(self.get_success_url())


class ChooseNew(account.PasswordResetFromKeyView):
    """Choose a new password, from the link."""

    def dispatch(self, request: HttpRequest, uidb36: str, key: str, **kwargs: Any) -> HttpResponse:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, uidb36, key, **kwargs)


class WaysToSignIn(mfa.IndexView):
    """Authenticator app, passkeys and recovery codes; where council staff are sent who have none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "needed": user.is_council and not second_factor.has_second_factor(user),
            "has_password": user.has_usable_password(),
        }


class SetUpApp(totp.ActivateTOTPView):
    """Set up an authenticator app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        # In fours, as people read out and type in long keys.
        shown = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"key_rows": [{"key": "Key", "value": shown}]}


class AddPasskey(webauthn.AddWebAuthnView):
    """Set up a passkey that can sign in by itself: it asks for a finger, a face or a PIN."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        options = webauthn_auth.begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}


class RemovePasskey(webauthn.RemoveWebAuthnView):
    """Remove a passkey, unless it is a council officer's only second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator: Authenticator = self.get_object()
        if not second_factor.may_remove(authenticator):
            messages.error(self.request, "You must keep one way. Set up another before you remove this one.")
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)
