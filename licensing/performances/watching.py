"""Closes licences that have run out, and asks an officer where the attendance of a child who performs has fallen."""

from datetime import date, datetime

from licensing.by_itself import AttendanceWatch, run_out
from licensing.performances import pathway, rules
from oxle.cases.models import Case

KEY = pathway.LICENCE.key
ATTENDANCE = AttendanceWatch(
    KEY, pathway.IN_FORCE, asks=pathway.LOOK_AGAIN, stays=pathway.KEEP, line=rules.ATTENDANCE, weeks=rules.WATCHED
)


def expire_each(*, on: date, at: datetime) -> int:
    """Close the case of every licence whose last day is over, as of the day after it; how many those were."""
    stages = [stage.key for stage in pathway.IN_FORCE]
    rows = Case.objects.filter(pathway=KEY, stage__in=stages, licence__valid_until_on__lt=on, licence__ended_on=None)
    cases = rows.select_related("licence").order_by("pk")
    return run_out(pathway.EXPIRE, ((case, case.licence.valid_until_on) for case in cases), at=at)


def look_at_attendance(*, on: date, at: datetime) -> int:
    """Ask an officer to look again at each licence in force of a child whose attendance is below the setting; how many
    those were. It never ends by itself."""
    return ATTENDANCE.look(on=on, at=at)
