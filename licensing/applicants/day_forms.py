"""The forms of the days and times: a pasted table, and one line typed cell by cell."""

from typing import Any

from django import forms

from licensing.applicants import days
from licensing.applicants.pasted import first_of
from licensing.checking.schedule import Child
from licensing.forms import MOST_CHARACTERS
from licensing.pasting import (
    ARRIVES,
    BREAKS,
    CHAPERONE,
    CHILD,
    DATE,
    LEAVES,
    LESSONS,
    MEALS,
    NIGHT_WORK,
    PERFORMS,
    PLACE,
    TEACHER,
    place_called,
    slot_of,
)
from oxle.core.forms import OxleForm
from oxle.exchange.reading import Unreadable

SHORT, SPANS = "govuk-input--width-10", "Such as 10:00-11:30; 13:00-14:00"
APART = ";"
MOST_DATES = 60


class DaysForm(OxleForm):
    """A table of days and times. `added` of its cleaned data is what becomes of it."""

    names = {"table": "the days and times"}
    table = forms.CharField(
        label="Days and times",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "class": "oxle-fixed-width", "spellcheck": "false"}),
    )
    instead = forms.BooleanField(label="Put these in place of all lines that are there", required=False)

    def __init__(self, *args: Any, answers: Any, children: list[Child], to_correct: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers, self.children, self.to_correct = answers, children, to_correct
        if to_correct:
            self.fields["table"].label = "Rows to put right"
            # These are a part of a table whose other rows are lines already.
            del self.fields["instead"]
            self.fields["table"].help_text = "Put them right here and save again, or empty the box to leave them out."
        else:
            self.fields["table"].help_text = (
                "Copy the cells from your spreadsheet with the row of headings, and paste them here. Times are written "
                "as 10:00-11:30; 13:00-14:00. A time before the arrival is one after midnight."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        typed = data.get("table", "")
        if not typed and "table" not in self.errors:
            if not self.to_correct:
                self.add_error("table", "Paste the days and times")
            return data
        try:
            data["added"] = days.add(self.answers, typed, self.children, instead=bool(data.get("instead")))
        except days.NotEveryRow as problem:
            self.add_error("table", "Nothing was changed: put every row right before these take the place of all lines")
            for each in first_of(problem.problems):
                self.add_error("table", each)
        except Unreadable as problem:
            self.add_error("table", problem.message)
        return data


class LineForm(OxleForm):
    """One child at one place on a day, or the same on several days."""

    COLUMNS = {
        "child": CHILD, "date": DATE, "arrives": ARRIVES, "leaves": LEAVES, "performs": PERFORMS, "breaks": BREAKS,
        "meals": MEALS, "lessons": LESSONS, "chaperone": CHAPERONE, "teacher": TEACHER, "night_work": NIGHT_WORK,
        "place": PLACE,
    }  # fmt: skip
    names = {
        "child": "which child",
        "date": "the date",
        "arrives": "when the child arrives",
        "leaves": "when the child leaves",
        "place": "at which place",
    }
    child = forms.ChoiceField(label="Child", widget=forms.Select())
    date = forms.CharField(
        label="Date",
        max_length=1000,
        help_text="Several with the same times: 5/12/2026; 6/12/2026. For a film or a broadcast whose days are not "
        "known yet: 12 days from 1/2/2027 to 31/7/2027.",
    )
    arrives = forms.CharField(label="Arrives", max_length=20, widget=forms.TextInput(attrs={"class": SHORT}))
    leaves = forms.CharField(
        label="Leaves",
        max_length=20,
        help_text="A time before the arrival is one after midnight.",
        widget=forms.TextInput(attrs={"class": SHORT}),
    )
    performs = forms.CharField(
        label="Performs or rehearses (optional)", max_length=300, required=False, help_text=SPANS
    )
    breaks = forms.CharField(label="Breaks (optional)", max_length=300, required=False, help_text=SPANS)
    meals = forms.CharField(label="Meal breaks (optional)", max_length=300, required=False, help_text=SPANS)
    lessons = forms.CharField(label="Lessons (optional)", max_length=300, required=False, help_text=SPANS)
    chaperone = forms.CharField(
        label="Chaperone (optional)",
        max_length=200,
        required=False,
        help_text="The name as in the list of chaperones, or the word parent.",
    )
    teacher = forms.CharField(label="Teacher (optional)", max_length=200, required=False)
    night_work = forms.BooleanField(label="Night work, for which we ask permission", required=False)
    place = forms.ChoiceField(label="At which place?", widget=forms.Select())

    def __init__(
        self,
        *args: Any,
        children: list[Child],
        rows: list[list[str]],
        places: list[str],
        number: int | None = None,
        **kwargs: Any,
    ) -> None:
        """`rows`: all lines; `places`: what is listed, of which one is asked where there are several; `number`: which
        line is changed, which is one day only; None where one is added."""
        super().__init__(*args, **kwargs)
        self.places = places
        self.children, self.rows, self.number = children, rows, number
        self.fields["child"].choices = [("", "Choose a child"), *((child.key, child.key) for child in children)]
        if number is not None:
            self.fields["date"].help_text = ""
        if len(places) > 1:
            self.fields["place"].choices = [("", "Choose a place"), *((each, each) for each in places)]
            self.initial["place"] = place_called(self.initial.get("place", ""), places)
        else:
            del self.fields["place"]
        self.order_fields(["child", "place", "date"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        cells = {column.name: str(data.get(name) or "") for name, column in self.COLUMNS.items()}
        cells[NIGHT_WORK.name] = "yes" if data.get("night_work") else ""
        dates = [one.strip() for one in data["date"].split(APART) if one.strip()] or [""]
        if self.number is not None and len(dates) > 1:
            self.add_error("date", "Enter one date: this changes one line")
        if len(dates) > MOST_DATES:
            self.add_error("date", f"Enter at most {MOST_DATES} dates at a time, or paste a table")
        if self.errors:
            return data
        try:
            data["found"] = self._rows([{**cells, DATE.name: each} for each in dates])
        except Unreadable as problem:
            self.add_error(self._longest(data), problem.message)
        return data

    def _rows(self, typed: list[dict[str, str]]) -> list[list[str]]:
        """The rows to keep, with every problem of them at its field."""
        fields = {column.name: name for name, column in self.COLUMNS.items()}
        numbers = days.numbers_by_slot(self.rows, self.children)
        there = {slot: number for slot, number in numbers.items() if number != self.number}
        rows = []
        for cells in typed:
            row, line, problems = days.one_row(cells, self.children)
            for problem in problems:
                if not self.has_error(fields[problem.column]):
                    self.add_error(fields[problem.column], f"{problem.words[:1].upper()}{problem.words[1:]}")
            if line is None:
                continue
            if number := there.get(slot_of(line)):
                twice = number > len(self.rows)
                words = "The same date is there twice" if twice else f"Line {number} is the same child, day and times"
                self.add_error("date", words)
            there[slot_of(line)] = len(self.rows) + 1
            rows.append(row)
        return rows

    def _longest(self, data: dict[str, Any]) -> str:
        """Of what was typed the field that fits no table."""
        return max(self.COLUMNS, key=lambda name: sum(not sign.isprintable() for sign in str(data.get(name) or "")))

    @classmethod
    def cells_of(cls, row: list[str]) -> dict[str, Any]:
        """A kept line by the names of the fields."""
        by_heading = dict(zip(days.HEADINGS, row, strict=True))
        found: dict[str, Any] = {name: by_heading[column.name] for name, column in cls.COLUMNS.items()}
        return {**found, "night_work": bool(found["night_work"])}
