"""Every write about the transfer of records: opened, sent, received, none exists, chased, withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.queries import people_who
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.keeping import keeping
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.outbox import message, next_working_morning, queue_messages
from oxle.people.models import Child, Enrolment
from oxle.provision.models import Offer, Provider, ProviderKind
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.transfers import messages
from oxle.transfers.deadlines import NOT_OWED, Move, due_of
from oxle.transfers.models import Happening, How, Kind, Line, Reason, Transfer, What
from oxle.transfers.visibility import WRITES

# Who sends: a school or a provider.
Sender = School | Provider
# Where a child goes: a school or a provider we know, or the name of another place.
Destination = School | Provider | str
# No school, so it makes no common transfer file; it owes the other two as every place with a child's records does.
NO_SCHOOL = {kind for kind in ProviderKind if not kind.is_registered} | {ProviderKind.FURTHER_EDUCATION}
ANOTHER = "Choose another place: the records are there already."


@transaction.atomic
def open_transfer(
    child: Child,
    sender: Sender,
    *,
    reason: Reason,
    at: datetime,
    by: User | None,
    to: Destination | None = None,
    known_on: date | None = None,
    starts_on: date | None = None,
    ceased_on: date | None = None,
    enrolment: Enrolment | None = None,
    offer: Offer | None = None,
    because: str = "",
) -> Transfer:
    """Open the three lines of a move; the place that sends is told the next working morning.

    Of a restricted child it is not told: the council sends those records on. A provider that is no school owes no
    common transfer file. Refused for a move to the very place the child leaves, and for a second one to the same place
    while one is open.
    """
    if to == sender:
        raise Refused(ANOTHER, field="school")
    Child.objects.select_for_update().get(pk=child.pk)
    transfer = Transfer(
        child=child, **_from(sender), reason=reason, because=because.strip(), opened_at=at, enrolment=enrolment,
        offer=offer, ceased_on=ceased_on,
    )  # fmt: skip
    if to is not None:
        _goes_to(transfer, to, known_on=known_on or london_day(at), starts_on=starts_on)
    if reason == Reason.BY_HAND and _same_open(transfer):
        raise Refused("The transfer of these records is open already.", field="school")
    transfer.save(force_insert=True)
    none_made = isinstance(sender, Provider) and sender.kind in NO_SCHOOL
    Line.objects.bulk_create(
        Line(transfer=transfer, kind=kind, owed=not (none_made and kind == Kind.CTF)) for kind in Kind
    )
    _happened(transfer, What.OPENED, at=at, by=by, text=because.strip() or transfer.get_reason_display())
    work_out([transfer])
    if not child.restricted:
        tell(messages.TO_SEND, sender.organisation_id, transfer, at=at)
    return transfer


@transaction.atomic
def name_destination(
    transfer: Transfer,
    version: int,
    *,
    to: Destination,
    known_on: date,
    starts_on: date | None,
    at: datetime,
    by: User | None,
) -> None:
    """Record where the child goes, or put it right. Stale when somebody was faster.

    Refused once a file was sent or its receipt is confirmed: what another place has is not moved by a word. A form
    about one of the files that was opened before is stale: it was filled in for the other place.
    """
    _must_stand(transfer)
    if to == transfer.sender:
        raise Refused(ANOTHER, field="school")
    gone = Q(sent_on__isnull=False) | Q(received_on__isnull=False)
    if transfer.is_known and transfer.lines.filter(gone).exists():
        raise Refused(
            f"A file went to {transfer.where_to} already. Withdraw this transfer and open another.",
            field="school",
        )
    transfer.lines.update(version=F("version") + 1)
    _goes_to(transfer, to, known_on=known_on, starts_on=starts_on)
    save_if_unchanged(transfer, version, ["to_school", "to_provider", "elsewhere", "known_on", "starts_on"])
    _happened(transfer, What.DESTINATION, at=at, by=by, text=transfer.where_to)
    work_out([transfer])


@transaction.atomic
def forget_destination(transfer: Transfer, version: int, *, because: str, at: datetime, by: User | None) -> None:
    """Record that it is not known after all where the child goes. Stale when somebody was faster, as are the forms
    about its files. Refused once a file was sent or its receipt is confirmed."""
    _must_stand(transfer)
    gone = Q(sent_on__isnull=False) | Q(received_on__isnull=False)
    if transfer.lines.filter(gone).exists():
        raise Refused(f"A file went to {transfer.where_to} already.")
    transfer.lines.update(version=F("version") + 1)
    transfer.to_school, transfer.to_provider, transfer.elsewhere = None, None, ""
    transfer.known_on = transfer.starts_on = None
    save_if_unchanged(transfer, version, ["to_school", "to_provider", "elsewhere", "known_on", "starts_on"])
    _happened(transfer, What.DESTINATION, at=at, by=by, text=f"Not known. {because}")
    work_out([transfer])


@transaction.atomic
def record_sent(
    line: Line, version: int, *, sent_on: date, sent_how: How, said: str = "", by: User, on: date, at: datetime
) -> None:
    """A file was sent, and how; or that is put right. The new place is told the next working morning.

    Refused while it is not known where to, for a day to come, and once receipt is confirmed. What was said before, that
    no such file exists, falls away.
    """
    transfer = line.transfer
    _must_stand(transfer)
    _must_be_owed(line)
    if not transfer.is_known:
        raise Refused("Say first where the pupil goes.")
    if line.received_on is not None:
        raise Refused(f"{transfer.where_to} has confirmed that it has this file.")
    _must_have_come(sent_on, on, "sent_on")
    line.sent_on, line.sent_how, line.sent_at, line.sent_by = sent_on, sent_how, at, by
    line.none_said, line.none_at, line.none_by = "", None, None
    save_if_unchanged(line, version, ["sent_on", "sent_how", "sent_at", "sent_by", "none_said", "none_at", "none_by"])
    _happened(
        transfer, What.SENT, line=line, at=at, by=by, text=_words(f"{plain_day(sent_on)}, {How(sent_how).label}", said)
    )
    if receiver := transfer.receiver:
        tell(messages.TO_CONFIRM, receiver.pk, transfer, at=at)


@transaction.atomic
def record_received(
    line: Line, version: int, *, received_on: date, receiver: str, by: User, on: date, at: datetime
) -> None:
    """The new place confirms that it has a file, since when, and who has it; or that is put right.

    A receipt stands also where nobody recorded that the file was sent. Refused for a day to come, for one before the
    file was sent, and while it is not known where the child goes.
    """
    transfer = line.transfer
    _must_stand(transfer)
    _must_be_owed(line)
    if not transfer.is_known:
        raise Refused("Say first where the pupil goes.")
    _must_have_come(received_on, on, "received_on")
    if line.sent_on is not None and received_on < line.sent_on:
        raise Refused(
            f"The file was sent on {plain_day(line.sent_on)}. It cannot have been received before.", field="received_on"
        )
    line.received_on, line.receiver, line.received_at, line.received_by = received_on, receiver.strip(), at, by
    line.none_said, line.none_at, line.none_by = "", None, None
    save_if_unchanged(
        line, version,
        ["received_on", "receiver", "received_at", "received_by", "none_said", "none_at", "none_by"],
    )  # fmt: skip
    _happened(transfer, What.RECEIVED, line=line, at=at, by=by, text=f"{plain_day(received_on)}, {line.receiver}")


@transaction.atomic
def record_none(line: Line, version: int, *, said_by: str, by: User, at: datetime) -> None:
    """Somebody, by name, says that no safeguarding file exists. Refused for another file, and for one that was sent."""
    _must_stand(line.transfer)
    if line.kind != Kind.SAFEGUARDING:
        raise Refused("Only of a safeguarding file can it be said that none exists.")
    if line.sent_on is not None or line.received_on is not None:
        raise Refused("This file was sent, so it exists.")
    line.none_said, line.none_at, line.none_by = said_by.strip(), at, by
    save_if_unchanged(line, version, ["none_said", "none_at", "none_by"])
    _happened(line.transfer, What.NONE, line=line, at=at, by=by, text=f"Says {line.none_said}")


@transaction.atomic
def record_lost(line: Line, version: int, *, lost_on: date, by: User, on: date, at: datetime) -> None:
    """The common transfer file is in the lost pupil database of School to School, as nobody knows where the child goes.

    Refused once that is known: then the file goes there.
    """
    _must_stand(line.transfer)
    _must_be_owed(line)
    if line.kind != Kind.CTF:
        raise Refused("Only a common transfer file goes into the lost pupil database.")
    if line.transfer.is_known:
        raise Refused(f"The pupil goes to {line.transfer.where_to}: send the file there.")
    _must_have_come(lost_on, on, "lost_on")
    line.lost_on, line.lost_at, line.lost_by = lost_on, at, by
    save_if_unchanged(line, version, ["lost_on", "lost_at", "lost_by"])
    _happened(line.transfer, What.LOST, line=line, at=at, by=by, text=plain_day(lost_on))


@transaction.atomic
def chase(transfer: Transfer, *, whom: str, said: str, by: User, at: datetime) -> None:
    """Ask the place that sends (`whom` is “sender”) or the place that receives (“receiver”) about what is missing.

    The chase is on record with who chased, and their people get an e-mail that names nobody. Refused where nobody
    there can be asked, and of the place that sends once the child is restricted: it is not to learn of the move.
    """
    _must_stand(transfer)
    if whom == "sender" and transfer.child.restricted:
        raise Refused(
            f"The child is restricted: {transfer.sender.name} is not told of the move. Send the records on.",
            field="whom",
        )
    asked = transfer.sender.organisation if whom == "sender" else transfer.receiver
    if asked is None:
        raise Refused("Nobody signs in for that place. Ring them, and record it where you asked.", field="whom")
    happening = _happened(transfer, What.CHASED, at=at, by=by, text=_words(asked.name, said))
    tell(messages.CHASED, asked.pk, transfer, at=at, once=str(happening.pk), due_at=at)


@transaction.atomic
def withdraw(transfer: Transfer, version: int, *, because: str, by: User | None, at: datetime) -> None:
    """The child does not move after all, or the move was opened by mistake. The new place does not see it any more."""
    _must_stand(transfer)
    transfer.withdrawn_at, transfer.withdrawn_by, transfer.withdrawn_because = at, by, because.strip()
    save_if_unchanged(transfer, version, ["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    _happened(transfer, What.WITHDRAWN, at=at, by=by, text=because.strip())


def work_out(transfers: Iterable[Transfer]) -> int:
    """Work the dates of these transfers' lines out again and keep those that changed; how many did."""
    transfers = list(transfers)
    if not transfers:
        return 0
    calendars = calendars_for({one.calendar_id for one in transfers})
    changed = []
    by_pk = {one.pk: one for one in transfers}
    with keeping():  # the settings of a day are read once for all lines
        for line in Line.objects.filter(transfer__in=by_pk, owed=True).order_by("pk"):
            transfer = by_pk[line.transfer_id]
            due_on = due_of(line.kind, move_of(transfer), calendars[transfer.calendar_id]).on
            if due_on != line.due_on:
                line.due_on = due_on
                changed.append(line)
    Line.objects.bulk_update(changed, ["due_on"])
    return len(changed)


