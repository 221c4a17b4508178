"""The sweeps: once in each half-term the school is asked how a timetable stands, and one that overran is challenged."""

from datetime import date, datetime

from django.db import transaction

from oxle.cases import actions
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of
from reduced_timetables import pathway
from reduced_timetables.models import Timetable
from reduced_timetables.rules import AGREED_LAW, SWEPT_AFTER


def half_term_began(calendar: SchoolCalendar, on: date) -> date | None:
    """The first day of the half-term that a day is in; None on holidays. Oxfordshire's terms are half-terms."""
    return next((term.starts_on for term in calendar.terms if term.starts_on <= on <= term.ends_on), None)


def ask_each(*, on: date, at: datetime) -> int:
    """Ask of each live timetable, once in a half-term: as that begins, or, of one told in it, once the time of the
    setting has passed; how many were. One is live once it has begun, until it is closed.

    What was asked is a row, so a sweep that did not run is made up for by the next, and two ask once.
    """
    rows = Timetable.objects.filter(case__closed_on=None, case__school__isnull=False, starts_on__lte=on)
    rows = rows.select_related("case__school__organisation", "case__school__calendar").order_by("pk")
    return sum(_ask(told, on, at) for told in rows)


def _ask(told: Timetable, on: date, at: datetime) -> bool:
    case = told.case
    if case.school is None:
        return False
    calendar = calendar_of(case.school)
    began = half_term_began(calendar, on)
    if began is None or (case.opened_on >= began and not _is_time(case, calendar, on)):
        return False
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.events.filter(step__in=(pathway.ASK.key, pathway.CONFIRM.key), on__gte=began).exists():
            return False
        if actions.why_not(case, pathway.ASK, by=None, on=on) is not None:
            return False
        actions.take(case, pathway.ASK, by=None, on=on, at=at)
    return True


def _is_time(case: Case, calendar: SchoolCalendar, on: date) -> bool:
    """Whether so much time has passed since a timetable was told that the school is asked how it stands."""
    asked_on = due(SWEPT_AFTER.on(case.opened_on), case.opened_on, calendar).on
    return asked_on is not None and asked_on <= on


# The fact of a challenge that keeps which planned end had passed: each is challenged once.
OVERRUN = "overrun"


def challenge_overruns(*, on: date, at: datetime) -> int:
    """Challenge each open timetable whose planned end has passed and of which nobody said that the pupil is back or
    that it was extended; how many were. Once for each planned end."""
    late = Deadline.objects.filter(
        clock=pathway.LAST_DAY.key, state=State.RUNNING, due_on__lt=on, case__pathway=pathway.TIMETABLE.key
    )
    return sum(_challenge_overrun(case, on, at) for case in late.values_list("case", flat=True).order_by("case"))


def _challenge_overrun(pk: int, on: date, at: datetime) -> bool:
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=pk)
        ends_on = Timetable.objects.get(case=case).ends_on
        asked = case.events.filter(step=pathway.CHALLENGE.key, **{f"facts__{OVERRUN}": ends_on.isoformat()})
        if asked.exists() or actions.why_not(case, pathway.CHALLENGE, by=None, on=on, reason=OVERRUN) is not None:
            return False
        why = (
            f"It was agreed until {plain_day(ends_on)}. Nobody has told us that the pupil is back full-time or that it "
            f"was extended with a fresh agreement ({AGREED_LAW})."
        )
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, facts={OVERRUN: ends_on.isoformat()}, reason=why)
    return True
