"""Writes the case of a missing child: the referral, every enquiry, what other authorities say."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cme import hours, letters, pathway
from cme.asked import answer_due, count_anew, earliest_answer_on
from cme.checklist import Kind
from cme.models import AuthorityEnquiry, Cause, Deletion, Enquiry, Missing, NewPupil, Source
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.people.refusals import not_before_birth
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


@transaction.atomic
def refer(
    child: Child,
    school: School | None,
    *,
    told: Mapping[str, Any],
    by: User,
    on: date,
    at: datetime,
    origin: str = Origin.PORTAL,
    message: InboxMessage | None = None,
    came_from: Case | None = None,
    paper: UploadedFile | File | None = None,
) -> Case:
    """Open the case of a missing child as of the day the council was told. `told` holds the fields of Missing.

    `school` is the one that told us, or the last one; None where the child was never at one. `message` is one that an
    officer enters; `paper` one that came with it. Refused for a last day at school to come or before the child was
    born, and for a second case while one is open.
    """
    received = message.received_on if message else on
    record = Missing(told_at=at, **told)
    _must_have_been(record.last_attended_on, child, received)
    case = actions.open_case(
        pathway.TRACKING,
        pathway.REFER,
        by=by,
        on=received,
        at=at,
        origin=message.channel if message else origin,
        child=child,
        school=school,
        came_from=came_from,
        parties={"parent": [parent.adult for parent in parents_of(child, on)]},
        # What a school told of a pupil who was on no list has its reference already.
        reference=message.reference if message and message.channel == Origin.PORTAL else "",
        facts=_dates(record),
    )
    record.case = case
    record.save(force_insert=True)
    if school is not None and record.source == Source.SCHOOL:
        casework.joins(case, school.organisation, role=letters.SCHOOL, on=received)
    if paper is not None:
        file = paper if isinstance(paper, File) else store_upload(paper, by=by, at=at, field="paper")
        casework.attach(case, file, title="What came with the referral", by=by, on=received, at=at, from_school=True)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    _take_over_returns(case, record.last_attended_on)
    hours.settle(case, by=by)
    return case


def _take_over_returns(case: Case, last_attended_on: date | None) -> None:
    """What schools returned of the child before anybody looked for them is about this case, too: a deletion, and an
    entry in a register after the last day at school."""
    rows: list[Deletion | NewPupil] = [
        *Deletion.objects.filter(child=case.child, case=None),
        *NewPupil.objects.filter(child=case.child, case=None, entered_on__gt=last_attended_on or date.min),
    ]
    for one in rows:
        one.case = case
        save_if_unchanged(one, one.version, ["case"])


def receive(hand_over: HandOver, data: Mapping[str, Any], by: User, on: date, at: datetime) -> Case:
    """Open the case of a child whom another duty handed over, such as home education that was found unsuitable.

    As of the day on which it was handed over. Refused for a matter that is about no child, or while a case is open.
    """
    child = hand_over.case.child
    if child is None:
        raise Refused("This is about no child. Send it back.")
    told = {
        "source": Source.COUNCIL,
        "told_by": f"{hand_over.by.name}, {hand_over.case.reference}",
        "cause": data["cause"],
        "last_known": data["last_known"],
        "concern": data["concern"],
        "concern_words": data["concern_words"],
    }
    return refer(
        child,
        hand_over.case.school,
        told=told,
        by=by,
        on=hand_over.on,
        at=at,
        origin=Origin.HAND_OVER,
        came_from=hand_over.case,
    )


def correct_referral(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right on which day the child was last at school. Refused where that cannot be, or a school leaves it out."""
    record = case.missing
    typed = facts.get(pathway.LAST_ATTENDED_ON.key)
    record.last_attended_on = date.fromisoformat(typed) if typed else None
    if record.source == Source.SCHOOL and record.last_attended_on is None:
        raise Refused("Enter the last day at school: a school told us.", field=pathway.LAST_ATTENDED_ON.key)
    _must_have_been(record.last_attended_on, case.child, on)
    record.save(update_fields=["last_attended_on"])
    return {**facts, **_dates(record)}


