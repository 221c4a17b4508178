"""Sends a parent and a school the links to their parts of an application, as it is received."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from licensing.parts import messages
from licensing.parts.models import PartAsked
from licensing.performances.models import Entrant
from oxle.core.links import withdraw_links
from oxle.correspondence.outbox import queue_message

Whose = PartAsked.Whose
KINDS = {Whose.PARENT: messages.TO_PARENT, Whose.SCHOOL: messages.TO_SCHOOL}


@transaction.atomic
def ask_both(entrant: Entrant, *, at: datetime) -> None:
    """Ask a parent, and the school where there is one to ask; of a child of another area nobody.

    It makes no difference whether we hold the child, or who may see the record: else whoever applies could learn it
    from what comes to an address of theirs. The link shows what the applicant wrote, and nothing of ours. The school
    is asked at our own address of it, at the applicant’s word only without.
    """
    if entrant.match == Entrant.Match.ELSEWHERE:
        return
    if entrant.parent_email:
        _ask(entrant, Whose.PARENT, entrant.parent_email, as_applied=True, at=at)
    ours = _our_address(entrant)
    if email := ours or entrant.school_email:
        _ask(entrant, Whose.SCHOOL, email, as_applied=not ours, at=at)


def _our_address(entrant: Entrant) -> str:
    if entrant.school is None:
        return ""
    contacts = entrant.school.contacts.filter(left_on=None).exclude(email="")
    return contacts.values_list("email", flat=True).first() or ""


def _ask(entrant: Entrant, whose: str, email: str, *, as_applied: bool, at: datetime) -> None:
    for earlier in entrant.parts_asked.filter(whose=whose, answered_at=None):
        withdraw_links(messages.PURPOSE, earlier.key, at=at)
    asked = PartAsked.objects.create(entrant=entrant, whose=whose, email=email, as_applied=as_applied, asked_at=at)
    queue_message(
        KINDS[Whose(whose)],
        email,
        dedupe=f"licensing part:{asked.key}",
        link=reverse("licensing:part_link", args=["-"]).removesuffix("-/"),
        at=at,
        one_time_subject=asked.key,
    )
