"""The national attendance codes: what each means, when it may be used, how it counts, and the sums over many.

Codes and their meanings: SI 2024/208 reg 10, in force from 19 August 2024; their classes are those of the national
statistics.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import Enum

SESSIONS_A_WEEK = 10
NO_MARK = "  "
# The codes of presence in use since August 2024. No other code begins with one of these signs, so that presences can be
# counted by counting signs. (J, a presence until then, is left out: J1 is an absence.)
SIGNS_OF_PRESENCE = "/\\LKVPWB"
# SI 2024/208 came into force.
NEW_CODES_FROM = date(2024, 8, 19)


class Counts(Enum):
    """How a mark counts in the statistics. The value is the wording shown."""

    PRESENT = "present"
    AUTHORISED = "authorised absence"
    UNAUTHORISED = "unauthorised absence"
    NOT_POSSIBLE = "not a possible attendance"
    ADMINISTRATIVE = "administrative, not a possible attendance"


@dataclass(frozen=True)
class Code:
    """One attendance code, with the days it may be used for and, where it is retired, what to use `instead`."""

    code: str
    meaning: str
    counts: Counts
    from_on: date | None = None
    until_on: date | None = None
    instead: str = ""


class CodeRefused(ValueError):
    """A cell is no code, or no code for that day. The text may be shown."""


def _new(code: str, meaning: str, counts: Counts) -> Code:
    return Code(code, meaning, counts, from_on=NEW_CODES_FROM)


def _retired(code: str, meaning: str, counts: Counts, instead: str) -> Code:
    return Code(code, meaning, counts, until_on=date(2024, 8, 18), instead=instead)


CODES: dict[str, Code] = {
    code.code: code
    for code in (
        Code("/", "Present in the morning", Counts.PRESENT),
        Code("\\", "Present in the afternoon", Counts.PRESENT),
        Code("L", "Late, before the register closed", Counts.PRESENT),
        _new("K", "Education arranged by the local authority", Counts.PRESENT),
        Code("V", "Educational visit or trip", Counts.PRESENT),
        Code("P", "Approved sporting activity", Counts.PRESENT),
        Code("W", "Work experience", Counts.PRESENT),
        Code("B", "Other approved educational activity off site", Counts.PRESENT),
        Code("D", "Attending another school where also registered", Counts.NOT_POSSIBLE),
        _new("C1", "Leave for a regulated performance or employment abroad", Counts.AUTHORISED),
        Code("M", "Leave for a medical or dental appointment", Counts.AUTHORISED),
        _new("J1", "Leave for an interview for employment or another institution", Counts.AUTHORISED),
        Code("S", "Leave to study for a public examination", Counts.AUTHORISED),
        Code("X", "Not of compulsory school age and not required to attend", Counts.NOT_POSSIBLE),
        _new("C2", "Leave under a part-time timetable", Counts.AUTHORISED),
        Code("C", "Leave in exceptional circumstances", Counts.AUTHORISED),
        Code("T", "Parent travelling for their occupation", Counts.AUTHORISED),
        Code("R", "Religious observance", Counts.AUTHORISED),
        Code("I", "Illness", Counts.AUTHORISED),
        Code("E", "Suspended or permanently excluded, with no alternative provision", Counts.AUTHORISED),
        _new("Q", "Unable to attend: access arrangements not made", Counts.NOT_POSSIBLE),
        _new("Y1", "Unable to attend: the transport normally provided was not available", Counts.NOT_POSSIBLE),
        _new("Y2", "Unable to attend: widespread disruption to travel", Counts.NOT_POSSIBLE),
        _new("Y3", "Unable to attend: part of the school premises closed", Counts.NOT_POSSIBLE),
        _new("Y4", "Unable to attend: the whole school unexpectedly closed", Counts.NOT_POSSIBLE),
        _new("Y5", "Unable to attend: in criminal justice detention", Counts.NOT_POSSIBLE),
        _new("Y6", "Unable to attend: public health guidance or law", Counts.NOT_POSSIBLE),
        _new("Y7", "Unable to attend: any other unavoidable cause", Counts.NOT_POSSIBLE),
        Code("G", "Holiday not granted by the school", Counts.UNAUTHORISED),
        Code("N", "Reason not yet established", Counts.UNAUTHORISED),
        Code("O", "Absent in other or unknown circumstances", Counts.UNAUTHORISED),
        Code("U", "Arrived after the register closed", Counts.UNAUTHORISED),
        Code("Z", "Prospective pupil, not on the admission register", Counts.ADMINISTRATIVE),
        Code("#", "Planned whole-school closure", Counts.ADMINISTRATIVE),
        _retired("H", "Family holiday agreed", Counts.AUTHORISED, "C where leave was granted, or G where it was not"),
        _retired("F", "Extended holiday agreed", Counts.AUTHORISED, "C where leave was granted, or G where it was not"),
        _retired("J", "Interview", Counts.PRESENT, "J1"),
        _retired("Y", "Unable to attend in exceptional circumstances", Counts.NOT_POSSIBLE, "Q, or Y1 to Y7"),
    )
}


def code_for(text: str, on: date) -> Code:
    """The code a register cell holds, for a day. Capital or small letters alike.

    Raises CodeRefused, with a sentence, when it is no code, is retired, or was not yet in use on that day.
    """
    code = CODES.get(text.strip().upper())
    if code is None:
        raise CodeRefused(f"“{text.strip()}” is not an attendance code")
    if code.until_on and on > code.until_on:
        raise CodeRefused(f"Code {code.code} was retired on 19 August 2024. Use {code.instead}")
    if code.from_on and on < code.from_on:
        raise CodeRefused(f"Code {code.code} was not in use before 19 August 2024")
    return code


def pack_week(codes: Sequence[str | None]) -> str:
    """The ten marks of a week, Monday morning to Friday afternoon, as 20 characters: two a session, None as spaces."""
    if len(codes) != SESSIONS_A_WEEK:
        raise ValueError(f"a week has {SESSIONS_A_WEEK} sessions, not {len(codes)}")
    for code in codes:
        if code is not None and code not in CODES:
            raise ValueError(f"{code!r} is not an attendance code")
    return "".join((code or "").ljust(2) for code in codes)


def unpack_week(packed: str) -> list[str | None]:
    """The ten marks of a packed week; None where there is no mark."""
    if len(packed) != 2 * SESSIONS_A_WEEK:
        raise ValueError(f"a packed week has {2 * SESSIONS_A_WEEK} characters, not {len(packed)}")
    return [packed[place : place + 2].strip() or None for place in range(0, 2 * SESSIONS_A_WEEK, 2)]


def of_day(codes: Sequence[str | None], on: date) -> tuple[str, str]:
    """The morning's and the afternoon's of a week's codes as `unpack_week` gives them; empty where there is no mark."""
    first = 2 * on.weekday()
    am, pm = [code or "" for code in codes[first : first + 2]] or ["", ""]
    return am, pm


