"""Letters of steps that were taken already, drafted again: one was stopped or came back, or somebody was added since.

A letter that was released is never touched: the new one stands beside it. A draft is replaced.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases import actions, duties, projection, step_letters
from oxle.cases.entries import root_of
from oxle.cases.models import Case, CaseLetter, Event, Party
from oxle.cases.pathways import TAKEN_BACK, Pathway, Step
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.correspondence.actions import withdraw_letter
from oxle.correspondence.contents import stored
from oxle.correspondence.kinds import LetterKind
from oxle.correspondence.models import Letter
from oxle.schooldays.wording import plain_day

REPLACED = "Replaced by a new draft."


@dataclass(frozen=True)
class Draftable:
    """A letter that a step of a case calls for, to one recipient, as things stand now.

    `event` is the step as last corrected, None where it was never taken for this party although it was for others.
    `letters` are those there are, less the withdrawn ones.
    """

    step: Step
    kind: LetterKind
    to: Party
    event: Event | None
    letters: tuple[Letter, ...]

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.kind.key}/{self.to.key}"

    @property
    def title(self) -> str:
        """Which letter, and to whom."""
        return f"{self.kind.title} to {self.to.name}"


def draftable(case: Case, on: date) -> list[Draftable]:
    """Every letter that can be drafted again on a day, in the order of the steps.

    Of a closed case only those that `still_go`. Not one that announces a day which has passed, such as an
    invitation to a meeting that is over, nor one that another step has overtaken since.
    """
    duty, pathway = duties.duty(case.duty), duties.pathway(case.pathway, case.pathway_version)
    if duty.letter_context is None or duty.letter_recipients is None:
        return []
    held, events = _letters_of(case), list(_as_corrected(case))
    last = {event.step: event for event in events}
    taken = [root_of(event) for event in events]
    found: dict[str, Draftable] = {}
    for step in pathway.steps:
        # A step that another one takes for each party can be taken for one whom it left out.
        around = last.get(step.part_of.key) if step.part_of and case.stage in {stage.key for stage in step.at} else None
        newest = last.get(step.key, around)
        if newest is None or not step.sends or not still_go(case, step):
            continue
        of_party = {event.party_id: event for event in events if event.step == step.key}
        for kind, to in duty.letter_recipients(step.sends, case, None, newest):
            event = of_party.get(to.pk) if step.per_party else newest
            if event is None and around is None:
                continue
            if event is not None and (
                _comes_too_late(step, kind, case, to, event, on) or is_overtaken(pathway, kind.key, event, taken)
            ):
                continue
            one = Draftable(step, kind, to, event, tuple(held[kind.key, to.pk]))
            found[one.key] = one
    return list(found.values())


def still_go(case: Case, step: Step) -> bool:
    """Whether the letters of a step may go: of a closed case those of the step that closed it, and of one that can be
    taken although it is closed, as a challenge can."""
    return case.is_open or bool(step.to and step.to.closed) or case.stage in {stage.key for stage in step.at}


@transaction.atomic
def draft_again(case: Case, wanted: str, *, by: User, on: date, at: datetime, version: int) -> Letter:
    """Draft a letter of a step taken already, by the key of one that is `draftable`. A draft there is replaced.

    Refused by the step's own permission, and while a pause holds the step. Stale when the case has moved on.
    """
    save_if_unchanged(case, version, [])
    one = next((one for one in draftable(case, on) if one.key == wanted), None)
    if one is None:
        raise Refused("This letter can no longer be drafted again.", field="letter")
    if not actions.may_take(by, one.step):
        raise Refused(f"Your role does not include “{one.step.label}”.")
    if case.paused_since_on is not None and not one.step.while_paused:
        raise Refused(f"The case is paused since {plain_day(case.paused_since_on)}. Resume it first.")
    stop_letters(one.letters, [Letter.State.DRAFTED], by=by, at=at)
    return write(case, one, by=by, on=on, at=at)


def draft_restored(case: Case, step: Step, *, by: User, on: date, at: datetime) -> None:
    """Draft the letters that a step which was just taken makes true again, to everybody who has none of them. The
    caller holds the case's row."""
    kinds = {kind.key for kind in step.restores}
    for one in draftable(case, on):
        if one.kind.key in kinds and not one.letters:
            write(case, one, by=by, on=on, at=at)


