"""The forms of performances that are no steps: who a child is, and that a limit was compared with the law."""

from typing import Any, ClassVar

from django import forms

from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.models import Child

NEW, ELSEWHERE = "new", "elsewhere"


class WhoForm(OxleForm):
    """Base: who the child of an application is: one we hold, a new record, or what else can come of it."""

    names = {"child": "who this child is"}
    child = forms.ChoiceField(label="Who is this child?", widget=Radios())
    other: ClassVar[tuple[str, str]]

    def __init__(self, *args: Any, children: list[tuple[Child, str]], may_be_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {one.key: one for one, _ in children}
        choices = [(one.key, words) for one, words in children]
        if may_be_new:
            choices.append((NEW, "A child of our area whom we do not hold: make a record"))
        field: Any = self.fields["child"]
        field.choices = [*choices, self.other]


class IdentifyForm(WhoForm):
    """Who a child of a production is; or that it is one of another area."""

    names = {"child": "who this child is", "authority": "the other authority"}
    other = (ELSEWHERE, "A child who lives in another area, whose authority decides")
    authority = forms.CharField(
        label="Which authority does the child live in? (only where it is another)", max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("child") == ELSEWHERE and not data.get("authority") and "authority" not in self.errors:
            self.add_error("authority", "Enter the authority in which the child lives")
        return data


class ConfirmForm(OxleForm):
    """That somebody compared a limit with the text of the law."""

    names = {"text": "what the text says"}
    text = LongTextField(
        label="Where did you read the text, and what does it say?",
        max=2000,
        rows=4,
        help_text="Name the regulation and the paragraph, and the day of the text. Your name and today’s date are kept "
        "with it, and licences print this limit from now on.",
    )


class WithdrawForm(OxleForm):
    """That a confirmation counts no more."""
