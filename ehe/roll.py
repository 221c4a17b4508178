"""A name that a school took off its register for home education, though the council’s consent was needed and not given.

A school says so on the exit form, or by a deletion return, which is another duty’s. Whether consent was needed is read
as of the day on which the name came off: what is recorded of the child since changes nothing for the school. Until it
is off, what is recorded later counts, and the school is asked and whoever has the case is written to.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from ehe import consent, lawful, messages, pathway
from ehe.challenging import challenge, challenge_told
from oxle.cases import casework
from oxle.cases.challenges import UPHELD, challenges_of
from oxle.cases.models import Case, Event
from oxle.core import dates
from oxle.correspondence.outbox import queue_message
from oxle.people.models import Child, Enrolment
from oxle.people.off_register import Contest, Off, returned_of
from oxle.schools.models import School

CONTESTED = "Challenged: the council’s consent was needed first, and was not given"


def told_off_register(child: Child, school: School, on: date, at_home: bool) -> None:
    """A school returned that it took the child off its register for home education: the open case asks about it."""
    if at_home:
        for case in _open_cases(child).filter(school=school):
            found = consent.challenged_without(case, on)
            challenge(case, found, on=max(dates.today(), case.opened_on), at=dates.now())


def challenge_returned(case: Case, *, on: date, at: datetime) -> None:
    """What the school of a case had returned before anybody told of home education is asked about once it is opened;
    but for a time before the child was on its register again."""
    again = Enrolment.objects.filter(child=case.child_id, school=case.school_id).order_by("from_on").last()
    for off in returned_of(case.child_id or 0):
        is_of_now = again is None or off.on >= again.from_on
        if off.at_home and off.school == case.school_id and is_of_now:
            challenge(case, consent.challenged_without(case, off.on), on=on, at=at)


def vulnerability_changed(child: Child) -> None:
    """Something was recorded about a child: where by it consent is needed now, the school that has the name still is
    asked, and whoever has the case is written to. Nobody is told why."""
    now = dates.now()
    for case in _open_cases(child).exclude(school=None):
        if consent.off_since(case) is not None or not consent.is_needed(case, dates.today()):
            continue
        found = consent.of_case(case)
        before = case.events.filter(step=pathway.CHALLENGE.key).count()
        if not found.waits and found.given_on is None:
            challenge_told(case, case.home_education, on=max(dates.today(), case.opened_on), at=now)
        asked = case.events.filter(step=pathway.CHALLENGE.key).count() > before
        for person in casework.who_has(case) if asked else []:
            queue_message(
                messages.CONSENT_NEEDED,
                person,
                dedupe=f"consent needed:{case.pk}:{person.pk}",
                reference=case.reference,
                link=case.get_absolute_url(),
                at=now,
            )


def contested(gone: Collection[Off]) -> dict[Off, Contest]:
    """Those of some names taken off registers whose want of consent is asked about, until that ends with a good
    reason."""
    asked = Event.objects.filter(step=pathway.CHALLENGE.key, superseded_by=None, case__pathway=pathway.EHE.key)
    children = {off.child for off in gone if off.at_home}
    cases = {event.case for event in asked.filter(case__child__in=children).select_related("case")}
    return {
        off: Contest(CONTESTED, reverse("ehe:sent", args=[case.key]) if one.waits else "")
        for case in cases
        for one in challenges_of(case)
        for off in gone
        if off.at_home
        and (case.child_id, case.school_id) == (off.child, off.school)
        and lawful.is_without_consent(one.why, off.on)
        and (one.answer is None or one.answer.facts.get("ends") == UPHELD)
    }


def _open_cases(child: Child) -> QuerySet[Case]:
    return Case.objects.filter(pathway=pathway.EHE.key, child=child, closed_on=None).order_by("pk")
