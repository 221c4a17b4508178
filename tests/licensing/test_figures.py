"""What licensing counts for the board: of the school year up to a day, and what is in force at its end."""

from datetime import date, timedelta
from typing import Any

import pytest

from licensing.bodies import pathway as bodies
from licensing.chaperones import pathway as chaperones
from licensing.figures import board
from licensing.inspections import actions as inspecting
from licensing.inspections import pathway as inspections
from licensing.performances import pathway as performances
from licensing.work.enquiries.actions import open_enquiry
from licensing.work.permits import pathway as permits
from oxle.cases.actions import take
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing import chaperoning, organising, working
from tests.licensing.performing import applied, licence_of

ON = date(2026, 11, 16)
LAST_YEAR = date(2026, 8, 31)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", moment(ON + 30 * DAY).isoformat())
    calendar()


@pytest.fixture
def officer() -> Any:
    return make.user("admin_officer")


def child(number: int = 0, *, at_school: bool = True) -> Any:
    made = make.child(f"Ida{number}", "Example", date(2011, 3, 14), at=make.school() if at_school else None)
    make.address(make.parent(made, "Robin", "Example", parental_responsibility=True))
    return made


def counted(on: date = ON) -> dict[str, int]:
    """The figures that are not nought, by their keys."""
    return {one.key: one.number for one in board(on) if one.number}


def done(case: Any, step: Any, officer: Any, on: date = ON) -> None:
    take(case, step, by=officer, on=on, at=moment(on), reason="Because." if step.reason else "")


def test_where_nothing_was_every_figure_is_nought_and_each_has_a_key_of_its_own():
    found = board(ON)
    assert {one.number for one in found} == {0}
    assert len({one.key for one in found}) == len(found) == 16


def test_licences_of_the_school_year_and_those_in_force(officer):
    in_time, late = (
        applied([child(number, at_school=False)], [ON + days * DAY], on=ON).entrants.get().case
        for number, days in ((1, 21), (2, 20))
    )
    before = applied([child(3)], [ON], on=LAST_YEAR).entrants.get().case
    refused_before = applied([child(4)], [ON], on=LAST_YEAR).entrants.get().case
    done(refused_before, performances.REFUSE, officer, LAST_YEAR)
    assert counted(LAST_YEAR) == {"applied": 2, "refused": 1}
    assert counted() == {"applied": 2, "late": 1}
    licence_of(in_time, officer, ON, ON + 21 * DAY, at=moment(ON))
    done(late, performances.REFUSE, officer)
    done(before, performances.NOT_NEEDED_STEP, officer)
    assert counted() == {"applied": 2, "late": 1, "granted": 1, "refused": 1, "not_needed": 1, "licences": 1}
    assert counted(ON + 22 * DAY) == {"applied": 2, "late": 1, "granted": 1, "refused": 1, "not_needed": 1}
    assert counted(ON - DAY) == {}


def test_chaperones_who_are_approved_end_soon_and_lapsed(officer):
    soon = ON + timedelta(weeks=12)
    chaperoning.approved(ON, by=officer, until_on=soon, given="One")
    chaperoning.approved(ON, by=officer, until_on=soon + DAY, given="Two")
    over = chaperoning.approved(ON - DAY, by=officer, until_on=ON - DAY, given="Three")
    suspended = chaperoning.approved(ON, by=officer, given="Four")
    done(suspended, chaperones.SUSPEND, officer)
    done(over, chaperones.LAPSE, officer)
    assert counted() == {"chaperones": 2, "chaperones_ending": 1, "chaperones_lapsed": 1}
    assert counted(ON - DAY) == {"chaperones": 1, "chaperones_ending": 1}


def test_organisations_that_are_approved_on_a_day(officer):
    organising.approved(ON, by=officer)
    ended = organising.approved(ON, by=officer, organisation="Another")
    done(ended, bodies.REVOKE, officer, ON + DAY)
    assert [counted(on) for on in (ON - DAY, ON, ON + DAY)] == [{}, {"bodies": 2}, {"bodies": 1}]


def test_permits_of_the_school_year_and_those_in_force(officer):
    granted, refused = (working.applied(child(number), ON, by=officer) for number in (1, 2))
    working.answered(granted, ON, by=officer)
    working.granted(granted, ON, by=officer)
    done(refused, permits.REFUSE, officer)
    assert counted() == {"permits_granted": 1, "permits_refused": 1, "permits": 1}
    done(granted, permits.REVOKE, officer, ON + DAY)
    assert counted(ON + DAY) == {"permits_granted": 1, "permits_refused": 1}


def test_inspections_that_were_made_and_enquiries_that_were_opened(officer):
    employer = working.applied(child(), ON, by=officer).work_permit.employer
    planned = {"planned_on": ON, "why": "routine", "by": officer, "on": ON, "at": moment(ON)}
    visited, follows = (inspecting.plan(employer, **planned) for _ in range(2))
    inspecting.plan(employer, **planned)
    assert counted() == {}
    taken = {"by": officer, "on": ON, "at": moment(ON)}
    for case in (visited, follows):
        data = {"spoken_to": "Lee", "children_seen": 1, "findings": "All well.", "photographs": []}
        inspecting.visit(case, inspections.VISIT, data=data, **taken)
    data = {"put_right": "Keep a register.", "put_right_on": ON + 7 * DAY}
    by_when = {inspections.PUT_RIGHT_ON.key: (ON + 7 * DAY).isoformat()}
    inspecting.follow(follows, inspections.FOLLOW, data=data, reason="None.", facts=by_when, **taken)
    told = {"place": "", "told_by": "A neighbour", "told": "Works at six.", "child": None}
    open_enquiry(working.EMPLOYER, **told, by=officer, on=ON, at=moment(ON))
    assert counted() == {"inspections": 2, "follow_ups": 1, "enquiries": 1}
