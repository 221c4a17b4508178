"""The decisions that keep a case or let it go. Nothing is destroyed here: that is a job's, once two people agreed."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, decide, release
from oxle.cases import retention
from oxle.cases.disposal_models import Disposal, LegalHold, State
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused, Stale
from oxle.people.models import Child, ChildName
from oxle.schooldays.wording import listed, plain_day

REVIEWS, CONFIRMS = decide("disposal"), release("disposal")


# --- legal holds ---------------------------------------------------------------------------------------------


def may_hold(user: User, case: Case) -> bool:
    """Who may put a case on legal hold or lift it: whoever decides on its duty, its solicitors, who reviews disposals.

    They must see the case as well; that is for the page to find out.
    """
    who = (decide(case.duty), release(case.duty, Compartment.LEGAL), REVIEWS)
    return any(user.can(permission) for permission in who)


@transaction.atomic
def put_on_hold(case: Case, *, reason: str, by: User, on: date, at: datetime) -> LegalHold:
    """Keep a case from disposal until the hold is lifted. A decision to dispose of it that is still running stops."""
    _may_hold(case, by)
    _named(reason, "Give the reason.")
    _locked(case)
    hold = LegalHold.objects.create(case=case, reason=reason, by=by, on=on, at=at)
    for running in case.disposals.filter(state__in=[State.PROPOSED, State.CONFIRMED]):
        stop(running, f"The case was put on legal hold on {plain_day(on)}.")
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, reason: str, by: User, at: datetime, version: int) -> None:
    """Lift one legal hold. What was decided before it does not come back: somebody must look at the case again."""
    _may_hold(hold.case, by)
    _named(reason, "Give the reason.")
    _locked(hold.case)
    if LegalHold.objects.get(pk=hold.pk).lifted_at:
        raise Refused("This legal hold has been lifted already.")
    hold.lifted_reason, hold.lifted_by, hold.lifted_at = reason, by, at
    save_if_unchanged(hold, version, ["lifted_reason", "lifted_by", "lifted_at"])


# --- what stands in the way ----------------------------------------------------------------------------------


def in_the_way(case: Case, on: date) -> list[str]:
    """Everything that forbids disposing of a case on a day, a sentence each; asked at every decision and by the job."""
    return list(_in_the_way(case, on))


def _in_the_way(case: Case, on: date) -> Iterator[str]:
    if case.closed_on is None:
        yield "The case is open."
        return
    for hold in case.holds.filter(lifted_at=None):
        yield f"The case is on legal hold since {plain_day(hold.on)}."
    answer = retention.kept(case)
    if answer is None:
        yield "No rule says how long this case is kept."
    elif answer.until_on >= on:
        yield f"The case is kept until {plain_day(answer.until_on)}."
    if led_to := list(case.led_to.order_by("pk").values_list("reference", flat=True)):
        yield f"What came from this case is still kept: {listed(led_to)}. It goes first."


# --- the two decisions ---------------------------------------------------------------------------------------


@transaction.atomic
def keep(case: Case, *, reason: str, next_review_on: date, by: User, on: date, at: datetime) -> Disposal:
    """Keep a case whose time is up for longer, and look at it again on a day."""
    _may(by, REVIEWS)
    _named(reason, "Give the reason.")
    if next_review_on <= on:
        raise Refused("The date to look again must be in the future.", field="next_review_on")
    locked = _locked(case)
    answer = retention.kept(locked)
    if answer is None or answer.until_on >= on:
        raise Refused("The time of this case is not up, so it is kept anyway.")
    _not_running(locked)
    return _decided(locked, answer, State.KEPT, reason=reason, by=by, at=at, next_review_on=next_review_on)


@transaction.atomic
def propose(case: Case, *, reason: str, by: User, on: date, at: datetime) -> Disposal:
    """Propose that a case be destroyed. Nothing follows until a second person agrees."""
    _may(by, REVIEWS)
    _named(reason, "Give the reason.")
    locked = _locked(case)
    _not_running(locked)
    problems, answer = in_the_way(locked, on), retention.kept(locked)
    if problems or answer is None:
        raise Refused(" ".join(problems))
    names_nobody(locked, reason)
    return _decided(locked, answer, State.PROPOSED, reason=reason, by=by, at=at)


@transaction.atomic
def confirm(proposal: Disposal, *, answer: str, by: User, at: datetime, version: int) -> None:
    """Agree, as the second person, that a case be destroyed. From here on the job destroys it."""
    _may(by, CONFIRMS)
    _named(answer, "Say what you checked.", field="answer")
    case = _running(proposal)
    if by.pk == proposal.by_id:
        raise Refused("Two people must agree: this must be done by somebody other than the one who proposed it.")
    if problems := in_the_way(case, london_day(at)):
        raise Refused(" ".join(problems))
    names_nobody(case, answer, field="answer")
    _answered(proposal, State.CONFIRMED, answer, by, at, version)


@transaction.atomic
def refuse(proposal: Disposal, *, answer: str, by: User, at: datetime, version: int) -> None:
    """Do not agree that a case be destroyed, or take one's own proposal back. The case is to be reviewed again."""
    if not (by.can(CONFIRMS) or by.can(REVIEWS)):
        raise Refused("Your role does not include this decision.")
    _named(answer, "Give the reason.", field="answer")
    _running(proposal)
    _answered(proposal, State.REFUSED, answer, by, at, version)


