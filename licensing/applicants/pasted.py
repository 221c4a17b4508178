"""Many children from one pasted table: each row judged by the form of one child, each fault named by row and column."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from licensing.applicants.item_forms import MOST_PASTED, ChildForm
from licensing.cells import Problem, under_no_heading
from oxle.core.forms import OxleForm
from oxle.exchange.columns import Column, Row, places_of
from oxle.exchange.reading import Unreadable, read_table

COLUMNS = {
    "given": Column("First names", ("First name", "Forename", "Forenames", "Given names")),
    "family": Column("Family name", ("Last name", "Surname")),
    "born_on": Column("Date of birth", ("DOB", "Born", "Birth date")),
    "lines": Column("Address", ("Home address",)),
    "postcode": Column("Postcode", ("Post code",)),
    "school": Column("School", ("School name", "URN"), required=False),
    "school_email": Column("School email", ("Email of the school",), required=False),
    "part": Column("Part", ("Role", "What the child does")),
    "home_authority": Column("Other council", ("Home council",), required=False),
    "earnings": Column("Earnings", ("Pay", "Fee"), required=False),
    "earnings_to": Column("Paid to", (), required=False),
    "parent": Column("Parent", ("Parent name", "Name of a parent", "Carer")),
    "parent_email": Column("Parent email", ("Email of the parent", "Email")),
    "parent_phone": Column("Parent phone", ("Phone", "Telephone"), required=False),
}
HEADINGS = [column.name for column in COLUMNS.values()]
MOST_CHARACTERS = 500_000
# So many errors fit in a summary; whoever has more made one mistake throughout.
MOST_ERRORS = 20


class ChildrenForm(OxleForm):
    """A table of children. `found` of its cleaned data is what each row says."""

    names = {"table": "the list of children"}
    # By which each row is judged, and which headings the table need not have.
    of_child: ClassVar[type[ChildForm]] = ChildForm
    may_lack: ClassVar[frozenset[str]] = frozenset()
    table = forms.CharField(
        label="List of children",
        help_text="Copy the cells from your spreadsheet with the row of headings, and paste them here.",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "class": "oxle-fixed-width", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, applicant: str = "", others: list[dict[str, Any]] | None = None, **kwargs: Any):
        """`others`: the children who are listed already."""
        super().__init__(*args, **kwargs)
        self.applicant, self.others = applicant, others or []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "table" not in data:
            return data
        try:
            needed = [one.names for name, one in COLUMNS.items() if one.required and name not in self.may_lack]
            table = read_table(data["table"].encode(), needed)
        except Unreadable as problem:
            self.add_error("table", problem.message)
            return data
        if table.rows > MOST_PASTED:
            self.add_error("table", f"These are {table.rows:,} children. Paste at most {MOST_PASTED} at a time.")
            return data
        places = places_of(list(COLUMNS.values()), table.headings)
        found: list[dict[str, Any]] = []
        problems: list[Problem] = []
        for line in table.lines:
            row = Row(line.cells, places)
            problems.extend(under_no_heading(line.number, line.cells, table.headings))
            form = self.of_child(
                {name: row[column.name] for name, column in COLUMNS.items()},
                on=self.on,
                applicant=self.applicant,
                others=[*self.others, *found],
            )
            if form.is_valid():
                found.append(form.answers())
            for name, messages in form.errors.items():
                column = COLUMNS[name].name
                problems.extend(Problem(line.number, column, str(message)) for message in messages)
        for each in first_of(problems):
            self.add_error("table", each)
        data["found"] = found
        return data


def first_of(problems: Sequence[Problem]) -> list[str]:
    """The first problems of a table in words, and how many more there are."""
    words = [str(problem) for problem in problems]
    if len(words) > MOST_ERRORS:
        words = [*words[:MOST_ERRORS], f"{len(words) - MOST_ERRORS:,} more cells are wrong"]
    return words
