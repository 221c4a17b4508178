"""Reads about transfers of records: which a person may see, what waits for whom, and who has not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.people.models import Child
from oxle.schooldays.queries import calendar_for
from oxle.transfers.actions import move_of
from oxle.transfers.deadlines import NOT_OWED, WITHDRAWN, Due, due_of
from oxle.transfers.models import Happening, Kind, Line, Transfer
from oxle.transfers.visibility import places_of

# A line that asks for nothing more: receipt is confirmed, no such file exists or is owed, or the lost pupil database
# has it.
SETTLED = (
    Q(received_on__isnull=False)
    | Q(none_at__isnull=False)
    | Q(owed=False)
    | Q(lost_on__isnull=False, transfer__known_on=None)
)
UNSENT = ~SETTLED & Q(sent_on=None)

# What is read with a transfer: who sends and who receives, with their names.
PLACES = (
    "from_school__organisation",
    "from_provider__organisation",
    "to_school__organisation",
    "to_provider__organisation",
)


def _of_sender(field: str, before: str = "") -> Coalesce:
    """A field of whichever place sends, a school or a provider."""
    return Coalesce(f"{before}from_school__{field}", f"{before}from_provider__{field}")


SENDER_KEY, SENDER_NAME = _of_sender("key"), _of_sender("organisation__name")


def _lines(condition: Q) -> Exists:
    return Exists(Line.objects.filter(condition, transfer=OuterRef("pk")))


# How a transfer may stand, by what the list's filter calls it.
STATES: dict[str, tuple[str, Q]] = {
    "open": ("Open", Q(_lines(~SETTLED), withdrawn_at=None)),
    "done": ("All settled", Q(~_lines(~SETTLED), withdrawn_at=None)),
    "withdrawn": ("Withdrawn", Q(withdrawn_at__isnull=False)),
}


def transfers_for(user: User) -> QuerySet[Transfer]:
    """The transfers this person may see, each with what its list shows: `next_due` (the earliest day of a file that is
    not sent), `to_send` and `to_confirm` (how many files), `sender_key` and `sender_name`, open ones first.
    """
    unsent = Q(lines__owed=True, lines__sent_on=None, lines__received_on=None, lines__none_at=None) & (
        Q(lines__lost_on=None) | Q(known_on__isnull=False)
    )
    sent = Q(lines__sent_on__isnull=False, lines__received_on=None)
    rows = visible_to(user, Transfer).select_related("child", *PLACES)
    stands = Q(withdrawn_at=None)
    return rows.annotate(
        sender_key=SENDER_KEY,
        sender_name=SENDER_NAME,
        next_due=Min("lines__due_on", filter=unsent & stands),
        to_send=Count("lines", filter=unsent & stands),
        to_confirm=Count("lines", filter=sent & stands),
    ).order_by(F("next_due").asc(nulls_last=True), "-to_confirm", "-opened_at", "pk")


def get_transfer_for(user: User, key: str) -> Transfer:
    """One of them by its key, the sight of the child recorded; 404 to strangers."""
    rows = visible_to(user, Transfer).select_related("child", *PLACES)
    transfer = get_or_404(rows, key=key)
    sights.see([transfer.child_id], "page")
    return transfer


def lines_of(transfer: Transfer) -> list[Line]:
    """The three lines of a transfer, with whoever wrote them."""
    rows = transfer.lines.select_related("transfer", "sent_by", "received_by", "none_by", "lost_by")
    order = list(Kind)
    return sorted(rows, key=lambda line: order.index(Kind(line.kind)))


def get_line(transfer: Transfer, kind: str) -> Line:
    """One line of a transfer that a person may see; 404 for what is no kind of line."""
    rows = Line.objects.select_related(*(f"transfer__{place}" for place in PLACES))
    return get_or_404(rows, transfer=transfer, kind=kind)


def happenings_of(transfer: Transfer) -> list[Happening]:
    """All that happened to a transfer, the newest first."""
    return list(transfer.happenings.select_related("by").order_by("-at", "-pk"))


def due(line: Line, transfer: Transfer) -> Due:
    """When a file must have been sent and why, as it is worked out now."""
    if not line.owed:
        return NOT_OWED
    if transfer.withdrawn_at is not None:
        return WITHDRAWN
    return due_of(line.kind, move_of(transfer), calendar_for(transfer.calendar_id))


def of_child(user: User, child: Child) -> list[Transfer]:
    """A child's transfers, of those this person may see, the newest first."""
    return list(transfers_for(user).filter(child=child).order_by("-opened_at", "-pk"))