def stop(running: Disposal, because: str) -> None:
    """End a decision that is not yet carried out. The caller holds the case's row lock."""
    running.state, running.stopped_because = State.STOPPED, because
    running.version += 1
    running.save(update_fields=["state", "stopped_because", "version"])


def names_nobody(case: Case, text: str, field: str = "reason") -> None:
    """Refuse a text that stays on the certificate when it has a name or a UPN of the case in it."""
    for word in sorted(_names_in(case)):
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            raise Refused(
                f"Take “{word}” out: what you write here stays when the case is gone, so it must name nobody.",
                field=field,
            )


def _names_in(case: Case) -> set[str]:
    parties = list(case.parties.select_related("adult"))
    adults = [case.adult, *(party.adult for party in parties)]
    children = {case.child_id, *(party.child_id for party in parties)}
    pairs = [(one.given, one.family) for one in adults if one]
    pairs += ChildName.objects.filter(child__in=children).values_list("given", "family")
    upns = Child.objects.filter(pk__in=children).values_list("upn", flat=True)
    return {word for word in (*(name for pair in pairs for name in pair), *upns) if word}


def _decided(
    case: Case, answer: retention.Kept, state: str, *, reason: str, by: User, at: datetime, **more: date
) -> Disposal:
    rule = answer.decides.rule
    return Disposal.objects.create(
        case=case,
        reference=case.reference,
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


def _running(proposal: Disposal) -> Case:
    """The case of a proposal that nobody has answered, locked. Stale when somebody was faster."""
    case = _locked(proposal.case)
    now = Disposal.objects.get(pk=proposal.pk)
    if now.state != State.PROPOSED:
        raise Stale(now)
    return case


def _not_running(case: Case) -> None:
    if case.disposals.filter(state__in=[State.PROPOSED, State.CONFIRMED]).exists():
        raise Refused("Somebody has already proposed to destroy this case.")


def _locked(case: Case) -> Case:
    # Every decision on a case, and the job that carries it out, wait for one another here.
    return Case.objects.select_for_update().get(pk=case.pk)


def _may_hold(case: Case, by: User) -> None:
    if not may_hold(by, case):
        raise Refused("Your role does not include legal holds.")


def _may(by: User, permission: object) -> None:
    if not by.can(permission):
        raise Refused("Your role does not include this decision.")


def _named(reason: str, otherwise: str, field: str = "reason") -> None:
    if not reason.strip():
        raise Refused(otherwise, field=field)
