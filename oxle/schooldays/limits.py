"""A length of time as the law writes it: how many, of what, and by which counting phrase.

A limit reads as plain English (`str`) and can be read back from it (`parse`), because several limits are settings
that an administrator types.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum


class Unit(Enum):
    """What is counted. The value is the plural used in words."""

    SCHOOL_DAYS = "school days"
    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"
    SCHOOL_WEEKS = "school weeks"
    HOURS = "hours"

    def of(self, count: int) -> str:
        """The count with its unit: “1 school day”, “5 weeks”."""
        return f"{count} {self.value.removesuffix('s') if count == 1 else self.value}"


class Phrase(Enum):
    """How the day of the event itself is treated. The value is what follows the count in words."""

    AFTER = ""
    BEGINNING_WITH = "beginning with the day"
    BEFORE = "before"


@dataclass(frozen=True)
class Limit:
    """A count of units with a counting phrase. Unless said otherwise the day of the event is day 0 (“after”)."""

    count: int
    unit: Unit
    phrase: Phrase = Phrase.AFTER

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("a limit is at least 1")
        if self.unit is Unit.SCHOOL_WEEKS and self.phrase is Phrase.BEFORE:
            raise ValueError("school weeks cannot be counted back from a day")
        if self.unit is Unit.HOURS and self.phrase is Phrase.BEGINNING_WITH:
            raise ValueError("hours are counted after or before a time, not beginning with a day")

    def beginning_with(self) -> "Limit":
        """The same length as a “period beginning with” the day: the day itself is day 1."""
        return replace(self, phrase=Phrase.BEGINNING_WITH)

    def before(self) -> "Limit":
        """The same length as “not less than … before” the day: counted back, the day itself being day 0."""
        return replace(self, phrase=Phrase.BEFORE)

    @property
    def of_school(self) -> bool:
        """Whether a school's own calendar is needed to count it."""
        return self.unit in {Unit.SCHOOL_DAYS, Unit.SCHOOL_WEEKS}

    def __str__(self) -> str:
        return f"{self.unit.of(self.count)} {self.phrase.value}".rstrip()


def school_days(count: int) -> Limit:
    """So many days on which the school has a session (Education Act 1996 s 579)."""
    return Limit(count, Unit.SCHOOL_DAYS)


def working_days(count: int) -> Limit:
    """So many days Monday to Friday, not counting bank holidays in England."""
    return Limit(count, Unit.WORKING_DAYS)


def calendar_days(count: int) -> Limit:
    """So many days, every day counting."""
    return Limit(count, Unit.CALENDAR_DAYS)


def weeks(count: int) -> Limit:
    """So many weeks of seven days, holidays included."""
    return Limit(count, Unit.WEEKS)


def months(count: int) -> Limit:
    """So many months, each to the corresponding date or, where there is none, the last day of the month."""
    return Limit(count, Unit.MONTHS)


def school_weeks(count: int) -> Limit:
    """So many weeks in which the school has at least one session; holiday weeks neither count nor break the run."""
    return Limit(count, Unit.SCHOOL_WEEKS)


def hours(count: int) -> Limit:
    """So many hours by the clock, nights and weekends included."""
    return Limit(count, Unit.HOURS)


UNIT_WORDS = {word: unit for unit in Unit for word in (unit.value, unit.value.removesuffix("s"))}
HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
TYPED = re.compile(
    r"(?:within |not less than )?(?P<count>\d{1,4}) (?P<unit>[a-z ]+?)"
    r"(?: (?P<phrase>after|before|beginning with)(?: the day)?)?"
)
PHRASES = {
    None: Phrase.AFTER,
    "after": Phrase.AFTER,
    "beginning with": Phrase.BEGINNING_WITH,
    "before": Phrase.BEFORE,
}


def parse(text: str) -> Limit:
    """Read a limit as an administrator types it: “5 weeks”, “15 calendar days beginning with the day”.

    Raises ValueError, with a sentence for the form, for anything else. Bare “days” are refused: which days is the
    very question that a limit must answer.
    """
    match = TYPED.fullmatch(HYPHEN.sub(" ", " ".join(text.lower().split())))
    if match is None:
        raise ValueError("write a number and a unit, for example “5 weeks” or “20 school days”")
    unit_typed = match["unit"]
    if unit_typed in {"day", "days"}:
        raise ValueError("say which days: school days, working days or calendar days")
    if unit_typed not in UNIT_WORDS:
        units = ", ".join(unit.value for unit in Unit)
        raise ValueError(f"“{unit_typed}” is not a unit we count in; use one of {units}")
    return Limit(int(match["count"]), UNIT_WORDS[unit_typed], PHRASES[match["phrase"]])
