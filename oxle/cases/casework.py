"""The writes on a case that are not steps: notes, visits, allocation, documents, safeguarding, hand-overs."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.accounts.permissions import Compartment, read
from oxle.accounts.visibility import visible_to
from oxle.cases import duties, messages, owing, reads
from oxle.cases.actions import team_for
from oxle.cases.clocks import State
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Allocation, Case, CaseDocument, Note, Origin, SafeguardingReferral, Visit
from oxle.cases.permissions import children_of, may_allocate, who_work_inbox, works_on
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused, Stale
from oxle.correspondence.outbox import queue_message
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.people.refusals import not_before_birth
from oxle.people.visibility import conflicts_of
from oxle.schooldays.wording import plain_day


@transaction.atomic
def write_note(case: Case, *, text: str, compartment: str, by: User, on: date, at: datetime) -> Note:
    """Write a note. Refused in a compartment that this person may not even read."""
    if compartment != Compartment.ORDINARY:
        area = "pupils" if compartment == Compartment.SAFEGUARDING else case.duty
        if not by.can(read(area, Compartment(compartment))):
            raise Refused("Your role does not include notes of this kind.", field="compartment")
    _not_in_future(on, at)
    return Note.objects.create(case=case, text=text, compartment=compartment, by=by, on=on, at=at)


@transaction.atomic
def record_visit(
    case: Case, *, place: str, outcome: str, joint_with: str, text: str, by: User, on: date, at: datetime
) -> Visit:
    """Record a visit that was tried or made."""
    _not_in_future(on, at)
    if case.child is not None:
        not_before_birth(case.child, on=on)
    return Visit.objects.create(
        case=case, place=place, outcome=outcome, joint_with=joint_with, text=text, by=by, on=on, at=at
    )


@transaction.atomic
def allocate(case: Case, *, to: User | None, by: User, on: date, at: datetime, reason: str, version: int) -> Allocation:
    """Give a case to an officer, or back to the team's queue, with a reason. Stale when somebody was faster."""
    if not reason:
        raise Refused("Give the reason.", field="reason")
    if to is not None:
        if not works_on(to, case):
            raise Refused(f"{to.name} does not work on cases such as {case.reference}.", field="to")
        if conflicts_of(to, on).filter(child__in=children_of(case)).exists():
            raise Refused(f"{to.name} has a conflict of interest with the family of {case.reference}.", field="to")
    case.owner = to
    save_if_unchanged(case, version, ["owner"])
    # Whoever has it now was told of none of its dates.
    case.deadlines.filter(state=State.RUNNING).update(soon_told_for=None, overdue_told_for=None)
    return Allocation.objects.create(case=case, to=to, by=by, reason=reason, on=on, at=at)


@transaction.atomic
def allocate_several(keys: Collection[str], *, to: User, by: User, on: date, at: datetime, reason: str) -> int:
    """Give cases that nobody has to one officer, for one reason: all of them or, when one cannot be, none.

    Refused when one has been allocated or closed meanwhile, or is not for `by` to give or for `to` to have.
    """
    rows = owing.nobodys(visible_to(by, Case).filter(key__in=keys))
    cases = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if len(cases) < len(set(keys)):
        raise Refused("Some of these cases have been allocated or closed meanwhile. Choose again.", field="cases")
    for case in cases:
        if not may_allocate(by, case):
            raise Refused(f"Your role does not allocate cases such as {case.reference}.", field="cases")
        allocate(case, to=to, by=by, on=on, at=at, reason=reason, version=case.version)
    return len(cases)


@transaction.atomic
def attach(
    case: Case,
    file: File,
    *,
    title: str,
    by: User,
    on: date,
    at: datetime,
    kind: str = "",
    compartment: str = Compartment.ORDINARY,
    from_school: bool = False,
) -> CaseDocument:
    """Put a stored file on a case."""
    return CaseDocument.objects.create(
        case=case,
        file=file,
        title=title,
        kind=kind,
        compartment=compartment,
        from_school=from_school,
        by=by,
        on=on,
        at=at,
    )


@transaction.atomic
def joins(case: Case, body: Organisation, *, role: str, on: date) -> None:
    """Make a school, an agency or another body a party of the case, so that letters go to it; once, while it is one."""
    if not case.parties.filter(organisation=body, role=role, to_on=None).exists():
        case.parties.create(organisation=body, role=role, from_on=on)


