"""Random walks over every pathway: whatever is done or put right, in whatever order, nothing is stranded or lost."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.referrals.models import Moment
from attendance.supervision import pathway as supervision
from oxle.cases import actions, duties, replay
from oxle.cases.clocks import State
from oxle.cases.models import Case, Party
from oxle.cases.pathways import Pathway, Step
from oxle.core.errors import Refused
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.test_supervision import consulted, sought

REFERRED = date(2026, 10, 16)


def referral(people: court.People) -> Case:
    """Sent by the school, both parents' routes chosen, everything looked at."""
    made = referrals.sent(people.school, people.child, people.lead, REFERRED)
    for moment in Moment:
        referrals.considered(made, moment, people.senior, REFERRED)
    for party in made.parties.filter(role="parent"):
        party.routes.create(kind="s444_1", from_on=REFERRED, by=people.senior)
    return made


def prosecution(people: court.People) -> Case:
    """A defendant's papers with nothing missing, and their bundle made."""
    case = court.ready(people, court.final_warning(people))
    court.bundled(case, people)
    return case


def order(people: court.People) -> Case:
    """A supervision order sought, children's services consulted."""
    case = sought(court.final_warning(people), people)
    consulted(case, people)
    return case


@pytest.fixture(params=[referral, prosecution, order])
def begun(db: None, request: pytest.FixtureRequest) -> tuple[court.People, Case]:
    """Everybody, and a case at its beginning."""
    people = court.People()
    return people, request.param(people)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(choices=st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_any_walk_can_be_replayed_and_always_has_a_way_to_an_end(
    begun: tuple[court.People, Case], choices: list[int]
) -> None:
    people, case = begun
    with transaction.atomic():
        _walk(Case.objects.get(pk=case.pk), people, choices)
        transaction.set_rollback(True)


def _walk(case: Case, people: court.People, choices: list[int]) -> None:
    path = duties.pathway(case.pathway, case.pathway_version)
    parties = [None, *case.parties.filter(role__in=["parent", "defendant"]).order_by("pk")]
    on = case.stage_since_on
    for choice in choices:
        stage = path.stage(case.stage)
        steps = list(path.steps_at(stage, paused=case.paused_since_on is not None))
        assert bool(steps) == (not stage.closed), f"{stage.label}: {len(steps)} steps"
        if not steps:
            break
        if choice % 4 == 3:
            _put_right(case, path, people, choice)
        else:
            on += timedelta(days=choice % 5)
            _take_one(case, path, steps, parties[1 + choice % (len(parties) - 1)], on, choice)
        case.refresh_from_db()
        _must_agree(case, path)


def _take_one(case: Case, path: Pathway, steps: list[Step], party: Party | None, on: date, choice: int) -> None:
    """Take one of the steps that can be taken: some wait for others, such as a final warning for a meeting."""
    possible = [
        step
        for step in steps
        if actions.why_not(case, step, by=None, on=on, party=party if step.per_party else None) is None
    ]
    assert possible, f"{path.stage(case.stage).label}: stranded"
    step = possible[choice % len(possible)]
    with suppress(Refused):  # a day before what led to the stage, after something was put right
        actions.take(
            case,
            step,
            by=None,
            on=on,
            at=referrals.moment(on),
            party=party if step.per_party else None,
            reason="Because",
            facts={fact.key: on.isoformat() for fact in step.records},
        )


def _put_right(case: Case, path: Pathway, people: court.People, choice: int) -> None:
    """Move the day of something that was done, where that could be true."""
    keep_records = duties.duty(case.duty).step_corrections
    events = [
        event
        for event in case.events.filter(superseded_by=None)
        if duties.step_key(path, path.step(event.step)) not in keep_records
    ]
    if not events:
        return
    event = events[choice % len(events)]
    on = event.on + timedelta(days=choice % 9 - 4)
    by = people.senior if actions.may_correct(people.senior, path.step(event.step)) else people.solicitor
    with suppress(Refused):
        actions.correct(event, by=by, on=on, at=referrals.moment(date(2030, 1, 7)), reason="A slip")


def _must_agree(case: Case, path: Pathway) -> None:
    stage = path.stage(case.stage)
    assert (case.closed_on is not None) == stage.closed
    assert replay.differences(Case.objects.get(pk=case.pk)) == []
    if stage.closed:
        lasting = [clock.key for clock in path.clocks if clock.survives_closing]
        running = case.deadlines.filter(state__in=[State.RUNNING, State.PAUSED]).exclude(clock__in=lasting)
        assert not running.exists()
    assert list(case.events.values_list("order", flat=True)) == list(range(1, case.events.count() + 1))


def test_the_walks_cover_every_pathway_there_is() -> None:
    walked = {"attendance/referrals", "attendance/prosecution", supervision.SUPERVISION.key}
    assert {path.key for duty in duties.duties() for path in duty.pathways} == walked
