"""What of the register is shown: the columns that a list can have, what they are in a file, and which are chosen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from oxle.cases.models import Case
from oxle.missing_out.columns import officers_of
from oxle.missing_out.register import Row
from oxle.schooldays.wording import listed

# How the address names a chosen column.
COLUMN = "column"
HUNDREDTH = Decimal("0.01")
# Who it is stands in every list and every file.
WHO = ("UPN", "Child", "Born")


@dataclass(frozen=True)
class Shown:
    """A column that a list of the register can have: its name there, and its headings in a file."""

    label: str
    headings: tuple[str, ...]
    at_first: bool = False


COLUMNS = {
    "rated": Shown("Rating", ("Rating", "Rated so since", "Worked out"), at_first=True),
    "kinds": Shown("Reason", ("Reason",)),
    "school": Shown("School", ("School",)),
    "area": Shown("District", ("District",)),
    "phase": Shown("Phase", ("Phase",)),
    "trust": Shown("Trust", ("Trust",)),
    "places": Shown("Taught by", ("Taught by",)),
    "days": Shown(
        "School days",
        (
            "Without a full-time offer since", "School days in a row", "School days this term",
            "School days this school year",
        ),
        at_first=True,
    ),
    "hours": Shown(
        "Offered in the week so far", ("Hours offered in the week so far", "Hours entitled in the week so far"),
        at_first=True,
    ),
    "work": Shown("Open cases", ("Cases",), at_first=True),
    "officers": Shown("Officers", ("Officers",)),
}  # fmt: skip


def chosen(asked: QueryDict) -> list[str]:
    """The columns that an address asks for, as they stand in the list; none where it asks for none that there is."""
    wanted = asked.getlist(COLUMN)
    return [key for key in COLUMNS if key in wanted]


def columns_of(asked: QueryDict) -> list[str]:
    """The same; those of the list as it first appears where none is asked for."""
    return chosen(asked) or [key for key, one in COLUMNS.items() if one.at_first]


def headings_of(asked: QueryDict) -> list[str]:
    """The headings of the file: those of the chosen columns, all where none is chosen."""
    return [*WHO, *(each for key in chosen(asked) or COLUMNS for each in COLUMNS[key].headings)]


def cells_of(rows: Iterable[Row], headings: Sequence[str]) -> Iterator[list[Any]]:
    """The rows of the file. Why the rating is what it is stays on the page: it may be known in confidence."""
    for row in rows:
        cells = _cells(row)
        yield [cells[heading] for heading in headings]


def _cells(row: Row) -> dict[str, Any]:
    references, officers = work_of(row.cases)
    return {
        "UPN": row.child.upn,
        "Child": row.child.shown_name,
        "Born": row.child.born_on,
        "Rating": row.rating.rated.label,
        "Rated so since": row.rating.since,
        "Worked out": row.rating.worked_out.label,
        "Reason": listed(row.kinds),
        "School": row.school,
        "District": row.area,
        "Phase": row.phase,
        "Trust": row.trust,
        "Taught by": listed(row.places),
        "Without a full-time offer since": row.since if row.days else None,
        "School days in a row": row.days,
        "School days this term": row.days_in_term,
        "School days this school year": row.days_in_year,
        "Hours offered in the week so far": _in_hours(row.offered),
        "Hours entitled in the week so far": _in_hours(row.entitled),
        "Cases": references,
        "Officers": officers,
    }


def work_of(cases: Sequence[Case]) -> tuple[str, str]:
    """The references of some cases and their officers."""
    return listed([case.reference for case in cases]), listed(officers_of(cases))


def _in_hours(minutes: int | None) -> Decimal | None:
    return None if minutes is None else (Decimal(minutes) / 60).quantize(HUNDREDTH)


def more_or_fewer(now: int | None, before: int | None) -> str:
    """How many more or fewer than before, with its sign; empty where either is not known."""
    if now is None or before is None:
        return ""
    difference = now - before
    return f"+{difference}" if difference > 0 else f"−{-difference}" if difference else "0"
