"""Challenges what appears unlawful in how a school let a pupil go: nothing is refused for it, and it must answer."""

from datetime import date, datetime

from ehe import pathway
from oxle.cases import actions
from oxle.cases.models import Case


def challenge(case: Case, found: list[str], *, on: date, at: datetime) -> None:
    """Challenge what was found, in one question; nothing where nothing was, or where there is no school to ask."""
    if found and case.school_id is not None:
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, reason=" ".join(found))
