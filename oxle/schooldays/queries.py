"""Reads: the pure calendar of a school, kept in memory until its terms or closures change."""

from collections import defaultdict
from collections.abc import Iterable
from threading import Lock

from django.db.models import Q

from oxle.core.keeping import kept
from oxle.schooldays.calendar import ClosedBecause, ClosedDates, SchoolCalendar, TermDates
from oxle.schooldays.models import Calendar, Closure, ClosureKind, Term

# What a calendar was built of: its row, its name, its stamp and that of the council's. No stamp comes twice, so what
# is kept for one never goes stale.
Key = tuple[int, str, str, str]
# A county has some 340 schools; a calendar of ten years takes about 30 kB.
MOST_IN_MEMORY = 1024
_in_memory: dict[Key, SchoolCalendar] = {}
_keeping = Lock()
WITHOUT_DEFAULT = SchoolCalendar("the council's calendar", ())


def calendar_for(calendar_id: int | None) -> SchoolCalendar:
    """The calendar by which a school's days are counted; None is a school that follows the council's default.

    One query while the calendar is in memory, and none for the second time within `core.keeping`. A calendar without
    terms is returned as well: it raises NoTerms when it is asked about a day.
    """
    return kept(("calendar", calendar_id), lambda: calendars_for([calendar_id])[calendar_id])


def calendars_for(calendar_ids: Iterable[int | None]) -> dict[int | None, SchoolCalendar]:
    """`calendar_for` for many schools: one query while they are in memory, two more for all that are not; none for the
    second time within `core.keeping`."""
    wanted = frozenset(calendar_ids)
    return kept(("calendars", wanted), lambda: _calendars(wanted))


def _calendars(wanted: frozenset[int | None]) -> dict[int | None, SchoolCalendar]:
    rows = Calendar.objects.filter(Q(pk__in=wanted - {None}) | Q(is_default=True))
    found = {row.pk: row for row in rows.only("pk", "name", "stamp", "is_default")}
    default = next((row for row in found.values() if row.is_default), None)
    keeps = {each: default if each is None else found[each] for each in wanted}
    keys = {_key(row, default): row for row in keeps.values() if row}
    calendars = {key: calendar for key in keys if (calendar := _in_memory.get(key)) is not None}
    if lacking := keys.keys() - calendars:
        built = _built({key: keys[key] for key in lacking}, default)
        _keep(built)
        calendars |= built
    return {each: calendars[_key(row, default)] if row else WITHOUT_DEFAULT for each, row in keeps.items()}


def calendars_following(calendar: Calendar) -> frozenset[int]:
    """The calendars whose school days a change to this one may move: itself and, for the default, its followers."""
    if not calendar.is_default:
        return frozenset({calendar.pk})
    followers = Calendar.objects.filter(terms=None).values_list("pk", flat=True)
    return frozenset({calendar.pk, *followers})


def _key(row: Calendar, default: Calendar | None) -> Key:
    return row.pk, row.name, row.stamp, default.stamp if default else ""


def _keep(built: dict[Key, SchoolCalendar]) -> None:
    with _keeping:
        _in_memory.update(built)
        for oldest in list(_in_memory)[:-MOST_IN_MEMORY]:
            del _in_memory[oldest]


def _built(rows: dict[Key, Calendar], default: Calendar | None) -> dict[Key, SchoolCalendar]:
    pks = {row.pk for row in [*rows.values(), *([default] if default else [])]}
    terms, closures = _terms(pks), _closures(pks)
    built = {}
    for key, row in rows.items():
        own, closed = terms[row.pk], closures[row.pk]
        if not own and default and default != row:
            # The school's own closures come last: on a day that both close, its own reason is shown.
            own, closed = terms[default.pk], [*closures[default.pk], *closed]
        built[key] = SchoolCalendar(row.name, own, closed)
    return built


def _terms(pks: set[int]) -> dict[int, list[TermDates]]:
    found = defaultdict(list)
    for pk, *term in Term.objects.filter(calendar__in=pks).values_list("calendar", "name", "starts_on", "ends_on"):
        found[pk].append(TermDates(*term))
    return found


def _closures(pks: set[int]) -> dict[int, list[ClosedDates]]:
    found = defaultdict(list)
    for closure in Closure.objects.filter(calendar__in=pks):
        because = ClosedBecause.INSET if closure.kind == ClosureKind.INSET else ClosedBecause.CLOSURE
        found[closure.calendar_id].append(ClosedDates(because, closure.starts_on, closure.ends_on, closure.words))
    return found
