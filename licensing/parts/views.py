"""The pages for a parent and a school who were sent a link: no sign-in, one child, one production, one answer."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from licensing.parts import shown
from licensing.parts.answering import OF_PERFORMANCES, Asked
from licensing.parts.forms import ParentForm, SchoolForm
from licensing.parts.models import LinkSent
from oxle.accounts import limits, sign_in
from oxle.accounts.sign_in_views import too_many
from oxle.audit import sights
from oxle.core import dates
from oxle.core.answers import typed_into
from oxle.core.opened import close_one, open_one, which
from oxle.core.pages import ANYONE, FormPage, Page

GONE = "This link no longer works"
Whose = LinkSent.Whose


class PartLink(Page):
    """What the link opens. It goes on to what is asked."""

    permission = ANYONE
    title = GONE
    template_name = "licensing/parts/gone.html"
    answers: ClassVar[Asked] = OF_PERFORMANCES
    goes_on = "licensing:part"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = self.answers.asked_by(kwargs["secret"], at=self.at)
        if key is None:
            return self.show(status=410)
        open_one(request, self.answers.purpose, key)
        # Dated, so that it goes with the other sessions that have ended.
        sign_in.stamp(request, at=self.at)
        return redirect(self.goes_on)


class Part(FormPage):
    """What the application says of one child, and the questions to a parent or to the school."""

    permission = ANYONE
    template_name = "licensing/parts/part.html"
    gone_template = "licensing/parts/gone.html"
    ends = "licensing:part_sent"
    submit_label = "Send your answer"
    answers: ClassVar[Asked] = OF_PERFORMANCES
    questions: ClassVar[Mapping[str, type[forms.Form]]] = {Whose.PARENT: ParentForm, Whose.SCHOOL: SchoolForm}
    titles: ClassVar[Mapping[str, str]] = {
        Whose.PARENT: "Do you consent to this performance?",
        Whose.SCHOOL: "A pupil of yours may miss school to perform",
    }

    def load(self) -> None:
        self.asked = self.answers.waiting(which(self.request, self.answers.purpose), at=self.at)
        if self.asked is not None and (children := self.answers.children_of(self.asked)):
            sights.see(children, "page", f"the {self.asked.whose} was sent an application")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def page_title(self) -> str:
        return self.titles[self.asked.whose] if self.asked else GONE

    def form_type(self) -> type[forms.Form]:
        if self.asked:
            return self.questions[self.asked.whose]
        # What was asked is not known any more once the link has ended: it shows by the names under which it is sent.
        return max(self.questions.values(), key=lambda asks: len(asks.base_fields.keys() & self.request.POST.keys()))

    def shown(self, asked: Any) -> dict[str, Any]:
        """What is told of the application: whose part it is, the name of the child, rows of questions and answers."""
        return {"whose": asked.whose, "rows": shown.rows(asked), "given": shown.given(asked)}

    def context(self) -> dict[str, Any]:
        return {**self.shown(self.asked), "opened": self.asked.key} if self.asked else {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request) if self.asked else self._gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request) if self.asked else self._gone()

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.answers.answer(self.asked, dict(form.cleaned_data), at=self.at)
        close_one(self.request, self.answers.purpose, self.asked.key)
        return redirect(self.ends)

    def _gone(self) -> HttpResponse:
        """The link has ended. What is sent after that is shown to be copied: it may have taken half an hour."""
        self.template_name = self.gone_template
        typed = typed_into(self.form()) if self.request.method == "POST" else []
        return self.show(status=410, typed=typed)


class PartSent(Page):
    """The answer has come. It says nothing of whom it is about."""

    permission = ANYONE
    title = "Your answer has been sent"
    template_name = "licensing/parts/sent.html"
