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
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import duties
from oxle.cases.models import Case
from oxle.meetings.kinds import Decision, Kind
from oxle.meetings.models import Item

SCHOOL = Decision("school", "A school takes the child", place=True)
UNIT = Decision("unit", "A long-term place at a pupil referral unit")
OTHER_WAY = Decision("other_way", "Another way to a school is to be chosen")
DECISIONS = (SCHOOL, UNIT, OTHER_WAY)


def _waiting() -> QuerySet[Case]:
    """The open cases of both kinds whose way to a school is the panel, and that have no place."""
    return Case.objects.filter(Q(pk__in=exclusions.waiting().values("pk")) | Q(pk__in=referrals.waiting().values("pk")))


def _about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What members read of some cases: no more than they need to say whether a child can come."""
    return {**exclusions.about(cases), **referrals.about(cases)}


def _carry_out(item: Item, decision: Decision, by: User, on: date, at: datetime) -> None:
    """The parents are told, and a school that takes the child is the place that was named, on either kind of case."""
    if decision not in DECISIONS:
        return
    path = duties.pathway(item.case.pathway, item.case.pathway_version)
    taken = {"by": by, "on": item.meeting.on, "at": at}
    place = {}
    if item.school is not None and item.starts_on is not None:
        place = {"place": str(item.school), "school": item.school.key, "starts_on": item.starts_on.isoformat()}
    told = {"panel": str(item.meeting.series), "decision": decision.label, **place}
    cases.take(item.case, path.step("panel_decided"), facts=told, **taken)
    if place:
        take_with_school(item.case, path.step("name_place"), data={"school": item.school}, facts=place, **taken)


FAIR_ACCESS = Kind(
    key="fair_access",
    name="In Year Fair Access Panel",
    weeks=4,
    decisions=DECISIONS,
    waiting=_waiting,
    about=_about,
    carry_out=_carry_out,
)
