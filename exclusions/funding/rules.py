"""The numbers and days of funding recovery, each with its source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oxle.core.rules import Rule, money
from oxle.correspondence.rules import yes_or_no
from oxle.schooldays.limits import Limit, parse, school_days
from oxle.schooldays.school_years import Span
from oxle.schooldays.wording import MONTHS

LAW = "School and Early Years Finance (England) Regulations 2024 (SI 2024/66) reg 39, made anew each year"
WEEKS_IN_A_YEAR = 52
# The funding period of a maintained school, and the day from which an exclusion in the leaving year counts otherwise.
# What an academy owes is worked out as if it were maintained.
PERIOD_BEGINS = (4, 1)


@dataclass(frozen=True)
class DayOfYear:
    """A day that comes every year, such as 31 August. Never 29 February."""

    day: int
    month: int

    def __post_init__(self) -> None:
        date(2026, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.day} {MONTHS[self.month - 1]}"

    def in_year(self, span: Span) -> date:
        """The day in a year that is given as its first and last day."""
        first = date(span.starts_on.year, self.month, self.day)
        return first if first in span else date(span.ends_on.year, self.month, self.day)


def day_of_year(typed: str) -> DayOfYear:
    """Reads a day of the year as an administrator types it: “31 August”."""
    day, _, month = typed.strip().partition(" ")
    months = [name.lower() for name in MONTHS]
    try:
        return DayOfYear(int(day), months.index(month.strip().lower()) + 1)
    except ValueError:
        raise ValueError("write a day and a month, for example “31 August”") from None


RELEVANT_AFTER: Rule[Limit] = Rule(
    "exclusions.funding_relevant_date",
    "The relevant date for funding, after the first day of a permanent exclusion",
    school_days(6),
    parse,
    f"{LAW}: the relevant date. That it is the sixth school day following is unsourced",
    certain=False,
)
SCHOOL_YEAR_ENDS: Rule[DayOfYear] = Rule(
    "exclusions.funding_school_year_ends",
    "The day to which weeks are counted for a pupil excluded on or after 1 April of the leaving year",
    DayOfYear(31, 8),
    day_of_year,
    f"{LAW}: complete weeks remaining in the school year. That it ends on 31 August is unsourced",
    certain=False,
)
USUAL_ORDER: Rule[Decimal] = Rule(
    "exclusions.funding_order",
    "What a review panel usually orders a school to pay which does not take the pupil back",
    Decimal("4000.00"),
    money,
    "SI 2012/1033: financial readjustment (amount unsourced)",
    certain=False,
    unit="£",
)
ORDER_STANDS_ALONE: Rule[bool] = Rule(
    "exclusions.funding_order_stands_alone",
    "What a review panel ordered is owed also where nothing of the school’s budget moves with the pupil: by a special "
    "school, a referral unit or alternative provision, and for a reserved place",
    default=True,
    parse=yes_or_no,
    source="SI 2012/1033 lets a panel order it of any school whose decision it reviews; the rule that adds it to the "
    "school’s budget share (SI 2024/66 reg 39) leaves these schools and places out. Which of the two prevails is "
    "unsourced",
    certain=False,
)
