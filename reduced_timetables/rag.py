"""What reduced timetables tell the register of pupils missing out: who has one, and which of them make red."""

from datetime import date, timedelta

from oxle.accounts.permissions import summary
from oxle.cases.criteria import Asked, Criterion, Fired, Rated, threshold
from oxle.cases.involvement import Involved
from oxle.core.rules import whole_number
from oxle.schooldays.wording import plain_day
from reduced_timetables.models import Timetable
from reduced_timetables.pathway import NOTIFIED, TIMETABLE

READS = summary("reduced_timetables")
MISSING_OUT = (Involved("Reduced timetable", TIMETABLE.key, began="reduced_timetable__starts_on"),)


NOT_VALID_FOR = threshold(
    "reduced_timetables.red_not_valid_for", "Red: a reduced timetable runs that was not validated, for more than", 0
)
PAST_END_FOR = threshold(
    "reduced_timetables.red_past_end_for", "Red: a reduced timetable is past its end, by more than", 0
)
LONGER_THAN = threshold(
    "reduced_timetables.red_longer_than", "Red: a reduced timetable runs for more than", 12, "weeks", parse=whole_number
)


def _running(asked: Asked, **narrowed: object) -> list[tuple[int, date, date]]:
    rows = Timetable.objects.filter(case__child__in=asked.children, case__closed_on=None, **narrowed)
    return list(rows.order_by("starts_on", "pk").values_list("case__child", "starts_on", "ends_on"))


def _not_valid(asked: Asked) -> dict[int, Fired]:
    """Whose timetable runs although not everything that must be there was there: nobody has validated it."""
    before = asked.on - timedelta(days=asked.threshold(NOT_VALID_FOR))
    return {
        child: Fired(
            starts_on, f"In for part of the week since {plain_day(starts_on)}, and the timetable is not validated."
        )
        for child, starts_on, _ in _running(asked, case__stage=NOTIFIED.key, starts_on__lt=before)
    }


def _past_end(asked: Asked) -> dict[int, Fired]:
    before = asked.on - timedelta(days=asked.threshold(PAST_END_FOR))
    return {
        child: Fired(
            ends_on, f"The reduced timetable was to end on {plain_day(ends_on)}, and was neither ended nor extended."
        )
        for child, _, ends_on in _running(asked, ends_on__lt=before)
    }


def _long(asked: Asked) -> dict[int, Fired]:
    weeks = asked.threshold(LONGER_THAN)
    most = timedelta(weeks=weeks)
    return {
        child: Fired(
            starts_on + most, f"In for part of the week since {plain_day(starts_on)}: more than {weeks} weeks."
        )
        for child, starts_on, _ in _running(asked, starts_on__lt=asked.on - most)
    }


CRITERIA = (
    Criterion("reduced_timetables.not_valid", "A reduced timetable that was not validated", Rated.RED, _not_valid,
              NOT_VALID_FOR, READS),
    Criterion("reduced_timetables.past_end", "A reduced timetable past its end", Rated.RED, _past_end, PAST_END_FOR,
              READS),
    Criterion("reduced_timetables.long", "A reduced timetable for long", Rated.RED, _long, LONGER_THAN, READS),
)  # fmt: skip
