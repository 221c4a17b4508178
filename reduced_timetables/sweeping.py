"""The half-termly sweep: of every open timetable the school is asked, once in each half-term, how it stands."""

from datetime import date, datetime

from django.db import transaction

from oxle.cases import actions
from oxle.cases.models import Case
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schools.queries import calendar_of
from reduced_timetables import pathway
from reduced_timetables.models import Timetable


def half_term_began(calendar: SchoolCalendar, on: date) -> date | None:
    """The first day of the half-term that a day is in; None on holidays. Oxfordshire's terms are half-terms."""
    return next((term.starts_on for term in calendar.terms if term.starts_on <= on <= term.ends_on), None)


def ask_each(*, on: date, at: datetime) -> int:
    """Ask of each open timetable that was told before this half-term and not asked about in it; how many were.

    What was asked is a row, so a sweep that did not run is made up for by the next, and two ask once.
    """
    rows = Timetable.objects.filter(case__closed_on=None, case__school__isnull=False).exclude(case__opened_on=on)
    rows = rows.select_related("case__school__organisation", "case__school__calendar").order_by("pk")
    return sum(_ask(told, on, at) for told in rows)


def _ask(told: Timetable, on: date, at: datetime) -> bool:
    case = told.case
    began = half_term_began(calendar_of(case.school), on) if case.school else None
    if began is None or case.opened_on >= began:
        return False
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.events.filter(step__in=(pathway.ASK.key, pathway.CONFIRM.key), on__gte=began).exists():
            return False
        if actions.why_not(case, pathway.ASK, by=None, on=on) is not None:
            return False
        actions.take(case, pathway.ASK, by=None, on=on, at=at)
    return True
