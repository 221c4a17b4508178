"""What is owed for a child's suspensions, worked out from their rows: education, a meeting, an answer. Reads only."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from exclusions import lawful
from exclusions.suspensions import pathway, queries, rules
from exclusions.suspensions.counting import SESSIONS_A_DAY, Run
from exclusions.suspensions.models import Suspension
from oxle.core.dates import from_iso, iso
from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.people.queries import looked_after_from
from oxle.schooldays.calendar import NotLoaded
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

# Up to so many sessions one page is enough; lunchtimes are halves of a day, so that ten of them are no more than that.
SHORT = SESSIONS_A_DAY * rules.SHORT_DAYS
# How the national list calls a referral unit that a council maintains.
UNIT = "Pupil referral unit"
# Facts to record, by the reference of the suspension that they are about.
Owed = dict[str, dict[str, Any]]


def owed_by_council(school: School) -> bool:
    """Whether the council owes education from day 6 of a suspension from this school: only for a unit it maintains."""
    return school.type_name == UNIT and not school.is_academy


def long_run(one: Suspension) -> Run | None:
    """The run that a suspension is part of, where education is owed for it: longer than five school days."""
    try:
        run = queries.run_of(one)
    except NotLoaded:
        return None
    return run if run.school_days > rules.SHORT_DAYS else None


def owed_by_in_words(one: Suspension) -> str:
    """Who owes education from the sixth school day of a suspension's run; empty where none is owed."""
    if long_run(one) is None:
        return ""
    return "the council" if owed_by_council(one.school) else "the school"


def reference_of(run: Run) -> str:
    """By which of its suspensions a run is called: the first."""
    first: Any = run.suspensions[0]
    return str(first.reference)


def called_by(one: Suspension) -> str:
    """By which reference the run is called that a suspension is part of; its own where that is not known."""
    try:
        return reference_of(queries.run_of(one))
    except NotLoaded:
        return one.reference


def education(suspensions: Iterable[Suspension]) -> Owed:
    """Education from day 6, for each run that is longer than five school days."""
    owed = {}
    for one in suspensions:
        if run := long_run(one):
            fact = pathway.COUNCIL_OWES_FROM if owed_by_council(one.school) else pathway.SCHOOL_OWES_FROM
            sixth = calendar_of(one.school).school_day_after(run.first_on, rules.SHORT_DAYS)
            owed[reference_of(run)] = {
                fact.key: run.first_on.isoformat(),
                pathway.DAY_SIX_ON.key: sixth.isoformat(),
            }
    return owed


def looked_after_on(one: Suspension) -> date | None:
    """The first day of a suspension on which its child is looked after: as is recorded, or, of a child of whom no care
    is recorded at all, as the school told it."""
    care = Vulnerability.objects.filter(child=one.child_id, kind=VulnerabilityKind.LOOKED_AFTER)
    if one.looked_after and not care.exists():
        return one.first_on
    return looked_after_from(one.child, one.first_on)


def day_one(suspensions: Iterable[Suspension]) -> Owed:
    """Education from the day after the first, for each run in which a child is looked after and is out on that day."""
    owed: Owed = {}
    for one in suspensions:
        since = None if one.lunchtime else looked_after_on(one)
        if since is None:
            continue
        try:
            run = queries.run_of(one)
        except NotLoaded:
            continue
        if since < run.last_on:
            about, known = reference_of(run), owed.get(reference_of(run), {}).get(pathway.LOOKED_AFTER_ON.key)
            owed[about] = {pathway.LOOKED_AFTER_ON.key: min(known or iso(since) or "", iso(since) or "")}
    return owed


def meetings(suspensions: Iterable[Suspension]) -> Owed:
    """A meeting of the governors, above fifteen school days in the period or where an examination would be missed."""
    return {
        one.reference: {
            pathway.GOVERNORS_TOLD_ON.key: (one.governors_told_on or one.received_on).isoformat(),
            pathway.EXAM_ON.key: iso(one.exam_on),
        }
        for one in suspensions
        if must_meet(one)
    }


def letters(suspensions: Iterable[Suspension]) -> Owed:
    """The letter to the parents, of each that is longer than five school days and came without it."""
    return {
        one.reference: {pathway.LETTER_OWED_FROM.key: one.received_on.isoformat()}
        for one in suspensions
        if one.letter_id is None and not one.imported and (one.sessions or 0) > SHORT
    }


def telling(suspensions: Iterable[Suspension]) -> Owed:
    """To tell the parents in writing, of each of whom the school says that it has not yet."""
    return {
        one.reference: {pathway.PARENTS_UNTOLD_FROM.key: one.first_on.isoformat()}
        for one in suspensions
        if one.parents_told_on is None and not one.imported
    }


def speaking(suspensions: Iterable[Suspension]) -> Owed:
    """To speak to the Virtual School, of each looked-after child of whom the school had not yet when it told us."""
    return {
        one.reference: {pathway.VIRTUAL_SCHOOL_FROM.key: one.received_on.isoformat()}
        for one in suspensions
        if one.looked_after and one.virtual_school_spoken_to is False
    }


def must_meet(one: Suspension) -> bool:
    """Whether the governors must meet, whatever the parents say."""
    return one.exam_missed or queries.in_term(one) > rules.MUST_MEET_ABOVE


def may_owe(one: Suspension) -> bool:
    """Whether the governors would have to consider what the parents say, if they say anything."""
    return queries.in_term(one) > rules.MAY_MEET_ABOVE


def unlawful(one: Suspension, on: date) -> str:
    """What appears unlawful by a day: told late, one that goes on where another ended, too long for the school year, a
    meeting or a decision of the governors that is too late, or not before an examination. Empty where nothing does."""
    found = []
    if one.decided_on:
        # A file does not say it, and so not whether anybody was told late.
        found = lawful.of_notice(
            decided_on=one.decided_on,
            first_on=one.first_on,
            received_on=one.received_on,
            parents_told_on=one.parents_told_on,
        )
    found += lawful.of_longer(one.was_to_end_on, last_on=one.last_on, law=rules.EXTENDED_LAW)
    try:
        before = queries.just_before(one, queries.run_of(one))
        found += lawful.of_extension(before, first_on=one.first_on, law=rules.EXTENDED_LAW)
    except NotLoaded:
        pass
    in_year = queries.totals(one.child, one.school, one.last_on, up_to=one).in_year
    found += lawful.of_length(sessions_in_year=in_year, most=rules.MOST_IN_A_YEAR, law=rules.LIMIT_LAW)
    if meets := queries.meets_late(one):
        # A decision on the day of the meeting is late with it.
        found += lawful.of_meeting(meets.on, by=meets.by)
    elif late := queries.decided_late(one):
        found += lawful.of_decision(late.on, by=late.by)
    found += _missed(one)
    if one.exam_on is not None and (queries.decided_on(one) or on) >= one.exam_on:
        found += lawful.of_exam(one.exam_on)
    return " ".join(found)


def _missed(one: Suspension) -> list[str]:
    """That the run ended without education; what the council owed for its own unit it does not ask the unit about."""
    owed = queries.missed_education(one)
    owed_from = from_iso(owed.facts.get(pathway.DAY_SIX_ON.key)) if owed else None
    if owed is None or owed_from is None or not owed.facts.get(pathway.SCHOOL_OWES_FROM.key):
        return []
    last_on = max(each.last_on for each in queries.run_of(one).suspensions)
    return lawful.of_missed_education(owed_from=owed_from, last_on=last_on, law=rules.DAY_SIX_LAW)
