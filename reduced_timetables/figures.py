"""What is counted of reduced timetables for the board, and how many schools tell of improbably few. No writes."""

from datetime import date

from oxle.cases.as_at import open_on
from oxle.cases.board import Aim, BoardFigure, ListOf, aim
from reduced_timetables import pathway, silent
from reduced_timetables.models import Timetable
from reduced_timetables.queries import PAST_END

AIMS: dict[str, Aim] = {
    "running": aim("reduced_timetables.target_running", "reduced timetables that run"),
    "past_end": aim(
        "reduced_timetables.target_past_end",
        "reduced timetables past their planned end",
        0,
        "School attendance guidance: a reduced timetable has a time limit, by which the pupil is back full time",
    ),
}
LISTS: dict[str, ListOf] = {
    "running": ListOf("reduced_timetables:list"),
    "past_end": ListOf("reduced_timetables:list", (("stands", PAST_END),)),
    "silent": ListOf("reduced_timetables:silent"),
}


def board(on: date) -> list[BoardFigure]:
    """Each figure as it was at the end of a day, by what is known of that day now."""
    rows = Timetable.objects.filter(open_on(on, "case__"), starts_on__lte=on)
    there = rows.exclude(case__stage=pathway.MISTAKEN.key)
    return [
        BoardFigure("running", "Reduced timetables that run", there.count()),
        BoardFigure("past_end", "Of these past their planned end", there.filter(ends_on__lt=on).count()),
        BoardFigure("silent", "Schools that tell of improbably few", len(silent.lines(on))),
    ]
