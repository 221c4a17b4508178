"""On which day governors can meet about an exclusion: none before it, and of a day without school the form asks."""

from collections.abc import Iterable

from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.models import Suspension
from oxle.cases.forms import StepForm
from oxle.schooldays.closed_days import AsksOfClosedDays, of_court, of_school
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of

FIELD = "meeting_on"


class AsksOfGovernorsDay(AsksOfClosedDays, StepForm):
    """Base: a step that says when governors meet. No law keeps them from meeting on a Saturday or in the holidays, so
    that is asked and not refused."""

    def check_day(self, told: Iterable[PermanentExclusion | Suspension]) -> None:
        """Refuse, at the field, a day before one of some exclusions was decided or the governors were told of it, and
        ask of one on which the school is closed."""
        day = self.cleaned_data.get(FIELD)
        if day is None:
            return
        for one in told:
            decided_on = one.decided_on or one.first_on
            if day < decided_on:
                self.add_error(FIELD, f"The head decided to exclude on {plain_day(decided_on)}. {_CANNOT}")
                return
            if one.governors_told_on and day < one.governors_told_on:
                told_on = plain_day(one.governors_told_on)
                self.add_error(FIELD, f"The governors were told of the exclusion on {told_on}. {_CANNOT}")
                return
        school = self.case.school
        self.ask_of_closed_day(FIELD, of_school(calendar_of(school)) if school else of_court)


_CANNOT = "They cannot meet about it before that"
