"""What reduced timetables tell the register of pupils missing out: who has one, and which of them make red."""

from dataclasses import dataclass
from datetime import date, timedelta

from oxle.accounts.permissions import summary
from oxle.cases.as_at import open_on, stood_in
from oxle.cases.criteria import Asked, Criterion, Fired, Rated, threshold
from oxle.cases.involvement import Involved
from oxle.cases.models import Event
from oxle.cases.standing import as_they_stand
from oxle.core.rules import whole_number
from oxle.schooldays.wording import plain_day
from reduced_timetables.models import Timetable
from reduced_timetables.pathway import ENDS_ON, EXTEND, NOTIFIED, TELL, TIMETABLE

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


@dataclass(frozen=True)
class Running:
    """A timetable that runs: whose, of which case, from when to when, and whether nobody has validated it by then."""

    child: int
    case: int
    starts_on: date
    ends_on: date
    not_valid: bool


def _running(asked: Asked) -> list[Running]:
    rows = Timetable.objects.filter(open_on(asked.on, "case__"), case__child__in=asked.children)
    rows = rows.annotate(not_valid=stood_in([NOTIFIED.key], asked.on, "case"))
    columns = rows.order_by("starts_on", "pk").values_list("case__child", "case", "starts_on", "ends_on", "not_valid")
    return [Running(*row) for row in columns]


def _not_valid(asked: Asked) -> dict[int, Fired]:
    """Whose timetable runs although not everything that must be there was there: nobody has validated it."""
    before = asked.on - timedelta(days=asked.threshold(NOT_VALID_FOR))
    return {
        one.child: Fired(
            one.starts_on,
            f"In for part of the week since {plain_day(one.starts_on)}, and the timetable is not validated.",
        )
        for one in asked.once(_running)
        if one.not_valid and one.starts_on < before
    }


def _past_end(asked: Asked) -> dict[int, Fired]:
    before = asked.on - timedelta(days=asked.threshold(PAST_END_FOR))
    return {
        child: Fired(
            ends_on, f"The reduced timetable was to end on {plain_day(ends_on)}, and was neither ended nor extended."
        )
        for child, _, ends_on in _ends(asked)
        if ends_on < before
    }


def _ends(asked: Asked) -> list[tuple[int, int, date]]:
    """Each that runs (child, case), with its end as it was by then: not the one of an extension that came later."""
    running = [(one.child, one.case, one.ends_on) for one in asked.once(_running)]
    if not asked.is_past:
        return running
    told = Event.objects.filter(case__in={case for _, case, _ in running}, step__in=(TELL.key, EXTEND.key))
    ends = {one.case_id: one.facts[ENDS_ON.key] for one in as_they_stand(told) if one.on <= asked.on}
    return [
        (child, case, date.fromisoformat(ends[case]) if case in ends else ends_on) for child, case, ends_on in running
    ]


def _long(asked: Asked) -> dict[int, Fired]:
    weeks = asked.threshold(LONGER_THAN)
    most = timedelta(weeks=weeks)
    return {
        one.child: Fired(
            one.starts_on + most, f"In for part of the week since {plain_day(one.starts_on)}: more than {weeks} weeks."
        )
        for one in asked.once(_running)
        if one.starts_on < asked.on - most
    }


CRITERIA = (
    Criterion("reduced_timetables.not_valid", "A reduced timetable that was not validated", Rated.RED, _not_valid,
              NOT_VALID_FOR, READS),
    Criterion("reduced_timetables.past_end", "A reduced timetable past its end", Rated.RED, _past_end, PAST_END_FOR,
              READS),
    Criterion("reduced_timetables.long", "A reduced timetable for long", Rated.RED, _long, LONGER_THAN, READS),
)  # fmt: skip
