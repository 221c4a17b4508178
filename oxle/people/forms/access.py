"""Forms about who may open a record, and about records that are one child."""

from typing import Any

from django import forms

from oxle.accounts.models import User
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios


class ConflictForm(OxleForm):
    """A conflict of interest: one's own, or for a manager anybody's."""

    names = {"reason": "what the conflict of interest is", "user": "who has the conflict of interest"}

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), to_field_name="key", label="Who has the conflict of interest?", empty_label=None
    )
    reason = LongTextField(
        label="What is the conflict of interest?",
        max=500,
        rows=3,
        help_text="Such as their own child, a relative or a neighbour. The record closes to them at once.",
    )

    def __init__(self, *args: Any, by: User, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, memberships__organisation__kind="team").distinct()
        if for_others:
            self.fields["user"].queryset = people.order_by("name")
        else:
            del self.fields["user"]


class ConflictEndForm(OxleForm):
    """The last day of a conflict of interest."""

    ended_on = DateField(label="What was its last day?", name="last day", past_or_today=True)


class ReasonForm(OxleForm):
    """One reason, on a page of its own."""

    page_heading = "reason"
    names = {"reason": "the reason"}

    reason = LongTextField(label="Reason", max=300, rows=4)

    def __init__(self, *args: Any, label: str = "Reason", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint


class FindOtherForm(OxleForm):
    """What to look for another record of the same child by."""

    names = {"q": "a name, UPN or date of birth"}

    q = forms.CharField(label="Find the other record", help_text="By name, UPN or date of birth.", max_length=300)


class MergeForm(OxleForm):
    """Which of two records to keep, and how it is known that they are one child."""

    names = {"reason": "how you know that these are one child", "keep": "which record will be kept"}

    keep = forms.ChoiceField(label="Which record will be kept?", widget=Radios(), choices=())
    reason = LongTextField(label="How do you know that these are one child?", max=1000, rows=4)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = choices
        self.fields["keep"].error_messages["required"] = "Select which record will be kept"
