"""The pages for a parent and a school who were sent a link: no sign-in, one child, one production, one answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from licensing.parts import answering, shown
from licensing.parts.forms import ParentForm, SchoolForm
from licensing.parts.models import PartAsked
from oxle.accounts import limits, sign_in
from oxle.accounts.sign_in_views import too_many
from oxle.audit import sights
from oxle.core import dates
from oxle.core.pages import ANYONE, FormPage, Page

# Where the key of what is asked stands in the session: the secret is in no further address, and so in no record.
ASKED = "licensing.part"
GONE = "This link no longer works"
FORMS: dict[str, type[forms.Form]] = {PartAsked.Whose.PARENT: ParentForm, PartAsked.Whose.SCHOOL: SchoolForm}
TITLES = {
    PartAsked.Whose.PARENT: "Do you consent to this performance?",
    PartAsked.Whose.SCHOOL: "A pupil of yours may miss school to perform",
}


class PartLink(Page):
    """What the link opens. It goes on to what is asked."""

    permission = ANYONE
    title = GONE
    template_name = "licensing/parts/gone.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = answering.asked_by(kwargs["secret"], at=self.at)
        if key is None:
            return self.show(status=410)
        request.session[ASKED] = key
        # Dated, so that it goes with the other sessions that have ended.
        sign_in.stamp(request, at=self.at)
        return redirect("licensing:part")


class Part(FormPage):
    """What the application says of one child, and the questions to a parent or to the school."""

    permission = ANYONE
    template_name = "licensing/parts/part.html"
    submit_label = "Send your answer"

    def load(self) -> None:
        self.asked = answering.waiting(self.request.session.get(ASKED, ""), at=self.at)
        if self.asked is not None:
            case = self.asked.entrant.case
            if case is not None:
                sights.see([case.child_id], "page", f"the {self.asked.whose} was sent an application")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def page_title(self) -> str:
        return TITLES[PartAsked.Whose(self.asked.whose)] if self.asked else GONE

    def form_type(self) -> type[forms.Form]:
        return FORMS[self.asked.whose] if self.asked else ParentForm

    def context(self) -> dict[str, Any]:
        if self.asked is None:
            return {}
        return {"whose": self.asked.whose, "rows": shown.rows(self.asked), "given": shown.given(self.asked)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request) if self.asked else self._gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request) if self.asked else self._gone()

    def form_valid(self, form: Any) -> HttpResponseBase:
        assert self.asked is not None  # noqa: S101 - nothing is sent to a page that is gone
        answering.answer(self.asked, dict(form.cleaned_data), at=self.at)
        del self.request.session[ASKED]
        return redirect("licensing:part_sent")

    def _gone(self) -> HttpResponse:
        self.template_name = "licensing/parts/gone.html"
        return self.show(status=410)


class PartSent(Page):
    """The answer has come. It says nothing of whom it is about."""

    permission = ANYONE
    title = "Your answer has been sent"
    template_name = "licensing/parts/sent.html"
