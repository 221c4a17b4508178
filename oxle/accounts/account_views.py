"""Everybody's own pages: their account, their invitation, the demonstration's sign-ins."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from oxle.accounts import actions, demo, limits, queries, second_factor, sign_in
from oxle.accounts.forms import InvitationForm, OwnDetailsForm
from oxle.accounts.models import SignInMethod, User
from oxle.accounts.sign_in_views import too_many
from oxle.core import dates, links
from oxle.core.pages import ANYONE, SIGNED_IN, FormPage, Page


class Account(Page):
    """Who I am here, how I sign in, and where I am signed in."""

    permission = SIGNED_IN
    title = "Your account"
    template_name = "accounts/account_page.html"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        key = self.request.session.session_key or ""
        return {
            "details": self._details(),
            "roles": queries.roles_of(user, self.on),
            "sessions": queries.open_sessions(user, current_key=key, at=self.at),
        }

    def _details(self) -> list[dict[str, str]]:
        user, change = self.request.user, reverse("accounts:change_own_details")
        password = "account_change_password" if user.has_usable_password() else "account_set_password"
        return [
            {"key": "Name", "value": user.name, "url": change},
            {"key": "Email address", "value": user.email},
            {"key": "Job title", "value": user.job_title or "Not given", "url": change},
            {"key": "Telephone", "value": user.phone or "Not given", "url": change},
            {"key": "Password", "value": "Set" if user.has_usable_password() else "Not set", "url": reverse(password)},
            {
                "key": "Second factor",
                "value": "Set up" if second_factor.has_second_factor(user) else "Not set up",
                "url": reverse("mfa_index"),
            },
        ]


class ChangeOwnDetails(FormPage):
    """Change my name, job title or telephone number."""

    permission = SIGNED_IN
    title = "Change your details"
    form_class = OwnDetailsForm
    template_name = "accounts/form.html"
    done = "Your details have been changed"

    def load(self) -> None:
        self.person = User.objects.get(pk=self.request.user.pk)

    def edited(self) -> User:
        return self.person

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.person, name) for name in OwnDetailsForm.base_fields}

    def context(self) -> dict[str, Any]:
        account = reverse("accounts:account")
        return {"back_url": account, "cancel_url": account}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_details(self.person, version=self.version(), by=self.request.user, **form.cleaned_data)
        return redirect("accounts:account")


class EndSession(Page):
    """Sign out a browser left somewhere."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, digest: str) -> HttpResponseBase:
        key = queries.session_key_of(request.user, digest)
        if key is None:
            raise Http404
        if key == request.session.session_key:
            logout(request)
            return redirect("account_login")
        sign_in.end_session(request.user, key)
        messages.success(request, "That browser has been signed out")
        return redirect("accounts:account")

    def load(self, digest: str) -> None:
        """Nothing to load before the browser is named."""


class KeepAlive(Page):
    """Stay signed in: any request counts as use, and this one does nothing else."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponseBase:
        # Somebody who signed in again after the warning comes by here.
        return redirect("home")

    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=204)


class AcceptInvitation(FormPage):
    """Choose a password and come in."""

    permission = ANYONE
    title = "Choose your password"
    form_class = InvitationForm
    template_name = "accounts/invitation_accept.html"
    submit_label = "Continue"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self, secret: str) -> None:
        self.secret = secret
        key = links.peek_link(secret, actions.INVITATION, at=self.at)
        self.person = User.objects.filter(key=key, is_active=True).first() if key else None

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.person}

    def context(self) -> dict[str, Any]:
        return {"person": self.person}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request) if self.person else self._gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request) if self.person else self._gone()

    def form_valid(self, form: Any) -> HttpResponseBase:
        user = actions.accept_invitation(self.secret, form.cleaned_data["password"], at=self.at)
        sign_in.begin(self.request, user, SignInMethod.INVITATION, at=self.at)
        return redirect("home")

    def _gone(self) -> HttpResponse:
        self.template_name = "accounts/invitation_gone.html"
        return self.show(status=410, title="This invitation no longer works")


class NoAccess(Page):
    """Somebody whom their organisation knows and we do not, or no longer."""

    permission = ANYONE
    title = "You do not have access"
    template_name = "accounts/no_access.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.show(status=403)


class DemoSignIn(Page):
    """One button for each made-up person. Exists in the demonstration only."""

    permission = ANYONE
    title = "Demonstration sign-in"
    template_name = "accounts/demo_sign_in.html"

    def load(self) -> None:
        if not settings.DEMO:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {"people": demo.demo_people()}

    def post(self, request: HttpRequest) -> HttpResponseBase:
        user = demo.demo_user(request.POST.get("email", ""))
        if user is None:
            raise Http404
        sign_in.begin(request, user, SignInMethod.DEMO, at=self.at)
        came_for = request.GET.get("next", "")
        ours = url_has_allowed_host_and_scheme(came_for, {request.get_host()}, require_https=request.is_secure())
        return redirect(came_for if ours else "home")
