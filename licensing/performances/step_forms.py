"""What the steps of a performance licence ask beyond their day and reason."""

from datetime import date
from typing import Any

from django import forms

from licensing.checking.findings import breaches
from licensing.performances import queries, undated
from licensing.performances.change_forms import Changes
from licensing.performances.models import SchoolPart
from licensing.performances.particulars import when
from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, LongTextField, PercentField, YesNoField
from oxle.core.typed_dates import Unreadable, read_line
from oxle.core.widgets import Radios

PARENT = ("given_by", "relationship", "consents", "healthy", "health", "performed_on", "elsewhere", "said")
SCHOOL = ("given_by", "position", "absence", "attendance", "said")
DAYS = "performed_on"


def _days(typed: str, on: date) -> list[date]:
    """The days of a text, one a line."""
    days = []
    for number, text in enumerate(typed.splitlines(), 1):
        if not text.strip():
            continue
        try:
            days.append(read_line(text.strip(), today=on, past=True))
        except Unreadable:
            raise forms.ValidationError(f"Line {number} is not a date. Write one as 6 6 2026") from None
    return sorted(set(days))


class ParentForm(StepForm):
    """The parent’s part, as it came on paper or was said."""

    names = {"given_by": "who says it", "relationship": "what they are to the child"}
    when = "When did it come?"
    given_by = forms.CharField(label="Which parent says it?", max_length=200)
    relationship = forms.CharField(label="What are they to the child?", max_length=100)
    consents = YesNoField(label="Does the parent consent?", yes_if="the parent consents")
    healthy = YesNoField(
        label="Does the parent say that the child is fit for it? (optional if the parent does not consent)",
        yes_if="the child is fit for it",
        required=False,
    )
    health = LongTextField(
        label="What must be known of the child’s health? (optional if the child is fit for it)",
        name="what must be known of the child’s health",
        max=2000,
        rows=3,
        required=False,
    )
    performed_on = LongTextField(
        label="On which days did the child perform in the six months before? (optional)",
        name="the days",
        max=4000,
        rows=4,
        required=False,
        help_text="One day a line, such as 6 6 2026. They count for the four-day rule.",
    )
    elsewhere = LongTextField(
        label="Which licences did other councils give or refuse in the 12 months before? (optional)",
        name="the licences of other councils",
        max=2000,
        rows=3,
        required=False,
    )
    said = LongTextField(label="What else did the parent say? (optional)", max=2000, rows=3, required=False)

    def clean_performed_on(self) -> list[Any]:
        return _days(self.cleaned_data[DAYS], self.on)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("consents") is not False and data.get("healthy") is None and "healthy" not in self.errors:
            self.add_error("healthy", "Select yes if the child is fit for it")
        if data.get("healthy") is False and not data.get("health") and "health" not in self.errors:
            self.add_error("health", "Enter why the child is not fit for it")
        return data


