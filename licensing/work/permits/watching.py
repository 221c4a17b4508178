"""Asks an officer to look again where the attendance of a child who works has fallen."""

from datetime import date, datetime

from licensing.by_itself import AttendanceWatch
from licensing.work import rules
from licensing.work.permits import pathway
from licensing.work.permits.queries import KEY

ATTENDANCE = AttendanceWatch(
    KEY, pathway.IN_FORCE, asks=pathway.LOOK_AGAIN, stays=pathway.KEEP, line=rules.FALLS_BELOW, weeks=rules.WATCHED
)


def look_at_attendance(*, on: date, at: datetime) -> int:
    """Ask an officer to look again at each permit in force of a child whose attendance is below the setting; how many
    those were. It never ends by itself."""
    return ATTENDANCE.look(on=on, at=at)
