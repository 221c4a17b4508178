"""What is counted of home education for the board. No writes."""

from datetime import date

from ehe import pathway
from oxle.cases.as_at import open_on, stood_in
from oxle.cases.board import Aim, BoardFigure, ListOf, aim, cases_at
from oxle.cases.models import Case
from oxle.schooldays.school_years import school_year_of

NOT_DONE = (pathway.TOLD.key, pathway.ENQUIRY.key, pathway.AGAIN.key)
AIMS: dict[str, Aim] = {"not_done": aim("ehe.target_not_done", "home education not looked at to the end")}
LISTS: dict[str, ListOf] = {
    "open": cases_at(pathway.EHE.key),
    "unsuitable": cases_at(pathway.EHE.key, pathway.UNSUITABLE.key),
}


def board(on: date) -> list[BoardFigure]:
    """Each figure as it was at the end of a day, by what is known of that day now."""
    since = school_year_of(on).starts_on
    cases = Case.objects.filter(pathway=pathway.EHE.key)
    there = cases.filter(open_on(on))
    new = cases.filter(opened_on__range=(since, on)).exclude(stage=pathway.MISTAKEN.key)
    not_done = there.filter(stood_in(NOT_DONE, on))
    unsuitable = there.filter(stood_in([pathway.UNSUITABLE.key], on))
    return [
        BoardFigure("open", "Home education: open cases", there.count()),
        BoardFigure("new", "Begun this school year", new.count()),
        BoardFigure("not_done", "Of the open ones not looked at to the end", not_done.count()),
        BoardFigure("unsuitable", "Of the open ones found not suitable", unsuitable.count()),
    ]
