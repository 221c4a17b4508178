"""Gives an open case the school that the child was at last, where it has none or the wrong one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from ehe import asking, exit_forms, pathway
from ehe.challenging import challenge_told
from oxle.cases import actions
from oxle.cases.models import Case, Event, Origin, Party
from oxle.cases.pathways import Step
from oxle.core.errors import Refused

WHICH = "school"
NOT_FOR_ANOTHER = (
    "What one school said or was asked is not for another. If it is the wrong one, close this case as entered by "
    "mistake, and open another."
)


@transaction.atomic
def name_school(case: Case, step: Step, *, data: Mapping[str, Any], facts: Mapping[str, Any], **taken: Any) -> Event:
    """Name the last school of a case: it is asked for the exit form at once, as of that day, and challenged about what
    was told by those who are no other school.

    `data`: school. Refused, at its field, for the school that it is already and for one on whose roll the child never
    was; and once the school of the case has said or was asked anything.
    """
    school, child = data["school"], case.child
    if school == case.school:
        raise Refused(f"{school} is the school of this case already.", field="school")
    if child is not None and (why := exit_forms.why_not_of(child, school)):
        raise Refused(why, field="school")
    if why := unasked_finding(case, None, taken["on"]):
        raise Refused(why)
    Case.objects.filter(pk=case.pk).update(school=school)
    case.school = school
    asked = {pathway.ASKED_ON.key: taken["on"].isoformat(), asking.ASKED_BY_EMAIL: len(asking.people_of(school))}
    event = actions.take(case, step, facts={**facts, **asked, WHICH: str(school)}, **taken)
    since = case.told_since.all()
    for told in (case.home_education, *(one for one in since if one.school_id in {None, school.pk})):
        challenge_told(case, told, on=taken["on"], at=taken["at"])
    return event


def unasked_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the case cannot be given another school: the one that it has said something on it, or was asked. None where
    it did not, or the case has none."""
    if case.school is None:
        return None
    if case.origin == Origin.PORTAL:
        return f"{case.school} told us of the child itself. {NOT_FOR_ANOTHER}"
    if case.exit_forms.exists():
        return f"{case.school} has sent an exit form on this case. {NOT_FOR_ANOTHER}"
    if case.events.filter(step=pathway.CHALLENGE.key).exists():
        return f"{case.school} was asked about what appears unlawful. {NOT_FOR_ANOTHER}"
    return None


def in_words(event: Event) -> str:
    """Which school was named, and whether anybody there was asked for the exit form by e-mail."""
    return f"{event.facts[WHICH]}. {asking.asked_in_words(event)}" if WHICH in event.facts else ""
