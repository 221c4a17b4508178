"""Term dates for the made-up county, worked out around a day: the school year before it, its own and the next."""

from datetime import date, timedelta

from oxle.schooldays.working_days import england

# Education (School Day and School Year) (England) Regulations 1999, SI 1999/3181: 380 sessions.
PUPIL_DAYS = 190
# The first day of each of these terms, by its place, is for the staff alone.
INSET = (0, 2)
DAY = timedelta(days=1)


def year_of(day: date) -> int:
    """The year in which the school year of a day begins."""
    return day.year if day.month >= 9 else day.year - 1


def terms(begins: int, *, shorter: int = 0) -> list[tuple[str, date, date]]:
    """The six terms of the school year that begins in September of a year, with as many days for the pupils as the law
    asks; `shorter` takes days off the end of the first, which the last makes up for."""
    after = begins + 1
    found = [
        ("Term 1", _worked(date(begins, 9, 2)), _friday(date(begins, 10, 21)) - shorter * DAY),
        ("Term 2", _monday(date(begins, 11, 1)), _friday(date(begins, 12, 17))),
        ("Term 3", _worked(date(after, 1, 3)), _friday(date(after, 2, 10))),
        ("Term 4", _monday(date(after, 2, 18)), _friday(date(after, 3, 24))),
        ("Term 5", _monday(date(after, 4, 11)), _friday(date(after, 5, 22))),
    ]
    so_far = sum(_days_between(first, last) for _, first, last in found) - len(INSET)
    begins_on = _monday(date(after, 6, 1))
    return [*found, ("Term 6", begins_on, england().working_day_after(begins_on, PUPIL_DAYS - so_far - 1))]


def inset_days(begins: int) -> list[date]:
    """The days of a school year on which the council's schools train their staff, and no pupil comes."""
    found = terms(begins)
    return [found[number][1] for number in INSET]


def _worked(day: date) -> date:
    """The day itself, or the next that is neither at a weekend nor a bank holiday."""
    while not england().is_working_day(day):
        day += DAY
    return day


def _monday(day: date) -> date:
    """The Monday on a day or after it, or the first day of that week on which people work."""
    return _worked(day + (-day.weekday() % 7) * DAY)


def _days_between(first: date, last: date) -> int:
    """Weekdays that are no bank holidays, both ends included."""
    days = (first + number * DAY for number in range((last - first).days + 1))
    return sum(1 for day in days if england().is_working_day(day))


def _friday(day: date) -> date:
    return day + ((4 - day.weekday()) % 7) * DAY
