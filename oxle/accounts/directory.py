"""Signing in with an organisation's own accounts, by OpenID Connect: only for people who were invited here."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from requests import RequestException

from oxle.accounts import sign_in
from oxle.accounts.models import SignInMethod, User
from oxle.core import dates


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """Ties what the provider says to a person we know, by an address that the provider has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never makes a person."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose this is: by the link made the first time, else by verified address; a stranger goes no further."""
        # Only ever to sign in: a word in the address can ask allauth to tie a second identity to whoever is signed in.
        sociallogin.state["process"] = AuthProcess.LOGIN
        user = sociallogin.user if sociallogin.is_existing else self._known(sociallogin)
        if user is None:
            self._refuse(request, None, "no verified address of anybody here")
        if not user.is_active:
            self._refuse(request, user, "deactivated")
        if user.is_council and sociallogin.account.provider in _for_schools():
            # Its addresses are of many schools, and one of theirs must never open what the council sees.
            self._refuse(request, user, "the schools’ sign-in is not for the council")
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def _known(self, sociallogin: SocialLogin) -> User | None:
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        return User.objects.filter(email__in=verified).first()

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: str = AuthError.UNKNOWN, **kwargs: Any
    ) -> None:
        """The provider said no, or what it said cannot be trusted: one page for all causes."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect("account_login"))
        self._refuse(request, None, "the organisation’s sign-in failed")

    def _refuse(self, request: HttpRequest, user: User | None, why: str) -> NoReturn:
        sign_in.refuse(request, user, SignInMethod.DIRECTORY, why, at=dates.now())
        raise ImmediateHttpResponse(redirect("accounts:no_access"))


class VerifiedTokens(OpenIDConnectOAuth2Adapter):
    """Checks the signature of every id_token, and that the user info is about the same person.

    allauth leaves the signature to TLS when the token came straight from the provider. One more check costs nothing
    and survives a proxy in between.
    """

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said.get("userinfo") and said["userinfo"].get("sub") != said["id_token"].get("sub"):
            raise OAuth2Error("user info about somebody else")
        # Who signed in is all we need to keep; the rest is the provider's.
        login.account.extra_data = {}
        return login


def _for_schools() -> set[str]:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {app["provider_id"] for app in apps if app["settings"].get("for") == "schools"}


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the organisation's own sign-in page, at the press of a button."""
    if request.method != "POST":
        return redirect("account_login")
    return _with(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from it."""
    return _with(OAuth2CallbackView, request, provider_id)


def _with(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view.adapter_view(VerifiedTokens(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, KeyError):
        # It does not answer, or not in a way that can be understood.
        sign_in.refuse(request, None, SignInMethod.DIRECTORY, "the organisation’s sign-in failed", at=dates.now())
        return redirect("accounts:no_access")
