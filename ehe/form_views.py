"""The page of the exit form, which a head sends for whoever signs it: no attendance lead opens it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from ehe import exit_forms, pathway, queries
from ehe.forms import ExitFormForm
from oxle.cases.models import Case
from oxle.core.pages import FormPage, TooLate
from oxle.documents.actions import store_upload
from oxle.documents.models import File


class Fill(FormPage):
    """The exit form. One that was returned begins with what it said."""

    permission = pathway.SIGNS
    form_class = ExitFormForm
    template_name = "ehe/exit_form.html"
    title = "Exit form"
    submit_label = "Send to the council"
    creates = True
    only_in_time = True
    case: Case

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def too_late(self) -> TooLate | None:
        if self.case.is_open and exit_forms.standing(self.case) is None:
            return None
        return TooLate(
            title="The exit form is not asked for now",
            explanation="It was sent, or the case is closed.",
            url=self._back(),
            link="See the pupil",
            about=str(self.case.child),
        )

    def initial(self) -> dict[str, Any]:
        home, last = self.case.home_education, self.case.exit_forms.order_by("number").last()
        before = {name: getattr(last, name) for name in ExitFormForm.kept()} if last else {}
        known = {"attendance": queries.known_of(self.case, self.request.user, self.on), "last_on": home.last_on}
        return {**known, **before, "letter_on": home.letter_on}

    def context(self) -> dict[str, Any]:
        last = self.case.exit_forms.order_by("number").last()
        return {
            "case": self.case,
            "gaps": last.gaps if last else "",
            "back_url": self._back(),
            "cancel_url": self._back(),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        by = self.request.user
        sent = exit_forms.send(
            self.case,
            told={**form.told(), "known": queries.known_of(self.case, by, self.on)},
            letter_on=form.cleaned_data.get("letter_on"),
            letter=self._stored(form, "letter"),
            correspondence=self._stored(form, "correspondence"),
            by=by,
            on=self.on,
            at=self.at,
        )
        if sent.returned_on is None:
            messages.success(self.request, "The exit form is sent. An officer reads it.")
        else:
            messages.warning(self.request, "The exit form is kept, and comes back to you: something is missing.")
        return redirect(self._back())

    def _stored(self, form: Any, name: str) -> File | None:
        upload = form.cleaned_data.get(name)
        return store_upload(upload, by=self.request.user, at=self.at, field=name) if upload else None

    def _back(self) -> str:
        return reverse("ehe:sent", args=[self.case.key])
