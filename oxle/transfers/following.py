"""A new place of a child was named: the records at the last school follow there, or stay where nothing came of it."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from oxle.accounts.models import User
from oxle.people.models import Child
from oxle.provision.models import Provider
from oxle.schools.models import School
from oxle.transfers.actions import Destination, forget_destination, name_destination, open_transfer, withdraw
from oxle.transfers.models import Reason, Transfer


def follow(
    child: Child,
    sender: School,
    to: Destination,
    *,
    known_on: date,
    starts_on: date | None,
    by: User | None,
    at: datetime,
) -> None:
    """Open the transfer of the records to a place that was named, or lead the one that is open there instead."""
    if to == sender:
        return
    said = {"to": to, "known_on": known_on, "starts_on": starts_on, "by": by, "at": at}
    standing = Transfer.objects.filter(child=child, from_school=sender, withdrawn_at=None)
    gone = Q(lines__sent_on__isnull=False) | Q(lines__received_on__isnull=False)
    # The last school of a child on no register was asked once the place was given.
    placed = Q(pk__in=Transfer.objects.filter(child=child, reason=Reason.PLACED, withdrawn_at=None))
    if standing.filter(gone | placed, _is_to(to)).exists():
        return
    # What went somewhere stays said of there: another place is another move.
    known = _untouched(standing.filter(reason__in=[Reason.NAMED, Reason.LEFT])).order_by("-opened_at").first()
    if known is not None:
        name_destination(known, known.version, **said)
    else:
        open_transfer(child, sender, reason=Reason.NAMED, **said)


def stay(
    child: Child,
    sender: School,
    *,
    because: str,
    by: User | None,
    at: datetime,
    instead_of: Destination | None = None,
) -> None:
    """The place that was named comes to nothing, or is in doubt: a move of which no file was sent yet is withdrawn.

    The move of a child who left goes on, and no longer to `instead_of`: it is not known where to.
    """
    rows = Transfer.objects.filter(child=child, from_school=sender, reason=Reason.NAMED, withdrawn_at=None)
    for one in _untouched(rows):
        withdraw(one, one.version, because=because, by=by, at=at)
    if instead_of is None:
        return
    left = Transfer.objects.filter(_is_to(instead_of), child=child, from_school=sender, reason=Reason.LEFT)
    for one in _untouched(left.filter(withdrawn_at=None)):
        forget_destination(one, one.version, because=because, by=by, at=at)


def went_since(child: Child, to: Destination, since: date) -> bool:
    """Whether a file of a child was sent to a place, or came there, on a day or later."""
    went = Q(lines__sent_on__gte=since) | Q(lines__received_on__gte=since)
    return Transfer.objects.filter(_is_to(to), went, child=child, withdrawn_at=None).exists()


def _untouched(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    return transfers.exclude(lines__received_on__isnull=False).exclude(lines__sent_on__isnull=False)


def _is_to(to: Destination) -> Q:
    """Whether a transfer goes to a place."""
    if isinstance(to, School):
        return Q(to_school=to)
    return Q(to_provider=to) if isinstance(to, Provider) else Q(elsewhere=to.strip())