def write(case: Case, one: Draftable, *, by: User, on: date, at: datetime) -> Letter:
    """Draft one of the letters that are `draftable`, and work out anew what runs from its service.

    Where the step was never taken for its recipient, it is taken now. The caller holds the case's row.
    """
    if one.event is None:
        event = actions.take(case, one.step, by=by, on=on, at=at, party=one.to)
        return Letter.objects.get(on_case__event=event, kind=one.kind.key)
    (letter,) = step_letters.draft_for(case, [(one.kind, one.to)], one.event, by=by, at=at)
    projection.rewrite(case, at=at, because=f"“{one.kind.title}” was drafted again")
    return letter


def stop_letters(
    letters: Iterable[Letter], states: Collection[str], *, by: User, at: datetime, reason: str = REPLACED
) -> list[str]:
    """Withdraw those of these letters that are in one of the states; returns their kinds."""
    stopped = [letter for letter in letters if letter.state in states]
    for letter in stopped:
        withdraw_letter(letter, by=by, at=at, reason=reason)
    return [letter.kind for letter in stopped]


def _letters_of(case: Case) -> dict[tuple[str, int | None], list[Letter]]:
    """The letters of a case that are not withdrawn, by kind and party, oldest first."""
    found: dict[tuple[str, int | None], list[Letter]] = defaultdict(list)
    rows = CaseLetter.objects.filter(case=case).exclude(letter__state=Letter.State.WITHDRAWN)
    for row in rows.select_related("letter").order_by("pk"):
        found[row.letter.kind, row.party_id].append(row.letter)
    return found


def _as_corrected(case: Case) -> Iterator[Event]:
    """The steps taken on a case, each as last corrected, in the order in which they were taken."""
    events = list(case.events.select_related("party__adult", "supersedes").order_by("order"))
    replaced = {event.supersedes_id for event in events if event.supersedes_id}
    standing = [event for event in events if event.pk not in replaced and event.step != TAKEN_BACK]
    yield from sorted(standing, key=lambda event: root_of(event).order)


def is_overtaken(
    pathway: Pathway, kind: str, event: Event, taken: Iterable[Event], *, party: int | None = None
) -> bool:
    """Whether a letter of a step, by the key of its kind, is not true any more because of a step taken after it, and
    none since made it true again.

    `party`: whom it went to, where the step itself concerned nobody by themselves. `taken`: the steps of the case, or
    those that overtake and restore letters, each as it was first taken.
    """
    order, overtaken = root_of(event).order, False
    for one in sorted(taken, key=lambda later: later.order):
        if one.order > order and one.party_id in (None, event.party_id, party):
            step = pathway.step(one.step)
            if kind in {each.key for each in step.overtakes}:
                overtaken = True
            elif kind in {each.key for each in step.restores}:
                overtaken = False
    return overtaken


def _comes_too_late(step: Step, kind: LetterKind, case: Case, to: Party, event: Event, on: date) -> bool:
    say = duties.duty(case.duty).letter_context
    # Most steps announce no day, and what their letters say need not be asked.
    if say is None or not (kind.announces or any(fact.key in event.facts for fact in step.records)):
        return False
    says = stored(kind, say(kind, case, to, event))
    return passed_day(step, says, event.on, on, announces=kind.announces) is not None


def passed_day(
    step: Step, facts: Mapping[str, Any], since: date, on: date, *, announces: Iterable[str] = ()
) -> date | None:
    """The day that a step of a day (`since`) announced, and which has passed: a letter about it would come too late.

    `facts` are what the step recorded, or what its letter says of that; `announces` names what the letter says beside
    what the step records. None while no such day has passed.
    """
    names = (*(fact.key for fact in step.records), *announces)
    announced = (date.fromisoformat(day) for name in names if (day := facts.get(name)))
    return next((day for day in announced if since < day < on), None)
