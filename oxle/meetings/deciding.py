"""The writes on an agenda: a case comes on it, is decided, put off, or was decided before the meeting could."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused, Stale
from oxle.meetings.kinds import BETWEEN, PUT_OFF, TAKEN_OFF, Decision, Kind
from oxle.meetings.models import THE_MEETING, Item, Meeting, Series, State, Task
from oxle.meetings.planning import next_meeting, plan
from oxle.meetings.queries import later_items, of_series
from oxle.provision.models import Provider
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


@transaction.atomic
def bring(meeting: Meeting, cases: Iterable[Case], *, by: User, on: date, asks: str = "") -> list[Item]:
    """Somebody puts cases on the agenda: `put_on_agenda`, refused while one of them lacks what the kind of meeting
    asks for. One that comes back by itself, or from a later meeting, was on an agenda before and is not asked again.
    """
    chosen = list(cases)
    later = set(later_items(meeting).filter(case__in=chosen).values_list("case", flat=True))
    lacking = unready([case for case in chosen if case.pk not in later], meeting.series.of_kind)
    if lacking:
        case, why = next((case, lacking[case.pk]) for case in chosen if case.pk in lacking)
        raise Refused(f"{case.reference} cannot come before the meeting yet. {why}.", field="cases")
    return put_on_agenda(meeting, chosen, by=by, on=on, asks=asks)


def unready(cases: Sequence[Case], kind: Kind) -> Mapping[int, str]:
    """What each of some cases still lacks before it can come before a kind of meeting, by case."""
    return kind.unready(cases) if kind.unready is not None and cases else {}


@transaction.atomic
def put_on_agenda(meeting: Meeting, cases: Iterable[Case], *, by: User, on: date, asks: str = "") -> list[Item]:
    """Cases come before a meeting that is planned: those that wait, and those of a later meeting of its series, which
    leave that one. One that is on another agenda of its kind is left there. Returns what came on it.
    """
    held = _planned(meeting)
    chosen = sorted(cases, key=lambda case: case.pk)
    # Their rows are held, so that nobody puts one on another agenda meanwhile.
    list(Case.objects.select_for_update().filter(pk__in=[case.pk for case in chosen]).order_by("pk"))
    kind = held.series.kind
    waiting = {item.case_id: item for item in Item.objects.filter(case__in=chosen, kind=kind, decision="")}
    of_later = list(later_items(held).filter(case__in=chosen))
    for item in of_later:
        item.meeting, item.asks = held, asks or item.asks
        save_if_unchanged(item, item.version, ["meeting", "asks"])
    new = [
        Item.objects.create(meeting=held, kind=kind, case=case, added_by=by, added_on=on, asks=asks)
        for case in chosen
        if case.pk not in waiting
    ]
    return [*of_later, *new]


@transaction.atomic
def decide(
    item: Item,
    version: int,
    decision: Decision,
    *,
    words: str,
    by: User,
    on: date,
    at: datetime,
    school: School | None = None,
    provider: Provider | None = None,
    starts_on: date | None = None,
    other_year: str = "",
) -> None:
    """What the meeting decided, and why. What it does to the case is done with it, or neither is.

    `other_year`: why the school's ages do not fit the child's year, where it is meant all the same. What is put off
    comes before the next meeting of the series. Refused before the day of the meeting, and where the case refuses the
    step.
    """
    meeting = _planned(item.meeting)
    if meeting.on > on:
        raise Refused(
            f"The meeting is on {plain_day(meeting.on)}. What cannot wait for it is decided between meetings."
        )
    now = Item.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    if now.version != version or now.decision:
        raise Stale(now)
    if decision.place and (school is None or starts_on is None):
        raise Refused("Choose the school and the first day there", field="school")
    if decision.provider and (provider is None or starts_on is None):
        raise Refused("Choose the provider and the first day there", field="provider")
    said = {"school": school, "provider": provider, "starts_on": starts_on, "other_year": other_year}
    stands(now, decision, words=words, by=by, on=meeting.on, **said)
    save_if_unchanged(now, version, STANDS)
    carry_out(now, decision, by=by, on=on, at=at)


# What of an item says what was decided.
STANDS = (
    "decision", "words", "decided_on", "decided_by", "recorded_by", "school", "provider", "starts_on", "other_year",
    "overtaken_on",
)  # fmt: skip


def stands(item: Item, decision: Decision, *, words: str, by: User, on: date, **said: Any) -> None:
    """Let an item say what the meeting decided of it on a day; of what is `said` of a place what belongs to that."""
    item.decision, item.words, item.decided_on, item.decided_by, item.recorded_by = (
        decision.key, words, on, THE_MEETING, by,
    )  # fmt: skip
    item.school = said["school"] if decision.place else None
    item.provider = said["provider"] if decision.provider else None
    item.starts_on = said["starts_on"] if decision.place or decision.provider else None
    item.other_year = said["other_year"] if decision.place else ""
    item.overtaken_on = None


def carry_out(item: Item, decision: Decision, *, by: User, on: date, at: datetime) -> None:
    """What a decision does to its case; what is put off comes before the next meeting of the series, where it does not
    stand before one already."""
    meeting = item.meeting
    if decision is not PUT_OFF:
        meeting.series.of_kind.carry_out(item, decision, by, on, at)
        return
    later = meeting.series.meetings.filter(state=State.PLANNED, on__gt=meeting.on).order_by("on", "pk").first()
    if later is None:
        raise Refused("No later meeting of this series is planned. Call one first.", field="decision")
    if not Item.objects.filter(case=item.case, kind=item.kind, decision="").exists():
        Item.objects.create(
            meeting=later, kind=item.kind, case=item.case, added_by=by, added_on=on, asks=item.asks, came_from=item
        )


@transaction.atomic
def decide_between(
    series: Series,
    case: Case,
    *,
    provider: Provider,
    starts_on: date,
    decided_by: str,
    because: str,
    by: User,
    on: date,
) -> Item:
    """What could not wait for the next meeting: a place with a provider, who decided it and why. The next is told.

    Where none is planned, one is. Refused where the series has ended or has no cadence by which one could be.
    """
    plan(series, on)
    meeting = next_meeting(series, on)
    if meeting is None:
        raise Refused(f"No meeting of {series} is planned that could be told. Call one first.")
    return Item.objects.create(
        meeting=meeting,
        kind=series.kind,
        case=case,
        added_by=by,
        added_on=on,
        between=True,
        decision=BETWEEN.key,
        words=because,
        decided_on=on,
        decided_by=decided_by,
        recorded_by=by,
        provider=provider,
        starts_on=starts_on,
    )


@transaction.atomic
def leave_agendas(case: Case, *, because: str, by: User, on: date) -> None:
    """A case that is closed, or waits for a kind of meeting no more, is taken off the agenda on which it stands; so is
    that of a child who is taught elsewhere now, from a unit's.
    """
    rows = Item.objects.select_for_update(of=("self",)).filter(case=case, decision="")
    for item in rows.select_related("meeting__series__provider").order_by("pk"):
        series = item.meeting.series
        if series.of_kind.sittings is not None:
            # It follows from what is recorded on the case (`following`).
            continue
        if case.is_open and of_series(series, series.of_kind.waiting().filter(pk=case.pk)):
            continue
        item.decision, item.words, item.decided_on, item.decided_by, item.recorded_by = (
            TAKEN_OFF.key, because, on, by.name, by,
        )  # fmt: skip
        fields = ["decision", "words", "decided_on", "decided_by", "recorded_by"]
        save_if_unchanged(item, item.version, fields)


@transaction.atomic
def count_anew(case: Case, takes: Callable[[Item], bool], *, on: date) -> None:
    """Which of the decisions where the child goes still holds: the newest of whose place `takes` is true.

    Every other is overtaken, on a day, and counts for no school; one that holds after all counts again. What was
    decided between meetings is left as it was told (`overtake_between`): it names no school.
    """
    held = False
    rows = Item.objects.select_for_update(of=("self",)).filter(case=case, starts_on__isnull=False, between=False)
    for item in rows.select_related("school__organisation", "provider__organisation").order_by("-decided_on", "-pk"):
        holds = not held and takes(item)
        held = held or holds
        overtaken_on = None if holds else item.overtaken_on or on
        if overtaken_on != item.overtaken_on:
            item.overtaken_on = overtaken_on
            save_if_unchanged(item, item.version, ["overtaken_on"])


@transaction.atomic
def overtake_between(case: Case, *, provider: Provider, starts_on: date, on: date) -> None:
    """A place that was decided between meetings is none: it was a slip, or another was arranged. The meeting is told
    so."""
    for item in _between(case, provider, starts_on).filter(overtaken_on=None):
        item.overtaken_on = on
        save_if_unchanged(item, item.version, ["overtaken_on"])


@transaction.atomic
def restore_between(case: Case, *, provider: Provider, starts_on: date) -> None:
    """A place that was decided between meetings holds after all: what overtook it was a slip."""
    newest = _between(case, provider, starts_on).last()
    if newest is not None and newest.overtaken_on is not None:
        newest.overtaken_on = None
        save_if_unchanged(newest, newest.version, ["overtaken_on"])


def _between(case: Case, provider: Provider, starts_on: date) -> QuerySet[Item]:
    rows = Item.objects.select_for_update(of=("self",)).filter(case=case, between=True)
    return rows.filter(provider=provider, starts_on=starts_on).order_by("pk")


@transaction.atomic
def give_task(item: Item, *, what: str, owner: User, due_on: date, by: User) -> Task:
    """What somebody is to do because of a decision; it stands in their work until it is done."""
    return Task.objects.create(item=item, what=what, owner=owner, due_on=due_on)


def why_not_to_do(task: Task) -> str:
    """Why nobody has to do a task any more, in one sentence; empty where somebody has."""
    if task.done_on is not None:
        return f"The task was done on {plain_day(task.done_on)}."
    if task.overtaken_on is not None:
        return f"The decision was put right on {plain_day(task.overtaken_on)}: this is not to be done any more."
    return ""


@transaction.atomic
def finish_task(task: Task, version: int, *, by: User, on: date) -> None:
    """A task is done."""
    if why := why_not_to_do(task):
        raise Refused(why)
    task.done_on, task.done_by = on, by
    save_if_unchanged(task, version, ["done_on", "done_by"])


def _planned(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    if held.state != State.PLANNED:
        raise Refused("This meeting is closed.")
    return held
