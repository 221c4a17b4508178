"""What a case's page offers first is the step that the earliest open date asks for, in every duty."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exclusions.off_site import pathway as off_site
from exclusions.permanent import pathway as permanent
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import duties, first_steps, queries
from oxle.cases.models import Case
from oxle.cases.pathways import OWING, Clock, Pathway, Step
from oxle.cases.soundness import faults
from tests.exclusions.make import FIRST_ON, People, directed, moment

pytestmark = pytest.mark.django_db


def offered(case: Case, who: User, on: date) -> list[str]:
    """The keys of what the case's page offers a person first on a day."""
    case.refresh_from_db()
    return [step.key for step in first_steps.next_steps(case, queries.open_steps(case, who, on), on)]


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> None:
    case.refresh_from_db()
    cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason="So." if step.reason else "")


@pytest.fixture
def people() -> People:
    return People()


def test_of_a_permanent_exclusion_what_the_earliest_date_asks_for_comes_first(people: People) -> None:
    case = people.tell()
    # The letter to the parents did not come with the notice: it is due on the next school day, before anything else.
    assert offered(case, people.officer, FIRST_ON) == ["send_letter"]
    take(people, case, permanent.SEND_LETTER, FIRST_ON)
    assert offered(case, people.officer, FIRST_ON) == ["arrange"]
    place = {"place": "Example Unit", "starts_on": "2026-11-16", "full_time": True}
    take(people, case, permanent.ARRANGE, date(2026, 11, 13), **place)
    take(people, case, permanent.TELL_PARENTS, date(2026, 11, 13))
    take(people, case, permanent.BEGIN, date(2026, 11, 16), confirmed_by="The office")
    # The governors decide by 30 November: first it is told when they meet.
    assert offered(case, people.officer, date(2026, 11, 16)) == ["call_governors"]
    take(people, case, permanent.CALL_GOVERNORS, date(2026, 11, 16), meeting_on="2026-11-27")
    assert offered(case, people.officer, date(2026, 11, 17)) == ["send_papers"]
    take(people, case, permanent.SEND_PAPERS, date(2026, 11, 17))
    # Nothing is decided before the day on which they meet; from then on either is as likely.
    assert {"uphold", "reinstate"}.isdisjoint(offered(case, people.officer, date(2026, 11, 26)))
    assert offered(case, people.officer, date(2026, 11, 27)) == ["uphold", "reinstate"]
    take(people, case, permanent.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    # The talk is due by 4 December, before anything of the review.
    assert offered(case, people.officer, date(2026, 11, 30)) == ["consult"]
    take(people, case, permanent.ASK_REVIEW, date(2026, 11, 30), review_made_on="2026-11-30")
    take(people, case, permanent.CONSULT, date(2026, 11, 30))
    take(people, case, permanent.CHOOSE_WAY, date(2026, 11, 30), route="panel")
    places = case.deadlines.get(clock="place").due_on
    review = case.deadlines.get(clock="review").due_on
    first = "name_place" if places < review else "review_upheld"
    assert offered(case, people.officer, date(2026, 12, 1))[0] == first


def test_of_what_is_due_by_today_the_councils_own_comes_before_the_schools(people: People) -> None:
    case = people.tell()
    take(people, case, permanent.SEND_LETTER, FIRST_ON)
    take(people, case, permanent.CALL_GOVERNORS, FIRST_ON, meeting_on="2026-11-18")
    # The school's papers are due on Wednesday the 11th, the arrangement on Thursday the 12th.
    assert offered(case, people.officer, FIRST_ON) == ["send_papers"]
    assert offered(case, people.officer, date(2026, 11, 13)) == ["arrange"]


def test_once_nobody_asked_for_a_review_in_time_that_is_what_is_to_be_recorded(people: People) -> None:
    case = people.tell()
    place = {"place": "Example Unit", "starts_on": "2026-11-16", "full_time": True}
    take(people, case, permanent.SEND_LETTER, FIRST_ON)
    take(people, case, permanent.ARRANGE, FIRST_ON, **place)
    take(people, case, permanent.TELL_PARENTS, FIRST_ON)
    take(people, case, permanent.BEGIN, date(2026, 11, 16), confirmed_by="The office")
    take(people, case, permanent.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    take(people, case, permanent.CONSULT, date(2026, 11, 20))
    take(people, case, permanent.CHOOSE_WAY, date(2026, 11, 20), route="panel")
    over = case.deadlines.get(clock="review_window").due_on
    assert over == date(2026, 12, 11)
    place_by = case.deadlines.get(clock="place").due_on
    assert offered(case, people.officer, over) == ["name_place"]
    # The day after, that is older than a place that is not due yet.
    assert place_by > date(2026, 12, 12)
    assert offered(case, people.officer, date(2026, 12, 12)) == ["end_window"]


def test_what_was_done_is_not_offered_first_again_because_another_date_runs(people: People) -> None:
    case = people.tell()
    place = {"place": "Example Unit", "starts_on": "2026-11-16", "full_time": True}
    take(people, case, permanent.SEND_LETTER, FIRST_ON)
    take(people, case, permanent.ARRANGE, FIRST_ON, **place)
    take(people, case, permanent.TELL_PARENTS, FIRST_ON)
    # Day 6 is the earliest date; that education has begun cannot be said before it does, so the next one asks.
    assert offered(case, people.officer, date(2026, 11, 10)) == ["call_governors"]


def test_a_direction_is_not_ended_first_before_its_day_has_come(people: People) -> None:
    case = directed(people, date(2026, 11, 30), date(2026, 12, 18), on=date(2026, 11, 24), review_on=date(2026, 12, 11))
    take(people, case, off_site.LOOK, date(2026, 11, 24))
    take(people, case, off_site.HOLD_REVIEW, date(2026, 12, 11), review_on=None)
    # The 18th is the last day of the term: back on the first school day of the next, which begins with an INSET day.
    back_on = case.deadlines.get(clock="last_day").due_on
    assert back_on == date(2027, 1, 5)
    assert {"return", "extend"}.isdisjoint(offered(case, people.officer, date(2027, 1, 4)))
    assert offered(case, people.officer, back_on) == ["return", "extend"]


@pytest.mark.parametrize("pathway", [one for duty in duties.duties() for one in duty.pathways], ids=lambda one: one.key)
def test_what_a_date_asks_of_a_school_an_officer_who_may_enter_it_on_behalf_finds_a_page_for(pathway: Pathway) -> None:
    pages = duties.duty(pathway.duty).step_pages
    for clock in pathway.clocks:
        for step in _asked(clock) if clock.against in OWING else ():
            entered = step.on_behalf is not None and step.on_behalf.area != "portal"
            assert not (entered and step.own_page) or duties.step_key(pathway, step) in pages, (clock.key, step.key)


def _asked(clock: Clock) -> tuple[Step, ...]:
    return clock.asks or (*clock.stops_each, *clock.stops)[:1]


@pytest.mark.parametrize("pathway", [one for duty in duties.duties() for one in duty.pathways], ids=lambda one: one.key)
def test_every_date_that_is_owed_asks_for_a_step_that_meets_it_or_ends_the_case(pathway: Pathway) -> None:
    for clock in pathway.clocks:
        if clock.against not in OWING:
            continue
        for step in _asked(clock):
            meets = step in (*clock.stops, *clock.stops_each)
            assert meets or (step.to and (step.to.closed or step.key == "propose")), (clock.key, step.key)


def test_a_pathway_whose_date_asks_for_a_foreign_step_is_unsound() -> None:
    pathway = permanent.PERMANENT
    foreign = replace(permanent.CONSULT, key="foreign", label="Foreign")
    clocks = tuple(replace(one, asks=(foreign,)) if one.key == "way" else one for one in pathway.clocks)
    said = faults(replace(pathway, clocks=clocks))
    assert said == [
        "The clock “Choose the way to a new school” speaks of the step “Foreign”, which this pathway does not have."
    ]
