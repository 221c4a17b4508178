"""A x (B/52) + C: the money that moves with a permanently excluded pupil, and what each number of it is. Pure.

Source: School and Early Years Finance (England) Regulations 2024 (SI 2024/66) reg 39.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from exclusions.funding.rules import PERIOD_BEGINS, WEEKS_IN_A_YEAR, DayOfYear
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.school_years import school_year_of

A_DAY = timedelta(days=1)
PENNY = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Weeks:
    """The complete weeks from a day to the end of what is counted, both days included; `leaving`: that is the school
    year, because the exclusion took effect late in the pupil's leaving year."""

    from_on: date
    to_on: date
    leaving: bool

    @property
    def days(self) -> int:
        """How many days that are; none where the end has passed."""
        return max((self.to_on - self.from_on).days + 1, 0)

    @property
    def complete(self) -> int:
        """B: seven days each, and what is left over does not count."""
        return self.days // 7

    def later(self, from_on: date) -> "Weeks":
        """The weeks to the same end, from another day; from the same one where that is earlier."""
        return Weeks(max(from_on, self.from_on), self.to_on, self.leaving)


def is_leaving_year(born_on: date, on: date) -> bool:
    """Whether a day is in the school year at the end of which the pupil leaves: that of the sixteenth birthday."""
    return school_year_of(on) == school_year_of(school_age_ends(born_on))


def weeks_left(first_on: date, relevant_on: date, *, born_on: date, school_year_ends: DayOfYear) -> Weeks:
    """B for an exclusion that took effect on `first_on` and whose relevant date is known.

    The end is that of the funding period in which the relevant date lies; for an exclusion that took effect on or after
    1 April of the pupil's leaving year it is that of the school year.
    """
    leaving = is_leaving_year(born_on, first_on) and PERIOD_BEGINS <= (first_on.month, first_on.day) < (9, 1)
    if leaving:
        return Weeks(relevant_on, school_year_ends.in_year(school_year_of(first_on)), leaving)
    begins = date(relevant_on.year, *PERIOD_BEGINS)
    ends = date(relevant_on.year + (relevant_on >= begins), *PERIOD_BEGINS) - A_DAY
    return Weeks(relevant_on, ends, leaving)


def share(amount: Decimal, weeks: int) -> Decimal:
    """A x (B/52) in pounds, to the nearest penny, half of one up."""
    return (amount * weeks / WEEKS_IN_A_YEAR).quantize(PENNY, ROUND_HALF_UP)
