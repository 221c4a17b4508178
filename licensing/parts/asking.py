"""Sends a parent and a school the links to their parts of an application: as it is received, and again when asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from licensing.parts import messages
from licensing.parts.models import LinkSent
from licensing.performances.models import Entrant
from oxle.accounts.models import User
from oxle.core.errors import Refused
from oxle.core.links import withdraw_links
from oxle.core.throttle import allow
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.outbox import queue_message
from oxle.schools.models import School

Whose = LinkSent.Whose
# So often in a day an applicant has one link sent again: e-mail goes to an address of their choice.
MOST_AGAIN, A_DAY = 3, timedelta(days=1)
ANSWERED = "This part has been answered."


@dataclass(frozen=True)
class Asks:
    """How the parts of one kind of application are asked for: the links’ purpose, where they lead, the e-mails."""

    purpose: str
    page: str
    mails: Mapping[str, MessageKind]


PERFORMANCE = Asks(
    messages.PURPOSE, "licensing:part_link", {Whose.PARENT: messages.TO_PARENT, Whose.SCHOOL: messages.TO_SCHOOL}
)


@transaction.atomic
def ask_both(asks: Asks, applied: Any, *, at: datetime, school: bool = True) -> None:
    """Ask a parent, and the school where there is one to ask; of a child of another area nobody. `applied` is the
    child’s application: an Entrant, or an employer’s.

    It makes no difference whether we hold the child, or who may see the record: else whoever applies could learn it
    from what comes to an address of theirs. The link shows what the applicant wrote, and nothing of ours. The school
    is asked at our own address of it, at the applicant’s word only without.
    """
    if applied.match == Entrant.Match.ELSEWHERE:
        return
    if applied.parent_email:
        _ask(asks, applied, Whose.PARENT, applied.parent_email, as_applied=True, at=at)
    ours = _our_address(applied.school)
    if school and (email := ours or applied.school_email):
        _ask(asks, applied, Whose.SCHOOL, email, as_applied=not ours, at=at)


@transaction.atomic
def ask_again(
    asks: Asks, applied: Any, whose: str, *, at: datetime, by: User | None = None, email: str = ""
) -> LinkSent:
    """Send a link once more; the earlier ones of that part end. An officer (`by`) may send it to another `email`, and
    to whom nobody was asked before; an applicant has it sent where it went before, so many times a day.

    Refused once it is answered, where nobody waits for it any more, and to an applicant who asks too often.
    """
    locked = type(applied).objects.select_for_update(of=("self",)).get(pk=applied.pk)
    before = locked.parts_asked.filter(whose=whose).last()
    if before is not None and before.answered_at is not None:
        raise Refused(ANSWERED)
    if by is None:
        if before is None:
            raise Refused("Nobody was asked for this part.")
        if not allow(asks.purpose, f"{locked.key} {whose}", at=at, most=MOST_AGAIN, within=A_DAY):
            raise Refused(f"A link is sent again at most {MOST_AGAIN} times in a day. Try tomorrow.")
    email = email or (before.email if before else "")
    if not email:
        raise Refused("Enter the address: nobody was asked for this part before", field="email")
    as_applied = before is not None and before.as_applied and email == before.email
    return _ask(asks, locked, whose, email, as_applied=as_applied, at=at, by=by)


def withdraw(asks: Asks, applied: Any, *, at: datetime) -> None:
    """Every link to a part that is not answered ends."""
    for earlier in applied.parts_asked.filter(answered_at=None):
        withdraw_links(asks.purpose, earlier.key, at=at)


def _our_address(school: School | None) -> str:
    if school is None:
        return ""
    contacts = school.contacts.filter(left_on=None).exclude(email="")
    return contacts.values_list("email", flat=True).first() or ""


def _ask(
    asks: Asks, applied: Any, whose: str, email: str, *, as_applied: bool, at: datetime, by: User | None = None
) -> LinkSent:
    for earlier in applied.parts_asked.filter(whose=whose, answered_at=None):
        withdraw_links(asks.purpose, earlier.key, at=at)
    asked: LinkSent = applied.parts_asked.create(whose=whose, email=email, as_applied=as_applied, asked_at=at, by=by)
    queue_message(
        asks.mails[whose],
        email,
        dedupe=f"{asks.purpose}:{asked.key}",
        link=reverse(asks.page, args=["-"]).removesuffix("-/"),
        at=at,
        one_time_subject=asked.key,
    )
    return asked
