"""Takes the step back that closed a case by mistake: the case stands as though it had not been taken.

Nothing is deleted. An entry of its own stands in the place of the step, with the reason, and the history shows both;
stage and clocks are worked out anew, and what the closing ended elsewhere is given back by the duty.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.cases import actions, duties, projection, step_letters
from oxle.cases.disposal_models import RUNNING
from oxle.cases.entries import newest_of, root_of
from oxle.cases.models import Case, CaseLetter, Event
from oxle.cases.pathways import TAKEN_BACK, Step
from oxle.cases.standing import as_they_stand
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.correspondence.actions import UNSENT
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.models import Letter
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


def closing_of(case: Case) -> Event | None:
    """The step that closed a case, as it was last put right; None while the case is open."""
    if case.is_open:
        return None
    # What was done on it since, such as to end a challenge, did not close it.
    return as_they_stand(case.events.filter(stage_after=case.stage).exclude(stage_before=case.stage))[-1]


def may_take_back(user: User, case: Case) -> bool:
    """Whether this person may take the closing of a case back: who may put that step right."""
    closing = closing_of(case)
    return closing is not None and actions.may_correct(user, step_of(case, closing))


def step_of(case: Case, event: Event) -> Step:
    """The step that an entry of a case records."""
    return duties.pathway(case.pathway, case.pathway_version).step(event.step)


@transaction.atomic
def take_back(case: Case, *, by: User | None, at: datetime, reason: str, version: int | None = None) -> list[str]:
    """Take the closing of a case back. Returns what could not be undone, and somebody must look at, in sentences.

    The time of every clock is as it was. Letters that the closing drafted do not go, and those that it stopped are
    drafted again. Refused for what `why_not` says and where the duty cannot give back what ended; Stale when the case
    has moved on since `version`. `by` is None for the service itself.
    """
    if case.child_id is not None:
        # Whoever opens a case of this child queues here, too.
        Child.objects.select_for_update().only("pk").get(pk=case.child_id)
    held = actions.lock(case, case.version if version is None else version)
    closing = closing_of(held)
    if closing is None:
        raise Refused("The case is open.")
    step = step_of(held, closing)
    if by is not None and not actions.may_correct(by, step):
        raise Refused(f"Your role does not include “{step.label}”.")
    if why := why_not(held, closing, by=by):
        raise Refused(why)
    if not reason.strip():
        raise Refused("Give the reason.", field="reason")
    undone = undo(held, closing, leads_to=root_of(closing).stage_before, by=by, at=at, reason=reason)
    give_back = duties.duty(held.duty).after_taking_back
    left = give_back(held, closing, undone, by) if give_back else []
    case.catch_up_with(held)
    return [*what_stays(root_of(closing)), *left]


def undo(held: Case, event: Event, *, leads_to: str, by: User | None, at: datetime, reason: str) -> Event:
    """Write the entry that takes another back, and let the case, its clocks and its letters follow. `leads_to` is the
    stage at which the case stands then. The caller holds the case's row lock and has asked whether it may be."""
    step, root, on = step_of(held, event), root_of(event), london_day(at)
    earlier = list(held.events.order_by("order"))
    undone = Event.objects.create(
        case=held,
        order=earlier[-1].order + 1,
        step=TAKEN_BACK,
        on=on,
        at=at,
        by=by,
        party_id=event.party_id,
        stage_before=held.stage,
        stage_after=leads_to,
        reason=reason.strip(),
        compartment=event.compartment,
        supersedes=event,
    )
    pathway = duties.pathway(held.pathway, held.pathway_version)
    because = f"“{step.label}” was taken back: {reason.strip()}"
    actions.follow(held, pathway, [*earlier, undone], at=at, because=because)
    if by is not None:
        drafted = CaseLetter.objects.filter(case=held, event=root)
        step_letters.stop_letters(drafted, f"“{step.label}” was taken back on {plain_day(on)}.", by=by, at=at)
        for link in stopped_with(root):
            to = [(KINDS[link.letter.kind], link.party)]
            step_letters.draft_for(held, to, newest_of(link.event), by=by, at=at)
        projection.rewrite(held, at=at, because=because)
    return undone


def why_not(case: Case, closing: Event, *, by: User | None) -> str | None:
    """What forbids that the closing of a case is taken back, in one sentence; None when nothing does."""
    step = step_of(case, closing)
    if step.final:
        return step.final
    if by is not None and root_of(closing).by is None:
        return "Oxle closed the case by itself, because of what is recorded elsewhere: put that right."
    if case.disposals.filter(state__in=RUNNING).exists():
        return "It is decided, or proposed, to destroy this case. That must be refused first."
    if case.child_id is None or case.several:
        return None
    others = Case.objects.filter(pathway=case.pathway, child=case.child_id, closed_on=None).exclude(pk=case.pk)
    others = others.filter(school=case.school_id) if case.per_school else others
    if already := others.values_list("reference", flat=True).first():
        return f"This pupil has another open case of this kind by now, {already}. There cannot be two: go on with that."
    return None


def stopped_with(root: Event) -> QuerySet[CaseLetter]:
    """The letters that were withdrawn because a case was closed, or with the step that did."""
    links = CaseLetter.objects.filter(case=root.case_id, letter__withdrawn_at=root.at).exclude(event=root)
    rows = links.filter(letter__kind__in=KINDS).select_related("letter", "event__superseded_by", "party__adult")
    return rows.order_by("pk")


def what_stays(root: Event) -> Iterator[str]:
    """What went out with a closing or after it and is not undone: letters that are sent, a hand-over since, one that
    was withdrawn with it."""
    links = CaseLetter.objects.filter(event=root).exclude(letter__state__in=[*UNSENT, Letter.State.WITHDRAWN])
    for link in links.select_related("letter").order_by("pk"):
        yield f"“{link.letter.title}” is sent. It cannot be taken back: write again."
    for one in root.case.handed_over.filter(at__gte=root.at).order_by("at"):
        whom = duties.COUNCIL_DUTIES.get(one.to_duty, one.to_duty)
        yield f"It was handed over to {whom} on {plain_day(one.on)}. That stays as it is."
    for one in root.case.handed_over.filter(refused_on__isnull=False, message__dealt_at=root.at).order_by("pk"):
        whom = duties.COUNCIL_DUTIES.get(one.to_duty, one.to_duty)
        yield f"What had waited for {whom} was withdrawn with it. Hand it over again where it is needed."
