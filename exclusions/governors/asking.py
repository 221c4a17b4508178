"""What is asked of a meeting of governors besides its day: at what time and where, and who of them came."""

from typing import Any

from django import forms

from exclusions.governors.members import who_may_sit
from oxle.cases.forms import StepForm
from oxle.core.fields import TimeField
from oxle.core.widgets import Checkboxes


class AsksWhenAndWhere(StepForm):
    """Base: a step that calls the governors; the officer who comes to them needs the time and the place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_field("meets_at", TimeField(label="At what time? (optional)", required=False))
        where = "An address, or how to join by video."
        self.add_field(
            "meets_where", forms.CharField(label="Where? (optional)", max_length=300, required=False, help_text=where)
        )

    def facts(self) -> dict[str, Any]:
        at, where = self.cleaned_data.get("meets_at"), self.cleaned_data.get("meets_where")
        said = {"meets_at": f"{at:%H:%M}" if at else "", "meets_where": where or ""}
        return {**super().facts(), **{name: value for name, value in said.items() if value}}


class AsksWhoCame(StepForm):
    """Base: a step of what governors decided. Of those whom their clerk has named each is ticked who came; whoever else
    did is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {one.key: one for one in who_may_sit(self.case.school, self.case.opened_on)}
        if self.members:
            choices = [(key, f"{one.name}, {one.get_capacity_display().lower()}") for key, one in self.members.items()]
            came = forms.MultipleChoiceField(
                label="Which of the governors attended?", choices=choices, widget=Checkboxes(), required=False
            )
            self.add_field("came", came)
            self.fields["attended"].label = "Who else attended? (optional)"
            self.fields["attended"].required = False
            names = list(self.fields)
            names.insert(names.index("attended"), names.pop())
            self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.members and not data.get("came") and not data.get("attended") and "attended" not in self.errors:
            self.add_error("came", "Select who attended, or write it below")
        return data

    def facts(self) -> dict[str, Any]:
        came = {key: self.members[key].name for key in self.cleaned_data.get("came", ())}
        return {**super().facts(), **({"came": came} if came else {})}
