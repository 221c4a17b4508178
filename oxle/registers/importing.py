"""A school's register from a file: the marks of a day, one row a pupil. What reconciles it with a provider's register
hangs on the writing of marks, so that what comes in is matched at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.core import dates
from oxle.core.dates import iso
from oxle.core.typed_dates import Unreadable, read_line
from oxle.exchange.columns import Column, Row
from oxle.exchange.importing import Importer, LeftOut, MadeBeside, Record, Rejected
from oxle.people.models import Child, Enrolment
from oxle.people.upn import WrongUpn, clean_upn
from oxle.people.visibility import pupils_told_of
from oxle.registers.actions import put_days
from oxle.registers.codes import CodeRefused, code_for, of_day, unpack_week
from oxle.registers.extract import NO_MARK, PLANNED_CLOSURE, PRESENT
from oxle.registers.extract_rows import Half
from oxle.registers.models import ChildWeek
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.wording import full_day, plain_day
from oxle.schools.models import School
from oxle.schools.queries import calendar_of, my_schools

SOURCE = "register file"
HALVES = {"am": Half.MORNING, "pm": Half.AFTERNOON}
COLUMNS = (Column("UPN"), Column("Date", ("Day",)), Column("AM", ("Morning",)), Column("PM", ("Afternoon",)))


class RegisterImport(Importer):
    """The register of the school that the options name. A row is a pupil's day: its two marks become what the row says,
    and a row without a mark says nothing."""

    key = "register"
    label = "A school’s register"
    guidance = (
        "Your register of some days as a CSV file: a row for each pupil and day, with the codes for the morning and "
        "the afternoon. Send all your pupils: whoever has no mark, while others have, is asked about. A row with a "
        "mark replaces what the council holds of that pupil’s day, and a row without one changes nothing."
    )
    permission = write("portal")
    upload_page = "registers:home"
    columns = COLUMNS
    labels = {"am": "Morning", "pm": "Afternoon"}
    left_out = "left out, as they have no mark"
    undoing = "This takes away {created} of marks that the import brought, and puts {updated} back as before."

    @classmethod
    def seen_by(cls, user: User) -> Q:
        """A school's files are seen by those who act for the school, and by no other school."""
        urns = my_schools(user).values_list("urn", flat=True)
        return Q(kind=cls.key, options__school__in=list(urns))

    @cached_property
    def school(self) -> School:
        """Whose register it is."""
        return School.objects.select_related("organisation").get(urn=self.options["school"])

    def facts(self) -> list[tuple[str, Any]]:
        return [("School", self.school.name)]

    def parse(self, row: Row) -> Record:
        if {row["AM"], row["PM"]} <= NO_MARK:
            raise LeftOut
        faults: list[str] = []
        upn, on = _upn(row["UPN"], faults), _day(row["Date"], faults)
        typed = {"am": row["AM"], "pm": row["PM"]}
        marks = {name: _code(text, HALVES[name], on, faults) for name, text in typed.items()} if on else {}
        if faults:
            raise Rejected(*faults)
        return {"upn": upn, "on": iso(on), **marks}

    def identity(self, record: Record) -> str:
        return f"{record['upn']} {record['on']}"

    def existing(self, identities: Collection[str]) -> dict[str, Record]:
        asked = {_taken_apart(identity) for identity in identities}
        mondays = {on - timedelta(days=on.weekday()) for _, on in asked}
        rows = ChildWeek.objects.filter(school=self.school, child__upn__in={upn for upn, _ in asked})
        rows = rows.filter(monday__in=mondays, child__merged_into=None)
        held = {
            (upn, monday): unpack_week(marks)
            for upn, monday, marks in rows.values_list("child__upn", "monday", "marks")
        }
        found = {}
        for upn, on in asked:
            codes = held.get((upn, on - timedelta(days=on.weekday())), [])
            am, pm = of_day(codes, on)
            if am or pm:
                found[f"{upn} {on}"] = {"upn": upn, "on": iso(on), "am": am, "pm": pm}
        return found

    def refusals(self, records: Mapping[str, Record]) -> Mapping[str, Sequence[str]]:
        today, calendar = dates.today(), calendar_of(self.school)
        registered = self._registered({record["upn"] for record in records.values()}, today)
        found = {}
        for identity, record in records.items():
            on = date.fromisoformat(record["on"])
            faults = [fault for fault in (_not_yet(on, today), self._closed(record, on, calendar)) if fault]
            if not any(_covers(row, on) for row in registered[record["upn"]]):
                faults.append(f"No pupil of your register on {plain_day(on)} has the UPN {record['upn']}.")
            if faults:
                found[identity] = faults
        return found

    def children_in(self, records: Sequence[Record]) -> Collection[int]:
        return [child.pk for child in self._children(record["upn"] for record in records).values()]

    def create(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        self._put({self.identity(one): (one["am"], one["pm"]) for one in records})
        return {}

    def update(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        return self.create(records, by=by, on=on)

    def remove(self, identities: Sequence[str], *, by: User, on: date) -> None:
        self._put(dict.fromkeys(identities, ("", "")))

    def _put(self, marks: Mapping[str, tuple[str, str]]) -> None:
        days: dict[str, dict[date, tuple[str, str]]] = defaultdict(dict)
        for identity, pair in marks.items():
            upn, on = _taken_apart(identity)
            days[upn][on] = pair
        # In one order, so that two who write at once wait for each other in one direction only.
        for upn, child in sorted(self._children(days).items()):
            put_days(child, self.school, days[upn], source=SOURCE)

    def _children(self, upns: Iterable[str]) -> dict[str, Child]:
        """The pupils of some UPNs who are or were on the school's register: of others the file says nothing."""
        rows = Child.objects.filter(upn__in=set(upns), merged_into=None, enrolments__school=self.school)
        return {child.upn or "": child for child in rows.distinct()}

    def _registered(self, upns: Collection[str], today: date) -> dict[str, list[Enrolment]]:
        """When the pupils whom the sender may tell of are on the school's register, by UPN."""
        children = pupils_told_of(self.by, [self.school], today).filter(upn__in=upns)
        found: dict[str, list[Enrolment]] = defaultdict(list)
        for row in Enrolment.objects.filter(child__in=children, school=self.school).select_related("child"):
            found[row.child.upn or ""].append(row)
        return found

    def _closed(self, record: Record, on: date, calendar: SchoolCalendar) -> str:
        try:
            closed = calendar.why_closed(on)
        except NotLoaded as lacking:
            return f"{full_day(on)} cannot be checked: {lacking}."
        if closed is None or {record["am"], record["pm"]} <= {"", PLANNED_CLOSURE}:
            return ""
        return (
            f"{full_day(on)} is not a school day at {self.school.name} ({closed.words}). Only # can be entered for it."
        )


def _taken_apart(identity: str) -> tuple[str, date]:
    upn, _, day = identity.partition(" ")
    return upn, date.fromisoformat(day)


def _covers(row: Enrolment, on: date) -> bool:
    return row.from_on <= on and (row.to_on is None or row.to_on >= on)


def _not_yet(on: date, today: date) -> str:
    return f"{full_day(on)} is in the future." if on > today else ""


def _upn(typed: str, faults: list[str]) -> str:
    try:
        return clean_upn(typed)
    except WrongUpn as wrong:
        faults.append(str(wrong))
        return ""


def _day(typed: str, faults: list[str]) -> date | None:
    try:
        day = read_line(typed)
    except Unreadable:
        faults.append(f"Date is “{typed}”, which is no date.")
        return None
    if day.weekday() > 4:
        faults.append(f"Date is {full_day(day)}: no school has a session at a weekend.")
    return day


def _code(typed: str, half: Half, on: date, faults: list[str]) -> str:
    """A mark as it is kept; some systems write one slash for both sessions."""
    if typed in NO_MARK:
        return ""
    try:
        code = code_for(typed, on).code
    except CodeRefused as refused:
        faults.append(f"{refused}.")
        return ""
    return PRESENT[half] if code in PRESENT.values() else code
