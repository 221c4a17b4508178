"""Writes to the last school at once: that it is asked for the exit form, about what appears unlawful, for more; and
that the council decided whether it consents.

The chaser of what is overdue comes days later (`oxle/cases/sweep.py`). Until then a school that did not tell us itself
would know of nothing, and take the name off its roll meanwhile.
"""

from collections.abc import Iterable

from django.urls import reverse

from ehe import messages, pathway
from oxle.accounts.models import User
from oxle.cases.messages import RETURNED
from oxle.cases.models import Case, Event
from oxle.cases.permissions import PORTAL
from oxle.cases.recipients import school_people
from oxle.correspondence.outbox import message, queue_messages
from oxle.schools.models import School

# What of a step the school is written about.
KINDS = {
    pathway.TELL.key: messages.EXIT_FORM_ASKED,
    pathway.NAME_SCHOOL.key: messages.EXIT_FORM_ASKED,
    pathway.RETURN_FORM.key: RETURNED,
    pathway.CHALLENGE.key: messages.SCHOOL_ASKED,
    pathway.GIVE_CONSENT.key: messages.CONSENT_DECIDED,
    pathway.REFUSE_CONSENT.key: messages.CONSENT_DECIDED,
}
# How many are asked for the exit form, as the entry of the telling keeps it: nobody, where nobody signs in.
ASKED_BY_EMAIL = "asked_by_email"


def people_of(school: School, *, besides: User | None = None) -> list[User]:
    """Who of a school is written to: its portal's people, and who signs the exit form; not whoever sees it now."""
    people: Iterable[User] = school_people(school.organisation_id, frozenset({PORTAL, pathway.SIGNS}))
    return [person for person in people if person != besides]


def ask(case: Case, event: Event, by: User | None) -> None:
    """Queue the e-mails of a step that asks the school for something, each person's once; none of every other step."""
    kind = KINDS.get(event.step)
    if kind is None or case.school is None:
        return
    queue_messages(
        message(
            kind,
            person,
            dedupe=f"{kind.key}:{event.pk}:{person.pk}",
            reference=case.reference,
            link=reverse("home"),
            at=event.at,
        )
        for person in people_of(case.school, besides=by)
    )


def asked_in_words(event: Event) -> str:
    """What the timeline says of who was asked: where nobody was, somebody must ring."""
    count = event.facts.get(ASKED_BY_EMAIL)
    if count is None:
        return ""
    if count:
        return "The school is asked for the exit form by e-mail."
    return "Nobody at the school signs in here, so no e-mail asks it for the exit form: ring or write to it today."
