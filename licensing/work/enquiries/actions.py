"""Opens an enquiry into illegal employment, also of what another duty handed over, and keeps what is found."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.work.employers import EmployerGiven, known_employer
from licensing.work.enquiries import letters, pathway
from licensing.work.enquiries.models import Enquiry
from licensing.work.models import Employer
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import actions, casework
from oxle.cases.inbox_models import HandOver, InboxMessage, Origin
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.people.queries import parents_of


@transaction.atomic
def open_enquiry(
    employer: Employer | EmployerGiven,
    *,
    place: str,
    told_by: str,
    told: str,
    by: User,
    on: date,
    at: datetime,
    child: Child | None = None,
    origin: str = Origin.COUNCIL,
    message: InboxMessage | None = None,
    came_from: Case | None = None,
) -> Case:
    """Open an enquiry as of the day the council was told. `employer` is one of the register, or one that is new to it;
    `place` is the employer's address where nobody says another. `child` is None where nobody knows yet who it is.

    `message` is one that an officer enters: the enquiry is then of the day it came, and the message is linked to it.
    """
    employer = known_employer(employer, by=by, at=at)
    received = message.received_on if message else on
    case = actions.open_case(
        pathway.ENQUIRY,
        pathway.RECEIVE,
        by=by,
        on=received,
        at=at,
        origin=message.channel if message else origin,
        organisation=employer.body,
        came_from=came_from,
    )
    casework.joins(case, employer.body, role=letters.EMPLOYER, on=received)
    Enquiry.objects.create(
        case=case, employer=employer, place=place or employer.lines, told_by=told_by, told=told, received_on=received,
        received_at=at, by=by,
    )  # fmt: skip
    if child is not None:
        _joins(case, child, on=received)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def _joins(case: Case, child: Child, *, on: date) -> None:
    """The child becomes a party, and its parents with it, to whom letters go."""
    Party.objects.create(case=case, child=child, role=letters.CHILD, from_on=on)
    for parent in parents_of(child, on):
        Party.objects.get_or_create(
            case=case, adult=parent.adult, role=letters.PARENT, defaults={"from_on": on}
        )  # fmt: skip


@transaction.atomic
def name_child(case: Case, child: Child, *, by: User, on: date, at: datetime) -> Event:
    """Record that a child is one of those whom an enquiry is about. Refused where it is known already."""
    actions.lock(case, case.version)
    if case.parties.filter(child=child, role=letters.CHILD).exists():
        raise Refused("This enquiry names the child already.", field="enquiry")
    event = actions.take(case, pathway.NAME, by=by, on=on, at=at)
    _joins(case, child, on=on)
    return event


def child_of(hand_over: HandOver) -> Child | None:
    """The child of the case that was handed over: its subject, or among its parties."""
    if hand_over.case.child is not None:
        return hand_over.case.child
    party = hand_over.case.parties.filter(child__isnull=False).select_related("child").order_by("pk").first()
    return party.child if party else None


def receive(hand_over: HandOver, data: Mapping[str, Any], by: User, on: date, at: datetime) -> Case:
    """Open the enquiry of a matter that another duty handed over, as of that day, with its child if it has one.

    `data`: employer (one of the register, or one that is new), place, told. Refused where the child is closed to `by`.
    """
    child = child_of(hand_over)
    if child is not None and not visible_to(by, Child).filter(pk=child.pk).exists():
        raise Refused("The record of this child is closed to you. Ask somebody who may open it to accept this.")
    return open_enquiry(
        data["employer"],
        place=data["place"],
        told_by=f"{hand_over.by.name}, {hand_over.case.reference}",
        told=data["told"],
        by=by,
        on=hand_over.on,
        at=at,
        child=child,
        origin=Origin.HAND_OVER,
        came_from=hand_over.case,
    )


@transaction.atomic
def find(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what was found; what is found later stands in its place. `data`: found, found_words."""
    found = Enquiry.Found(data["found"])
    event = actions.take(case, step, **{**taken, "facts": {**taken["facts"], "found": found}})
    Enquiry.objects.filter(case=case).update(
        found=found, found_words=data["found_words"], found_on=event.on, found_by=event.by
    )
    return event


def correct_finding(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right on which day it was found, where the entry is the one that stands."""
    if not case.events.filter(step=pathway.FIND.key, order__gt=event.order).exists():
        Enquiry.objects.filter(case=case).update(found_on=on)
    return dict(facts)
