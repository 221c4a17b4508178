"""Replays what happened on a case and says where its rows differ: they follow from its events and nothing else."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from oxle.cases import clocks, duties, projection
from oxle.cases.models import Case, Event
from oxle.cases.pathways import TAKEN_BACK


def with_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with all that `differences` reads of them, in three queries for as many as are fetched together."""
    return cases.select_related("school").prefetch_related(
        Prefetch("events", Event.objects.order_by("order")), "deadlines"
    )


def differences(case: Case) -> list[str]:
    """In what a case's rows differ from what its events lead to, in words; nothing when they agree."""
    pathway = duties.pathway(case.pathway, case.pathway_version)
    events = list(case.events.all())
    done = projection.happenings(case, events)
    stands = clocks.standing(pathway, done)
    return [*_chain(events), *_standing(case, stands), *_deadlines(case, done)]


def _chain(events: Sequence[Event]) -> list[str]:
    """Each step began where the one before it had led; one that is taken back leads to where it had begun."""
    found, stage = [], ""
    for event in events:
        if event.supersedes_id and event.step != TAKEN_BACK:
            continue
        if event.stage_before != stage:
            found.append(f"step {event.order} began at “{event.stage_before}”, not at “{stage}”")
        stage = event.stage_after
    return found


def _standing(case: Case, stands: clocks.Standing) -> list[str]:
    found = []
    if case.stage != stands.stage.key:
        found.append(f"stage is {case.stage}, events lead to {stands.stage.key}")
    for name, words in (
        ("opened_on", "the day it opened"),
        ("stage_since_on", "the day it came to its stage"),
        ("paused_since_on", "since when it is paused"),
        ("closed_on", "the day it closed"),
    ):
        if getattr(case, name) != getattr(stands, name):
            found.append(f"{words} differs")
    return found


def _deadlines(case: Case, done: Sequence[clocks.Happening]) -> list[str]:
    worked = {
        (one.clock.key, one.event): (one.counted_from, one.due_on, one.state.value, one.met_on)
        for one in projection.work_out(case, done=done)
    }
    stored = {
        (row.clock, row.event_id): (row.counted_from_on, row.due_on, row.state, row.met_on)
        for row in case.deadlines.all()
    }
    found = []
    for clock, event in sorted(worked.keys() | stored.keys()):
        here, there = stored.get((clock, event)), worked.get((clock, event))
        # One whose start a correction took away stays, as ended.
        was_taken_away = there is None and here is not None and here[2] == clocks.State.ENDED
        if here != there and not was_taken_away:
            found.append(f"the deadline “{clock}” differs")
    return found
