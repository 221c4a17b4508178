"""What of an off-site direction appears unlawful, in sentences that name the rule. It is received all the same."""

from datetime import date

from exclusions.off_site.models import Aim
from exclusions.off_site.rules import NOTICE_LAW
from exclusions.reform import CHANGED_ON, DIRECTION_LAW, EXTENDED_BY, may_direct
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

SCHOOL_DAYS_BEFORE = 2


def of_power(school: School, decided_on: date) -> list[str]:
    """What appears unlawful in that this school directs a pupil off site on that day."""
    if may_direct(school, decided_on):
        return []
    if decided_on >= CHANGED_ON:
        return [
            f"{school.name} is an independent school: it has no power to direct a pupil off site ({DIRECTION_LAW})."
        ]
    return [
        f"{school.name} had no power to direct a pupil off site on {plain_day(decided_on)}: academies and pupil "
        f"referral units have it from {plain_day(CHANGED_ON)} ({EXTENDED_BY})."
    ]


def of_aim(aim: str) -> list[str]:
    """What appears unlawful in what the direction is for."""
    if aim == Aim.BEHAVIOUR:
        return []
    return [
        "The aim is not to improve the pupil’s behaviour: a pupil can be directed off site for that alone, and never "
        f"as a sanction ({DIRECTION_LAW})."
    ]


def last_day_for_notice(starts_on: date, calendar: SchoolCalendar) -> date | None:
    """The last day on which the notice can be given: two school days before; None where terms are not loaded."""
    try:
        return calendar.school_day_before(starts_on, SCHOOL_DAYS_BEFORE)
    except NotLoaded:
        return None


def of_notice(notice_on: date | None, *, starts_on: date, known_on: date, last_on: date | None) -> list[str]:
    """What appears unlawful in when the parents were given the notice, as far as it is known on a day.

    `notice_on`: None where they had not been given it by then. `last_on`: see `last_day_for_notice`.
    """
    if last_on is None or (notice_on or known_on) <= last_on:
        return []
    given = f"were given the notice on {plain_day(notice_on)}" if notice_on else (
        f"had not been given the notice by {plain_day(known_on)}"
    )  # fmt: skip
    return [
        f"The parents {given}, and it begins on {plain_day(starts_on)}: the last day for it was {plain_day(last_on)} "
        f"({NOTICE_LAW})."
    ]