class SchoolForm(StepForm):
    """The school’s part, as it came on paper or was said."""

    names = {"given_by": "who says it", "absence": "whether the school agrees"}
    when = "When did it come?"
    given_by = forms.CharField(label="Who at the school says it?", max_length=200)
    position = forms.CharField(label="What is their position? (optional)", max_length=200, required=False)
    absence = forms.ChoiceField(
        label="Does the school agree to the absence?", choices=SchoolPart.Absence.choices, widget=Radios()
    )
    attendance = PercentField(
        label="What is the child’s attendance this school year? (optional)", name="attendance", required=False
    )
    said = LongTextField(
        label="What else did the school say? (optional if it agrees)",
        name="what the school said",
        max=2000,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("absence") == SchoolPart.Absence.NOT_AGREED and not data.get("said") and "said" not in self.errors:
            self.add_error("said", "Enter why the school does not agree")
        return data


class _OfLicence(StepForm):
    """Base: the days and the conditions of a licence."""

    from_on = DateField(label="From which day is the licence valid?", name="first day of the licence")
    until_on = DateField(label="Until which day is it valid?", name="last day of the licence")
    conditions = LongTextField(
        label="Which conditions does it have? (optional)",
        name="the conditions",
        max=4000,
        required=False,
        help_text="They stand on the licence. Limits that nobody compared with the regulations do not.",
    )
    host = LongTextField(
        label="Which other authorities are the places in? (optional)",
        name="the other authorities",
        max=1000,
        rows=2,
        required=False,
        help_text="One a line. Each gets a copy.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].initial = "\n".join(queries.hosts_of(self.case.performance))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("from_on") and data.get("until_on") and data["until_on"] < data["from_on"]:
            self.add_error("until_on", "The last day cannot be before the first")
        return data


class GrantForm(_OfLicence):
    """To grant: for which days, with which conditions, and why where a line is over a limit."""

    when = "When was it decided?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entrant = self.case.performance
        self.fields["from_on"].initial, self.fields["until_on"].initial = entrant.first_on, entrant.last_on
        found = len(breaches(queries.findings_of(entrant, kwargs["on"])))
        self.over = found > 0
        if self.over:
            lines = "1 time" if found == 1 else f"{found} times"
            self.add_field(
                "over_limits",
                LongTextField(
                    label="Why is it granted although the schedule is over a limit?",
                    name="why it is granted over a limit",
                    max=2000,
                    help_text=f"The schedule is over a limit {lines}. Ask the applicant to change it, or say here what "
                    "you know that the checker does not.",
                ),
            )

    def clean(self) -> dict[str, Any]:
        return {"over_limits": "", **super().clean()}


class AmendForm(_OfLicence, Changes):
    """To amend: the licence as it will stand, with the days that stand on it."""

    names = {"role": "what the child does"}
    when = "When was it amended?"
    over_limits = LongTextField(
        label="Why is it amended although the schedule is over a limit? (optional if it is within the limits)",
        name="why it is amended over a limit",
        max=2000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        licence = getattr(self.case, "licence", None)
        if licence is not None:
            self.fields["from_on"].initial = licence.valid_from_on
            self.fields["until_on"].initial = licence.valid_until_on
            self.fields["conditions"].initial = licence.conditions
            self.fields["over_limits"].initial = licence.over_limits


class ChaperoneForm(StepForm):
    """Who is in charge on the days on which nobody is."""

    names = {"name": "who is in charge", "approval": "the number of the approval", "authority": "the council"}
    when = "When was it said?"
    name = forms.CharField(
        label="Who is in charge?", max_length=200, help_text="The chaperone’s name, or “parent” where it is a parent."
    )
    approval = forms.CharField(
        label="Number of the approval (optional for a parent)", max_length=100, required=False,
        help_text="One of ours, such as CH-7K4M-2QX6, is looked up in our register.",
    )  # fmt: skip
    authority = forms.CharField(
        label="Which council approved them, if it is not this one? (optional)", max_length=200, required=False
    )
    approved_until_on = DateField(
        label="Until when, if another council did? (optional)", name="last day of the approval", required=False
    )


class PerformedForm(StepForm):
    """On which days a child performed of those that have no date in the licence."""

    names = {"line": "of which line they are", "days": "the days"}
    when = "When was it told?"
    line = forms.ChoiceField(label="Of which line are they?", widget=Radios())
    days = LongTextField(
        label="On which days did the child perform?", name="the days", max=4000, rows=4,
        help_text="One day a line, such as 6 6 2026. Each counts against the number of the licence.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = undated.lines_of(self.case.performance)
        self.fields["line"].choices = [(str(one.number), f"Line {one.number}, {when(one)}") for one in lines]
        self.initial["line"] = str(lines[0].number) if len(lines) == 1 else None

    def clean_days(self) -> list[date]:
        return _days(self.cleaned_data["days"], self.on)
