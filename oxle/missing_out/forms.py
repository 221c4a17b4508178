"""The forms of the register: of which day it is wanted."""

from datetime import date
from typing import Any

from oxle.core.fields import DateField
from oxle.core.forms import OxleForm


class DayForm(OxleForm):
    """A day that is not to come, and not of before the terms that are loaded (`first_on`)."""

    page_heading = "day"
    day = DateField(
        label="Which day do you want to see?",
        name="the day",
        past_or_today=True,
        help_text="For example, 21 9 2026. You see the register as it was at the end of that day",
    )

    def __init__(self, *args: Any, first_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        if first_on and isinstance(day, DateField):
            day.not_before = (first_on, "the first day of the terms that are loaded")
