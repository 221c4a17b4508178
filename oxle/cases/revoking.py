"""Takes an entry back that was a mistake and closed nothing, such as that education has begun where it has not.

Only of a step that did nothing but to move the case and its clocks (`Step.revocable`). As of a closing nothing is
deleted: an entry of its own stands in its place (see taking_back).
"""

from datetime import datetime

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases import actions, duties, projection, taking_back
from oxle.cases.clocks import Happening
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import TAKEN_BACK
from oxle.core.errors import Refused


def may_revoke(user: User, case: Case, event: Event) -> bool:
    """Whether this is an entry that can be taken back by itself, and this person one who may put it right."""
    step = taking_back.step_of(case, event)
    return step.revocable and case.is_open and actions.may_correct(user, step)


@transaction.atomic
def revoke(event: Event, *, by: User | None, at: datetime, reason: str, version: int | None = None) -> list[str]:
    """Take an entry back. Returns what could not be undone, and somebody must look at, in sentences.

    Every clock that it stopped runs again by its old dates, and what it started is owed no more. Refused for what
    `why_not` says; Stale when the case has moved on since `version`. `by` is None for the service itself.
    """
    held = actions.lock(event.case, event.case.version if version is None else version)
    step = taking_back.step_of(held, event)
    if by is not None and not actions.may_correct(by, step):
        raise Refused(f"Your role does not include “{step.label}”.")
    if why := why_not(held, event, by=by):
        raise Refused(why)
    if not reason.strip():
        raise Refused("Give the reason.", field="reason")
    leads_to = root_of(event).stage_before if event.moved else held.stage
    undone = taking_back.undo(held, event, leads_to=leads_to, by=by, at=at, reason=reason)
    then = duties.duty(held.duty).after_revoking
    left = then(held, event, undone, by) if then else []
    event.case.catch_up_with(held)
    return [*taking_back.what_stays(root_of(event)), *left]


def why_not(case: Case, event: Event, *, by: User | None) -> str | None:
    """What forbids that an entry is taken back, in one sentence; None when nothing does."""
    step = taking_back.step_of(case, event)
    if not case.is_open:
        return "The case is closed. Take the closing back first."
    newer = Event.objects.filter(supersedes=event.pk).first()
    if newer is not None:
        return f"This has been {'taken back' if newer.step == TAKEN_BACK else 'corrected'} already."
    if not step.revocable:
        return f"“{step.label}” cannot be taken back by itself: other things follow from it. Correct the entry."
    if by is not None and root_of(event).by is None:
        return "Oxle recorded this by itself, because of what is recorded elsewhere: put that right."
    if not event.moved:
        return None
    return _rests_on(case, event)


def _rests_on(case: Case, event: Event) -> str | None:
    """What was done since, and could not have been without an entry that moved the case."""
    pathway = duties.pathway(case.pathway, case.pathway_version)
    before = pathway.stage(root_of(event).stage_before)
    since: list[Happening] = [one for one in projection.happenings(case) if one.order > root_of(event).order]
    for one in since:
        step = pathway.step(one.step)
        if before not in step.at or step.leads_from(before) is not None:
            rests = f"“{step.label}” was recorded since, and rests on this."
            return (
                f"{rests} That must be taken back first." if step.revocable else f"{rests} That cannot be taken back."
            )
    return None
