"""The page on which the letter to the parents comes to the council after the notice, or in place of another."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect

from oxle.cases.permissions import PORTAL
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, TooLate
from oxle.documents.actions import store_upload
from oxle.documents.models import File


class LetterForm(OxleForm):
    """The letter as it went to the parents."""

    names = {"letter": "the letter"}
    letter = forms.FileField(label="The letter as the parents had it", help_text="PDF or Word, up to 20 MB.")


class AttachLetter(FormPage):
    """Base: the letter is attached, by the school or by an officer to whom it came."""

    permission = PORTAL
    form_class = LetterForm
    template_name = "exclusions/attach_letter.html"
    title = "Attach the letter to the parents"
    submit_label = "Attach"
    done = "The letter is attached."
    only_in_time = True
    pupil: str

    @abstractmethod
    def why_not(self) -> str | None:
        """Why no letter can be attached any more; None while it can."""

    @abstractmethod
    def letter(self) -> Any:
        """The letter that there is; None where none came yet."""

    @abstractmethod
    def attach(self, letter: File) -> Any:
        """The one domain call."""

    @abstractmethod
    def back_url(self) -> str:
        """The page of the exclusion."""

    def too_late(self) -> TooLate | None:
        why = self.why_not()
        if why is None:
            return None
        return TooLate(
            title="The letter can no longer be attached",
            explanation=why,
            url=self.back_url(),
            link="See the exclusion",
            about=self.pupil,
        )

    def context(self) -> dict[str, Any]:
        return {
            "pupil": self.pupil,
            "replaces": self.letter() is not None,
            "back_url": self.back_url(),
            "cancel_url": self.back_url(),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload = form.cleaned_data["letter"]
        self.attach(store_upload(upload, by=self.request.user, at=self.at, field="letter"))
        return redirect(self.back_url())