@transaction.atomic
def parents_join(case: Case, *, role: str, on: date, at: datetime) -> None:
    """Make whoever is a parent of the child by now a party of the case, so that letters go to them too. A case is often
    opened on the day we are told, of a child of whose family not all was known yet."""
    if case.child is None:
        return
    there = set(case.parties.filter(role=role).values_list("adult", flat=True))
    for parent in parents_of(case.child, london_day(at)):
        if parent.adult.pk not in there:
            case.parties.create(adult=parent.adult, role=role, from_on=on)


@transaction.atomic
def agency_joins(case: Case, name: str, *, role: str, on: date) -> Organisation:
    """The same for an agency of which no more than its name is known, under one spelling of it."""
    agencies = Organisation.objects.filter(kind=OrganisationKind.AGENCY, name__iexact=name)
    body = agencies.first() or Organisation.objects.create(name=name, kind=OrganisationKind.AGENCY)
    joins(case, body, role=role, on=on)
    return body


@transaction.atomic
def refer_to_mash(case: Case, *, concern: str, by: User, on: date, at: datetime) -> SafeguardingReferral:
    """Record a contact to the multi-agency safeguarding hub."""
    _not_in_future(on, at)
    return SafeguardingReferral.objects.create(case=case, concern=concern, by=by, on=on, at=at)


@transaction.atomic
def record_mash_answer(
    referral: SafeguardingReferral, *, decision: str, decided_on: date, fed_back_on: date | None, version: int
) -> None:
    """Record what the hub decided and when the school was told."""
    if decided_on < referral.on:
        raise Refused("The decision cannot be before the referral.", field="decided_on")
    _not_before_decision(fed_back_on, decided_on)
    referral.decision = decision
    referral.decided_on = decided_on
    referral.fed_back_on = fed_back_on
    save_if_unchanged(referral, version, ["decision", "decided_on", "fed_back_on"])


@transaction.atomic
def record_mash_told(referral: SafeguardingReferral, *, fed_back_on: date, version: int) -> None:
    """Record when the school was told what the hub had decided. Refused before there is a decision."""
    if referral.decided_on is None:
        raise Refused("The MASH has not decided yet.", field="fed_back_on")
    _not_before_decision(fed_back_on, referral.decided_on)
    referral.fed_back_on = fed_back_on
    save_if_unchanged(referral, version, ["fed_back_on"])


def _not_before_decision(fed_back_on: date | None, decided_on: date) -> None:
    if fed_back_on and fed_back_on < decided_on:
        raise Refused("The school cannot have been told before the decision.", field="fed_back_on")


@transaction.atomic
def hand_over(case: Case, *, to: str, by: User, on: date, at: datetime, reason: str) -> HandOver:
    """Give a case's matter to another duty: it waits in the inbox of that duty's team, who accept it or send it back.

    Where that duty is not installed, it waits with a named team, whose answer ends it and stands on the case; while
    nobody of a team deals with its inbox the managers are told. What follows: `handing`.
    """
    if not reason:
        raise Refused("Give the reason.", field="reason")
    if to == case.duty:
        raise Refused("The case is already with this duty.", field="to")
    waits_with = team_for(to, on)
    message = InboxMessage.objects.create(
        team=waits_with,
        channel=Origin.HAND_OVER,
        received_on=on,
        sender=f"{duties.duty(case.duty).name}, {case.reference}",
        text=f"For {duties.COUNCIL_DUTIES.get(to, to)}: {reason}",
        entered_at=at,
        entered_by=by,
    )
    _tell_if_nobody_is_there(waits_with, case, message)
    return HandOver.objects.create(
        case=case, to_duty=to, reason=reason, on=on, at=at, by=by, waits_with=waits_with, message=message
    )


@transaction.atomic
def withdraw_hand_overs(case: Case, *, to: Collection[str], why: str, by: User, at: datetime) -> None:
    """What a case handed over to some duties and nobody has dealt with yet is not needed any more: it waits no longer,
    and says why, on the case and to whoever looks for it. What was accepted goes on where it is, as does what somebody
    deals with at this moment."""
    waits = case.handed_over.filter(to_duty__in=to, waits_with__isnull=False).values("message")
    rows = InboxMessage.objects.select_for_update(skip_locked=True, of=("self",))
    for message in rows.filter(pk__in=waits, state=InboxMessage.State.WAITING).order_by("pk"):
        answer_message(message, why, by=by, at=at, version=message.version)
        HandOver.objects.filter(message=message).update(withdrawn=True)


def _tell_if_nobody_is_there(team: Organisation, case: Case, message: InboxMessage) -> None:
    if who_work_inbox(team):
        return
    for person in reads.managers():
        queue_message(
            messages.HANDED_OVER,
            person,
            dedupe=f"handed over:{message.pk}:{person.pk}",
            reference=case.reference,
            link=case.get_absolute_url(),
            at=message.entered_at,
        )


