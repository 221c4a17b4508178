"""On which day governors can meet about an exclusion or decide: none before it, and of a day without school, or before
the meeting that is recorded, the form asks."""

from collections.abc import Iterable
from datetime import date

from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.models import Suspension
from oxle.cases.forms import StepForm
from oxle.schooldays.closed_days import AsksOfClosedDays, of_court, of_school
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of

FIELD = "meeting_on"


class AsksOfGovernorsDay(AsksOfClosedDays, StepForm):
    """Base: a step that says when governors meet or decided. No law keeps them from meeting on a Saturday or in the
    holidays, so that is asked and not refused."""

    def check_day(
        self, told: Iterable[PermanentExclusion | Suspension], *, field: str = FIELD, meets_on: date | None = None
    ) -> None:
        """Refuse, at the field, a day before one of some exclusions was decided or the governors were told of it, and
        ask of one on which the school is closed, or that comes before their meeting as it is recorded."""
        day = self.cleaned_data.get(field)
        if day is None:
            return
        for one in told:
            decided_on = one.decided_on or one.first_on
            if day < decided_on:
                self.add_error(field, f"The head decided to exclude on {plain_day(decided_on)}. {_CANNOT}")
                return
            if one.governors_told_on and day < one.governors_told_on:
                told_on = plain_day(one.governors_told_on)
                self.add_error(field, f"The governors were told of the exclusion on {told_on}. {_CANNOT}")
                return
        school = self.case.school
        closed = of_school(calendar_of(school)) if school else of_court

        def against(day: date) -> str | None:
            if meets_on is not None and day < meets_on:
                return f"The governors meet on {plain_day(meets_on)}, as it is recorded."
            return closed(day)

        self.ask_of_closed_day(field, against)


_CANNOT = "They cannot meet about it before that"
