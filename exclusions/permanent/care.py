"""That an excluded child is looked after, found out or put right after the notice: education is expected from day 1.

What the notice said stays as it was told. What is owed follows what is recorded of the child, which says since when:
where nobody could speak to the Virtual School before the exclusion, they are told now, and we speak to them.
"""

from datetime import date

from exclusions import virtual_school
from exclusions.permanent import pathway
from oxle.cases import actions
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import last_taken
from oxle.core.dates import iso, now, today
from oxle.people.models import Child
from oxle.people.queries import looked_after_from
from oxle.schooldays.wording import plain_day

BECAUSE = "What is recorded of the pupil’s care changed."


def vulnerability_changed(child: Child) -> None:
    """Something was recorded about a child: where it is care, day 1 of an open permanent exclusion follows."""
    for case in Case.objects.filter(pathway=pathway.PERMANENT.key, child=child, closed_on=None).order_by("pk"):
        follow(case)


def follow(case: Case) -> None:
    """Day 1 of one open case follows what is recorded of its child by now."""
    told = last_taken(case, pathway.TELL.key)
    if told is None or case.child is None:
        return
    since = looked_after_from(case.child, case.permanent_exclusion.first_on)
    key = pathway.telling.LOOKED_AFTER_ON.key
    if told.facts.get(key) == iso(since):
        return
    was = told.facts.get(key)
    changed = [{"what": "Looked after", "was": _words(was and date.fromisoformat(was)), "now": _words(since)}]
    facts = {pathway.telling.VIRTUAL_SCHOOL_FROM.key: _to_speak_from(case, told, since)}
    # Since when it is, `actions.correct_told` reads of the child.
    actions.correct(told, by=None, on=told.on, at=now(), reason=BECAUSE, facts=facts, changed=changed)
    if since and not was:
        virtual_school.tell_officers(case.child, case.reference, at=now())
    case.refresh_from_db(fields=["version"])


def _to_speak_from(case: Case, told: Event, since: date | None) -> str | None:
    """From which day on the Virtual School is to be spoken to; None where it was, or need not be."""
    exclusion, asked_from = case.permanent_exclusion, told.facts.get(pathway.telling.VIRTUAL_SCHOOL_FROM.key)
    if exclusion.looked_after:
        return asked_from
    return (asked_from or today().isoformat()) if since else None


def cared_for_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why nobody speaks to the Virtual School; None where the child is looked after, as is recorded or was told."""
    told = last_taken(case, pathway.TELL.key)
    cared_for = told is not None and told.facts.get(pathway.telling.LOOKED_AFTER_ON.key)
    return None if cared_for or case.permanent_exclusion.looked_after else "The child is not looked after."


def _words(since: date | None) -> str:
    return f"Yes, in the exclusion from {plain_day(since)}" if since else "No"
