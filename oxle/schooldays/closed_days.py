"""Asks, at the field of a day on which something is to be held, whether one that something speaks against is meant."""

from collections.abc import Callable
from datetime import date
from typing import Any

from oxle.core.forms import OxleForm
from oxle.core.meant import ask_whether_meant
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.wording import full_day, plain_day
from oxle.schooldays.working_days import england

# What speaks against a day, in a sentence; None where nothing does.
Against = Callable[[date], str | None]


def of_school(calendar: SchoolCalendar) -> Against:
    """What speaks against a day at a school: holiday, INSET, weekend, bank holiday, or a closure of its own."""

    def against(day: date) -> str | None:
        try:
            closed = calendar.why_closed(day)
        except NotLoaded:
            # Beyond the terms that are loaded only what holds everywhere is known.
            closed = england().why_closed(day)
        return f"The school is closed on {full_day(day)}: {closed}." if closed else None

    return against


def of_court(day: date) -> str | None:
    """What speaks against a day in court: a weekend or a bank holiday."""
    closed = england().why_closed(day)
    return f"Courts are closed on {full_day(day)}: {closed}." if closed else None


class AsksOfClosedDays(OxleForm):
    """A form that goes on with such a day only once a tick says that it is meant. Its `clean` asks of each day."""

    def ask_of_closed_day(self, name: str, against: Against) -> None:
        """Say what speaks against the day in a field, and offer the tick beneath it. Another day is asked of anew."""
        day = self.cleaned_data.get(name)
        words = against(day) if day else None
        if words is None:
            return
        ask_whether_meant(
            self,
            name,
            f"{name}_meant_{day:%Y%m%d}",
            words=words,
            label=f"{plain_day(day)} is meant all the same",
            otherwise="Choose another day, or tick that this one is meant",
        )


class AsksOfHearings(AsksOfClosedDays):
    """A form that asks of the day of a hearing, its field `hearing_on`."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.ask_of_closed_day("hearing_on", self.against_hearing)
        return data

    def against_hearing(self, day: date) -> str | None:
        """What speaks against a hearing on that day. A form that knows more of it says more."""
        return of_court(day)
