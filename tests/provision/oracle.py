"""The hours of a child counted slowly, a day and a session at a time, from the rows alone: what the ledger is held to.

Nothing of the code that it checks is used: neither its calendars nor its ages nor its full weeks.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from oxle.people.models import Child, Enrolment
from oxle.provision.models import ExaminationsOver, FullWeek, MissingTime, Offer, ProviderWeek
from oxle.registers.models import ChildWeek
from oxle.schooldays.models import Calendar
from oxle.schools.models import School

DAY = timedelta(days=1)
# Of England, on a Monday to Friday, in the two school years that the tests play in.
BANK_HOLIDAYS = {
    date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4),
    date(2026, 5, 25), date(2026, 8, 31), date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26),
    date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31),
}  # fmt: skip
PRESENT = {"/", "\\", "L", "K", "V", "P", "W", "B"}


@dataclass(frozen=True)
class SlowDay:
    """A school day of a child, in minutes."""

    on: date
    full: int
    offered: int
    attended: int

    @property
    def is_lacking(self) -> bool:
        return self.offered < self.full


class Oracle:
    """The days of some children (primary keys), each looked at by itself."""

    def __init__(self, children: Collection[int]) -> None:
        def of(model: Any) -> dict[int, list[Any]]:
            return _by(model.objects.filter(child__in=children).order_by("pk"), "child_id")

        self.born = dict(Child.objects.filter(pk__in=children).values_list("pk", "born_on"))
        self.enrolments, self.offers, self.missing = of(Enrolment), of(Offer), of(MissingTime)
        self.examined, self.plans = of(ExaminationsOver), of(FullWeek)
        self.published = _by(FullWeek.objects.filter(child=None), "school_id")
        self.marks = {
            (row.child_id, place, row.monday): row.marks
            for rows, place_of in ((ChildWeek.objects, "school_id"), (ProviderWeek.objects, "provider_id"))
            for row in rows.filter(child__in=children)
            for place in [(place_of, getattr(row, place_of))]
        }
        self.marked_by = defaultdict(set)
        for child, place, _ in self.marks:
            self.marked_by[child].add(place)
        self.calendar_of = dict(School.objects.values_list("pk", "calendar"))
        self.calendars = {row.pk: row for row in Calendar.objects.prefetch_related("terms", "closures")}
        (self.councils,) = [row for row in self.calendars.values() if row.is_default]

    def days(self, child: int, first: date, last: date) -> Iterator[SlowDay]:
        """The school days of a child from one day to another, both included."""
        on = first
        while on <= last:
            found = self.day(child, on)
            if found:
                yield found
            on += DAY

    def day(self, child: int, on: date) -> SlowDay | None:
        """A day of a child; None where nothing is owed on it."""
        at = self._schools(child, on)
        if not self.is_owed(child, on) or not self._is_open(at, on):
            return None
        full = self._full_week(child, at, on) // 5
        told = [row.told_on for row in _in_force(self.missing[child], on)]
        counts = [row for row in _in_force(self.offers[child], on) if not told or row.from_on > max(told)]
        # Of a child who left, the timetable of that school is none.
        there = {row.school_id for row in at}
        counts = [row for row in counts if row.kind != "reduced" or row.school_id in there]
        # A school that has made no offer of its own offers a full day.
        own = {row.school_id for row in _in_force(self.offers[child], on)}
        in_full = any(row.school_id not in own and (not told or row.from_on > max(told)) for row in at)
        sessions = [2 * on.weekday(), 2 * on.weekday() + 1]
        offered = sum(max((row.minutes[place] for row in counts), default=0) for place in sessions)
        attended = sum(self._attended(child, on, place, counts, full if in_full else 0) for place in sessions)
        return SlowDay(on, full, max(offered, full if in_full else 0), attended)

    def is_owed(self, child: int, on: date) -> bool:
        """Whether any education is owed to a child by a day, which may be in a holiday: by age, and before the last
        examination is over."""
        last_on = max((row.last_on for row in self.examined[child]), default=date.max)
        return on <= last_on and of_school_age(self.born[child], on)

    def _attended(self, child: int, on: date, place: int, counts: list[Offer], full: int) -> int:
        """The minutes of a session that the child attended: the provider's word wherever there is one."""
        providers = {row.provider_id: row.minutes[place] for row in counts if row.provider_id}
        marks = {where: mark for where in self.marked_by[child] if (mark := self._mark(child, where, on, place))}
        theirs = {which: mark for (kind, which), mark in marks.items() if kind == "provider_id" and which in providers}
        if theirs:
            return max(providers[which] if mark in PRESENT else 0 for which, mark in theirs.items())
        is_present = any(mark in PRESENT for (kind, _), mark in marks.items() if kind == "school_id")
        return max([full // 2, *(row.minutes[place] for row in counts)]) if is_present else 0

    def _mark(self, child: int, where: Any, on: date, place: int) -> str:
        marks = self.marks.get((child, where, on - on.weekday() * DAY), " " * 20)
        return marks[2 * place : 2 * place + 2].strip()

    def _schools(self, child: int, on: date) -> list[Enrolment]:
        """Those on whose register the child is, the main one first."""
        return sorted(_in_force(self.enrolments[child], on), key=lambda row: (row.kind == "dual_subsidiary", row.pk))

    def term_began(self, child: int, on: date) -> date:
        """The first day of the term of a day at the school where the child is on the register, else of the council's
        terms; in a holiday that of the term before it."""
        own, *councils = self._kept(self._schools(child, on))
        terms = list(own.terms.all()) or [row for one in councils for row in one.terms.all()]
        return max(row.starts_on for row in terms if row.starts_on <= on)

    def _is_open(self, at: list[Enrolment], on: date) -> bool:
        kept = self._kept(at)
        is_term = any(row.starts_on <= on <= row.ends_on for one in kept for row in one.terms.all())
        is_closed = any(row.starts_on <= on <= row.ends_on for one in kept for row in one.closures.all())
        return on.weekday() < 5 and is_term and not is_closed and on not in BANK_HOLIDAYS

    def _kept(self, at: list[Enrolment]) -> list[Calendar]:
        """The calendar of the school, and the council's besides where that has no terms of its own."""
        own = self.calendars.get(self.calendar_of[at[0].school_id]) if at else None
        if own is None:
            return [self.councils]
        return [own] if own.terms.all() else [own, self.councils]

    def _full_week(self, child: int, at: list[Enrolment], on: date) -> int:
        for row in _in_force(self.plans[child], on):
            return row.minutes
        for row in _in_force(self.published[at[0].school_id], on) if at else ():
            return row.minutes
        group = year_group(self.born[child], on)
        return 1_260 if group <= 2 else 1_410 if group <= 6 else 1_440 if group <= 9 else 1_500


def year_group(born_on: date, on: date) -> int:
    """The year group of a child on a day: one who turns 6 in the school year is in Year 1."""
    begins = date(on.year if on.month >= 9 else on.year - 1, 9, 1)
    turns = next(age for age in range(30) if birthday(born_on, age) >= begins)
    return turns - 5


def of_school_age(born_on: date, on: date) -> bool:
    """From the prescribed day on or after the fifth birthday to the last Friday of June after the sixteenth."""
    begins = birthday(born_on, 5)
    while (begins.month, begins.day) not in {(3, 31), (8, 31), (12, 31)}:
        begins += DAY
    sixteenth = birthday(born_on, 16)
    ends = date(sixteenth.year if sixteenth.month <= 8 else sixteenth.year + 1, 6, 30)
    while ends.weekday() != 4:
        ends -= DAY
    return begins <= on <= ends


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody reaches an age; nobody in the tests was born on 29 February."""
    return born_on.replace(year=born_on.year + age)


def _in_force(rows: Iterable[Any], on: date) -> list[Any]:
    return [row for row in rows if row.from_on <= on and (row.to_on is None or row.to_on >= on)]


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
