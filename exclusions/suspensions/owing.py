"""What comes to be owed for a suspension, recorded on the child's open case of suspensions or on a new one."""

from datetime import datetime
from typing import Any

from exclusions import lawful
from exclusions.suspensions import pathway, queries, rules
from exclusions.suspensions.models import Suspension
from oxle.cases import actions
from oxle.cases.pathways import Step
from oxle.people.queries import parents_of
from oxle.schooldays.calendar import NotLoaded
from oxle.schools.models import School

# How the national list calls a referral unit that a council maintains.
UNIT = "Pupil referral unit"


def owed_by_council(school: School) -> bool:
    """Whether the council owes education from day 6 of a suspension from this school: only for a unit it maintains."""
    return school.type_name == UNIT and not school.is_academy


def follow(one: Suspension, *, origin: str, at: datetime) -> None:
    """Record on the child's case what a suspension makes somebody owe; no case is opened where that is nothing.

    `origin` is the way in which it was told.
    """
    owed = [*_education(one), *_meeting(one), *_challenge(one)]
    if not owed and not _may_owe(one):
        return
    on = one.received_on
    case = queries.open_case_of(one.child)
    if case is None:
        case = actions.open_case(
            pathway.SUSPENDED,
            pathway.FOLLOW,
            by=one.told_by,
            on=on,
            at=at,
            origin=origin,
            child=one.child,
            school=one.school,
            parties={"parent": [parent.adult for parent in parents_of(one.child, on)]},
        )
    else:
        on = max(on, case.opened_on)
        actions.take(case, pathway.FURTHER, by=None, on=on, at=at)
    for step, said in owed:
        actions.take(case, step, by=None, on=on, at=at, **said)
    one.case = case
    one.save(update_fields=["case"])


Owed = list[tuple[Step, dict[str, Any]]]


def _education(one: Suspension) -> Owed:
    """Education from day 6, where the run that the suspension is part of is longer than five school days."""
    try:
        run = queries.run_of(one)
    except NotLoaded:
        return []
    if run.school_days <= rules.SHORT_DAYS:
        return []
    fact = pathway.COUNCIL_OWES_FROM if owed_by_council(one.school) else pathway.SCHOOL_OWES_FROM
    return [(pathway.OWE_EDUCATION, {"facts": {fact.key: run.first_on.isoformat()}})]


def _meeting(one: Suspension) -> Owed:
    """A meeting of the governors, above fifteen school days in the period or where an examination would be missed."""
    if not one.exam_missed and _in_term(one) <= rules.MUST_MEET_ABOVE:
        return []
    told_on = one.governors_told_on or one.received_on
    return [(pathway.OWE_MEETING, {"facts": {pathway.GOVERNORS_TOLD_ON.key: told_on.isoformat()}})]


def _may_owe(one: Suspension) -> bool:
    """Whether the governors would have to consider what the parents say, if they say anything."""
    return _in_term(one) > rules.MAY_MEET_ABOVE


def _challenge(one: Suspension) -> Owed:
    """What appears unlawful: told late, one that goes on where another ended, too long for the school year."""
    found = lawful.of_notice(
        decided_on=one.decided_on,
        first_on=one.first_on,
        received_on=one.received_on,
        parents_told_on=one.parents_told_on,
    )
    try:
        before = queries.just_before(one, queries.run_of(one))
        found += lawful.of_extension(before, first_on=one.first_on, law=rules.EXTENDED_LAW)
    except NotLoaded:
        pass
    in_year = queries.totals(one.child, one.school, one.last_on).in_year
    found += lawful.of_length(sessions_in_year=in_year, most=rules.MOST_IN_A_YEAR, law=rules.LIMIT_LAW)
    return [(pathway.CHALLENGE, {"reason": " ".join(found), "facts": {"about": one.reference}})] if found else []


def _in_term(one: Suspension) -> int:
    return queries.totals(one.child, one.school, one.last_on).in_term
