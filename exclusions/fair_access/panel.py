"""The In Year Fair Access Panel: one agenda for children who were excluded and for children who have no school.

School Admissions Code 2021: a protocol finds a school for a child without one.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from exclusions.fair_access import agenda as referrals
from exclusions.permanent import agenda as exclusions
from exclusions.placement.actions import take_with_school
from exclusions.placement.undoing import take_panel_back
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import duties
from oxle.cases.models import Case
from oxle.meetings.kinds import Decision, Kind
from oxle.meetings.models import Item
from oxle.provision.models import SESSIONS_A_WEEK
from oxle.provision.queries import full_week_of

SCHOOL = Decision("school", "A school takes the child", place=True)
UNIT = Decision("unit", "A long-term place at a pupil referral unit or another provider", provider=True)
OTHER_WAY = Decision("other_way", "Another way to a school is to be chosen")
DECISIONS = (SCHOOL, UNIT, OTHER_WAY)


def _waiting() -> QuerySet[Case]:
    """The open cases of both kinds whose way to a school is the panel, and that have no place."""
    return Case.objects.filter(Q(pk__in=exclusions.waiting().values("pk")) | Q(pk__in=referrals.waiting().values("pk")))


def _about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What members read of some cases: no more than they need to say whether a child can come."""
    return {**exclusions.about(cases), **referrals.about(cases)}


def _in_full(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What those read who record the decision; of a child without a school that is what members read."""
    return {**exclusions.in_full(cases), **referrals.about(cases)}


def _carry_out(item: Item, decision: Decision, by: User, on: date, at: datetime) -> None:
    """The parents are told, and a school that takes the child, or a place with a provider, is the place that was named,
    on either kind of case."""
    if decision not in DECISIONS:
        return
    path = duties.pathway(item.case.pathway, item.case.pathway_version)
    taken = {"by": by, "on": item.meeting.on, "at": at}
    place, data = _named(item)
    told = {"panel": str(item.meeting.series), "decision": decision.label, **place}
    cases.take(item.case, path.step("panel_decided"), facts=told, **taken)
    if place:
        take_with_school(item.case, path.step("name_place"), data=data, facts=place, **taken)


def _undo(item: Item, decision: Decision, by: User, at: datetime, reason: str) -> None:
    """The case waits for the panel again, as though it had not decided; refused where something came of it."""
    if decision in DECISIONS:
        meeting = item.meeting
        said = {"panel": str(meeting.series), "decision": decision.label, "decided_on": meeting.on}
        take_panel_back(item.case, **said, by=by, at=at, reason=reason)


def _named(item: Item) -> tuple[dict[str, str], dict[str, Any]]:
    """The place that was decided, as the step that names it records it, and what it asks; both empty where none was. A
    place with a provider is full-time, on every day: what is less is named on the case."""
    where, starts_on, child = item.where, item.starts_on, item.case.child
    if where is None or starts_on is None or child is None:
        return {}, {}
    key = item.school.key if item.school else ""
    place = {"place": str(where), "school": key, "starts_on": starts_on.isoformat()}
    if item.school is not None:
        return place | ({"other_year": item.other_year} if item.other_year else {}), {"school": item.school}
    minutes = full_week_of(child, None, starts_on) // SESSIONS_A_WEEK
    hours = {"minutes": [minutes] * SESSIONS_A_WEEK, "full_time": True}
    place["provider"] = where.key
    return place, {"school": None, "provider": item.provider, "starts_on": starts_on, **hours}


FAIR_ACCESS = Kind(
    key="fair_access",
    name="In Year Fair Access Panel",
    weeks=4,
    decisions=DECISIONS,
    waiting=_waiting,
    about=_about,
    in_full=_in_full,
    unready=exclusions.unready,
    purpose="to decide where these children are educated",
    carry_out=_carry_out,
    undo=_undo,
)
