"""Forms about term dates. They validate; they never save."""

from typing import Any

from django import forms

from oxle.core.fields import DateField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schooldays.models import Calendar, ClosureKind

COUNCIL, OWN, COPY = "council", "own", "copy"


class TermForm(OxleForm):
    """A block of term."""

    names = {"name": "a name for the term"}
    name = forms.CharField(label="Name", max_length=100, help_text="For example, Autumn term 1")
    starts_on = DateField(label="First day", name="the first day")
    ends_on = DateField(label="Last day", name="the last day")


class ClosureForm(OxleForm):
    """Days of term on which a school is closed."""

    kind = forms.ChoiceField(label="Why the school is closed", choices=ClosureKind.choices, widget=Radios())
    starts_on = DateField(label="First day", name="the first day")
    ends_on = DateField(label="Last day", name="the last day")
    reason = forms.CharField(
        label="Reason (optional for an INSET day)", max_length=200, required=False, help_text="For example, polling day"
    )


class CalendarForm(OxleForm):
    """A new calendar."""

    names = {"name": "a name for the calendar"}
    name = forms.CharField(label="Name", max_length=200, help_text="For example, Demo Vale schools")
    copied_from = forms.ModelChoiceField(
        label="Copy the dates of", queryset=Calendar.objects.all(), required=False, empty_label="None: start empty"
    )


class SchoolCalendarForm(OxleForm):
    """Which calendar counts a school's days."""

    page_heading = "calendar"
    names = {"calendar": "the term dates that the school keeps"}
    calendar = forms.ChoiceField(label="Which term dates does this school keep?", widget=Radios())

    def __init__(self, *args: Any, school: str, shared: dict[str, str], has_own: bool, **kwargs: Any) -> None:
        """`shared` are the calendars to choose from, name by key; a school that has its own is offered no new one."""
        super().__init__(*args, **kwargs)
        self.fields["calendar"].label = f"Which term dates does {school} keep?"
        new = [] if has_own else [(OWN, "The council’s terms with its own INSET days and closures")]
        new += [] if has_own else [(COPY, "Its own terms, to begin with a copy of the council’s")]
        self.fields["calendar"].choices = [(COUNCIL, "The council’s term dates"), *new, *shared.items()]


class TermDatesFileForm(OxleForm):
    """Which calendar a file of term dates is for."""

    calendar = forms.ModelChoiceField(
        label="Calendar", queryset=Calendar.objects.all(), to_field_name="key", empty_label=None
    )

    def clean_calendar(self) -> str:
        """The calendar by its key, which is what an import keeps."""
        return self.cleaned_data["calendar"].key
