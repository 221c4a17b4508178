"""Every write to calendars. Each change is checked as a whole calendar, versioned, and told to the layers above."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from oxle.core.errors import Refused, Stale
from oxle.core.models import new_key
from oxle.schooldays.changes import CalendarChange, tell
from oxle.schooldays.models import Calendar, Closure, ClosureKind, Term
from oxle.schooldays.queries import calendar_for, calendars_following
from oxle.schooldays.term_rows import Row
from oxle.schooldays.wording import day_range


@dataclass(frozen=True)
class Loaded:
    """What loading term dates did: rows given = added + unchanged; `removed` were there before and are not any more."""

    added: int
    unchanged: int
    removed: int


@transaction.atomic
def add_calendar(
    name: str, *, by: Any, on: date, is_default: bool = False, copied_from: Calendar | None = None
) -> Calendar:
    """A new calendar: empty, so that it follows the council's default, or a copy of another's terms and closures."""
    name = name.strip()
    if not name:
        raise Refused("Enter a name for the calendar", field="name")
    if Calendar.objects.filter(name__iexact=name).exists():
        raise Refused(f"There is already a calendar called {name}", field="name")
    if is_default and Calendar.objects.filter(is_default=True).exists():
        raise Refused("The council already has a default calendar", field="is_default")
    calendar = Calendar.objects.create(name=name, is_default=is_default, copied_from=copied_from)
    if copied_from is not None:
        Term.objects.bulk_create(
            Term(calendar=calendar, name=term.name, starts_on=term.starts_on, ends_on=term.ends_on)
            for term in copied_from.terms.all()
        )
        Closure.objects.bulk_create(
            Closure(
                calendar=calendar, kind=each.kind, reason=each.reason, starts_on=each.starts_on, ends_on=each.ends_on
            )
            for each in copied_from.closures.all()
        )
    if is_default:
        _tell(calendar, by, on)
    return calendar


def add_term(
    calendar: Calendar, *, name: str, starts_on: date, ends_on: date, by: Any, on: date, version: int | None = None
) -> Term:
    """Add a block of term. `version` is the calendar's as the editor saw it; Stale when somebody was faster."""
    with _changing(calendar, by, on, version):
        term = Term(calendar=calendar)
        _write_term(term, name, starts_on, ends_on)
    return term


def change_term(
    term: Term, *, name: str, starts_on: date, ends_on: date, by: Any, on: date, version: int | None = None
) -> None:
    """Change a block of term's name or days."""
    with _changing(term.calendar, by, on, version):
        _write_term(term, name, starts_on, ends_on)


def remove_term(term: Term, *, by: Any, on: date, version: int | None = None) -> None:
    """Take a block of term away. Refused where it would leave a gap too long to be a holiday."""
    with _changing(term.calendar, by, on, version):
        term.delete()


def add_closure(
    calendar: Calendar,
    *,
    kind: ClosureKind,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    by: Any,
    on: date,
    version: int | None = None,
) -> Closure:
    """Close days of term to all pupils. A closure other than INSET needs a reason."""
    with _changing(calendar, by, on, version):
        closure = Closure(calendar=calendar)
        _write_closure(closure, kind, starts_on, ends_on, reason)
    return closure


def change_closure(
    closure: Closure,
    *,
    kind: ClosureKind,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    by: Any,
    on: date,
    version: int | None = None,
) -> None:
    """Change a closure's kind, days or reason."""
    with _changing(closure.calendar, by, on, version):
        _write_closure(closure, kind, starts_on, ends_on, reason)


def remove_closure(closure: Closure, *, by: Any, on: date, version: int | None = None) -> None:
    """Open the days of a closure again."""
    with _changing(closure.calendar, by, on, version):
        closure.delete()


def load_terms(calendar: Calendar, rows: Iterable[Row], *, by: Any, on: date, version: int | None = None) -> Loaded:
    """Make the calendar say what a term-date file says, for the school years the file covers.

    Within those years, terms and closures that the file does not have are removed; other years are left alone.
    Loading the same file again changes nothing.
    """
    wanted = list(dict.fromkeys(rows))
    if not wanted:
        raise Refused("There are no term dates in this file")
    first, last = min(row.school_year for row in wanted), max(row.school_year for row in wanted)
    kept: set[Row] = set()
    gone: list[Term | Closure] = []
    for record in [*calendar.terms.all(), *calendar.closures.all()]:
        row = _as_row(record)
        if row in wanted:
            kept.add(row)
        elif first <= row.school_year <= last:
            gone.append(record)
    if len(kept) == len(wanted) and not gone:
        return Loaded(added=0, unchanged=len(kept), removed=0)
    with _changing(calendar, by, on, version):
        for record in gone:
            record.delete()
        for row in wanted:
            if row in kept:
                continue
            if row.closes:
                kind = ClosureKind(row.closes)
                _write_closure(Closure(calendar=calendar), kind, row.starts_on, row.ends_on, row.name)
            else:
                _write_term(Term(calendar=calendar), row.name, row.starts_on, row.ends_on)
    return Loaded(added=len(wanted) - len(kept), unchanged=len(kept), removed=len(gone))


@contextmanager
def _changing(calendar: Calendar, by: Any, on: date, version: int | None) -> Iterator[None]:
    """One change to a calendar: locked, seen whole, versioned, told."""
    with transaction.atomic():
        locked = Calendar.objects.select_for_update().get(pk=calendar.pk)
        if version is not None and version != locked.version:
            raise Stale(locked)
        yield
        locked.version += 1
        locked.stamp = new_key()
        locked.save(update_fields=["version", "stamp"])
        try:
            calendar_for(locked.pk)
        except ValueError as unsound:
            raise Refused(_sentence(str(unsound)), field="starts_on") from None
        _tell(locked, by, on)
    calendar.version, calendar.stamp = locked.version, locked.stamp


def _tell(calendar: Calendar, by: Any, on: date) -> None:
    tell(CalendarChange(calendars_following(calendar), calendar.is_default, by, on))


def _write_term(term: Term, name: str, starts_on: date, ends_on: date) -> None:
    _check_order(starts_on, ends_on)
    if not name.strip():
        raise Refused("Enter a name for the term", field="name")
    clash = term.calendar.terms.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exclude(pk=term.pk).first()
    if clash:
        raise Refused(
            f"These dates overlap {clash.name}, {day_range(clash.starts_on, clash.ends_on)}", field="starts_on"
        )
    term.name, term.starts_on, term.ends_on = name.strip(), starts_on, ends_on
    term.save()


def _write_closure(closure: Closure, kind: ClosureKind, starts_on: date, ends_on: date, reason: str) -> None:
    _check_order(starts_on, ends_on)
    if kind != ClosureKind.INSET and not reason.strip():
        raise Refused("Enter why the school is closed", field="reason")
    others = closure.calendar.closures.exclude(pk=closure.pk)
    clash = others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if clash:
        raise Refused(
            f"The school is already closed for {day_range(clash.starts_on, clash.ends_on)} ({clash.words})",
            field="starts_on",
        )
    closure.kind, closure.reason = kind, reason.strip()
    closure.starts_on, closure.ends_on = starts_on, ends_on
    closure.save()


def _check_order(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("The last day must be the same as or after the first day", field="ends_on")


def _as_row(record: Term | Closure) -> Row:
    if isinstance(record, Term):
        return Row(record.name, record.starts_on, record.ends_on)
    return Row(record.reason, record.starts_on, record.ends_on, record.kind)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
