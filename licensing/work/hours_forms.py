"""The fields in which a child’s weekly hours of work are typed, a day a line."""

from collections.abc import Callable
from typing import Any

from licensing.work.hours import KINDS, Hours, Unclear, read_away, read_week
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm

HELP = {
    "school_days": "One day a line, such as Monday 16:00-18:00. Several days alike: Monday to Thursday 16:00-17:30. "
    "Two times on one line make a break between them: Friday 07:00-07:45; 16:00-17:00.",
    "weekends": "Such as Saturday 09:00-13:00; 14:00-15:00.",
    "holidays": "All days of a week without school, as above.",
}
AWAY = "away"


class HoursForm(OxleForm):
    """Base: hours on school days, at weekends in term and in holidays, and the days without work."""

    school_days = LongTextField(
        label="Hours on school days (optional)", name="the hours on school days", max=1000, rows=5, required=False,
        help_text=HELP["school_days"],
    )  # fmt: skip
    weekends = LongTextField(
        label="Hours at weekends in term (optional)", name="the hours at weekends", max=1000, rows=3, required=False,
        help_text=HELP["weekends"],
    )  # fmt: skip
    holidays = LongTextField(
        label="Hours in the school holidays (optional)", name="the hours in holidays", max=1000, rows=5, required=False,
        help_text=HELP["holidays"],
    )  # fmt: skip
    away = LongTextField(
        label="Days without work (optional)", name="the days without work", max=1000, rows=3, required=False,
        help_text="Two weeks in a row of the school holidays of each year must be free: 19 7 2027 to 1 8 2027, one "
        "line each. Leave it empty if there is no work in the holidays.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        found: dict[str, Any] = {}
        for which in KINDS:
            self._read(data, which, lambda text, which=which: read_week(text, which), found)
        self._read(data, AWAY, read_away, found)
        if len(found) == len(KINDS) + 1:
            data["hours"] = Hours(**found)
            if not data["hours"].any:
                self.add_error("school_days", "Enter the hours of at least one day")
        return data

    def _read(self, data: dict[str, Any], name: str, read: Callable[[str], Any], found: dict[str, Any]) -> None:
        if name in data:
            try:
                found[name] = read(data[name])
            except Unclear as unclear:
                for problem in unclear.problems:
                    self.add_error(name, problem)
