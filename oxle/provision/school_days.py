"""On which days a child has school: those of the school where the child is on roll, else of the council's calendar."""

from collections.abc import Collection
from datetime import date

from oxle.core.among import Keys
from oxle.people.models import Enrolment, EnrolmentKind
from oxle.people.visibility import in_force
from oxle.schooldays.calendar import Closed, NotLoaded, SchoolCalendar
from oxle.schooldays.queries import calendars_for


def closed_for(children: Collection[int], on: date) -> dict[int, Closed]:
    """The children (primary keys) who have no school on a day, each with why. Of two schools the main one counts.

    Where no terms are loaded nobody is left out: what is not known closes no school.
    """
    if not children:
        return {}
    at = calendars_of(children, on)
    calendars = calendars_for(set(at.values()))
    why = {key: _why_closed(calendar, on) for key, calendar in calendars.items()}
    return {child: closed for child, calendar in at.items() if (closed := why[calendar]) is not None}


def calendars_of(children: Collection[int], on: date) -> dict[int, int | None]:
    """The calendar (primary key) by which each of some children has school on a day: that of the school on whose
    register they are, of two the main one; None is the council's. One query."""
    rows = Enrolment.objects.filter(in_force(on), child__among=Keys(children)).order_by("pk")
    enrolled = list(rows.values_list("child", "kind", "school__calendar"))
    # The last to be written stands, so the main school comes last, and of two the first: as in the ledger.
    enrolled.sort(key=lambda row: row[1] == EnrolmentKind.DUAL_SUBSIDIARY)
    at: dict[int, int | None] = dict.fromkeys(children)
    for child, _, calendar in reversed(enrolled):
        at[child] = calendar
    return at


def is_closed(calendar: SchoolCalendar, on: date) -> bool:
    """Whether a calendar says that there is no school on a day; not where its terms are not loaded."""
    return _why_closed(calendar, on) is not None


def _why_closed(calendar: SchoolCalendar, on: date) -> Closed | None:
    try:
        return calendar.why_closed(on)
    except NotLoaded:
        return None