@dataclass(frozen=True)
class Tally:
    """Sessions counted by class. Whatever is not a possible attendance (Y, Q, D, X, Z, #) leaves the denominator."""

    sessions: int
    possible: int
    present: int
    authorised: int
    unauthorised: int

    @property
    def missed(self) -> int:
        """Possible sessions not attended, for whatever reason."""
        return self.authorised + self.unauthorised

    @property
    def attendance(self) -> Decimal | None:
        """Present as a percentage of possible, not rounded; None when no session was possible."""
        return self._percentage(self.present)

    @property
    def unauthorised_absence(self) -> Decimal | None:
        """Unauthorised absence as a percentage of possible, not rounded; None when no session was possible."""
        return self._percentage(self.unauthorised)

    @property
    def authorised_absence(self) -> Decimal | None:
        """Authorised absence as a percentage of possible, not rounded; None when no session was possible."""
        return self._percentage(self.authorised)

    def meets(self, unauthorised: Decimal | int) -> bool:
        """Whether unauthorised absence is at least so many per cent of possible sessions: 20.00 % meets 20."""
        return self.possible > 0 and self._at_least(self.unauthorised, unauthorised)

    def attends_less_than(self, percentage: Decimal | int) -> bool:
        """Whether attendance is below so many per cent: exactly 90.00 % is not less than 90."""
        return self.possible > 0 and not self._at_least(self.present, percentage)

    @property
    def is_persistently_absent(self) -> bool:
        """Missed 10 % or more of possible sessions: exactly 90.00 % attendance is persistent absence."""
        return self.possible > 0 and self._at_least(self.missed, 10)

    @property
    def is_severely_absent(self) -> bool:
        """Missed 50 % or more of possible sessions."""
        return self.possible > 0 and self._at_least(self.missed, 50)

    def _percentage(self, part: int) -> Decimal | None:
        return Decimal(100 * part) / self.possible if self.possible else None

    def _at_least(self, part: int, percentage: Decimal | int) -> bool:
        # Multiplied out, because a third of a hundred has no exact decimal to compare.
        return 100 * part >= percentage * self.possible


def tally(codes: Iterable[str]) -> Tally:
    """Count marks by class (domain: possible = all sessions less those not possible and administrative)."""
    seen = dict.fromkeys(Counts, 0)
    for code in codes:
        seen[CODES[code].counts] += 1
    present, authorised, unauthorised = (
        seen[counts] for counts in (Counts.PRESENT, Counts.AUTHORISED, Counts.UNAUTHORISED)
    )
    return Tally(sum(seen.values()), present + authorised + unauthorised, present, authorised, unauthorised)


def key_to(codes: Iterable[str]) -> list[Code]:
    """The codes that occur among marks, in the order of the regulations: the key that is printed beside them."""
    used = set(codes)
    return [code for code in CODES.values() if code.code in used]


def cut(percentage: Decimal | None) -> Decimal | None:
    """A percentage to two places, cut and never rounded up: 19.999 must not look like the 20 it fails to meet."""
    return None if percentage is None else percentage.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def shown_percentage(percentage: Decimal | None) -> str:
    """The same in words."""
    return "not known" if percentage is None else f"{cut(percentage)}%"