@dataclass(frozen=True)
class Waiting:
    """What waits of what a person may see: files to send, how many of them overdue and since when, and receipts."""

    to_send: int
    overdue: int
    oldest_due: date | None
    to_confirm: int


def waiting_for(user: User, on: date, *, own: bool = False) -> Waiting | None:
    """What waits; None when nothing does. With `own` only what a school's or provider's own people have to do.

    One query.
    """
    lines = Line.objects.filter(
        ~SETTLED, transfer__in=visible_to(user, Transfer).filter(withdrawn_at=None).values("pk")
    )
    theirs, comes = Q(), Q()
    if own:
        places = places_of(user)
        theirs = Q(transfer__from_school__organisation__in=places)
        theirs |= Q(transfer__from_provider__organisation__in=places)
        comes = Q(transfer__to_school__organisation__in=places) | Q(transfer__to_provider__organisation__in=places)
    unsent = Q(sent_on=None) & theirs
    late = unsent & Q(due_on__lt=on)
    found = lines.aggregate(
        to_send=Count("pk", filter=unsent & Q(transfer__known_on__isnull=False)),
        overdue=Count("pk", filter=late),
        oldest_due=Min("due_on", filter=late),
        to_confirm=Count("pk", filter=Q(sent_on__isnull=False) & comes),
    )
    return Waiting(**found) if any((found["to_send"], found["overdue"], found["to_confirm"])) else None


@dataclass(frozen=True)
class OfSender:
    """What a school or provider that sends has not settled: moves with a file that nobody has receipted, and those that
    are overdue."""

    sender: str
    key: str
    moves: int
    overdue: int
    oldest_due: date | None


def unreceipted_by_sender(user: User, on: date) -> Sequence[OfSender]:
    """The schools and providers whose pupils' records are not all receipted, what is overdue first. One query."""
    seen = visible_to(user, Transfer).filter(withdrawn_at=None)
    lines = Line.objects.filter(~SETTLED, transfer__in=seen.values("pk"))
    return _by_sender(lines, Q(sent_on=None, due_on__lt=on))


def unreceipted_at(on: date, end: datetime, **whose: bool) -> Sequence[OfSender]:
    """The same over everybody, or of the children `whose` columns say so, as it stood at the `end` of a day by what is
    known of that day now. One query."""
    waits = Q(received_on=None) | Q(received_on__gt=on)
    exists = Q(none_at=None) | Q(none_at__gte=end)
    not_lost = Q(lost_on=None) | Q(lost_on__gt=on) | Q(transfer__known_on__lte=on)
    stood = Q(transfer__withdrawn_at=None) | Q(transfer__withdrawn_at__gte=end)
    lines = Line.objects.filter(waits, exists, not_lost, stood, owed=True, transfer__opened_at__lt=end)
    lines = lines.filter(**{f"transfer__child__{name}": is_so for name, is_so in whose.items()})
    return _by_sender(lines, (Q(sent_on=None) | Q(sent_on__gt=on)) & Q(due_on__lt=on))


def _by_sender(lines: QuerySet[Line], late: Q) -> Sequence[OfSender]:
    rows = (
        lines.values(sender_key=_of_sender("key", "transfer__"), name=_of_sender("organisation__name", "transfer__"))
        .annotate(
            moves=Count("transfer", distinct=True),
            overdue=Count("transfer", filter=late, distinct=True),
            oldest_due=Min("due_on", filter=late),
        )
        .order_by(F("oldest_due").asc(nulls_last=True), "-moves", "name")
    )
    return [OfSender(row["name"], row["sender_key"], row["moves"], row["overdue"], row["oldest_due"]) for row in rows]
