"""Whom a step on a referral tells by e-mail: seniors of a new one, the school of one that came back."""

from django.urls import reverse

from attendance.referrals import pathway
from oxle.accounts.models import User
from oxle.cases import messages
from oxle.cases.models import Case, Event
from oxle.cases.sweep import school_people
from oxle.cases.work import seniors
from oxle.correspondence.outbox import message, queue_messages


def tell(case: Case, event: Event, by: User | None) -> None:
    """Put the e-mails of a step in the outbox, in the step's own transaction."""
    if event.step in {pathway.REFER.key, pathway.RESUBMIT.key}:
        people, kind, link = seniors(case.duty), messages.NEW, case.get_absolute_url()
    elif event.step == pathway.RETURN.key and case.school is not None:
        people, kind, link = school_people(case.school.organisation_id), messages.RETURNED, reverse("home")
    else:
        return
    queue_messages(
        message(
            kind, person, dedupe=f"{kind.key}:{event.pk}:{person.pk}", reference=case.reference, link=link, at=event.at
        )
        for person in people
    )
