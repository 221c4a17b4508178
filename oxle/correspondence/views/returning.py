"""The pages on which a letter is recorded as come back undelivered, and on which that is put right."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts.permissions import write
from oxle.core.pages import FormPage
from oxle.correspondence import actions, forms
from oxle.correspondence.models import Letter
from oxle.correspondence.views.letter import OfLetter


class LetterReturned(OfLetter, FormPage):
    """Record that the post brought a letter back: when, and why."""

    permission = write("letters")
    form_class = forms.ReturnedForm
    template_name = "correspondence/letter_returned.html"
    title = "Record that the letter came back"
    submit_label = "Record as come back"
    done = "The letter is recorded as come back. Deadlines that ran from its service have been worked out again."

    def edited(self) -> Letter:
        return self.letter

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        actions.record_returned(
            self.letter,
            self.version(),
            by=self.request.user,
            on=data["returned_on"],
            at=self.at,
            because=data["because"],
            words=data["words"],
        )
        return redirect(self.to_letter())


class LetterNotReturned(OfLetter, FormPage):
    """Put right that a letter was recorded as come back."""

    permission = write("letters")
    form_class = forms.NotReturnedForm
    title = "The letter did not come back"
    submit_label = "Record that it did not come back"
    done = "The letter counts as served again. Deadlines that run from its service have been worked out again."

    def edited(self) -> Letter:
        return self.letter

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_not_returned(
            self.letter, self.version(), by=self.request.user, at=self.at, reason=form.cleaned_data["reason"]
        )
        return redirect(self.to_letter())