@transaction.atomic
def record_enquiry(
    case: Case, *, kind: str, result: str, words: str, next_on: date | None, by: User, on: date, at: datetime
) -> Enquiry:
    """Record one enquiry about a missing child and what came of it; it stays, and a later one says how it is now.

    Refused on a case that is closed or stopped for safeguarding, for a day to come or before the case was opened where
    the school did not make it, and to ask again on a day that is over.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    must_be_worked_on(case)
    if on > london_day(at):
        raise Refused("The date must be today or in the past.", field="on")
    if case.child is not None:
        not_before_birth(case.child, on=on)
    if kind != Kind.SCHOOL and on < case.opened_on:
        raise Refused(
            f"We were told on {plain_day(case.opened_on)}. Only what the school did can have been before that.",
            field="on",
        )
    if next_on is not None and next_on <= on:
        raise Refused("Enter a day after this enquiry.", field="next_on")
    return Enquiry.objects.create(
        case=case, kind=kind, result=result, words=words, next_on=next_on, by=by, on=on, at=at
    )


@transaction.atomic
def ask_authority(
    case: Case, *, authority: str, to_whom: str, sent_on: date, by: User, at: datetime
) -> AuthorityEnquiry:
    """Record that another authority was asked in writing. Its answer is due by a setting."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    must_be_worked_on(case)
    if sent_on > london_day(at):
        raise Refused("The date must be today or in the past.", field="sent_on")
    if sent_on < case.opened_on:
        raise Refused(f"We were told of the child on {plain_day(case.opened_on)}.", field="sent_on")
    return AuthorityEnquiry.objects.create(
        case=case,
        authority=authority,
        to_whom=to_whom,
        sent_on=sent_on,
        due_on=answer_due(sent_on),
        sent_by=by,
    )


@transaction.atomic
def record_answer(enquiry: AuthorityEnquiry, version: int, *, by: User, at: datetime, **said: Any) -> None:
    """Record what another authority answered, and its written receipt where it has the child.

    Refused for days to come or before it was asked, and for a receipt of which it is not said who signed it and where
    it is kept.
    """
    if not enquiry.case.is_open:
        raise Refused("The case is closed.")
    earliest_on = earliest_answer_on(enquiry)
    for name in ("answered_on", "receipt_on"):
        day = said.get(name)
        if day is not None and day > london_day(at):
            raise Refused("The date must be today or in the past.", field=name)
        if day is not None and day < earliest_on:
            raise Refused(f"It was asked on {plain_day(earliest_on)}. Enter a later day.", field=name)
    if said.get("receipt_on") and not (said.get("receipt_by") and said.get("receipt_reference")):
        raise Refused("Say who signed the receipt, and where it is kept.", field="receipt_by")
    for name, value in said.items():
        setattr(enquiry, name, value)
    count_anew(enquiry)
    save_if_unchanged(enquiry, version, [*said, "sent_on", "due_on"])


def why_not_asked(case: Case) -> str | None:
    """Why nobody may be asked about a missing child now; None where the enquiries go on."""
    if not case.is_open:
        return "The case is closed."
    if case.stage == pathway.STOPPED.key:
        return "Safeguarding has stopped the enquiries. Nobody is asked until it allows them."
    if case.stage == pathway.REFERRED.key:
        return "Look at safeguarding first. The enquiries begin after it."
    return None


def must_be_worked_on(case: Case) -> None:
    """Refused while nobody may be asked."""
    if refusal := why_not_asked(case):
        raise Refused(refusal)


def _must_have_been(last_attended_on: date | None, child: Child | None, received_on: date) -> None:
    if last_attended_on is not None and last_attended_on > received_on:
        raise Refused(
            f"We were told on {plain_day(received_on)}. The child cannot have been at school after that.",
            field="last_attended_on",
        )
    if last_attended_on is not None and child is not None and last_attended_on < child.born_on:
        raise Refused(
            f"The child was born on {plain_day(child.born_on)}, and cannot have been at school before that.",
            field="last_attended_on",
        )


def _dates(record: Missing) -> dict[str, str | None]:
    day = record.last_attended_on
    return {pathway.LAST_ATTENDED_ON.key: day.isoformat() if day else None}


# What a hand-over says of why the child has no education, where nobody says more.
HANDED_OVER_AS = {"ehe": Cause.UNSUITABLE_HOME}
