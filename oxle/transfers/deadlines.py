"""When each file must have been sent, and why on that day: pure functions of what is known about the move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oxle.core.rules import Rule
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.counting import Counted, due
from oxle.schooldays.limits import Limit
from oxle.transfers.models import Kind
from oxle.transfers.rules import FILE_WITHIN, SAFEGUARDING_WITHIN

RULES: Mapping[str, Rule[Limit]] = {
    Kind.CTF: FILE_WITHIN,
    Kind.GENERAL: FILE_WITHIN,
    Kind.SAFEGUARDING: SAFEGUARDING_WITHIN,
}

NOT_KNOWN = "It is not known yet where the pupil goes"
STILL_REGISTERED = "The pupil is still on the register of the school that sends it"
STILL_PLACED = "The pupil still has the place with the provider that sends it"
TOLD_LATE = "the day on which this was opened: the place had ended too long before for anybody to be in time"


@dataclass(frozen=True)
class Move:
    """What is known of a move: the last day on the old register, since when the new place is known, the first day
    there. Each may be unknown. The old place may be one `with_a_provider` instead, and its last day that of the place;
    `opened_on` is then the day since which anybody could know that it ended.
    """

    ceased_on: date | None
    known_on: date | None
    starts_on: date | None
    with_a_provider: bool = False
    opened_on: date | None = None


@dataclass(frozen=True)
class Due:
    """When a file must have been sent: counted from what, or why there is no day."""

    counted: Counted | None
    since: str
    why_not: str = ""

    @property
    def on(self) -> date | None:
        """The last day; None where there is none."""
        return self.counted.on if self.counted else None


NOT_OWED = Due(None, "", "Not owed: only a school makes a common transfer file, and the place that sends is none")
WITHDRAWN = Due(None, "", "The move was withdrawn: nothing is due")


def due_of(kind: str, move: Move, calendar: SchoolCalendar) -> Due:
    """The last day for a file of a kind, in the school days of a calendar (`Transfer.calendar_id`)."""
    if kind == Kind.SAFEGUARDING:
        return _safeguarding(move, calendar)
    if move.ceased_on is None:
        return Due(None, "", STILL_PLACED if move.with_a_provider else STILL_REGISTERED)
    if kind == Kind.GENERAL and move.known_on is None:
        # A common transfer file goes into the lost pupil database meanwhile; this one has nowhere to go.
        return Due(None, "", NOT_KNOWN)
    since = "the last day of the place there" if move.with_a_provider else "the last day on the register"
    return _counted(FILE_WITHIN.on(move.ceased_on), move.ceased_on, calendar, since, move)


def _safeguarding(move: Move, calendar: SchoolCalendar) -> Due:
    if move.known_on is None:
        return Due(None, "", NOT_KNOWN)
    within = SAFEGUARDING_WITHIN.on(move.known_on)
    if move.starts_on is not None and _begins_a_term(move.starts_on, move.known_on, calendar):
        return _counted(
            within.beginning_with(),
            move.starts_on,
            calendar,
            "the first day at the new place, with which a term begins",
            move,
        )
    return _counted(within, move.known_on, calendar, "the day on which the new place was known", move)


def _counted(limit: Limit, from_on: date, calendar: SchoolCalendar, since: str, move: Move) -> Due:
    """Counted from a day; from a place that ended so long before it was told that nobody could be in time any more,
    from the day on which it was told. A school ends its own registers, so of these it knew."""
    counted = due(limit, from_on, calendar)
    if move.with_a_provider and move.opened_on and counted.on is not None and counted.on < move.opened_on:
        counted, since = due(limit, move.opened_on, calendar), TOLD_LATE
    return Due(counted, since, f"It cannot be worked out: {counted.why_not}" if counted.why_not else "")


def _begins_a_term(starts_on: date, known_on: date, calendar: SchoolCalendar) -> bool:
    """Whether a child starts with the first school day of a term, and this was known before the term began."""
    for term in calendar.terms:
        if known_on < term.starts_on <= starts_on <= term.ends_on:
            try:
                return starts_on <= calendar.school_day_on_or_after(term.starts_on)
            except NotLoaded:
                return False
    return False