def move_of(transfer: Transfer) -> Move:
    """What the dates of a transfer are worked out from."""
    return Move(
        transfer.ceased_on, transfer.known_on, transfer.starts_on, transfer.from_provider_id is not None,
        london_day(transfer.opened_at),
    )  # fmt: skip


def tell(
    kind: MessageKind,
    organisation_id: int,
    transfer: Transfer,
    *,
    at: datetime,
    once: str = "",
    due_at: datetime | None = None,
) -> None:
    """Queue an e-mail to the people of a place about a transfer, once for each kind, or for `once`."""
    queue_messages(
        message(
            kind,
            person,
            dedupe=f"{kind.key}:{transfer.pk}:{once}:{person.pk}",
            reference="1" if kind.digest else "",
            link=reverse("transfers:list") if kind.digest else reverse("transfers:transfer", args=[transfer.key]),
            at=at,
            due_at=due_at or next_working_morning(at),
        )
        for person in people_who(organisation_id, WRITES)
    )


def _from(sender: Sender) -> dict[str, Any]:
    return {"from_school": sender} if isinstance(sender, School) else {"from_provider": sender}


def _goes_to(transfer: Transfer, to: Destination, *, known_on: date, starts_on: date | None) -> None:
    transfer.to_school = to if isinstance(to, School) else None
    transfer.to_provider = to if isinstance(to, Provider) else None
    transfer.elsewhere = to.strip() if isinstance(to, str) else ""
    transfer.known_on, transfer.starts_on = known_on, starts_on


