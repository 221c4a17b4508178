"""What must hold of every signed-in request: time limits, a second factor for council staff, nothing kept by caches."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.views.csrf import csrf_failure

from oxle.accounts import second_factor, sign_in
from oxle.accounts.visibility import settle_once
from oxle.core import dates, typed
from oxle.core.pages import ANYONE, FormPage

SIGNED_OUT = "You were signed out because you had not used the service for a while"
SIGNED_OUT_ELSEWHERE = "You were signed out before this was saved"
TYPED_IS_KEPT = "What you typed is kept: sign in to go on with it."
# Where somebody may be who still has to set up a second factor: on the way to it, or out.
ON_THE_WAY = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "accounts:keep_alive",
    "healthz",
    "healthz_deep",
}


class SignedIn:
    """Ends sessions that idled or grew too old, and sends council staff without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        if signed_in:
            at = dates.now()
            if sign_in.has_ended(request, at=at) or _gives_up(request):
                return self._sign_out(request)
            sign_in.stamp(request, at=at)
            settle_once(request.user)
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            # After signing out, the browser's back button must find nothing.
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Council staff see nothing else until they have a second factor. The demonstration is spared it.

        What is sent from a page after its person was signed out, in another tab or by somebody else, is kept for them.
        """
        user, session = request.user, request.session
        if not user.is_authenticated:
            return _come_back_for(request, SIGNED_OUT_ELSEWHERE) if _is_form(request) else None
        if session.get(sign_in.SECOND_FACTOR) or request.resolver_match is None:
            return None
        if settings.DEMO and session.get(sign_in.DEMO):
            return None
        if request.resolver_match.view_name in ON_THE_WAY or not user.is_council:
            return None
        if second_factor.has_second_factor(user):
            # Remembered, to save a query a page: taking a second factor away ends the session.
            session[sign_in.SECOND_FACTOR] = True
            return None
        return redirect("mfa_index")

    def _sign_out(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        form = _is_form(request)
        if form and (back := _come_back_for(request, SIGNED_OUT)) is not None:
            return back
        messages.info(request, SIGNED_OUT)
        came_for = request.get_full_path() if request.method == "GET" else request.path if form else ""
        return redirect_to_login(came_for) if came_for else redirect(settings.LOGIN_URL)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What is answered where a form does not carry this session's token. What somebody typed before they signed out and
    in again, in another tab, is kept for them all the same: the mark says that it is theirs."""
    if _is_form(request):
        if not request.user.is_authenticated:
            back = _come_back_for(request, SIGNED_OUT_ELSEWHERE)
        else:
            is_own = typed.typed_by(request) == request.user.key and typed.keep(request)
            back = redirect(request.path) if is_own else None
        if back is not None:
            return back
    return csrf_failure(request, reason)


def _come_back_for(request: HttpRequest, why: str) -> HttpResponse | None:
    """Keep what was typed, and ask its person to sign in for it; None where it is nobody's that we know."""
    if not typed.keep(request):
        return None
    # Dated, so that what nobody comes back for goes with the other sessions that have ended.
    sign_in.stamp(request, at=dates.now())
    messages.info(request, f"{why}. {TYPED_IS_KEPT}")
    return redirect_to_login(request.path)


def _gives_up(request: HttpRequest) -> bool:
    """Whether the page itself says that its hour is over, and sends what was typed to be kept, never to be done."""
    return request.method == "POST" and "time_out" in request.GET


def _is_form(request: HttpRequest) -> bool:
    """Whether something is sent to a page that has a form, and that only somebody signed in may open."""
    if request.method != "POST":
        return False
    try:
        view = getattr(resolve(request.path_info).func, "view_class", None)
    except Resolver404:
        return False
    return view is not None and issubclass(view, FormPage) and view.permission is not ANYONE
