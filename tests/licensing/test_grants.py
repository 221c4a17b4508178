"""What we grant until a last day: on which days it holds, and what is put right of it; alike for all four pathways."""

from datetime import date, timedelta

import pytest

from licensing.bodies import pathway as bodies
from licensing.bodies.deciding import APPROVALS as OF_BODIES
from licensing.bodies.models import BodyApproval
from licensing.chaperones import pathway as chaperones
from licensing.chaperones.deciding import APPROVALS as OF_CHAPERONES
from licensing.grants.terms import Term
from licensing.performances.deciding import LICENCES
from licensing.work.permits.deciding import PERMITS
from oxle.cases import actions as cases
from oxle.cases import duties
from oxle.core.errors import Refused
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing import chaperoning, organising

ON = date(2026, 11, 16)
DAY = timedelta(days=1)
EVERY = (OF_BODIES, OF_CHAPERONES, LICENCES, PERMITS)


@pytest.fixture
def officer(db):
    calendar()
    return make.user("admin_officer")


@pytest.mark.parametrize(
    ("stops", "last"),
    [
        ((), ON + 9 * DAY),
        ((None, None), ON + 9 * DAY),
        ((ON + 5 * DAY,), ON + 4 * DAY),
        ((ON + 5 * DAY, ON + 3 * DAY), ON + 2 * DAY),
        ((ON + 20 * DAY,), ON + 9 * DAY),
    ],
)
def test_a_grant_holds_until_its_last_day_or_the_day_before_anything_else_ends_it(stops, last):
    term = Term(ON, ON + 2 * DAY, ON + 9 * DAY, stops)
    assert term.last_on == last
    assert [term.is_valid(on) for on in (ON - DAY, ON, last, last + DAY)] == [False, True, True, False]
    assert [term.covers(ON + 2 * DAY, last), term.covers(ON + DAY, last), term.covers(ON + 2 * DAY, last + DAY)] == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("grants", EVERY)
def test_every_grant_has_a_clock_of_its_last_day_and_runs_out_only_by_the_service(grants):
    (clock,) = (one for one in grants.pathway.clocks if one.key == "last_day")
    assert clock.anchor is grants.until
    assert [one.key for one in (*grants.ends, grants.runs_out) if one not in clock.stops] == []
    assert grants.runs_out.own_page
    assert grants.runs_out.to.closed


@pytest.mark.parametrize("grants", EVERY)
def test_the_day_on_which_each_was_granted_or_ended_can_be_put_right(grants):
    offered = duties.duty("licensing").step_corrections
    for step in (grants.gives, *grants.ends):
        assert offered[f"{grants.pathway.key}/{step.key}"] == grants.corrections[f"{grants.pathway.key}/{step.key}"]


def renewed_chaperone(officer):
    case = chaperoning.approved(ON, by=officer, until_on=ON + 60 * DAY)
    data = {"until_on": ON + 90 * DAY, "conditions": "", "most_children": None}
    return case, OF_CHAPERONES, chaperones.APPROVE, chaperones.RENEW, data


def renewed_body(officer):
    case = organising.approved(ON, by=officer)
    data = {"until_on": BodyApproval.objects.get().until_on + 90 * DAY, "conditions": ""}
    return case, OF_BODIES, bodies.APPROVE, bodies.RENEW, data


@pytest.mark.parametrize("renewed", [renewed_chaperone, renewed_body])
def test_an_approval_that_is_put_right_twice_leaves_the_last_day_of_its_renewal_as_it_is(renewed, officer):
    case, grants, approve, renew, data = renewed(officer)
    first_last = grants.locked(case).until_on
    taken = {"by": officer, "at": moment(ON + 5 * DAY)}
    facts = {"until_on": data["until_on"].isoformat()}
    grants.renew(case, renew, data=data, facts=facts, on=ON + 4 * DAY, **taken)
    event = case.events.get(step=approve.key)
    for day in (ON + DAY, ON + 2 * DAY):
        event = cases.correct(event, on=day, facts={"until_on": first_last.isoformat()}, reason="A slip.", **taken)
    entry = grants.locked(case)
    assert (entry.approved_on, entry.until_on) == (ON + 2 * DAY, data["until_on"])


def test_a_renewal_that_is_put_right_says_the_last_day(officer):
    case, grants, _, renew, data = renewed_body(officer)
    taken = {"by": officer, "at": moment(ON)}
    event = grants.renew(case, renew, data=data, facts={"until_on": data["until_on"].isoformat()}, on=ON, **taken)
    earlier = data["until_on"] - 10 * DAY
    cases.correct(event, on=ON, facts={"until_on": earlier.isoformat()}, reason="A slip.", **taken)
    assert grants.locked(case).until_on == earlier
    before = ON - 30 * DAY
    with pytest.raises(Refused, match="The last day cannot be before the first"):
        cases.correct(case.events.last(), on=ON, facts={"until_on": before.isoformat()}, reason="Again.", **taken)


def test_nothing_is_renewed_that_was_not_granted(officer):
    case = chaperoning.applied(ON, by=officer)
    data = {"until_on": ON + 90 * DAY, "conditions": "", "most_children": None}
    with pytest.raises(Refused, match="Nothing is granted yet"):
        OF_CHAPERONES.renew(case, chaperones.RENEW, data=data, by=officer, on=ON, at=moment(ON))
