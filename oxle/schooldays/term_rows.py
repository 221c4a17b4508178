"""Rows of a term-date file as a calendar understands them: blocks of term, INSET days and other closures. Pure."""

from dataclasses import dataclass
from datetime import date

from oxle.schooldays.school_years import school_year_of

INSET = ("inset", "teacher training", "staff training", "training day")
GAPS = ("holiday", "half-term", "half term", "break")


@dataclass(frozen=True)
class Row:
    """One row. `closes` is empty for a block of term, else the kind of closure and `name` its reason."""

    name: str
    starts_on: date
    ends_on: date
    closes: str = ""

    @property
    def school_year(self) -> str:
        """The school year its first day falls in, “2026/27”."""
        return school_year_of(self.starts_on).name


def row_for(period: str, starts_on: date, ends_on: date) -> Row | None:
    """A row of a published list by the name of its period.

    None for a holiday: a calendar knows its holidays as the gaps between terms. Raises ValueError, with a sentence,
    for a row that cannot be true.
    """
    period = " ".join(period.split())
    if not period:
        raise ValueError("There is no name for this period")
    if ends_on < starts_on:
        raise ValueError(f"{period} ends before it starts")
    lower = period.lower()
    if any(word in lower for word in INSET):
        return Row(period, starts_on, ends_on, closes="inset")
    if any(word in lower for word in GAPS):
        return None
    return Row(period, starts_on, ends_on)
