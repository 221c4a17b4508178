"""What is said of a meeting that was arranged: what it is called, whom it is with, when and where it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from attendance.referrals import meetings, pathway
from oxle.cases.clocks import Happening
from oxle.schooldays.wording import plain_day


@dataclass(frozen=True)
class Ahead:
    """A meeting of which nothing is recorded yet: the day it is on, which meeting it is, and when and where."""

    on: date
    meeting: str
    when_and_where: str


def ahead(happened: Sequence[Happening], names: Mapping[int, str]) -> list[Ahead]:
    """The meetings arranged, the soonest first. `names`: of the people in the case, by party."""
    found = [
        Ahead(meeting_on, _called(invited, names), _when_and_where(invited, meeting_on))
        for invited, meeting_on in meetings.arranged(happened)
    ]
    return sorted(found, key=lambda one: one.on)


def _called(invited: Happening, names: Mapping[int, str]) -> str:
    if invited.step == pathway.INVITE_PANEL.key:
        return "Attendance Panel Meeting"
    with_whom = f" of {names[invited.party]}" if invited.party in names else ""
    return f"Interview under caution{with_whom}"


def _when_and_where(invited: Happening, meeting_on: date) -> str:
    time, place = invited.facts.get("meeting_time"), invited.facts.get("place")
    day = f"{plain_day(meeting_on)} at {time}" if time else plain_day(meeting_on)
    return f"{day}, {place}" if place else day
