"""On which days a series meets: every so many weeks, and on the next working day where that is a holiday.

One without a cadence meets when somebody calls it: nothing is planned for it.
"""

from datetime import date, timedelta

from oxle.meetings.models import Meeting, Series, State
from oxle.schooldays.working_days import england

# So far ahead meetings are planned, so that there always is a next one.
AHEAD = timedelta(weeks=52)


def days(series: Series, until: date) -> list[date]:
    """The days of a series' cadence up to one, whether or not they are working days."""
    if series.weeks is None:
        return []
    step, found, day = timedelta(weeks=series.weeks), [], series.first_on
    while day <= until and (series.ended_on is None or day <= series.ended_on):
        found.append(day)
        day += step
    return found


def plan(series: Series, on: date) -> None:
    """Plan a year ahead of a day, once each. What somebody moved or called off stays as it is."""
    planned = set(series.meetings.values_list("planned_for", flat=True))
    working = england()
    Meeting.objects.bulk_create(
        Meeting(
            series=series,
            planned_for=day,
            on=day if working.is_working_day(day) else working.working_day_after(day, 1),
            starts_at=series.starts_at,
            place=series.place,
        )
        for day in days(series, on + AHEAD)
        if day >= on and day not in planned
    )


def next_meeting(series: Series, on: date) -> Meeting | None:
    """The first meeting that is planned for a day or later; None where none is."""
    return series.meetings.filter(state=State.PLANNED, on__gte=on).order_by("on", "pk").first()
