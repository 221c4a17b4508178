"""Writes of the returns of schools: a pupil who came onto a register, one who was taken off, whom a return is about."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from cme import hours, pathway, rules
from cme.actions import refer
from cme.grounds import GROUNDS, HOME, UNKNOWN_WHEREABOUTS
from cme.matching import match_of
from cme.models import AuthorityRequest, Cause, Deletion, GroundText, NewPupil, Source
from cme.queries import looked_for
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import actions
from oxle.cases.challenges import ABOUT, ASKED
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Origin
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.people.actions.school_life import told_off_register
from oxle.people.models import Child
from oxle.people.refusals import not_before_birth
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

NO_GROUND = "The school took the pupil off its register, and names no ground of the regulation for it."


@transaction.atomic
def tell_new_pupil(school: School, said: Mapping[str, Any], *, by: User, on: date, at: datetime) -> NewPupil:
    """Keep that a school entered a child in its register, and match it to one we know. Nothing is closed by it.

    A return that is late is kept like any other. Refused for a day of entry after the day on which it was told, or
    before the pupil was born.
    """
    made = NewPupil(school=school, told_on=on, told_at=at, told_by=by, **said)
    if made.entered_on > on:
        raise Refused(_told(on), field="entered_on")
    if made.entered_on < made.born_on:
        raise Refused(
            f"The pupil was born on {plain_day(made.born_on)}. The day of entry cannot be before that.",
            field="entered_on",
        )
    made.due_on = due(rules.NEW_PUPIL_WITHIN, made.entered_on).on or made.entered_on
    made.match, made.child = match_of(made)
    made.case = _looked_for_since(made.child, made.entered_on)
    made.save(force_insert=True)
    hours.settle_of(made.case, by=by)
    return made


@transaction.atomic
def decide(told: NewPupil, version: int, *, child: Child | None, by: User) -> None:
    """Say which child a return is about, or put right what somebody said; None: we hold no such child. Refused for one
    whose UPN or details match: that is no matter of opinion. Refused as well while a case stands closed on it: the
    child would be looked for by nobody."""
    if told.is_certain:
        raise Refused("What the school gave matches one child for certain.")
    # Whoever closes the case waits here, and then finds the return as it is decided.
    closed = Case.objects.select_for_update().filter(pk=told.case_id).exclude(closed_on=None).first()
    if closed is not None and closed.stage == pathway.ENROLLED.key:
        raise Refused("A case was closed on this return. Take that closing back first, then say whom it is about.")
    was = told.case
    told.match = NewPupil.Match.PERSON if child else NewPupil.Match.NOBODY
    told.child, told.matched_by, told.case = child, by, _looked_for_since(child, told.entered_on)
    save_if_unchanged(told, version, ["match", "child", "matched_by", "case"])
    hours.settle_of(was, told.case, by=by)


@transaction.atomic
def tell_deleted(
    school: School,
    child: Child,
    said: Mapping[str, Any],
    *,
    by: User,
    on: date,
    at: datetime,
    message: InboxMessage | None = None,
    letter: UploadedFile | None = None,
) -> Deletion:
    """Keep that a school took a pupil off its register. If nobody knows where they are, they are looked for.

    A deletion without a ground is kept, and challenged at once. `message` is one that an officer enters. `letter` is
    the one in which the parents say that they educate the pupil at home: what comes on that ground without it, without
    its date, or with one of a later day is kept, labelled, and asked for (`Deletion.lacks`).
    Refused is what cannot be: a day after it was told, a last day at school after the deletion, a destination that is
    the school itself, and the same deletion told twice.
    """
    made = Deletion(school=school, child=child, told_on=on, told_at=at, told_by=by, **said)
    not_before_birth(child, deleted_on=made.deleted_on, last_attended_on=made.last_attended_on)
    if made.deleted_on > on:
        raise Refused(_told(on), field="deleted_on")
    if made.last_attended_on and made.last_attended_on > made.deleted_on:
        raise Refused(
            f"The pupil was deleted on {plain_day(made.deleted_on)}. The last day at school cannot be after that.",
            field="last_attended_on",
        )
    if made.destination_school_id == school.pk:
        raise Refused(
            "This is the school that deletes the pupil. Choose where the pupil goes.", field="destination_school"
        )
    if letter is not None:
        made.letter = store_upload(letter, by=by, at=at, field="letter")
    made.case = _looked_for(child)
    if made.case is None and made.ground in UNKNOWN_WHEREABOUTS:
        made.case = _begin(made, by=by, on=on, at=at, message=message)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("You have told us of this already.") from None
    if made.has_no_ground and made.case is not None:
        _challenge(made, made.case, on=on, at=at)
    told_off_register(child, school, made.deleted_on, at_home=made.ground == HOME.key)
    return made


@transaction.atomic
def supply_letter(
    told: Deletion, version: int, *, letter: UploadedFile, letter_on: date, by: User, at: datetime
) -> None:
    """Keep the parents' letter that a deletion for education at home came without. What stood there before stays in the
    audit."""
    told.letter, told.letter_on = store_upload(letter, by=by, at=at, field="letter"), letter_on
    save_if_unchanged(told, version, ["letter", "letter_on"])


def _told(on: date) -> str:
    """Why a day cannot be: it would be known before it was. For a message, `on` is the day it came."""
    return f"We were told on {plain_day(on)}. Enter that day or an earlier one."


def _challenge(told: Deletion, case: Case, *, on: date, at: datetime) -> None:
    """Ask the school that deleted, which need not be the one that told us of the child, nor know of the case."""
    facts = {ABOUT: told.key, **({} if _was_told_by(told.school, case) else {ASKED: told.school.key})}
    # A return that came before the case was opened, and is entered since, is challenged on its first day.
    asked_on = max(on, case.opened_on)
    actions.take(case, pathway.CHALLENGE, by=None, on=asked_on, at=at, reason=NO_GROUND, facts=facts)


def confirm_ground(key: str, text: str, *, by: User, on: date, at: datetime) -> GroundText:
    """Record that the words of a ground were compared with the regulation, by whom and when. A later one holds."""
    if key not in GROUNDS:
        raise Refused("There is no such ground.")
    return GroundText.objects.create(ground=key, text=text, by=by, on=on, at=at)


@transaction.atomic
def authority_asks(
    *, authority: str, from_whom: str, received_on: date, asked: str, upn: str, by: User, on: date, at: datetime
) -> AuthorityRequest:
    """Keep what another authority asks about a child; our answer is due by a setting. Refused for a day to come.

    The child is the one with the UPN it gives, where that is open to whoever enters it; else nobody yet. The UPN stays:
    somebody to whom more is open can look again.
    """
    if received_on > on:
        raise Refused("The day must be today or in the past.", field="received_on")
    child = visible_to(by, Child).filter(merged_into=None, upn=upn).first() if upn else None
    return AuthorityRequest.objects.create(
        authority=authority,
        from_whom=from_whom,
        received_on=received_on,
        due_on=due(rules.REPLY_WITHIN.on(received_on), received_on).on or received_on,
        asked=asked,
        upn=upn,
        child=child,
        case=_looked_for(child),
        entered_by=by,
        entered_at=at,
    )


def answer_authority(
    asked: AuthorityRequest, version: int, *, answered_on: date, answer: str, receipt: str, by: User, on: date
) -> None:
    """Record what we answered. Refused for a day to come or before it asked."""
    if answered_on > on:
        raise Refused("The day must be today or in the past.", field="answered_on")
    if answered_on < asked.received_on:
        raise Refused(f"It asked on {plain_day(asked.received_on)}. Enter a later day.", field="answered_on")
    said = {"answered_on": answered_on, "answer": answer, "receipt": receipt, "answered_by": by}
    for name, value in said.items():
        setattr(asked, name, value)
    save_if_unchanged(asked, version, said)


def _looked_for(child: Child | None) -> Case | None:
    return looked_for(child) if child else None


def _looked_for_since(child: Child | None, entered_on: date) -> Case | None:
    """The case that a child's entry in a register answers: none where the child was last at school after that day."""
    case = _looked_for(child)
    last = case.missing.last_attended_on if case else None
    return None if last and entered_on <= last else case


def _was_told_by(school: School, case: Case) -> bool:
    return case.school_id == school.pk and case.missing.source == Source.SCHOOL


def _begin(told: Deletion, *, by: User, on: date, at: datetime, message: InboxMessage | None) -> Case:
    """The case of a child whom a school deleted without knowing where they went."""
    told_of = {
        "source": Source.SCHOOL,
        "told_by": f"{message.sender if message else by.name}, {told.school}"[:300],
        "cause": Cause.REMOVED,
        "last_attended_on": told.last_attended_on or told.deleted_on,
        "last_known": told.destination or str(told.destination_school),
        "tried": [],
        "found_out": f"Taken off the register on {plain_day(told.deleted_on)}.",
        # A return asks neither: “no” would be an answer that nobody gave.
        "concern": None,
        "concern_words": "",
        "siblings": "",
        "social_worker": None,
    }
    origin = message.channel if message else Origin.PORTAL
    return refer(told.child, told.school, told=told_of, by=by, on=on, at=at, origin=origin)
