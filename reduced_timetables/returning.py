"""Asks schools whose register does not come for their weekly return, asks again, and writes what they answer."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.recipients import school_people
from oxle.cases.rules import CHASE_EVERY
from oxle.cases.sweep import last_asked
from oxle.core.dates import london_day
from oxle.core.errors import Refused, Stale
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.outbox import message, queue_messages
from oxle.schooldays.counting import due
from oxle.schools.models import School
from oxle.schools.queries import calendar_of
from reduced_timetables import denying, messages, rules, weekly
from reduced_timetables.models import Says, WeeklyReturn

# A sweep that did not run is made up for as far back as this.
WEEKS_BACK = 2


def ask_each(*, on: date, at: datetime) -> int:
    """Ask every school whose register of a week that is over has not come, once for each week; how many were.

    Also one whose next terms are not loaded, so that nobody can say by when: the day follows once they are.
    """
    _date_those_without()
    last = weekly.last_week(on)
    return sum(_ask_week(last - number * weekly.WEEK, on, at) for number in range(WEEKS_BACK))


@transaction.atomic
def _ask_week(monday: date, on: date, at: datetime) -> int:
    schools = weekly.schools_in(monday)
    come = weekly.registers(monday, schools)
    asked = set(WeeklyReturn.objects.filter(monday=monday).values_list("school", flat=True))
    rows = [
        WeeklyReturn(school=school, monday=monday, asked_at=at, due_on=_due_on(school, monday, on))
        for school in schools
        if school.pk not in asked and not (school.pk in come and come[school.pk].has_come(school))
    ]
    # Of two sweeps at once one asks.
    WeeklyReturn.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        _write_to(row.school, messages.RETURN_ASKED, f"{row.school_id}:{monday}", at=at)
    return len(rows)


@transaction.atomic
def _date_those_without() -> None:
    """The day by which a return is answered, of those that were asked for while terms were missing."""
    rows = WeeklyReturn.objects.filter(due_on=None, says="").select_for_update(of=("self",))
    dated = list(rows.select_related("school__organisation", "school__calendar").order_by("pk"))
    for row in dated:
        row.due_on = _due_on(row.school, row.monday, london_day(row.asked_at))
    WeeklyReturn.objects.bulk_update(dated, ["due_on"])


def _due_on(school: School, monday: date, on: date) -> date | None:
    """By when it is answered: counted from the end of the week, or from the day it was asked for where that was later;
    None where the terms that this runs into are not loaded."""
    friday = monday + weekly.FRIDAY
    counts_from = friday if on <= friday + weekly.WEEK else on
    return due(rules.RETURNED_WITHIN.on(friday), counts_from, calendar_of(school)).on


def _write_to(school: School, kind: MessageKind, about: str, *, at: datetime, count: int = 0) -> None:
    link = reverse("reduced_timetables:returns")
    queue_messages(
        message(
            kind,
            person,
            dedupe=f"{kind.key}:{about}:{person.pk}",
            link=link,
            at=at,
            reference=str(count) if count else "",
        )
        for person in school_people(school.organisation_id)
    )


@transaction.atomic
def chase_each(*, on: date, at: datetime) -> int:
    """Ask again for what is overdue, and again for as long as it is: one e-mail for all that a school owes."""
    again = CHASE_EVERY.on(on)
    rows = WeeklyReturn.objects.select_for_update(skip_locked=True, of=("self",)).filter(due_on__lt=on)
    owed = weekly.unanswered(rows.order_by("pk"))
    of_school: dict[int, list[WeeklyReturn]] = defaultdict(list)
    chased = set()
    for row in owed:
        of_school[row.school_id].append(row)
        asked_for = last_asked(row.due_on, on, again) if row.due_on else None
        if asked_for and row.chased_for != asked_for:
            row.chased_for = asked_for
            chased.add(row.school_id)
    WeeklyReturn.objects.bulk_update(owed, ["chased_for"])
    for school in sorted(chased):
        late = of_school[school]
        _write_to(late[0].school, messages.RETURN_CHASED, f"{school}:{on}", at=at, count=len(late))
    return len(chased)


@transaction.atomic
def answer(
    row: WeeklyReturn, *, says: str, more: int | None, by: User, on: date, at: datetime, version: int
) -> WeeklyReturn:
    """Write what a school says of a week, or puts right of what it said. `more`: how many it has not told us of.
    Where it denies a timetable that it told of, it is asked which is right. Refused for others without their number,
    Stale when it has been answered since `version`."""
    held = WeeklyReturn.objects.select_for_update().get(pk=row.pk)
    if held.version != version:
        raise Stale(held)
    if says == Says.MORE and not more:
        raise Refused("Enter how many others there are.", field="more")
    held.says, held.more = says, more or 0 if says == Says.MORE else 0
    held.answered_on, held.answered_at, held.answered_by = on, at, by
    held.version += 1
    held.save(update_fields=["says", "more", "answered_on", "answered_at", "answered_by", "version"])
    denying.settle(held, on=on, at=at)
    return held
