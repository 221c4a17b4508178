"""What becomes of a matter that another duty handed over: accepted, which opens a case, or sent back with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import casework, duties, messages
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, Origin
from oxle.core.errors import Refused, Stale
from oxle.correspondence.outbox import queue_message
from oxle.people.models import Child


def handed_over(message: InboxMessage) -> HandOver | None:
    """The hand-over that a message is, of a duty that is installed here and can accept it; None for any other."""
    found = HandOver.objects.filter(message=message).select_related("case__child", "case__school__organisation").first()
    return found if found and duties.receiver(found.to_duty) else None


def came_from(message: InboxMessage | None) -> Case | None:
    """The case that handed over what a message is; None for any other."""
    found = HandOver.objects.filter(message=message).select_related("case").first() if message else None
    return found.case if found else None


def not_here(message: InboxMessage) -> HandOver | None:
    """The hand-over that a message is, of a matter that no part of the service deals with yet; None for any other. An
    answer to the message ends it, and stands on the case that handed it over."""
    found = HandOver.objects.filter(message=message).select_related("case", "waits_with").first()
    return found if found and not duties.is_installed(found.to_duty) else None


def how_it_ended(message: InboxMessage) -> str:
    """What stands over the reason for which a hand-over waits no longer: the sender withdrew it, or it was sent back;
    over what came of any other message it is an answer."""
    found = HandOver.objects.filter(message=message).first()
    if found is None or not (found.withdrawn or duties.receiver(found.to_duty)):
        return "Answer"
    return "Withdrawn, because" if found.withdrawn else "Sent back, because"


def pupil_of(message: InboxMessage, user: User) -> Child | None:
    """The child whose matter a message hands over, for whoever may open the record: no case need be open to them.
    None for any other message."""
    if message.channel != Origin.HAND_OVER:
        return None
    return visible_to(user, Child).filter(cases__handed_over__message=message).distinct().first()


def handed_to(duty: str, message: InboxMessage) -> HandOver | None:
    """The hand-over of a child to a duty that a message is; None for any other."""
    found = handed_over(message)
    return found if found and found.to_duty == duty and found.case.child_id else None


def open_already(pathway: str, child: Child, user: User) -> Case | None:
    """The child's open case of a pathway, to which a hand-over is added; None where there is none that this person may
    open."""
    found: Case | None = visible_to(user, Case).filter(pathway=pathway, child=child, closed_on=None).first()
    return found


@transaction.atomic
def accept(
    message: InboxMessage,
    *,
    data: Mapping[str, Any],
    by: User,
    on: date,
    at: datetime,
    version: int,
    already: Case | None = None,
) -> Case:
    """Accept what waits: the duty opens its case, which keeps where it came from, and the message is linked to it.

    Where the child's case is open (`already`), it is added to that one instead, and whoever has it is written to.
    Stale when somebody was faster, also in closing that case. Refused by what the duty refuses.
    """
    hand_over, receive = _waiting(message, version, by)
    said = (data, by, on, at)
    case = receive(hand_over, *said) if already is None else _add(hand_over, already, *said)
    message.refresh_from_db()
    if message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def _add(hand_over: HandOver, already: Case, data: Mapping[str, Any], by: User, on: date, at: datetime) -> Case:
    """Keep on an open case what was handed over, and tell whoever has it, but for them who add it."""
    case = Case.objects.select_for_update(of=("self",)).select_related("child", "owner").get(pk=already.pk)
    if not case.is_open or case.duty != hand_over.to_duty or case.child_id != hand_over.case.child_id:
        raise Stale(case)
    if receive_more := duties.duty(case.duty).receive_more:
        receive_more(hand_over, case, data, by, on, at)
    for person in [one for one in casework.who_has(case) if one != by]:
        queue_message(
            messages.ADDED,
            person,
            dedupe=f"hand-over added:{hand_over.pk}:{person.pk}",
            reference=case.reference,
            link=case.get_absolute_url(),
            at=at,
        )
    return case


@transaction.atomic
def send_back(message: InboxMessage, *, reason: str, by: User, on: date, at: datetime, version: int) -> HandOver:
    """Send what was handed over back to its sender, whose team finds it in the inbox with the reason.

    Stale when somebody was faster.
    """
    hand_over, _ = _waiting(message, version, by)
    if not reason.strip():
        raise Refused("Give the reason.", field="reason")
    casework.answer_message(message, reason, by=by, at=at, version=version)
    hand_over.refresh_from_db(fields=["waits_with", "refused_on", "refused_by", "refused_because"])
    case = hand_over.case
    InboxMessage.objects.create(
        team=case.team,
        channel=Origin.HAND_OVER,
        received_on=on,
        sender=f"{duties.duty(hand_over.to_duty).name}, about {case.reference}",
        text=f"Sent back: {reason}",
        # Open to whom the sending case is open, and to nobody to whom its child is closed.
        case=case,
        entered_at=at,
        entered_by=by,
    )
    return hand_over


def _waiting(message: InboxMessage, version: int, by: User) -> tuple[HandOver, duties.Receive]:
    """What waits, held until the transaction ends, and what would open its case."""
    now = InboxMessage.objects.select_for_update().get(pk=message.pk)
    if now.version != version or now.state != InboxMessage.State.WAITING:
        raise Stale(now)
    hand_over = handed_over(now)
    receive = duties.receiver(hand_over.to_duty) if hand_over else None
    if hand_over is None or receive is None:
        raise Refused("This message was not handed over to a service that is here.")
    if not duties.may_receive(by, hand_over.to_duty):
        raise Refused(f"Your role does not include work on {duties.duty(hand_over.to_duty).name.lower()}.")
    return hand_over, receive
