"""The page on which the service drafts the head's letter to the parents; the PDF is the school's, and is not kept."""

from abc import abstractmethod
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponseBase

from exclusions import head_letters
from oxle.cases.permissions import PORTAL
from oxle.core.errors import Refused
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage
from oxle.correspondence import rendering
from oxle.correspondence.kinds import LetterKind
from oxle.documents.serving import download_pdf


class HeadLetterForm(OxleForm):
    """What only the head can say."""

    names = {
        "what_happened": "what happened",
        "to_whom": "to whom the parents can write",
        "work": "how work is set and marked",
        "signed_by": "who signs the letter",
        "signed_as": "as what they sign it",
    }
    what_happened = LongTextField(
        label="What happened, as you tell it to the parents?", max=4000, help_text="Name no other pupil."
    )
    to_whom = LongTextField(
        label="To whom can the parents write, and where?",
        max=500,
        rows=3,
        help_text="For example, the clerk to the governors, with the address and the e-mail address.",
    )
    work = LongTextField(label="How is work set and marked in the first five school days?", max=1000, rows=3)
    education = LongTextField(
        label="Where and when does education from the sixth school day begin? (optional)",
        max=1000,
        rows=3,
        required=False,
        help_text="The first day, the times, the address and to whom the pupil reports. If you do not know it yet, "
        "tell the parents in writing at least 48 hours before it begins.",
    )
    signed_by = forms.CharField(label="Who signs?", max_length=200)
    signed_as = forms.CharField(label="As what?", max_length=200, initial="Head teacher")

    def __init__(self, *args: Any, misses_lessons: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not misses_lessons:
            del self.fields["work"], self.fields["education"]


class HeadLetter(FormPage):
    """Base: the letter, made of what was told and of what is typed here."""

    permission = PORTAL
    form_class = HeadLetterForm
    template_name = "exclusions/head_letter.html"
    title = "Draft the letter to the parents"
    submit_label = "Make the letter"
    kind: ClassVar[LetterKind]
    reference: str

    @abstractmethod
    def says(self) -> dict[str, Any]:
        """What follows from what was told."""

    @abstractmethod
    def back_url(self) -> str:
        """The school's page of the exclusion."""

    def context(self) -> dict[str, Any]:
        return {"back_url": self.back_url(), "cancel_url": self.back_url()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        try:
            content = head_letters.pdf(self.kind, {**self.says(), **form.cleaned_data})
        except rendering.CannotRender as lack:
            raise Refused(str(lack)) from lack
        return download_pdf(f"letter-{self.reference}.pdf", content)
