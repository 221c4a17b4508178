"""What the steps of an inspection ask beyond their day and reason."""

from typing import Any

from django import forms

from licensing.inspections import queries
from licensing.inspections.actions import PHOTOGRAPHS
from oxle.cases.forms import StepForm
from oxle.cases.models import Case
from oxle.core.fields import DateField, LongTextField
from oxle.core.widgets import Checkboxes

NAME_NO_CHILD = "This stands in the letter to whom you visited. Name no child in it."


class MoveForm(StepForm):
    """Another day."""

    when = "When was this decided?"
    planned_on = DateField(label="On which day is the visit now?", name="day of the visit")


class VisitForm(StepForm):
    """What was found, and photographs of it."""

    when = "When was the visit?"
    spoken_to = forms.CharField(label="Who was spoken to? (optional)", max_length=300, required=False)
    children_seen = forms.IntegerField(
        label="How many children were seen? (optional)", min_value=0, max_value=9999, required=False
    )
    findings = LongTextField(
        label="What was found?", name="what was found", max=8000, rows=8, help_text=NAME_NO_CHILD
    )  # fmt: skip
    photograph = forms.FileField(
        label="Photograph (optional)", required=False, help_text="Add more on the case with Attach a document."
    )
    second_photograph = forms.FileField(label="Another photograph (optional)", required=False)
    third_photograph = forms.FileField(label="A third photograph (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in PHOTOGRAPHS:
            upload = data.get(name)
            if upload and not (upload.content_type or "").startswith("image/"):
                self.add_error(name, "The selected file must be a picture")
        return data


class FollowForm(StepForm):
    """What must be put right, and by when."""

    names = {"reason": "what must be put right"}
    when = "When was this decided?"
    put_right_on = DateField(label="By when must it be put right?", name="day by which it is put right")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = "What must be put right?", NAME_NO_CHILD
        self.order_fields(["on", "reason"])


class EnquireForm(StepForm):
    """What the enquiry begins with."""

    names = {"reason": "what was seen of a child at work"}
    when = "When was this decided?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What was seen of a child at work?"
        self.fields["reason"].initial = self.case.inspection.findings


class AskForm(StepForm):
    """Of which permits or licences it is asked."""

    names = {"reason": "what speaks for revoking it"}
    when = "When was this decided?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {one.key: one for one in queries.in_force_at(self.case)}
        field = forms.MultipleChoiceField(
            label="Which of them?", choices=[(key, _words(one)) for key, one in self.found.items()], widget=Checkboxes()
        )
        self.names = {**self.names, "cases": "at least one of them"}
        self.add_field("cases", field)
        self.fields["reason"].label = "What speaks for revoking it?"
        self.order_fields(["on", "cases"])

    def clean_cases(self) -> list[Case]:
        return [self.found[key] for key in self.cleaned_data["cases"]]


def _words(case: Case) -> str:
    if hasattr(case, "body_approval"):
        return f"{case.body_approval.organisation}, approval of the organisation ({case.reference})"
    what = case.work_permit.job if hasattr(case, "work_permit") else case.performance.role or "Performance licence"
    return f"{case.child}, {what} ({case.reference})"
