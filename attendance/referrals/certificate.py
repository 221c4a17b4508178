"""The registration certificate that goes with an invitation: the register's codes session by session, with their key.

Pure. It is part of the letter it goes with: kept in the letter's own values, frozen, hashed and printed with it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from oxle.registers.codes import SESSIONS_A_WEEK, key_to, shown_percentage, tally
from oxle.registers.extract import SessionMark

SCHOOL_DAYS = SESSIONS_A_WEEK // 2


def certificate_of(marks: Sequence[SessionMark]) -> dict[str, Any] | None:
    """What the certificate shows of these marks, as plain values for a letter; None when there are none.

    Days are counted by class as everywhere: D, Q, X, Y and # are shown, and are no possible sessions.
    """
    if not marks:
        return None
    weeks: dict[date, list[list[str]]] = {}
    for mark in marks:
        monday = mark.on - timedelta(days=mark.on.weekday())
        week = weeks.setdefault(monday, [["", ""] for _ in range(SCHOOL_DAYS)])
        week[mark.on.weekday()][mark.half.value] = mark.code
    counted = tally(mark.code for mark in marks)
    return {
        "from_on": min(mark.on for mark in marks),
        "to_on": max(mark.on for mark in marks),
        "weeks": [{"monday_on": monday, "days": days} for monday, days in sorted(weeks.items())],
        "codes": [
            {"code": code.code, "meaning": code.meaning, "counts": code.counts.value}
            for code in key_to(mark.code for mark in marks)
        ],
        "possible": counted.possible,
        "present": counted.present,
        "authorised": counted.authorised,
        "unauthorised": counted.unauthorised,
        "attendance_percent": shown_percentage(counted.attendance),
    }
