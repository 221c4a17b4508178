"""Compulsory school age: the day on which it begins and the day on which it ends."""

from datetime import date, timedelta

from oxle.schooldays.school_years import school_year_of

# The prescribed days (month, day): SI 1998/1607 (unsourced).
PRESCRIBED = ((3, 31), (8, 31), (12, 31))


def school_age_begins(born_on: date) -> date:
    """The prescribed day on or after the fifth birthday (Education Act 1996 s 8(2), unsourced)."""
    fifth = _birthday(born_on, 5)
    days = [date(fifth.year, month, day) for month, day in PRESCRIBED]
    return next(day for day in days if day >= fifth)


def school_age_ends(born_on: date) -> date:
    """The last Friday in June of the school year in which the child turns 16 (Education Act 1996 s 8(3))."""
    last = date(school_year_of(_birthday(born_on, 16)).ends_on.year, 6, 30)
    return last - timedelta(days=(last.weekday() - 4) % 7)


def is_of_school_age(born_on: date, on: date) -> bool:
    """Whether a child is of compulsory school age on a day. The last day counts: it is the day the age ends with."""
    return school_age_begins(born_on) <= on <= school_age_ends(born_on)


def _birthday(born_on: date, age: int) -> date:
    """The day on which an age is reached; 1 March for one born on 29 February, where that year has no such day."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)
