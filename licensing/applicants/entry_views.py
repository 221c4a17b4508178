"""How applicants come in and go out, and their home page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from licensing.applicants import drafting, entering, queries, sessions
from licensing.applicants.forms import EmailForm
from licensing.applicants.pages import ApplicantPage
from oxle.accounts import limits, sign_in
from oxle.accounts.sign_in_views import too_many
from oxle.core import dates, typed
from oxle.core.forms import OxleForm
from oxle.core.pages import ANYONE, FormPage, Page
from oxle.core.throttle import allow

# The address that was typed, so that a slip in it can be seen.
ASKED = "licensing.asked"
# So many links are sent to one address in an hour and a day, and asked for from one place: a company sits behind one.
MOST_IN_AN_HOUR, MOST_IN_A_DAY, MOST_FROM_A_PLACE = 4, 10, 30


class Apply(FormPage):
    """Asks for an e-mail address. What follows is the same for every address, known or not."""

    permission = ANYONE
    title = "Apply for a licence, a permit or an approval"
    form_class = EmailForm
    template_name = "licensing/applicants/apply.html"
    submit_label = "Send me a link"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessions.applicant_of(request, at=self.at) is not None:
            return redirect("licensing:apply_home")
        return super().get(request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place = limits.place(request)
        if not allow("applicants from", place, at=self.at, most=MOST_FROM_A_PLACE, within=limits.HOUR):
            return too_many(request)
        # Not as other forms are: what waits here for whoever was away is not forgotten.
        form = self.form()
        return self.form_valid(form) if form.is_valid() else self._show_form(form)

    def form_valid(self, form: Any) -> HttpResponseBase:
        email = form.cleaned_data["email"]
        if allow("applicant hour", email, at=self.at, most=MOST_IN_AN_HOUR, within=limits.HOUR) and allow(
            "applicant day", email, at=self.at, most=MOST_IN_A_DAY, within=limits.DAY
        ):
            entering.ask_for_link(email, at=self.at)
        self.request.session[ASKED] = email
        # Dated, so that it goes with the other sessions that have ended.
        sign_in.stamp(self.request, at=self.at)
        return redirect("licensing:apply_asked")


class Asked(Page):
    """Says to look into the mailbox."""

    permission = ANYONE
    title = "Check your email"
    template_name = "licensing/applicants/asked.html"

    def context(self) -> dict[str, Any]:
        most = {"in_an_hour": MOST_IN_AN_HOUR, "in_a_day": MOST_IN_A_DAY}
        return {"email": self.request.session.get(ASKED, ""), **most}


class ApplyLink(FormPage):
    """What the link opens: a button. Mail programs that look at links beforehand press none."""

    permission = ANYONE
    title = "Go on with your application"
    form_class = OxleForm
    template_name = "licensing/applicants/link.html"
    submit_label = "Continue"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        self.secret = kwargs["secret"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request) if entering.still_works(self.secret, at=self.at) else self._gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Not as other forms are: what waits here for whoever was away is not forgotten.
        return self.form_valid(None)

    def form_valid(self, form: Any) -> HttpResponseBase:
        request = self.request
        applicant = entering.come_in(self.secret, at=self.at)
        if applicant is None:
            # A second click of whoever has just come in by it.
            here = sessions.applicant_of(request, at=self.at) is not None
            return redirect("licensing:apply_home") if here else self._gone()
        request.session.pop(ASKED, None)
        sessions.begin(request, applicant, at=self.at)
        return redirect(typed.waits_at(request, owner=applicant) or "licensing:apply_home")

    def _gone(self) -> HttpResponseBase:
        self.template_name = "licensing/applicants/link_gone.html"
        return self.show(status=410, title="This link no longer works")


class ApplyHome(ApplicantPage):
    """What an applicant has begun and sent."""

    title = "Your applications"
    template_name = "licensing/applicants/home.html"

    def context(self) -> dict[str, Any]:
        return {"drafts": list(queries.drafts_of(self.applicant))}


class ApplyBegin(ApplicantPage, FormPage):
    """What one needs at hand; then an application is begun."""

    title = "Before you start"
    form_class = OxleForm
    template_name = "licensing/applicants/begin.html"
    submit_label = "Start the application"
    creates = True

    def form_valid(self, form: Any) -> HttpResponseBase:
        draft = drafting.start(self.applicant, at=self.at)
        return redirect("licensing:apply_tasks", draft.key)


class ApplyLeave(ApplicantPage):
    """Ends the session."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sessions.end(request)
        messages.success(request, "You are signed out. What you saved is kept: ask for a link to go on with it.")
        return redirect("licensing:apply")
