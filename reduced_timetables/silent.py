"""The schools that tell of too few reduced timetables: what is counted of each, and in words why it is listed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from oxle.core.chance import once_in
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import plain_day
from oxle.schools.models import Phase, School
from reduced_timetables import pathway, rules
from reduced_timetables.models import Timetable
from reduced_timetables.silence import Silent, Telling, silent

SPECIAL = "special"
# These have no pupils of compulsory school age, or nearly none.
WITHOUT = (Phase.NURSERY, Phase.SIXTEEN_PLUS)


@dataclass(frozen=True)
class Line:
    """A school that is improbably silent, and why it is thought so."""

    school: School
    found: Silent
    why: str

    @property
    def kind(self) -> str:
        """What is striking, as the list and its filter say it."""
        return "It has stopped" if self.found.stopped else "Very few"


def lines(on: date) -> list[Line]:
    """The schools that are improbably silent on a day, the least likely first, each with the reason. Few queries."""
    schools = {school.pk: school for school in telling_schools(on)}
    weeks = rules.SILENT_OVER.on(on)
    found = silent(_tellings(list(schools.values()), on, weeks), once_in=rules.SILENT.on(on))
    return [Line(schools[one.of.key], one, _why(schools[one.of.key], one, weeks)) for one in found]


def without_roll(on: date) -> list[School]:
    """The schools that could tell and of which nothing can be said: the national list has no number of pupils."""
    return [school for school in telling_schools(on) if not school.roll]


def telling_schools(on: date) -> list[School]:
    """The schools that could tell of a reduced timetable on a day."""
    rows = School.objects.exclude(phase__in=WITHOUT).select_related("organisation")
    return [school for school in rows if school.is_open_on(on)]


def _tellings(schools: list[School], on: date, weeks: int) -> list[Telling]:
    begins_on = on - timedelta(weeks=weeks)
    rows = Timetable.objects.filter(case__opened_on__gte=begins_on, case__opened_on__lte=on)
    rows = rows.exclude(case__stage=pathway.MISTAKEN.key)
    told: dict[int | None, list[date]] = defaultdict(list)
    for school, opened_on in rows.values_list("case__school", "case__opened_on"):
        told[school].append(opened_on)
    calendars = calendars_for({school.calendar_id for school in schools})
    return [
        _telling(school, calendars[school.calendar_id], begins_on, on, told[school.pk])
        for school in schools
        if school.roll
    ]


def _telling(school: School, calendar: SchoolCalendar, begins_on: date, on: date, told: list[date]) -> Telling:
    since_on = max(begins_on, school.opened_on or begins_on)
    last_on = max(told, default=None)
    return Telling(
        key=school.pk,
        phase=SPECIAL if school.is_special else school.phase,
        roll=school.roll or 0,
        days=_school_days(calendar, since_on, on),
        told=len(told),
        quiet=_school_days(calendar, last_on + timedelta(days=1), on) if last_on else 0,
        last_on=last_on,
    )


def _school_days(calendar: SchoolCalendar, first: date, last: date) -> int:
    """How many school days there were, as far as terms are loaded."""
    if calendar.first_day is None or calendar.last_day is None:
        return 0
    return calendar.count_between(max(first, calendar.first_day), min(last, calendar.last_day))


def _why(school: School, one: Silent, weeks: int) -> str:
    """Why a school is listed: what it told, what was to be expected, and how unlikely that is by chance."""
    chance = f"By chance that happens {once_in(one.chance, 'schools')}."
    expected = f"{max(one.expected, 1):.0f}"
    if one.stopped and one.of.last_on:
        return (
            f"It told of {one.of.told} until {plain_day(one.of.last_on)}, and of none in the {one.days} school days "
            f"since. As it told before, about {expected} were to be expected. {chance}"
        )
    kind = "special schools" if school.is_special else f"{school.get_phase_display().lower()} schools"
    measure = f"the {one.peers} other {kind}" if one.same_phase else f"all {one.peers} other schools"
    return (
        f"It told of {one.told or 'none'} in {weeks} weeks. Of its {one.of.roll:,} pupils about {expected} were to be "
        f"expected, as {measure} tell. {chance}"
    )
