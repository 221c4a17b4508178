"""What the off-rolling radar finds in the made-up county: one school where home education follows reduced timetables.

The timetables are those that their own duty told of: its pupils went back, stayed away, and were then taken out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ehe.off_rolling.evidence import TOLD
from ehe.radar import Kind, Sequence
from oxle.cases import duties
from oxle.cases.models import Case
from oxle.demo.county import County, Pupil
from oxle.people.models import Enrolment
from oxle.registers.codes import pack_week
from oxle.schooldays.wording import plain_day
from oxle.schools.models import Phase, School

REDUCED_TIMETABLES = "reduced_timetables"
MANY, DAY = 9, timedelta(days=1)
# A pupil who went back is taken out so many days later, and no less than so many days ago.
LATER, AT_LEAST_AGO = 17, 4
# In each of these weeks three days are missed.
WEEK = ("O", "O", "/", "\\", "O", "O", "/", "\\", "O", "O")


@dataclass(frozen=True)
class Planted:
    """A pupil who was on a reduced timetable since a day, and was taken out so many days ago."""

    pupil: Pupil
    since_on: date
    ago: int


def planted(county: County) -> list[Planted]:
    """Those of one school, the latest first; none where nobody told of timetables."""
    school = _school(county)
    if school is None or not duties.is_installed(REDUCED_TIMETABLES):
        return []
    before = Case.objects.filter(duty=REDUCED_TIMETABLES, school=school, closed_on__lte=county.on - LATER * DAY)
    pupils = {pupil.child.pk: pupil for pupil in county.pupils[school.pk] if pupil.left_on is None}
    rows = [case for case in before.order_by("-opened_on", "pk") if case.child_id in pupils][:MANY]
    return [
        Planted(pupils[case.child_id or 0], case.opened_on, _ago(county, case.closed_on or county.on)) for case in rows
    ]


def _ago(county: County, closed_on: date) -> int:
    return max((county.on - closed_on).days - LATER, AT_LEAST_AGO)


def _school(county: County) -> School | None:
    """The second secondary school: the county’s first is the one that most pages are shown with."""
    secondary = [one for one in county.schools if one.phase == Phase.SECONDARY and one.pk in county.leads]
    return secondary[1] if len(secondary) > 1 else None


def taken_out(county: County, one: Planted) -> Sequence:
    """The weeks after the timetable began, as the register has them, and the end of the registration; and what the
    radar finds of it."""
    pupil, left_on = one.pupil, county.days_ago(one.ago)
    calendar, monday = county.calendar(pupil.school), one.since_on + (7 - one.since_on.weekday()) * DAY
    possible, absent = 0, list[date]()
    while monday + 4 * DAY < left_on:
        days = [monday + place // 2 * DAY for place in range(len(WEEK))]
        codes = [code if calendar.is_school_day(on) else None for on, code in zip(days, WEEK, strict=True)]
        if any(codes):
            county.weeks[pupil.child.pk, pupil.school.pk, monday] = pack_week(codes)
        possible += sum(code is not None for code in codes)
        absent += [on for code, on in zip(codes, days, strict=True) if code == "O"]
        monday += 7 * DAY
    pupil.left_on = left_on
    Enrolment.objects.filter(child=pupil.child, to_on=None).update(to_on=left_on)
    words = f"Absent for {len(absent)} of {possible} sessions, until {plain_day(max(absent, default=left_on))}."
    happened = ((one.since_on, "Reduced timetable."), (min(absent, default=left_on), words), (left_on, TOLD))
    return Sequence(Kind.REDUCED, pupil.school, pupil.child, happened)
