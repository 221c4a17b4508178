"""Puts a decision of a meeting right that was recorded wrongly: what it did to the case is taken back and done anew.

What was recorded before stays beside it. A decision that was right, and that somebody comes to regret, is none of this:
the case comes before the panel again.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused, Stale
from oxle.meetings.deciding import STANDS, carry_out, stands
from oxle.meetings.kinds import PUT_OFF, TAKEN_OFF, Decision
from oxle.meetings.models import THE_MEETING, Correction, Item, State
from oxle.schooldays.wording import plain_day

ON_THE_CASE = "These meetings follow from what is recorded on each case. Record it, or put it right, there."


def why_not(item: Item) -> str:
    """Why there is nothing to put right here, in one sentence; empty where there is."""
    if item.meeting.series.of_kind.sittings is not None:
        return ON_THE_CASE
    if item.between:
        return "This was decided between meetings: put it right on the case."
    if not item.decision:
        return "Nothing is decided yet."
    if item.decided_by != THE_MEETING and item.decided_on is not None:
        left_on = plain_day(item.decided_on)
        return f"No meeting decided this: it left the agenda on {left_on}. Put that right on the case."
    if item.meeting.state == State.CALLED_OFF:
        return "The meeting was called off."
    return ""


@transaction.atomic
def put_right(
    item: Item,
    version: int,
    decision: Decision,
    *,
    words: str,
    reason: str,
    still_to_do: Iterable[str],
    by: User,
    on: date,
    at: datetime,
    **said: Any,
) -> None:
    """Let an item say what the meeting decided in truth, and why it was recorded otherwise.

    `said`: school, provider, starts_on and other_year, as `deciding.decide` has them. `still_to_do`: the keys of its
    open tasks that stand. Where the outcome is another one, clocks, letters that did not leave, places to come and
    records that follow are as that says. Refused where nothing is changed, where it was not decided at a meeting that
    was held, and where something came of the old outcome that cannot be taken back; Stale when the item has changed
    since `version`.
    """
    now = Item.objects.select_for_update(of=("self",)).select_related("meeting__series", "case").get(pk=item.pk)
    if now.version != version:
        raise Stale(now)
    if why := why_not(now):
        raise Refused(why)
    if not reason.strip():
        raise Refused("Give the reason.", field="reason")
    was, old = now.decided, _outcome(now)
    tasks = [task for task in now.tasks.filter(done_on=None, overtaken_on=None) if task.key not in set(still_to_do)]
    right = Item(case=now.case, meeting=now.meeting)
    stands(right, decision, words=words, by=by, on=now.meeting.on, **said)
    is_same_why = words == now.words
    other = _outcome(right) != old or (now.meeting.series.of_kind.repeats_why and not is_same_why)
    if was is None or not (other or tasks or not is_same_why):
        raise Refused("Nothing is changed. Put right what was recorded wrongly, or cancel.", field="decision")
    Correction.objects.create(
        item=now, decision=was.label, place=now.place, words=now.words, recorded_by=now.recorded_by,
        reason=reason.strip(), by=by, at=at,
    )  # fmt: skip
    if other:
        # Its row is held, so that nobody takes a step meanwhile that rests on the old outcome.
        Case.objects.select_for_update().get(pk=now.case_id)
        try:
            _undo(now, was, by=by, on=on, at=at, reason=reason)
        except Refused as refusal:
            raise Refused(refusal.message, field=refusal.field or _changed(_outcome(right), old)) from refusal
        now.refresh_from_db(fields=["version"])
        stands(now, decision, words=words, by=by, on=now.meeting.on, **said)
    else:
        now.words, now.recorded_by = words, by
    save_if_unchanged(now, now.version, STANDS)
    if other:
        carry_out(now, decision, by=by, on=on, at=at)
    for task in tasks:
        task.overtaken_on = on
        save_if_unchanged(task, task.version, ["overtaken_on"])


def _outcome(item: Item) -> tuple[Any, ...]:
    return item.decision, item.school_id, item.provider_id, item.starts_on


def _changed(right: tuple[Any, ...], old: tuple[Any, ...]) -> str:
    """The field of the outcome that is the first to say something else; the decision where none does."""
    pairs = zip(("decision", "school", "provider", "starts_on"), right, old, strict=True)
    return next((name for name, new, before in pairs if new != before), "decision")


def _undo(item: Item, was: Decision, *, by: User, on: date, at: datetime, reason: str) -> None:
    """Take back what a decision did: what it put off leaves the later agenda, and the kind of meeting does the rest."""
    because = f"“{was.label}” on {plain_day(item.meeting.on)} was put right: {reason.strip()}"
    if was is PUT_OFF:
        for later in Item.objects.select_for_update(of=("self",)).filter(came_from=item).select_related("meeting"):
            if later.decision not in ("", TAKEN_OFF.key):
                raise Refused(
                    f"It came before the meeting of {plain_day(later.meeting.on)}, where it was decided. Put that "
                    "decision right."
                )
            if not later.decision:
                later.decision, later.words, later.decided_on, later.decided_by, later.recorded_by = (
                    TAKEN_OFF.key, because, on, by.name, by,
                )  # fmt: skip
                fields = ["decision", "words", "decided_on", "decided_by", "recorded_by"]
                save_if_unchanged(later, later.version, fields)
    elif item.meeting.series.of_kind.undo is not None:
        item.meeting.series.of_kind.undo(item, was, by, at, reason)
