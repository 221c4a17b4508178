"""Term dates for the made-up county, worked out around a day: the school year before it, its own and the next."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def year_of(day: date) -> int:
    """The year in which the school year of a day begins."""
    return day.year if day.month >= 9 else day.year - 1


def terms(begins: int) -> list[tuple[str, date, date]]:
    """The six terms of the school year that begins in September of a year."""
    after = begins + 1
    return [
        ("Term 1", _weekday(date(begins, 9, 2)), _friday(date(begins, 10, 21))),
        ("Term 2", _monday(date(begins, 11, 1)), _friday(date(begins, 12, 17))),
        ("Term 3", _monday(date(after, 1, 3)), _friday(date(after, 2, 10))),
        ("Term 4", _monday(date(after, 2, 18)), _friday(date(after, 3, 24))),
        ("Term 5", _monday(date(after, 4, 11)), _friday(date(after, 5, 22))),
        ("Term 6", _monday(date(after, 6, 1)), _weekday(date(after, 7, 20))),
    ]


def _weekday(day: date) -> date:
    return day if day.weekday() < 5 else day + (7 - day.weekday()) * DAY


def _monday(day: date) -> date:
    return day + (-day.weekday() % 7) * DAY


def _friday(day: date) -> date:
    return day + ((4 - day.weekday()) % 7) * DAY
