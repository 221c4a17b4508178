"""The limits of children’s work: the Act of 1933 with byelaws, and that of 2026 from a day to be set. Pure.

Children and Young Persons Act 1933 s 18: its text was read, as it stands on legislation.gov.uk (a stored copy, seen on
27 November 2026). What it leaves to byelaws is a local setting; Oxfordshire’s byelaws were not read. The new s 18 (the
Children’s Wellbeing and Schools Act 2026 s 28) is enacted and not in force: it counts from the day that is given, and
from none until then.
"""

from dataclasses import dataclass, field
from datetime import date

from licensing.limits import HOUR, Check

ACT = "Children and Young Persons Act 1933 s 18"
NEW_ACT = "Children’s Wellbeing and Schools Act 2026 s 28"
BYELAWS = "Byelaws of the council under s 18(2)"
KEYS = {
    "age": "Least age",
    "light_work": "Light work",
    "earliest": "Earliest time of the day",
    "latest": "Latest time of the day",
    "before_school": "Before school",
    "in_school": "In school hours",
    "school_day": "On a school day",
    "school_week": "In a week with school",
    "sunday": "On a Sunday",
    "free_day": "On a day without school",
    "free_week": "In a week without school",
    "rest": "Work without a break",
    "holiday": "Two weeks without work",
}
_PARAGRAPHS = {
    "age": "(1)(a)",
    "light_work": "(1)(aa)",
    "earliest": "(1)(c)",
    "latest": "(1)(c)",
    "in_school": "(1)(b)",
    "school_day": "(1)(d)",
    "school_week": "(1)(da)",
    "sunday": "(1)(e)",
    "free_day": "(1)(g)",
    "free_week": "(1)(h)",
    "rest": "(1)(i)",
    "holiday": "(1)(j)",
}


@dataclass(frozen=True)
class Byelaws:
    """What the Act of 1933 lets a council settle. The defaults are what most councils have; ours were not read.

    `before_school`: minutes that may be worked before school on a school day; none if 0. `at_13`: whether a child of
    13 may do the light work that the byelaws list.
    """

    before_school: int = HOUR
    at_13: bool = True
    verified: bool = False


@dataclass(frozen=True)
class EmploymentLimits:
    """Every limit of a child’s work under one law. Lengths are in minutes, times in minutes of the day by the clock."""

    name: str
    checks: dict[str, Check] = field(repr=False)
    before_school: int
    at_13: bool
    sunday: int | None
    latest: int
    earliest: int = 7 * HOUR
    least_age: int = 14
    school_day: int = 2 * HOUR
    school_week: int = 12 * HOUR
    older_at: int = 15
    free_day: int = 5 * HOUR
    free_day_older: int = 8 * HOUR
    free_week: int = 25 * HOUR
    free_week_older: int = 35 * HOUR
    without_rest: int = 4 * HOUR
    rest: int = HOUR
    days_off: int = 14

    def in_a_free_day(self, age: int) -> int:
        """The most on a day without school, at an age."""
        return self.free_day_older if age >= self.older_at else self.free_day

    def in_a_free_week(self, age: int) -> int:
        """The most in a week without school, at an age."""
        return self.free_week_older if age >= self.older_at else self.free_week


def of_1933(byelaws: Byelaws) -> EmploymentLimits:
    """The law of today, with what the council’s byelaws add to it."""
    checks = {key: Check(key, KEYS[key], f"{ACT}{place}", verified=True) for key, place in _PARAGRAPHS.items()}
    checks["before_school"] = Check("before_school", KEYS["before_school"], BYELAWS, byelaws.verified, local=True)
    return EmploymentLimits(
        "today’s law", checks, byelaws.before_school, at_13=byelaws.at_13, sunday=2 * HOUR, latest=19 * HOUR
    )


def of_2026() -> EmploymentLimits:
    """The new law, without byelaws: an hour before school, until eight in the evening, a Sunday like any free day.

    Children of 13 only as regulations will say; there are none yet.
    """
    checks = {key: Check(key, subject, NEW_ACT, verified=True) for key, subject in KEYS.items()}
    return EmploymentLimits("the new law", checks, HOUR, at_13=False, sunday=None, latest=20 * HOUR)


@dataclass(frozen=True)
class EmploymentLaw:
    """Which limits hold on which day. `new_from`: the day from which the new law is in force, if known."""

    byelaws: Byelaws = Byelaws()
    new_from: date | None = None

    def on(self, day: date) -> EmploymentLimits:
        """The limits in force on a day."""
        return of_2026() if self.new_from is not None and self.new_from <= day else of_1933(self.byelaws)
