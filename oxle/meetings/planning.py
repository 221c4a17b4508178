"""On which days a series meets: every so many weeks, or once a term; where that is a holiday, on the next day that is
none.

A bank holiday is one for every series, a holiday of the council's terms for those that meet in term only: what would
meet then meets once term begins. Of two that come to one day only the first is planned.

One without a cadence meets when somebody calls it: nothing is planned for it.
"""

from datetime import date, timedelta

from oxle.meetings.models import Meeting, Series, State
from oxle.schooldays.calendar import ClosedBecause, NotLoaded, SchoolCalendar
from oxle.schooldays.queries import calendar_for
from oxle.schooldays.working_days import england

# So far ahead meetings are planned, so that there always is a next one.
AHEAD = timedelta(weeks=52)
HOLIDAYS = {ClosedBecause.HOLIDAY, ClosedBecause.HALF_TERM}


def days(series: Series, until: date) -> list[date]:
    """The days of a series' cadence up to one, whether or not they are working days."""
    if series.of_kind.termly:
        return _once_a_term(series, until)
    if series.weeks is None:
        return []
    step, found, day = timedelta(weeks=series.weeks), [], series.first_on
    while day <= until and (series.ended_on is None or day <= series.ended_on):
        found.append(day)
        day += step
    return found


def _once_a_term(series: Series, until: date) -> list[date]:
    """A day in each of the council's terms, as far into its term as the first one is into its own, and none after the
    last day of the term. Nothing is planned past the terms that are loaded."""
    terms = calendar_for(None).terms
    begun = [term.starts_on for term in terms if term.starts_on <= series.first_on]
    if not begun:
        return []
    into = series.first_on - _monday(begun[-1])
    each = [min(_monday(term.starts_on) + into, term.ends_on) for term in terms if term.starts_on >= begun[-1]]
    last = min(until, series.ended_on or until)
    return [day for day in each if series.first_on <= day <= last]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def plan(series: Series, on: date) -> None:
    """Plan a year ahead of a day, once each. What somebody moved or called off stays as it is."""
    rows = list(series.meetings.values_list("planned_for", "on"))
    planned, taken = {planned_for for planned_for, _ in rows}, {meets_on for _, meets_on in rows}
    new = []
    for day in days(series, on + AHEAD):
        meets_on = _meets_on(series, day)
        if day < on or day in planned or meets_on in taken:
            continue
        taken.add(meets_on)
        new.append(Meeting(series=series, planned_for=day, on=meets_on, starts_at=series.starts_at, place=series.place))
    Meeting.objects.bulk_create(new)
    tell_kind(series)


def tell_kind(series: Series) -> None:
    """Tell its kind that the meetings of a series may have changed."""
    if planned := series.of_kind.planned:
        planned(series)


def _meets_on(series: Series, day: date) -> date:
    """The day itself, or the next one on which the series can meet. What lies after the last term that is loaded is
    taken for term: nobody knows better yet."""
    working = england()
    calendar = calendar_for(None) if series.in_term_only else None
    while not working.is_working_day(day) or (calendar and _is_holiday(calendar, day)):
        day += timedelta(days=1)
    return day


def _is_holiday(calendar: SchoolCalendar, day: date) -> bool:
    try:
        closed = calendar.why_closed(day)
    except NotLoaded:
        return False
    # On an INSET day schools have no pupils, but their heads.
    return closed is not None and closed.because in HOLIDAYS


def next_meeting(series: Series, on: date) -> Meeting | None:
    """The first meeting that is planned for a day or later; None where none is."""
    return series.meetings.filter(state=State.PLANNED, on__gte=on).order_by("on", "pk").first()
