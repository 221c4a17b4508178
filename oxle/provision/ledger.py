"""The hours ledger: what each child was entitled to and offered in each week, to the minute.

For every school day on which a child is of compulsory school age, they are entitled to a fifth of a full-time week.
What was offered on that day is every offer in force, and besides, where a school they are enrolled at has made no offer
of its own, whatever is missing to a full day: an ordinary school place is full-time. Days are those of the calendar of
the school where the child is enrolled, or the council's.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet

from oxle.core.rules import RuleBook
from oxle.people.models import Child, Enrolment, EnrolmentKind
from oxle.provision.models import Offer
from oxle.provision.rules import full_time_rule
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.school_age import school_age_begins, school_age_ends

DAY = timedelta(days=1)


@dataclass(frozen=True)
class WeekOfHours:
    """One week of one child, in minutes. `school_days` are those that counted."""

    monday: date
    school_days: int
    entitled: int
    offered: int

    @property
    def short(self) -> int:
        """Minutes of the week that nobody offered."""
        return max(0, self.entitled - self.offered)


@dataclass(frozen=True)
class Ledger:
    """The weeks of one child that have a school day, in order, and their sums in minutes."""

    weeks: tuple[WeekOfHours, ...]

    @property
    def entitled(self) -> int:
        """Minutes entitled to over all weeks."""
        return sum(week.entitled for week in self.weeks)

    @property
    def offered(self) -> int:
        """Minutes offered over all weeks."""
        return sum(week.offered for week in self.weeks)

    @property
    def short(self) -> int:
        """Minutes that nobody offered, week by week: one week's surplus does not make good another's lack."""
        return sum(week.short for week in self.weeks)


class _Enrolled(NamedTuple):
    """What the ledger needs of an enrolment: a hundred thousand of these are read at once."""

    child_id: int
    school_id: int
    calendar_id: int | None
    kind: str
    from_on: date
    to_on: date | None


class _Offered(NamedTuple):
    """What the ledger needs of an offer."""

    child_id: int
    school_id: int | None
    minutes: list[int]
    from_on: date
    to_on: date | None


def ledger(child: Child, first: date, last: date) -> Ledger:
    """One child's ledger from one day to another, both included."""
    return ledgers([child.pk], first, last)[child.pk]


def ledgers(children: Collection[int] | QuerySet[Child], first: date, last: date) -> dict[int, Ledger]:
    """The ledgers of many children (primary keys, or a query for them) in the same few queries as of one.

    Raises NotLoaded when the days go past a calendar's last loaded term: hours are not guessed.
    """
    born = dict(Child.objects.filter(pk__in=children).order_by().values_list("pk", "born_on"))
    enrolments = _by_child(
        _Enrolled._make(row)
        for row in _in_force(Enrolment, children, first, last).values_list(
            "child", "school", "school__calendar", "kind", "from_on", "to_on"
        )
    )
    offers = _by_child(
        _Offered._make(row)
        for row in _in_force(Offer, children, first, last).values_list("child", "school", "minutes", "from_on", "to_on")
    )
    wanted = {row.calendar_id for rows in enrolments.values() for row in rows}
    counting = _Counting(calendars_for({None, *wanted}), first, last)
    return {
        child: counting.ledger(born_on, enrolments.get(child, []), offers.get(child, []))
        for child, born_on in born.items()
    }


def _in_force(
    model: type[Enrolment] | type[Offer], children: Collection[int] | QuerySet[Child], first: date, last: date
) -> QuerySet[Any]:
    rows = model.objects.filter(child__in=children, from_on__lte=last).exclude(to_on__lt=first)
    return rows.order_by("child", "pk")


class _Counting:
    """Counts one child after another. Most children are enrolled at one school throughout: those alike share a sum."""

    def __init__(self, calendars: dict[int | None, SchoolCalendar], first: date, last: date) -> None:
        self._calendars = calendars
        self._first, self._last = first, last
        self._book = RuleBook()
        self._ordinary: dict[tuple[int | None, int, date, date], Ledger] = {}

    def ledger(self, born_on: date, enrolments: Sequence[_Enrolled], offers: Sequence[_Offered]) -> Ledger:
        first, last = max(self._first, school_age_begins(born_on)), min(self._last, school_age_ends(born_on))
        if last < first:
            return Ledger(())
        throughout = len(enrolments) == 1 and _covers(enrolments[0], first, last)
        if not offers and throughout:
            # The full-time week follows from the school year of birth alone, so it can be part of the key.
            calendar = enrolments[0].calendar_id
            cohort = born_on.year - (born_on.month < 9)
            key = (calendar, cohort, first, last)
            if key not in self._ordinary:
                self._ordinary[key] = self._count(born_on, first, last, enrolments, offers)
            return self._ordinary[key]
        return self._count(born_on, first, last, enrolments, offers)

    def _count(
        self, born_on: date, first: date, last: date, enrolments: Sequence[_Enrolled], offers: Sequence[_Offered]
    ) -> Ledger:
        weeks = []
        days = self._school_days(first, last, enrolments)
        for monday, group in groupby(days, key=lambda day: day - day.weekday() * DAY):
            counted = entitled = offered = 0
            for day in group:
                full = self._full_day(born_on, day)
                counted += 1
                entitled += full
                offered += _offered_on(day, full, enrolments, offers)
            weeks.append(WeekOfHours(monday, counted, entitled, offered))
        return Ledger(tuple(weeks))

    def _school_days(self, first: date, last: date, enrolments: Sequence[_Enrolled]) -> Iterator[date]:
        """The days on which the child's school is open; the council's days while they are enrolled nowhere."""
        day = first
        while day <= last:
            calendar_id, until = _calendar_from(day, last, enrolments)
            yield from self._calendars[calendar_id].days_between(day, until)
            day = until + DAY

    def _full_day(self, born_on: date, day: date) -> int:
        """A full day in minutes: whole ones, because a full-time week is given to the quarter of an hour."""
        return int(self._book.value(full_time_rule(born_on, day), day) * 60) // 5


def _by_child(rows: Iterable[Any]) -> dict[int, list[Any]]:
    return {child: list(group) for child, group in groupby(rows, key=attrgetter("child_id"))}


def _covers(row: _Enrolled | _Offered, first: date, last: date) -> bool:
    return row.from_on <= first and (row.to_on is None or last <= row.to_on)


def _offered_on(day: date, full: int, enrolments: Sequence[_Enrolled], offers: Sequence[_Offered]) -> int:
    today = [offer for offer in offers if _covers(offer, day, day)]
    offered = sum(sum(offer.minutes[2 * day.weekday() : 2 * day.weekday() + 2]) for offer in today)
    have_said = {offer.school_id for offer in today}
    if any(_covers(row, day, day) and row.school_id not in have_said for row in enrolments):
        return max(full, offered)
    return offered


def _calendar_from(day: date, last: date, enrolments: Sequence[_Enrolled]) -> tuple[int | None, date]:
    """The calendar that counts a day, and the last day before another may: the main school's comes first."""
    in_force = [row for row in enrolments if _covers(row, day, day)]
    in_force.sort(key=lambda row: row.kind == EnrolmentKind.DUAL_SUBSIDIARY)
    changes = [row.from_on - DAY for row in enrolments] + [row.to_on for row in enrolments if row.to_on]
    until = min((change for change in changes if day <= change), default=last)
    return (in_force[0].calendar_id if in_force else None), min(until, last)