def _same_open(transfer: Transfer) -> bool:
    return Transfer.objects.filter(
        child=transfer.child,
        from_school=transfer.from_school,
        from_provider=transfer.from_provider,
        to_school=transfer.to_school,
        to_provider=transfer.to_provider,
        elsewhere=transfer.elsewhere,
        withdrawn_at=None,
    ).exists()


def _must_stand(transfer: Transfer) -> None:
    """Hold the transfer until the end, so that none is withdrawn while a file of it is recorded, nor the other way."""
    withdrawn = Transfer.objects.select_for_update().values_list("withdrawn_at", flat=True).get(pk=transfer.pk)
    if withdrawn is not None:
        raise Refused("This transfer was withdrawn.")


def _must_be_owed(line: Line) -> None:
    if not line.owed:
        raise Refused(f"{NOT_OWED.why_not}.")


def _must_have_come(day: date, on: date, field: str) -> None:
    if day > on:
        raise Refused("The day must be today or in the past.", field=field)


def _words(first: str, said: str) -> str:
    return f"{first}\n{said.strip()}" if said.strip() else first


def _happened(
    transfer: Transfer, what: What, *, at: datetime, by: User | None, text: str, line: Line | None = None
) -> Happening:
    kind: Any = line.kind if line is not None else ""
    return Happening.objects.create(transfer=transfer, kind=kind, what=what, at=at, by=by, text=text)