def who_has(case: Case) -> list[User]:
    """Who is to be told of a case: its officer; of one that nobody has, whoever works on its team's inbox and may open
    it, and the managers where nobody does."""
    if case.owner is not None:
        return [case.owner]
    there = who_work_inbox(case.team) if case.team else []
    return [one for one in there if visible_to(one, Case).filter(pk=case.pk).exists()] or reads.managers()


@transaction.atomic
def receive_message(
    *,
    team: Organisation,
    channel: str,
    received_on: date,
    sender: str,
    text: str,
    files: list[File],
    by: User,
    at: datetime,
) -> InboxMessage:
    """Keep what came by e-mail, phone or post; it waits in a team's inbox until it is linked or answered."""
    _not_in_future(received_on, at, field="received_on")
    message = InboxMessage.objects.create(
        team=team,
        channel=channel,
        received_on=received_on,
        sender=sender,
        text=text,
        entered_at=at,
        entered_by=by,
    )
    message.files.set(files)
    return message


@transaction.atomic
def link_message(message: InboxMessage, case: Case, *, by: User, at: datetime, version: int) -> None:
    """Link a waiting message to a case; it and its files then show there. A matter handed over has then arrived.

    One that was sent back is about the case that had handed it over, and refused for any other.
    """
    _must_wait(message)
    if message.case_id not in {None, case.pk}:
        raise Refused("This was sent back about another case. Link it to the case that it names, or answer it.")
    HandOver.objects.filter(message=message).update(opened=case, waits_with=None)
    message.case = case
    message.state = InboxMessage.State.LINKED
    _dealt(message, by, at, version, ["case"])


@transaction.atomic
def unlink_message(message: InboxMessage, *, reason: str, by: User, on: date, at: datetime, version: int) -> None:
    """Take a message off the wrong case; it waits in the inbox again, and a note on that case keeps why.

    Refused where the case was entered from it. Of the message itself the note tells nothing but the day it came.
    """
    case = message.case
    if message.state != InboxMessage.State.LINKED or case is None:
        raise Stale(message)
    if refusal := why_not_unlink(message):
        raise Refused(refusal)
    HandOver.objects.filter(message=message).update(opened=None, waits_with=message.team)
    message.dealt_by = message.dealt_at = None
    if not sent_back(message):
        message.case = None
    message.state = InboxMessage.State.WAITING
    save_if_unchanged(message, version, ["state", "case", "dealt_by", "dealt_at"])
    text = f"A message that came on {plain_day(message.received_on)} was unlinked from this case: {reason}"
    write_note(case, text=text, compartment=Compartment.ORDINARY, by=by, on=on, at=at)


def sent_back(message: InboxMessage) -> bool:
    """Whether a message tells that what a case handed over was refused: it stays about that case, linked or not."""
    return message.channel == Origin.HAND_OVER and not HandOver.objects.filter(message=message).exists()


def why_not_unlink(message: InboxMessage) -> str | None:
    """Why a linked message stays with its case; None where it may be taken off."""
    children = Child.objects.filter(pk__in=children_of(message.case)) if message.case else Child.objects.none()
    for duty in duties.duties():
        about = duty.messages_about(children) if duty.messages_about else None
        if about is not None and InboxMessage.objects.filter(about, pk=message.pk).exists():
            return "The case was entered from this message, which stays with it."
    return None


@transaction.atomic
def answer_message(message: InboxMessage, answer: str, *, by: User, at: datetime, version: int) -> None:
    """Say how a waiting message was answered, where no case came of it.

    A matter handed over waits no longer then, and the case that handed it over says who answered it, and what.
    """
    _must_wait(message)
    HandOver.objects.filter(message=message).update(
        waits_with=None, refused_on=london_day(at), refused_by=by, refused_because=answer
    )
    message.answer = answer
    message.state = InboxMessage.State.ANSWERED
    _dealt(message, by, at, version, ["answer"])


def _dealt(message: InboxMessage, by: User, at: datetime, version: int, fields: list[str]) -> None:
    message.dealt_by = by
    message.dealt_at = at
    save_if_unchanged(message, version, ["state", "dealt_by", "dealt_at", *fields])


def _must_wait(message: InboxMessage) -> None:
    if message.state != InboxMessage.State.WAITING:
        raise Stale(message)


def _not_in_future(on: date, at: datetime, field: str = "on") -> None:
    if on > london_day(at):
        raise Refused("The date must be today or in the past.", field=field)
