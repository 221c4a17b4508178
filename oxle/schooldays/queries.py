"""Reads: the pure calendar of a school, kept in memory until its terms or closures change."""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q

from oxle.core.keeping import kept
from oxle.schooldays.calendar import ClosedBecause, ClosedDates, SchoolCalendar, TermDates
from oxle.schooldays.models import Calendar, Closure, ClosureKind, Term

# A county has some 340 schools; a calendar of ten years takes about 30 kB.
MOST_IN_MEMORY = 1024
WITHOUT_DEFAULT = SchoolCalendar("the council's calendar", ())


def calendar_for(calendar_id: int | None) -> SchoolCalendar:
    """The calendar by which a school's days are counted; None is a school that follows the council's default.

    One query while the calendar is in memory, and none for the second time within `core.keeping`. A calendar without
    terms is returned as well: it raises NoTerms when it is asked about a day.
    """
    return kept(("calendar", calendar_id), lambda: calendars_for([calendar_id])[calendar_id])


def calendars_for(calendar_ids: Iterable[int | None]) -> dict[int | None, SchoolCalendar]:
    """`calendar_for` for many schools, in one query while they are in memory."""
    wanted = set(calendar_ids)
    rows = Calendar.objects.filter(Q(pk__in=wanted - {None}) | Q(is_default=True))
    found = {row.pk: row for row in rows.only("pk", "name", "stamp", "is_default")}
    default = next((row for row in found.values() if row.is_default), None)
    return {each: _calendar(default if each is None else found[each], default) for each in wanted}


def calendars_following(calendar: Calendar) -> frozenset[int]:
    """The calendars whose school days a change to this one may move: itself and, for the default, its followers."""
    if not calendar.is_default:
        return frozenset({calendar.pk})
    followers = Calendar.objects.filter(terms=None).values_list("pk", flat=True)
    return frozenset({calendar.pk, *followers})


def _calendar(row: Calendar | None, default: Calendar | None) -> SchoolCalendar:
    if row is None:
        return WITHOUT_DEFAULT
    if default is None or default == row:
        return _built(row.pk, row.name, row.stamp, None, "")
    return _built(row.pk, row.name, row.stamp, default.pk, default.stamp)


@lru_cache(maxsize=MOST_IN_MEMORY)
def _built(pk: int, name: str, stamp: str, default_pk: int | None, default_stamp: str) -> SchoolCalendar:
    """A calendar as it is at these stamps. No stamp comes twice, so what is kept for one never goes stale."""
    terms, closures = _terms(pk), _closures(pk)
    if not terms and default_pk is not None:
        # The school's own closures come last: on a day that both close, its own reason is shown.
        terms, closures = _terms(default_pk), [*_closures(default_pk), *closures]
    return SchoolCalendar(name, terms, closures)


def _terms(calendar_id: int) -> list[TermDates]:
    rows = Term.objects.filter(calendar_id=calendar_id).values_list("name", "starts_on", "ends_on")
    return [TermDates(*row) for row in rows]


def _closures(calendar_id: int) -> list[ClosedDates]:
    return [
        ClosedDates(
            ClosedBecause.INSET if closure.kind == ClosureKind.INSET else ClosedBecause.CLOSURE,
            closure.starts_on,
            closure.ends_on,
            closure.words,
        )
        for closure in Closure.objects.filter(calendar_id=calendar_id)
    ]
