"""The decisions that keep a record or let it go. Nothing is destroyed here: that is a job's, once two people agreed.

Which records: see disposable.
"""

import re
from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, decide, release
from oxle.cases import retention
from oxle.cases.disposable import in_the_way, kind_of, reference_of
from oxle.cases.disposal_models import RUNNING, Disposal, LegalHold, State
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused, Stale
from oxle.schooldays.wording import plain_day

REVIEWS, CONFIRMS = decide("disposal"), release("disposal")


# --- legal holds ---------------------------------------------------------------------------------------------


def may_hold(user: User, record: Any) -> bool:
    """Who may put a record on legal hold or lift it: who reviews disposals; for a case also whoever decides on its
    duty and its solicitors, for any other who agrees to disposals.

    They must see the record as well; that is for the page to find out.
    """
    others = [decide(record.duty), release(record.duty, Compartment.LEGAL)] if isinstance(record, Case) else [CONFIRMS]
    return any(user.can(permission) for permission in (REVIEWS, *others))


@transaction.atomic
def put_on_hold(record: Any, *, reason: str, by: User, on: date, at: datetime) -> LegalHold:
    """Keep a record from disposal until the hold is lifted. A decision to dispose of it that is still running stops."""
    _may_hold(record, by)
    _named(reason, "Give the reason.")
    _locked(record)
    kind = kind_of(record)
    hold = LegalHold.objects.create(**{kind.what: record}, reason=reason, by=by, on=on, at=at)
    for running in record.disposals.filter(state__in=RUNNING):
        stop(running, f"The {kind.noun} was put on legal hold on {plain_day(on)}.")
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, reason: str, by: User, at: datetime, version: int) -> None:
    """Lift one legal hold. What was decided before it does not come back: somebody must look at the record again."""
    _may_hold(hold.of, by)
    _named(reason, "Give the reason.")
    _locked(hold.of)
    if LegalHold.objects.get(pk=hold.pk).lifted_at:
        raise Refused("This legal hold has been lifted already.")
    hold.lifted_reason, hold.lifted_by, hold.lifted_at = reason, by, at
    save_if_unchanged(hold, version, ["lifted_reason", "lifted_by", "lifted_at"])


# --- the two decisions ---------------------------------------------------------------------------------------


@transaction.atomic
def keep(record: Any, *, reason: str, next_review_on: date, by: User, on: date, at: datetime) -> Disposal:
    """Keep a record whose time is up for longer, and look at it again on a day."""
    _may(by, REVIEWS)
    _named(reason, "Give the reason.")
    if next_review_on <= on:
        raise Refused("The date to look again must be in the future.", field="next_review_on")
    locked, kind = _locked(record), kind_of(record)
    answer = kind.kept(locked)
    if answer is None or answer.until_on >= on:
        raise Refused(f"The time of this {kind.noun} is not up, so it is kept anyway.")
    _not_running(locked)
    return _decided(locked, answer, State.KEPT, reason=reason, by=by, at=at, next_review_on=next_review_on)


@transaction.atomic
def propose(record: Any, *, reason: str, by: User, on: date, at: datetime) -> Disposal:
    """Propose that a record be destroyed. Nothing follows until a second person agrees."""
    _may(by, REVIEWS)
    _named(reason, "Give the reason.")
    locked = _locked(record)
    _not_running(locked)
    problems, answer = in_the_way(locked, on), kind_of(locked).kept(locked)
    if problems or answer is None:
        raise Refused(" ".join(problems))
    names_nobody(locked, reason)
    return _decided(locked, answer, State.PROPOSED, reason=reason, by=by, at=at)


@transaction.atomic
def confirm(proposal: Disposal, *, answer: str, by: User, at: datetime, version: int) -> None:
    """Agree, as the second person, that a record be destroyed. From here on the job destroys it."""
    _may(by, CONFIRMS)
    _named(answer, "Say what you checked.", field="answer")
    record = _running(proposal)
    if by.pk == proposal.by_id:
        raise Refused("Two people must agree: this must be done by somebody other than the one who proposed it.")
    if problems := in_the_way(record, london_day(at)):
        raise Refused(" ".join(problems))
    names_nobody(record, answer, field="answer")
    _answered(proposal, State.CONFIRMED, answer, by, at, version)


@transaction.atomic
def refuse(proposal: Disposal, *, answer: str, by: User, at: datetime, version: int) -> None:
    """Do not agree that a record be destroyed, or take one's own proposal back. It is to be reviewed again."""
    if not (by.can(CONFIRMS) or by.can(REVIEWS)):
        raise Refused("Your role does not include this decision.")
    _named(answer, "Give the reason.", field="answer")
    _running(proposal)
    _answered(proposal, State.REFUSED, answer, by, at, version)


def stop(running: Disposal, because: str) -> None:
    """End a decision that is not yet carried out. The caller holds the record's row lock."""
    running.state, running.stopped_because = State.STOPPED, because
    running.version += 1
    running.save(update_fields=["state", "stopped_because", "version"])


def names_nobody(record: Any, text: str, field: str = "reason") -> None:
    """Refuse a text that stays on the certificate when it has a name or a UPN of the record in it."""
    kind = kind_of(record)
    for word in sorted(kind.names(record)):
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            raise Refused(
                f"Take “{word}” out: what you write here stays when the {kind.noun} is gone, so it must name nobody.",
                field=field,
            )


def _decided(
    record: Any, answer: retention.Kept, state: str, *, reason: str, by: User, at: datetime, **more: date
) -> Disposal:
    rule = answer.decides.rule
    return Disposal.objects.create(
        **{kind_of(record).what: record},
        reference=reference_of(record),
        state=state,
        record=answer.record,
        rule=rule.key,
        rule_words=f"{answer.decides.words} ({rule.source})"[:300],
        closed_on=answer.closed_on,
        reason=reason,
        by=by,
        at=at,
        **more,
    )


def _answered(proposal: Disposal, state: str, answer: str, by: User, at: datetime, version: int) -> None:
    proposal.state, proposal.answer, proposal.answered_by, proposal.answered_at = state, answer, by, at
    save_if_unchanged(proposal, version, ["state", "answer", "answered_by", "answered_at"])


def _running(proposal: Disposal) -> Any:
    """The record of a proposal that nobody has answered, locked. Stale when somebody was faster."""
    record = _locked(proposal.of)
    now = Disposal.objects.get(pk=proposal.pk)
    if now.state != State.PROPOSED:
        raise Stale(now)
    return record


def _not_running(record: Any) -> None:
    if record.disposals.filter(state__in=RUNNING).exists():
        raise Refused(f"Somebody has already proposed to destroy this {kind_of(record).noun}.")


def _locked(record: Any) -> Any:
    # Every decision on a record, and the job that carries it out, wait for one another here.
    return type(record).objects.select_for_update().get(pk=record.pk)


def _may_hold(record: Any, by: User) -> None:
    if not may_hold(by, record):
        raise Refused("Your role does not include legal holds.")


def _may(by: User, permission: object) -> None:
    if not by.can(permission):
        raise Refused("Your role does not include this decision.")


def _named(reason: str, otherwise: str, field: str = "reason") -> None:
    if not reason.strip():
        raise Refused(otherwise, field=field)
