"""When the next review of a placed child's programme is due: once each half-term, by the terms of the child's school.

Pure: what a place, the last review and a calendar say. Oxfordshire's calendar has six terms, so a half-term is a term
of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from oxle.schooldays.calendar import NotLoaded, SchoolCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReviewDue:
    """The last day for a review and why that day; or, with no day, why none can be given."""

    on: date | None
    why: str


def stay_began(places: Iterable[tuple[date, date | None]], on: date, calendar: SchoolCalendar) -> date | None:
    """The first day of the stay in which a day lies, from the first and last days of a child's places with a provider;
    None where none has begun.

    A place goes on with the next where no school day lies between. Past the loaded terms every day between counts.
    """
    began: date | None = None
    for from_on, to_on in sorted((one for one in places if one[0] <= on), key=lambda one: one[0], reverse=True):
        if began is None or to_on is None or _follows(to_on, began, calendar):
            began = from_on
    return began


def _follows(to_on: date, began: date, calendar: SchoolCalendar) -> bool:
    first, last = to_on + DAY, began - DAY
    if first > last:
        return True
    try:
        return calendar.count_between(first, last) == 0
    except NotLoaded:
        return False


def review_due(
    began_on: date,
    ends_on: date | None,
    last_on: date | None,
    next_on: date | None,
    calendar: SchoolCalendar,
    at_least: int,
) -> ReviewDue | None:
    """The review that a place owes next; None where it ends before another half-term asks for one.

    A half-term asks for a review when the place has at least so many school days in it and none was held in it. A day
    that was agreed at the last review (`next_on`) counts where it comes first.
    """
    for term in calendar.terms:
        if term.ends_on < began_on or (last_on is not None and term.starts_on <= last_on):
            continue
        first, last = max(began_on, term.starts_on), min(ends_on or term.ends_on, term.ends_on)
        try:
            if calendar.count_between(first, last) < at_least:
                continue
            due_on = calendar.last_school_day_on_or_before(term.ends_on)
        except NotLoaded as problem:
            return ReviewDue(None, f"It cannot be worked out: {problem}")
        if next_on is not None and next_on < due_on:
            return ReviewDue(next_on, "The day that was agreed at the last review")
        return ReviewDue(due_on, f"The last school day of {term.name}: each half-term has a review")
    if next_on is not None and (ends_on is None or next_on <= ends_on):
        return ReviewDue(next_on, "The day that was agreed at the last review")
    if ends_on is not None and calendar.last_day is not None and ends_on <= calendar.last_day:
        return None
    return ReviewDue(None, "It cannot be worked out: the terms after the last one are not loaded")
