"""Keeps who agreed to what, with the paper, and asks the school about what is missing."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.models import Case, CaseDocument, Event
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.schooldays.wording import plain_day
from reduced_timetables import letters, pathway
from reduced_timetables.models import IS_THERE, Agreement, Timetable, Whose

TITLE = {Whose.PARENT: "Written agreement", "risk": "Risk assessment", "monitoring": "How the timetable is watched"}


def must_be_given(agreed_on: date, known_on: date, field: str) -> None:
    """Refused where somebody would have agreed only after it was known."""
    if agreed_on > known_on:
        raise Refused(f"This came on {plain_day(known_on)}. Nobody can have agreed after that.", field=field)


def name_recorded(told: Timetable, there: Collection[Whose]) -> None:
    """Keep on a timetable who must agree by the child's record, beside whom the school named. Nothing is saved."""
    for whose in there:
        setattr(told, IS_THERE[whose], True)


def agreed(
    told: Timetable,
    said: Mapping[str, Any],
    *,
    document: CaseDocument | None,
    by: User | None,
    at: datetime,
    by_link: bool = False,
) -> Agreement:
    """Keep that somebody agreed to what is to be agreed to now. `said`: whose, given_by, agreed_on."""
    return Agreement.objects.create(
        timetable=told,
        whose=said["whose"],
        given_by=said["given_by"],
        agreed_on=said["agreed_on"],
        since_on=told.since_on,
        document=document,
        by_link=by_link,
        recorded_at=at,
        by=by,
    )


def attached(
    case: Case, data: Mapping[str, Any], event: Event, *, by: User, field: str = "document", title: str | None = None
) -> CaseDocument | None:
    """The written agreement that came with a step, on the case, or another paper of a field; None where none did."""
    upload = data.get(field)
    if not upload:
        return None
    file = upload if isinstance(upload, File) else store_upload(upload, by=by, at=event.at, field=field)
    return casework.attach(case, file, title=title or TITLE[Whose.PARENT], by=by, on=event.on, at=event.at)


def challenge(case: Case, found: list[str], *, on: date, at: datetime, facts: Mapping[str, Any] | None = None) -> None:
    """Ask the school about what was found, in one question; nothing where nothing was."""
    if found:
        casework.parents_join(case, role=letters.PARENT, on=on, at=at)
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, facts=facts, reason=" ".join(found))
