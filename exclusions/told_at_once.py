"""Writes at once to those who act on exclusions, where a child must have education within days: by reference and link.

No officer is of an area, so all who work on exclusions are told, with those who decide. Of a case in a compartment,
such as a safeguarding separation, those of them are who may read it: who else would open the link is told nothing.
"""

from datetime import datetime

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, decide, write
from oxle.accounts.queries import with_roles
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import visible_to
from oxle.cases import messages
from oxle.cases.models import Case
from oxle.cases.queries import pathway_of
from oxle.core.dates import london_day
from oxle.core.keeping import kept
from oxle.correspondence.outbox import message, queue_messages
from oxle.people.visibility import closed_to

TOLD = (write("exclusions"), decide("exclusions"))


def tell(case: Case, *, about: str, by: User | None, at: datetime) -> None:
    """Queue the e-mail of what came on a case, once for what it is `about`; not to whoever entered it, nor to whom the
    child's record is closed for a conflict of interest."""
    spared = {*closed_to(case.child_id, london_day(at)), by.pk if by else None}
    kind, link = messages.NEW, case.get_absolute_url()
    queue_messages(
        message(kind, person, dedupe=f"{kind.key}:{about}:{person.pk}", reference=case.reference, link=link, at=at)
        for person in kept(("told of exclusions",), _people)
        if person.pk not in spared and _reads(person, case)
    )


def _reads(person: User, case: Case) -> bool:
    ordinary = pathway_of(case).compartment == Compartment.ORDINARY
    return ordinary or visible_to(person, Case).filter(pk=case.pk).exists()


def _people() -> list[User]:
    roles = [key for key, role in ROLES.items() if role.permissions.intersection(TOLD)]
    people = User.objects.filter(is_active=True, memberships__role__in=roles).distinct()
    return [person for person in with_roles(people) if person.permissions.intersection(TOLD)]
