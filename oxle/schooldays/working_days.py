"""Working days in England: Monday to Friday, less bank holidays."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)
# The names on GOV.UK where the package says it otherwise.
OFFICIAL_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


class BankHolidays:
    """The bank holidays of England, with any further closed days given (a proclaimed holiday not yet in the package).

    Immutable; knows every year, so it never runs out as a school calendar does.
    """

    __slots__ = ("_extra",)

    def __init__(self, extra: Mapping[date, str] | None = None) -> None:
        self._extra = dict(extra or {})

    def name_of(self, day: date) -> str | None:
        """The bank holiday that falls on a day, or None."""
        return self._extra.get(day) or _english(day.year).get(day)

    def easter_monday(self, year: int) -> date:
        """Easter Monday of a year."""
        return next(day for day, name in _english(year).items() if name == "Easter Monday")

    def why_closed(self, day: date) -> str | None:
        """Why a day is no working day (“weekend”, or the bank holiday's name); None when it is one."""
        return "weekend" if day.weekday() > 4 else self.name_of(day)

    def is_working_day(self, day: date) -> bool:
        """Whether a day is Monday to Friday and no bank holiday."""
        return self.why_closed(day) is None

    def working_day_after(self, day: date, count: int) -> date:
        """The `count`th working day after a day, which is itself day 0."""
        return self._step(day, count, DAY)

    def working_day_before(self, day: date, count: int) -> date:
        """The `count`th working day before a day, counting back from the one before it."""
        return self._step(day, count, -DAY)

    def last_working_day_on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        return day if self.is_working_day(day) else self.working_day_before(day, 1)

    def _step(self, day: date, count: int, step: timedelta) -> date:
        if count < 1:
            raise ValueError("count at least one working day")
        for _ in range(count):
            day += step
            while not self.is_working_day(day):
                day += step
        return day


@lru_cache(maxsize=1)
def england() -> BankHolidays:
    """The bank holidays of England as the `holidays` package knows them."""
    return BankHolidays()


@lru_cache(maxsize=256)
def _english(year: int) -> dict[date, str]:
    found = holidays.country_holidays("GB", subdiv="ENG", years=year, expand=False)
    return {day: _official(name) for day, name in sorted(found.items())}


def _official(name: str) -> str:
    return OFFICIAL_NAMES.get(name, name.replace("(observed)", "(substitute day)"))
