"""How an applicant comes in: a link is asked for by an e-mail address, sent to it, and used once."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from licensing.applicants import messages
from licensing.applicants.models import Applicant
from oxle.core.links import peek_link, use_link, withdraw_links
from oxle.correspondence.outbox import queue_message


@transaction.atomic
def ask_for_link(email: str, *, at: datetime) -> None:
    """Send a link to an address. Whether anybody of this address was here before makes no difference."""
    email = email.lower()
    applicant, _ = Applicant.objects.update_or_create(email=email, defaults={"asked_at": at})
    queue_message(
        messages.TO_APPLICANT,
        email,
        # A double click asks once.
        dedupe=f"licensing applicant:{applicant.key}:{at:%Y-%m-%d %H:%M}",
        link=reverse("licensing:apply_link", args=["-"]).removesuffix("-/"),
        at=at,
        one_time_subject=applicant.key,
    )


def still_works(secret: str, *, at: datetime) -> bool:
    """Whether a link would let somebody in now. It is not used by being looked at: mail programs open links too."""
    return peek_link(secret, messages.PURPOSE, at=at) is not None


@transaction.atomic
def come_in(secret: str, *, at: datetime) -> Applicant | None:
    """Whom a link lets in, once: it and every other link of theirs stop working. None where it does not work."""
    key = use_link(secret, messages.PURPOSE, at=at)
    applicant = Applicant.objects.filter(key=key).first() if key else None
    if applicant is not None:
        withdraw_links(messages.PURPOSE, applicant.key, at=at)
        applicant.came_at = at
        applicant.save(update_fields=["came_at"])
    return applicant
