"""What is worth saying of a calendar: its school days in each year, and whether they are what the law asks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.models import Calendar, Closure, Term
from oxle.schooldays.school_years import Span, school_year_of
from oxle.schools.models import School

# 380 sessions a year for maintained schools: Education (School Day and School Year) (England) Regulations 1999,
# SI 1999/3181. Academies, and independent schools, are not bound by it.
DAYS_A_YEAR = 190
NOT_MAINTAINED = ("independent", "city technology", "further education", "university", "overseas")


@dataclass(frozen=True)
class YearLine:
    """The school days of one school year, and what is to be noticed about their number."""

    year: Span
    days: int
    warning: str = ""


def year_lines(calendar: SchoolCalendar, school: School | None, on: date) -> list[YearLine]:
    """One line a school year from the one a day lies in; `school` says whose days they are, None the council's."""
    if calendar.first_day is None or calendar.last_day is None:
        return []
    lines = []
    year = school_year_of(max(on, calendar.first_day))
    while year.starts_on <= calendar.last_day:
        first, last = max(year.starts_on, calendar.first_day), min(year.ends_on, calendar.last_day)
        days = calendar.count_between(first, last)
        whole = first <= date(year.starts_on.year, 9, 30) and last >= date(year.ends_on.year, 7, 1)
        lines.append(YearLine(year, days, _warning(days, school) if whole else "Not all of this year is loaded."))
        year = school_year_of(date(year.starts_on.year + 1, 9, 1))
    return lines


def is_maintained(school: School) -> bool:
    """Whether the law sets the school's number of days: neither an academy nor an independent school."""
    type_name = school.type_name.casefold()
    return not school.is_academy and not any(word in type_name for word in NOT_MAINTAINED)


def _warning(days: int, school: School | None) -> str:
    if school is None:
        if days < DAYS_A_YEAR:
            return f"Maintained schools need {DAYS_A_YEAR}."
        if days > DAYS_A_YEAR:
            return f"{days - DAYS_A_YEAR} more than {DAYS_A_YEAR}: each school chooses its own INSET days from these."
        return ""
    if not is_maintained(school) or days == DAYS_A_YEAR:
        return ""
    if days < DAYS_A_YEAR:
        return f"{DAYS_A_YEAR - days} fewer than the {DAYS_A_YEAR} of a maintained school."
    return f"{days - DAYS_A_YEAR} more than the {DAYS_A_YEAR} of a maintained school: are its own INSET days missing?"


@dataclass(frozen=True)
class YearOfDates:
    """The terms and closures that begin in one school year."""

    year: Span
    terms: list[Term]
    closures: list[Closure]


def dates_by_year(calendar: Calendar) -> list[YearOfDates]:
    """A calendar's own terms and closures, the newest school year first."""
    years: dict[Span, YearOfDates] = {}

    def year_of(first_day: date) -> YearOfDates:
        year = school_year_of(first_day)
        return years.setdefault(year, YearOfDates(year, [], []))

    for term in calendar.terms.all():
        year_of(term.starts_on).terms.append(term)
    for closure in calendar.closures.all():
        year_of(closure.starts_on).closures.append(closure)
    return sorted(years.values(), key=lambda each: each.year.starts_on, reverse=True)


def calendars() -> QuerySet[Calendar]:
    """Every calendar with how many schools and terms it has, the council's first."""
    return Calendar.objects.annotate(
        school_count=Count("schools", distinct=True), term_count=Count("terms", distinct=True)
    ).order_by("-is_default", "name")
