"""An officer asks a school's governors again for what they owe: an e-mail to their clerk at once, kept on the case.

What passes its day is asked for by the service itself. An officer who sees a meeting slip need not wait for that.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from exclusions.governors.before import BY_PATHWAY
from exclusions.permanent.pathway.stages import GOVERNORS_CLERK
from oxle.accounts.models import User
from oxle.accounts.queries import people_who
from oxle.cases import actions
from oxle.cases.clocks import State
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import Against, Step
from oxle.cases.recipients import school_people
from oxle.core.dates import london_day
from oxle.correspondence.messages import MessageKind, register
from oxle.correspondence.outbox import message, queue_messages
from oxle.people.visibility import closed_to

CHASED = MessageKind(
    key="exclusions.governors_chased",
    title="The council asks the governors again",
    subject="{service}: the council asks what the governors do, {reference}",
    body="An officer of the council asks again about an exclusion that is before your governors, {reference}. Please"
    " sign in, see what is due, and record what has been done.\n\n{link}\n\n{service}, {council}\n",
)
register(CHASED)


def owing_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to ask the governors for; None while a date of theirs runs."""
    theirs = [clock.key for clock in BY_PATHWAY[case.pathway].clocks if clock.against is Against.SCHOOL]
    if case.deadlines.filter(clock__in=theirs, state=State.RUNNING).exists():
        return None
    return "Nothing is due from the governors."


@transaction.atomic
def chase(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Write to the clerk of the school's governors; where it has none who signs in, to the people of the school. Whom
    is kept with the entry: nobody, where nobody of the school has an account."""
    at, on = taken["at"], london_day(taken["at"])
    closed = closed_to(case.child_id, on)
    people = [person for person in _people(case) if person.pk not in closed]
    taken["facts"] = {**(taken.get("facts") or {}), "asked": [person.name for person in people]}
    event = actions.take(case, step, **taken)
    queue_messages(
        message(
            CHASED,
            person,
            dedupe=f"{CHASED.key}:{case.reference}:{event.pk}:{person.pk}",
            reference=case.reference,
            link=reverse("home"),
            at=at,
        )
        for person in people
    )
    return event


def in_words(event: Event) -> str:
    """Who was written to."""
    names = event.facts.get("asked")
    return (
        f"By e-mail to {', '.join(names)}." if names else "Nobody of the school has an account here: ring the school."
    )


def _people(case: Case) -> list[User]:
    if case.school is None:
        return []
    place = case.school.organisation_id
    return people_who(place, GOVERNORS_CLERK) or school_people(place)
