"""The reads on challenges of off-rolling: who may see which, what was found, and whether it is a pattern."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from ehe import letters as of_children
from ehe.off_rolling import pathway, rules
from ehe.off_rolling.models import OffRolling, Trace
from ehe.pathway import EHE
from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.challenges import ANSWER, CHALLENGE, REPLY, UPHELD, challenges_of, in_order
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import as_they_stand, last_taken
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.schools.models import School

KEY = pathway.OFF_ROLLING.key
READ = read("ehe")
A_YEAR = timedelta(days=365)


@visible(OffRolling)
def _off_rolling(user: Any) -> Q:
    """Officers see those whose case is open to them; of a school those who sign for it, and nobody else there."""
    shown = NOTHING
    if READ in user.permissions:
        shown |= Q(case__in=visible_to(user, Case).values("pk"))
    if pathway.SIGNS in user.permissions:
        shown |= Q(case__school__organisation__in=user.organisations_where(pathway.SIGNS))
    return shown


def get_asked_for(user: User, key: str) -> Case:
    """The case of a school for which this person signs; 404 to strangers."""
    rows = visible_to(user, OffRolling).select_related("case__school__organisation", "case__school__calendar")
    mine = rows.filter(case__school__organisation__in=user.organisations_where(pathway.SIGNS))
    return get_or_404(mine, case__key=key).case


def traces_of(case: Case) -> list[Trace]:
    """What was found of each pupil, in the order in which it was found."""
    return list(case.traces.select_related("child"))


def traces_for(user: User, case: Case) -> list[tuple[Trace, bool]]:
    """The same, each with whether this person may know who it is: at the council of whom the record is open to them,
    at the school of everybody but a child with whom they have a conflict. The sight of those is recorded."""
    traces = traces_of(case)
    known = {one.child_id for one in traces}
    if user.can(READ):
        known &= set(visible_to(user, Child).filter(pk__in=known).values_list("pk", flat=True))
    else:
        known -= set(conflicts_of(user, today()).values_list("child", flat=True))
    sights.see(known, "page")
    return [(one, one.child_id in known) for one in traces]


def open_case_at(user: User, school: School) -> Case | None:
    """The school's open case, where this person may see it."""
    return visible_to(user, Case).filter(pathway=KEY, school=school, closed_on=None).first()


def answer_of(case: Case) -> str:
    """What the school answered last; empty where it did not."""
    return next((one.replied for one in reversed(challenges_of(case)) if one.replied), "")


def is_upheld(case: Case) -> bool:
    """Whether the challenge ended with the school standing by what appears unlawful."""
    ended = last_taken(case, pathway.ANSWER.key)
    return ended is not None and ended.facts.get("ends") == UPHELD


def upheld_at(school: School, on: date) -> set[int]:
    """The children (primary keys) of whom off-rolling by a school was upheld within the year to a day: on cases of the
    school, and on those of one child where off-rolling was challenged. Four queries."""
    steps = Event.objects.filter(case__school=school, step__in=(CHALLENGE, REPLY, ANSWER))
    of_school = {one.case_id for one in as_they_stand(steps.filter(case__pathway=KEY)) if _upholds(one, on)}
    pupils = Trace.objects.filter(case__in=of_school).values_list("child", flat=True)
    return {child for child in (*pupils, *_upheld_of_one(steps.filter(case__pathway=EHE.key), on)) if child}


def _upheld_of_one(steps: Any, on: date) -> list[int | None]:
    by_case: dict[int, list[Event]] = {}
    for one in as_they_stand(steps.select_related("case")):
        by_case.setdefault(one.case_id, []).append(one)
    found = []
    for events in by_case.values():
        meant = {one.pk for one in events if one.facts.get(of_children.OFF_ROLLING_FACT)}
        ended = [one.answer for one in in_order(events) if one.entry in meant and one.answer is not None]
        found += [one.case.child_id for one in ended if _upholds(one, on)]
    return found


def _upholds(event: Event, on: date) -> bool:
    return event.step == ANSWER and event.facts.get("ends") == UPHELD and on - A_YEAR < event.on <= on


def why_not_for_ofsted(case: Case, on: date) -> str | None:
    """Why Ofsted is not written to, in a sentence; None where it was upheld and is a pattern, and nobody did yet."""
    if case.school is None or not is_upheld(case):
        return "The challenge was not upheld: there is nothing to write to Ofsted."
    if last_taken(case, pathway.WRITE_TO_OFSTED.key) is not None:
        return "The letter to Ofsted is drafted."
    found, needed = len(upheld_at(case.school, on)), rules.PATTERN.on(on)
    if found < needed:
        return f"Off-rolling was upheld of {found} at this school within a year. It is a pattern from {needed} on."
    return None


def for_ofsted_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing for a manager to decide about Ofsted; None where there is."""
    return why_not_for_ofsted(case, on)


def not_for_ofsted_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the case cannot be closed: a manager decides first whether Ofsted is written to. None where nobody must."""
    if why_not_for_ofsted(case, on) is not None:
        return None
    return "It is a pattern: a manager decides whether Ofsted is written to."
