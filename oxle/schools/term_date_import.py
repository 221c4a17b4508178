"""What the exchange can import for calendars: a list of terms, INSET days and holidays as councils publish it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.core.typed_dates import Unreadable, read_line
from oxle.exchange.columns import Column, Row
from oxle.exchange.importing import Importer, LeftOut, MadeBeside, Record, Rejected
from oxle.schooldays.actions import load_terms, remove_closure, remove_term
from oxle.schooldays.models import Calendar
from oxle.schooldays.school_years import school_year_of
from oxle.schooldays.term_rows import Row as TermRow
from oxle.schooldays.term_rows import row_for
from oxle.schools.term_date_forms import TermDatesFileForm


class TermDatesImport(Importer):
    """Terms and INSET days for one calendar. A term is known by its name and school year, a closure by its first day.

    Holidays are left out: a calendar knows them as the gaps between its terms. Terms that the file does not have stay.
    """

    key = "term-dates"
    label = "Term dates"
    guidance = (
        "A list with the name of each term, INSET day and holiday, and its first and last day. Holidays are counted "
        "and left out: a calendar knows them as the gaps between its terms."
    )
    permission = write("calendars")
    columns = (
        Column("period", ("term", "name")),
        Column("start", ("starts", "start date", "first day", "from")),
        Column("end", ("ends", "end date", "last day", "to")),
        Column("academic_year", ("academic year", "school year"), required=False),
    )
    options_form = TermDatesFileForm
    labels = {"starts_on": "First day", "ends_on": "Last day", "name": "Name"}

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(options)
        self._calendar = Calendar.objects.get(key=options["calendar"])

    def parse(self, row: Row) -> Record:
        wrong: list[str] = []
        starts_on, ends_on = (_day(row, column, wrong) for column in ("start", "end"))
        if starts_on is None or ends_on is None:
            raise Rejected(*wrong)
        try:
            found = row_for(row["period"], starts_on, ends_on)
        except ValueError as problem:
            raise Rejected(f"{problem}.") from None
        if found is None:
            raise LeftOut
        year = school_year_of(starts_on).name
        said = row["academic_year"].replace("-", "/")
        if said and said[:4] != year[:4]:
            raise Rejected(f"academic_year is “{row['academic_year']}”, but {starts_on:%-d %B %Y} is in {year}.")
        return _record(found)

    def identity(self, record: Record) -> str:
        if record["closes"]:
            return f"closed from {record['starts_on']}"
        return f"{record['name']} {school_year_of(date.fromisoformat(record['starts_on'])).name}"

    def title(self, record: Record) -> str:
        return record["name"]

    def existing(self, identities: Collection[str]) -> dict[str, Record]:
        wanted = set(identities)
        records = (_record(row) for row in self._rows())
        return {identity: record for record in records if (identity := self.identity(record)) in wanted}

    def refusals(self, records: Mapping[str, Record]) -> Mapping[str, Sequence[str]]:
        kept = [record for record in map(_record, self._rows()) if self.identity(record) not in records]
        all_of_them = [*kept, *records.values()]
        return {
            identity: (f"It overlaps {other['name']} ({other['starts_on']} to {other['ends_on']}).",)
            for identity, record in records.items()
            if (other := _overlapped(record, all_of_them)) is not None
        }

    def create(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        return self.write(records, (), by=by, on=on)

    def update(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        return self.write((), records, by=by, on=on)

    def remove(self, identities: Sequence[str], *, by: User, on: date) -> None:
        self.restore((), identities, by=by, on=on)

    def write(self, creates: Sequence[Record], updates: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        # All at once: a calendar is checked whole, and half of a new year would leave too long a gap.
        new = [*creates, *updates]
        self._make({self.identity(record) for record in new}, new, by, on)
        return {}

    def restore(self, before: Sequence[Record], created: Sequence[str], *, by: User, on: date) -> None:
        self._make({*created, *(self.identity(record) for record in before)}, before, by, on)

    def _make(self, replaced: set[str], records: Sequence[Record], by: User, on: date) -> None:
        wanted = [row for row in self._rows() if self.identity(_record(row)) not in replaced]
        wanted += map(_row, records)
        if wanted:
            load_terms(self._calendar, wanted, by=by, on=on)
        # `load_terms` leaves the years alone that it is told nothing of: what is left there goes from the ends
        # inwards, so that no step leaves a gap between terms.
        left = set(self._rows()) - set(wanted)
        first = min((row.starts_on for row in wanted), default=date.min)
        for row in sorted(left, key=lambda row: row.starts_on, reverse=True):
            if row.starts_on >= first:
                self._take_away(row, by, on)
        for row in sorted(left, key=lambda row: row.starts_on):
            if row.starts_on < first:
                self._take_away(row, by, on)

    def _take_away(self, row: TermRow, by: User, on: date) -> None:
        if row.closes:
            remove_closure(self._calendar.closures.get(starts_on=row.starts_on), by=by, on=on)
        else:
            remove_term(self._calendar.terms.get(starts_on=row.starts_on), by=by, on=on)

    def _rows(self) -> list[TermRow]:
        terms = [TermRow(term.name, term.starts_on, term.ends_on) for term in self._calendar.terms.all()]
        closures = self._calendar.closures.all()
        return [*terms, *(TermRow(each.reason, each.starts_on, each.ends_on, each.kind) for each in closures)]


def _record(row: TermRow) -> Record:
    return {
        "name": row.name,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "closes": row.closes,
    }


def _row(record: Record) -> TermRow:
    starts_on, ends_on = date.fromisoformat(record["starts_on"]), date.fromisoformat(record["ends_on"])
    return TermRow(record["name"], starts_on, ends_on, record["closes"])


def _overlapped(record: Record, others: Sequence[Record]) -> Record | None:
    """Another term that shares a day with this term, or another closure with this closure."""
    for other in others:
        alike = bool(other["closes"]) == bool(record["closes"])
        apart = other["ends_on"] < record["starts_on"] or record["ends_on"] < other["starts_on"]
        if other is not record and alike and not apart:
            return other
    return None


def _day(row: Row, column: str, wrong: list[str]) -> date | None:
    try:
        return read_line(row[column])
    except Unreadable:
        wrong.append(f"{column} is “{row[column]}”, which is not a date.")
        return None
