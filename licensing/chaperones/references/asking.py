"""Asks a referee by a link, once more too; an earlier one of theirs ends."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from licensing.chaperones import pathway
from licensing.chaperones.models import Referee
from licensing.chaperones.references import messages
from licensing.chaperones.references.models import ReferenceAsked
from licensing.chaperones.submitting import is_own_address
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.links import withdraw_links
from oxle.correspondence.outbox import queue_message
from oxle.schooldays.wording import plain_day

ANSWERED = "This referee has answered already."


def waiting_for(case: Case, key: str) -> Referee:
    """A referee of whom an answer is awaited, held until this transaction is over. Refused for every other."""
    referee: Referee | None = case.referees.select_for_update().filter(key=key, suitable=None).first()
    if referee is None:
        raise Refused(ANSWERED, field="referee")
    return referee


@transaction.atomic
def ask(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Send a referee a link. `data`: referee (a key), email (empty for the one that the applicant gave).

    Refused for one who has answered already, without an address, and for the applicant’s own: they would speak for
    themselves.
    """
    referee = waiting_for(case, data["referee"])
    email = data["email"] or referee.email
    if not email:
        raise Refused("Enter the address: the applicant gave none of this referee", field="email")
    if case.adult is not None and is_own_address(email, case.adult.email):
        raise Refused("This is the applicant’s own address: ask the referee at another", field="email")
    said = {pathway.REFEREE.key: referee.key, "name": referee.name}
    event = actions.take(case, step, **{**taken, "facts": {**taken.get("facts", {}), **said}})
    end_links(referee, at=event.at)
    asked = ReferenceAsked.objects.create(referee=referee, email=email, asked_at=event.at, by=event.by)
    queue_message(
        messages.TO_REFEREE,
        email,
        dedupe=f"{messages.PURPOSE}:{asked.key}",
        link=reverse("licensing:reference_link", args=["-"]).removesuffix("-/"),
        at=event.at,
        one_time_subject=asked.key,
    )
    return event


def correct_asking(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The link left on the day on which somebody sent it: Refused for every other, from which its time to be answered
    would count."""
    left_on = london_day(root_of(event).at)
    if on != left_on:
        raise Refused(f"The link was sent on {plain_day(left_on)}: its day is no other", field="on")
    return dict(facts)


def end_links(referee: Referee, *, at: datetime) -> None:
    """Every link to a referee that is not answered ends: a newer one was sent, or the answer has come."""
    for earlier in referee.links_sent.filter(answered_at=None):
        withdraw_links(messages.PURPOSE, earlier.key, at=at)
