"""A random walk over the referral's pathway: whatever is done, in whatever order, nothing is stranded or forgotten."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.referrals import pathway
from attendance.referrals.models import Moment, Route
from oxle.cases import actions, projection
from oxle.cases.clocks import State
from oxle.cases.models import Case
from tests import make
from tests.attendance import make as referrals

ON = date(2026, 10, 16)


@pytest.fixture
def case(db):
    referrals.calendar()
    school = make.school()
    lead = make.user("school_attendance_lead", school.organisation)
    senior = make.user("senior_attendance_officer", make.organisation("team", "County Attendance Team"))
    made = referrals.sent(school, referrals.family(school), lead, ON)
    for moment in Moment:
        referrals.considered(made, moment, senior, ON)
    for party in made.parties.all():
        Route.objects.create(party=party, kind="s444_1", from_on=ON, by=senior)
    made.senior = senior
    return made


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_any_walk_can_be_replayed_and_always_has_a_way_to_an_end(case, choices):
    with transaction.atomic():
        _walk(Case.objects.get(pk=case.pk), case.senior, choices)
        transaction.set_rollback(True)


def _walk(case, senior, choices):
    on = ON
    for choice in choices:
        stage = pathway.REFERRAL.stage(case.stage)
        steps = list(pathway.REFERRAL.steps_at(stage, paused=case.paused_since_on is not None))
        assert bool(steps) == (not stage.closed), f"{stage.label}: {len(steps)} steps"
        if not steps:
            break
        on += timedelta(days=choice % 5)
        party = case.parties.first()
        # Some steps wait for others, such as the final warning for a meeting; never all of them.
        possible = [step for step in steps if _why_not(case, step, on, party) is None]
        assert possible, f"{stage.label}: stranded"
        step = possible[choice % len(possible)]
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
        _must_agree(case)


def _why_not(case, step, on, party):
    return actions.why_not(case, step, by=None, on=on, party=party if step.per_party else None)


def _must_agree(case):
    case.refresh_from_db()
    stage = pathway.REFERRAL.stage(case.stage)
    assert (case.closed_on is not None) == stage.closed
    replayed = projection.happenings(case)
    leading = [pathway.REFERRAL.step(one.step).to for one in replayed if pathway.REFERRAL.step(one.step).to]
    assert leading[-1] == stage
    worked = {(one.clock.key, one.event): (one.due_on, one.state.value) for one in projection.work_out(case)}
    stored = {(row.clock, row.event_id): (row.due_on, row.state) for row in case.deadlines.all()}
    assert stored == worked
    if stage.closed:
        running = case.deadlines.filter(state__in=[State.RUNNING, State.PAUSED])
        assert not running.exists()
    assert list(case.events.values_list("order", flat=True)) == list(range(1, case.events.count() + 1))
