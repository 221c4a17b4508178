"""Whom a step on a referral tells by e-mail: seniors of a new one, the school of one that came back."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from attendance.referrals import pathway
from attendance.referrals.models import Draft
from oxle.accounts.models import User
from oxle.cases import messages
from oxle.cases.models import Case, Event
from oxle.cases.recipients import school_people
from oxle.cases.work import seniors
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.outbox import message, queue_messages


def tell(case: Case, event: Event, by: User | None) -> None:
    """Put the e-mails of a step in the outbox, in the step's own transaction."""
    if event.step in {pathway.REFER.key, pathway.RESUBMIT.key}:
        people, kind, link = seniors(case.duty), messages.NEW, case.get_absolute_url()
    elif event.step == pathway.RETURN.key and case.school is not None:
        people, kind, link = school_people(case.school.organisation_id), messages.RETURNED, reverse("home")
    else:
        return
    _queue(kind, people, about=str(event.pk), reference=case.reference, link=link, at=event.at)


def tell_of_unidentified(draft: Draft, *, at: datetime) -> None:
    """Tell those who decide that a referral waits for somebody to say which child it is about."""
    link = reverse("attendance:identify", args=[draft.key])
    _queue(
        messages.NEW, seniors(pathway.REFERRAL.duty), about=_sending(draft), reference=draft.reference, link=link, at=at
    )


def tell_of_return(draft: Draft, *, at: datetime) -> None:
    """Tell the school that a referral came back before anybody knew whose it is."""
    people, link = school_people(draft.school.organisation_id), reverse("home")
    _queue(messages.RETURNED, people, about=_sending(draft), reference=draft.reference, link=link, at=at)


def _sending(draft: Draft) -> str:
    # Each sending and each return is told once.
    return f"draft {draft.pk}.{draft.version}"


def _queue(kind: MessageKind, people: Iterable[User], *, about: str, reference: str, link: str, at: datetime) -> None:
    queue_messages(
        message(kind, person, dedupe=f"{kind.key}:{about}:{person.pk}", reference=reference, link=link, at=at)
        for person in people
    )
