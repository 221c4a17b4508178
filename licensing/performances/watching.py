"""Asks an officer to look again where the attendance of a child who performs has fallen."""

from datetime import date, datetime

from licensing.by_itself import AttendanceWatch
from licensing.performances import pathway, rules

KEY = pathway.LICENCE.key
ATTENDANCE = AttendanceWatch(
    KEY, pathway.IN_FORCE, asks=pathway.LOOK_AGAIN, stays=pathway.KEEP, line=rules.ATTENDANCE, weeks=rules.WATCHED
)


def look_at_attendance(*, on: date, at: datetime) -> int:
    """Ask an officer to look again at each licence in force of a child whose attendance is below the setting; how many
    those were. It never ends by itself."""
    return ATTENDANCE.look(on=on, at=at)
