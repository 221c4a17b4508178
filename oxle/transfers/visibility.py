"""Whose transfers a person may see: the council those of the children it sees, a place those from it and to it."""

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.permissions import read, write
from oxle.accounts.visibility import visible, visible_to
from oxle.core import dates
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.transfers.models import Transfer

READS, WRITES = read("transfers"), write("transfers")


def places_of(user: User) -> list[int]:
    """The organisations for which a person sends and receives records; a seat on a panel is no such role."""
    return user.organisations_where(READS)


@visible(Transfer)
def transfers_seen_by(user: User) -> Q:
    """Council staff: those of visible children. A school sees those of its own pupils, also after they left, and a
    place sees what comes to it from the day on which it is known that the pupil comes, unless the pupil does not.

    Where a restricted child has gone the old school never learns here: the council sends those records on.
    """
    if user.is_council:
        return Q(child__in=visible_to(user, Child))
    own = places_of(user)
    comes = Q(to_school__organisation__in=own) | Q(to_provider__organisation__in=own)
    seen = Q(sender__organisation__in=own, child__restricted=False) | (comes & Q(withdrawn_at=None))
    return seen & ~Q(child__in=conflicts_of(user, dates.today()).values("child"))


def may_send(user: User, transfer: Transfer) -> bool:
    """Whether a person says what became of the files: the school's people whose pupil it was, or the council."""
    return user.can(WRITES) and (user.is_council or transfer.sender.organisation_id in places_of(user))


def may_receive(user: User, transfer: Transfer) -> bool:
    """Whether a person confirms receipt: the people of the place where the pupil goes, or the council for them."""
    receiver = transfer.receiver
    comes_to = receiver is not None and receiver.pk in places_of(user)
    return user.can(WRITES) and (user.is_council or comes_to)
