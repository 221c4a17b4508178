"""Who is told the same day that a school's register and a provider's differ: the school, officers, safeguarding leads.
Officers are told the same day, too, of a pupil whom a provider did not see and of whom no school says anything.

Each person gets one e-mail about all that was found at once. It names nobody, and says how many sessions it is about.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, read, write
from oxle.accounts.queries import with_roles
from oxle.accounts.roles import COUNCIL, ROLES
from oxle.accounts.visibility import visible_to
from oxle.cases import messages
from oxle.cases.recipients import school_people
from oxle.core.dates import london_day
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.models import Message
from oxle.correspondence.outbox import message, queue_messages
from oxle.provision.mismatch_models import Mismatch, MismatchKind
from oxle.provision.mismatches import OPEN, PLACELESS
from oxle.provision.reconciling import last_day_over
from oxle.provision.unseen import unseen
from oxle.schools.models import School, SchoolContact

EXPLAINS, SEES = write("mismatches"), read("mismatches")
READS_SAFEGUARDING = read("pupils", Compartment.SAFEGUARDING)
# How a school's contact is known to be its safeguarding lead: jobs are typed by hand.
SAFEGUARDING = "safeguarding"
# Whoever is told, by what the outbox knows them by, and how they are written to.
Told = tuple[object, User | str]


def tell(found: Sequence[Mismatch], at: datetime) -> None:
    """Queue the e-mails about mismatches that were found or became others: to the school's people and its safeguarding
    lead, and in the council to those who may see the child. A notice is for the school alone. Of a pupil without a
    recorded place they are told once, for as long as that stays open, and not of every session.
    """
    notices = [one for one in found if one.kind == MismatchKind.NOTICE]
    others = _not_told_of([one for one in found if one.kind != MismatchKind.NOTICE])
    queue_messages(
        [
            *_to_schools(messages.ABSENT_ELSEWHERE, notices, at),
            *_to_schools(messages.MISMATCH, others, at),
            *_to_council(others, at),
        ]
    )


def _not_told_of(found: Sequence[Mismatch]) -> list[Mismatch]:
    """Without the sessions of a pupil without a recorded place of which others were open, and told of, before."""
    about = Mismatch.objects.filter(OPEN, PLACELESS, child__in={one.child_id for one in found if _is_placeless(one)})
    before = set(about.exclude(pk__in=[one.pk for one in found]).values_list("child", "school"))
    return [one for one in found if not (_is_placeless(one) and (one.child_id, one.school_id) in before)]


def _is_placeless(one: Mismatch) -> bool:
    return one.kind == MismatchKind.UNPLACED and one.provider_id is None


def tell_of_unseen(at: datetime) -> int:
    """Queue the e-mails about pupils whom a provider did not see today: to those who must find out where each is, once
    as soon as there is one, and once more when the day is over. Returns how many.
    """
    on = london_day(at)
    when = "over" if last_day_over(at) == on else "seen"
    about = {f"unseen:{on}:{when}:{person.pk}": person for person in _at_the_council() if person.can(EXPLAINS)}
    told = set(Message.objects.filter(dedupe__in=about).values_list("dedupe", flat=True))
    wanted = []
    for dedupe, person in about.items():
        if dedupe not in told and (found := unseen(person, at, days=1)):
            link = reverse("provision:mismatches")
            wanted.append(
                message(messages.NOT_SEEN, person, dedupe=dedupe, reference=str(len(found)), link=link, at=at)
            )
    queue_messages(wanted)
    return len(wanted)


def _to_schools(kind: MessageKind, found: Sequence[Mismatch], at: datetime) -> Iterator[Message]:
    for school in School.objects.filter(pk__in={one.school_id for one in found}).order_by("pk"):
        theirs = [one for one in found if one.school_id == school.pk]
        for told in _at_school(school):
            yield _about(kind, theirs, told, at)


def _to_council(found: Sequence[Mismatch], at: datetime) -> Iterator[Message]:
    for person in _at_the_council() if found else ():
        seen = set(visible_to(person, Mismatch).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
        if theirs := [one for one in found if one.pk in seen]:
            yield _about(messages.MISMATCH, theirs, (person.pk, person), at)


def _about(kind: MessageKind, found: Sequence[Mismatch], told: Told, at: datetime) -> Message:
    who, to = told
    # Registers are matched one after the other, so that each state of a mismatch is found once.
    first = min(found, key=lambda one: one.pk)
    return message(
        kind,
        to,
        dedupe=f"mismatch:{first.pk}:{first.version}:{who}",
        reference=str(len(found)),
        link=reverse("provision:mismatches"),
        at=at,
    )


def _at_school(school: School) -> Iterable[Told]:
    people = school_people(school.organisation_id)
    leads = SchoolContact.objects.filter(school=school, job__icontains=SAFEGUARDING, left_on=None).exclude(email="")
    known = {person.email.lower() for person in people}
    return [
        *((person.pk, person) for person in people),
        *((f"contact {lead.pk}", lead.email) for lead in leads.order_by("pk") if lead.email.lower() not in known),
    ]


def _at_the_council() -> list[User]:
    """Those who explain mismatches, and those who read them and the safeguarding compartment."""
    roles = [key for key, role in ROLES.items() if role.at == COUNCIL and SEES in role.permissions]
    people = User.objects.filter(is_active=True, memberships__role__in=roles).distinct()
    return [
        person
        for person in with_roles(people)
        if person.is_council and (person.can(EXPLAINS) or (person.can(SEES) and person.can(READS_SAFEGUARDING)))
    ]
