"""How old a child is, which school year that makes, and whether they are of compulsory school age."""

from dataclasses import dataclass
from datetime import date

from oxle.schooldays.school_age import is_of_school_age, school_age_begins, school_age_ends
from oxle.schooldays.school_years import school_year_of


def age_on(born_on: date, on: date) -> int:
    """Whole years of age on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def birthday(born_on: date, age: int) -> date:
    """The first day on which somebody is of an age; of the 29th of February, in other years, the 1st of March."""
    year = born_on.year + age
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def year_group_on(born_on: date, on: date) -> str:
    """The usual year group by age: `Reception`, `Year 1` to `Year 13`; empty before and after.

    A child is in Reception in the school year (September to August) in which they turn 5. A school may put a child
    in another year; an enrolment's own year group then says so.
    """
    years = school_year_of(on).ends_on.year - school_year_of(born_on).ends_on.year - 5
    if years == 0:
        return "Reception"
    return f"Year {years}" if 1 <= years <= 13 else ""


@dataclass(frozen=True)
class SchoolAge:
    """A child's compulsory school age: its first and last day, and how a day stands to them."""

    begins_on: date
    ends_on: date
    holds: bool


def school_age(born_on: date, on: date) -> SchoolAge:
    """Compulsory school age (Education Act 1996 s 8) as schooldays counts it."""
    return SchoolAge(school_age_begins(born_on), school_age_ends(born_on), is_of_school_age(born_on, on))
