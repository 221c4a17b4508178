"""Closes permits that have run out, and asks an officer where the attendance of a child who works has fallen."""

from datetime import date, datetime

from licensing.by_itself import AttendanceWatch, run_out
from licensing.work import rules
from licensing.work.permits import pathway
from licensing.work.permits.queries import IN_FORCE, KEY
from oxle.cases.models import Case

ATTENDANCE = AttendanceWatch(
    KEY, pathway.IN_FORCE, asks=pathway.LOOK_AGAIN, stays=pathway.KEEP, line=rules.FALLS_BELOW, weeks=rules.WATCHED
)


def expire_each(*, on: date, at: datetime) -> int:
    """Close the case of every permit whose last day is over, as of the day after it; how many those were."""
    rows = Case.objects.filter(pathway=KEY, stage__in=IN_FORCE, work_permit__until_on__lt=on)
    cases = rows.select_related("work_permit").order_by("pk")
    return run_out(pathway.EXPIRE, ((case, case.work_permit.until_on) for case in cases), at=at)


def look_at_attendance(*, on: date, at: datetime) -> int:
    """Ask an officer to look again at each permit in force of a child whose attendance is below the setting; how many
    those were. It never ends by itself."""
    return ATTENDANCE.look(on=on, at=at)
