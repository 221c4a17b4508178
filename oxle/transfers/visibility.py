"""Whose transfers a person may see: the council those of the children it sees, a place those from it and to it."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from oxle.accounts.models import User
from oxle.accounts.permissions import read, write
from oxle.accounts.visibility import visible, visible_to
from oxle.core import dates
from oxle.people.models import Child, Enrolment
from oxle.people.visibility import conflicts_of
from oxle.provision.models import Offer
from oxle.transfers.models import Line, Transfer
from oxle.transfers.rules import SHOWN_AFTER

READS, WRITES = read("transfers"), write("transfers")


def places_of(user: User) -> list[int]:
    """The organisations for which a person sends and receives records; a seat on a panel is no such role."""
    return user.organisations_where(READS)


@visible(Transfer)
def transfers_seen_by(user: User) -> Q:
    """Council staff: those of visible children. A school or provider sees those that it sends, also after the pupil
    left, and those that come to it from the day on which it is known that the pupil comes, unless the pupil does not,
    and until every file has come and the pupil is not there any more.

    Where a restricted child has gone the old place never learns here: the council sends those records on.
    """
    if user.is_council:
        return Q(child__in=visible_to(user, Child))
    own = places_of(user)
    comes = Q(to_school__organisation__in=own) | Q(to_provider__organisation__in=own)
    goes = Q(from_school__organisation__in=own) | Q(from_provider__organisation__in=own)
    seen = (goes & Q(child__restricted=False)) | (comes & Q(withdrawn_at=None) & _concerns_the_new_place())
    return seen & ~Q(child__in=conflicts_of(user, dates.today()).values("child"))


def _concerns_the_new_place() -> Q:
    """Moves of which a file is still to come or came lately, or whose child is at the new place or will be."""
    today = dates.today()
    lines = Line.objects.filter(transfer=OuterRef("pk"))
    since = dates.now() - timedelta(days=SHOWN_AFTER.on(today))
    wanted = lines.filter(
        Q(owed=True, received_on=None, none_at=None) | Q(received_at__gte=since) | Q(none_at__gte=since)
    )
    runs = Q(to_on=None) | Q(to_on__gte=today)
    at_school = Enrolment.objects.filter(runs, child=OuterRef("child"), school=OuterRef("to_school"))
    at_provider = Offer.objects.filter(runs, child=OuterRef("child"), provider=OuterRef("to_provider"))
    return Q(Exists(wanted)) | Q(Exists(at_school)) | Q(Exists(at_provider))


def may_send(user: User, transfer: Transfer) -> bool:
    """Whether a person says what became of the files: the people of the place that has them, or the
    council."""
    return user.can(WRITES) and (user.is_council or transfer.sender.organisation_id in places_of(user))


def may_receive(user: User, transfer: Transfer) -> bool:
    """Whether a person confirms receipt: the people of the place where the pupil goes, or the council for them."""
    receiver = transfer.receiver
    comes_to = receiver is not None and receiver.pk in places_of(user)
    return user.can(WRITES) and (user.is_council or comes_to)
