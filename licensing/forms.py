"""The form of the hours checker: two tables, pasted."""

from collections.abc import Iterable
from typing import Any

from django import forms

from licensing.cells import Problem
from licensing.pasted_children import Typed, read_children
from licensing.pasted_shifts import read_shifts
from licensing.pasting import read_schedule
from licensing.queries import children_of
from oxle.core.fields import DateField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.exchange.reading import Unreadable

# Some 2,400 rows of a long schedule are a third of this.
MOST_CHARACTERS = 1_000_000
# So many errors fit in a summary; whoever has more made one mistake throughout.
MOST_ERRORS = 20


def _pasted(label: str, help_text: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows, "class": "oxle-fixed-width", "spellcheck": "false"}),
    )


class ScheduleCheckForm(OxleForm):
    """The children, then their days. A row of the days that cannot be read keeps no other from being checked."""

    children = _pasted(
        "Children",
        "Paste from a spreadsheet or CSV, with the headings Child, Date of birth and School. School is its URN, by "
        "which we know its school days; leave it empty for a child who goes to none.",
        6,
    )
    schedule = _pasted(
        "Schedule",
        "One row for each child and day, with the headings Child, Date, Arrives, Leaves and Performs, and where you "
        "have them Breaks, Meals, Lessons, Chaperone, Teacher and Night work. Write times as 10:00-11:30; 13:00-14:00. "
        "A time before the arrival is one after midnight.",
        12,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "children" not in data:
            return data
        try:
            typed = read_children(data["children"], today=self.today)
        except Unreadable as problem:
            self.add_error("children", problem.message)
            return data
        data["known"], unknown = children_of(typed.children, on=self.today)
        if problems := sorted([*typed.problems, *unknown], key=lambda problem: problem.row):
            self._add_all("children", problems)
        elif "schedule" in data:
            try:
                data["read"] = read_schedule(data["schedule"], data["known"])
            except Unreadable as problem:
                self.add_error("schedule", problem.message)
        return data

    def _add_all(self, field: str, problems: Iterable[Problem]) -> None:
        words = [str(problem) for problem in problems]
        if len(words) > MOST_ERRORS:
            words = [*words[:MOST_ERRORS], f"{len(words) - MOST_ERRORS:,} more rows or columns are wrong"]
        for each in words:
            self.add_error(field, each)


class WorkCheckForm(OxleForm):
    """A child, the work, and its hours day by day."""

    TODAY, NEW = "today", "new"

    born_on = DateField(label="Date of birth of the child", past=True)
    school = forms.CharField(
        label="URN of the child’s school (optional)",
        help_text="By it we know the child’s school days. Leave it empty for a child who goes to no school.",
        required=False,
        max_length=6,
    )
    listed = forms.BooleanField(label="The byelaws list this work for children of 13", required=False)
    law = forms.ChoiceField(
        label="By which law?",
        choices=[(TODAY, "The law of each day"), (NEW, "As if the Act of 2026 were in force")],
        initial=TODAY,
        widget=Radios,
    )
    hours = _pasted(
        "Hours of work",
        "One row for each day or part of a day, with the headings Date, Starts and Ends, and Breaks where there are "
        "any. Write breaks as 11:00-11:30; 13:00-14:00.",
        12,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "born_on" in data and "school" in data:
            typed = Typed(1, "the child", data["born_on"], data["school"])
            (data["child"],), unknown = children_of([typed], on=self.today)
            if unknown:
                self.add_error("school", "No school has this URN. Leave it empty for a child who goes to no school")
        if "hours" in data:
            try:
                data["read"] = read_shifts(data["hours"])
            except Unreadable as problem:
                self.add_error("hours", problem.message)
        return data
