"""The year as the law divides it: school years, and the three terms in which exclusions are added up."""

from dataclasses import dataclass
from datetime import date, timedelta

from oxle.schooldays.working_days import BankHolidays, england

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A named run of days, both ends included."""

    name: str
    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def school_year_of(day: date) -> Span:
    """The school year that holds a day: 1 September to 31 August, as the census and the 45-day limit have it."""
    begins = day.year if day.month >= 9 else day.year - 1
    return Span(f"{begins}/{(begins + 1) % 100:02d}", date(begins, 9, 1), date(begins + 1, 8, 31))


def exclusion_term(day: date, bank_holidays: BankHolidays | None = None) -> Span:
    """The term in which a day's exclusion is added up.

    Terms run from one reference date to the next: 31 December, Easter Monday, 31 July (SI 2012/1033 reg 2). The six
    terms of a county's calendar do not matter; each reference date is the last day of its term.
    """
    easter = (bank_holidays or england()).easter_monday(day.year)
    if day <= easter:
        return Span(f"Spring term {day.year}", date(day.year, 1, 1), easter)
    if day <= date(day.year, 7, 31):
        return Span(f"Summer term {day.year}", easter + DAY, date(day.year, 7, 31))
    return Span(f"Autumn term {day.year}", date(day.year, 8, 1), date(day.year, 12, 31))


def exclusion_terms(first_on: date, last_on: date) -> list[Span]:
    """The terms in which an exclusion from one day to another is added up, in order: more than one where a reference
    date lies inside it."""
    found = [exclusion_term(first_on)]
    while found[-1].ends_on < last_on:
        found.append(exclusion_term(found[-1].ends_on + DAY))
    return found
