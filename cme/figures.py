"""What is counted of children missing education for the board. No writes."""

from datetime import date

from cme import pathway
from oxle.cases.as_at import open_on, stood_in
from oxle.cases.board import Aim, BoardFigure, ListOf, aim
from oxle.cases.models import Case
from oxle.schooldays.school_years import school_year_of

FOUND = (pathway.ENROLLED.key, pathway.RECEIVED.key)
AIMS: dict[str, Aim] = {"not_located": aim("cme.target_not_located", "children missing education who are not located")}
LISTS: dict[str, ListOf] = {
    "open": ListOf("cme:list"),
    "not_located": ListOf("cme:list", (("stage", pathway.NOT_LOCATED.label),)),
}


def board(on: date) -> list[BoardFigure]:
    """Each figure as it was at the end of a day, by what is known of that day now."""
    since = school_year_of(on).starts_on
    cases = Case.objects.filter(pathway=pathway.TRACKING.key)
    there = cases.filter(open_on(on))
    told = cases.filter(opened_on__range=(since, on)).exclude(stage=pathway.MISTAKEN.key)
    found = cases.filter(closed_on__range=(since, on), stage__in=FOUND)
    return [
        BoardFigure("open", "Children missing education who are looked for or wait for a place", there.count()),
        BoardFigure(
            "not_located", "Of these not located", there.filter(stood_in([pathway.NOT_LOCATED.key], on)).count()
        ),
        BoardFigure("told", "Told of this school year", told.count()),
        BoardFigure("found", "Closed this school year: at a school, or received by another council", found.count()),
    ]
