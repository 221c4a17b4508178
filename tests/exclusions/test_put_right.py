"""What follows when an entry of a permanent exclusion is put right: the newest step stays the newest, and so on."""

from datetime import date
from typing import Any

import pytest

from exclusions.fair_access.panel import FAIR_ACCESS
from exclusions.permanent import letters, pathway, queries
from exclusions.permanent.agenda import waiting
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from tests.exclusions.make import People, moment

pytestmark = pytest.mark.django_db
NOW = date(2026, 12, 14)


@pytest.fixture
def people() -> People:
    return People()


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    case.refresh_from_db()
    reason = "As agreed." if step.reason else ""
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def put_right(people: People, event: Event, on: date | None = None, **facts: Any) -> Event:
    """An officer puts an entry right, on a later day."""
    said = {"by": people.officer, "at": moment(NOW), "reason": "A slip."}
    event = cases.correct(event, on=on or event.on, facts=facts, **said)
    event.case.refresh_from_db()
    return event


def upheld(people: People) -> Case:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    return case


def test_the_way_that_was_chosen_last_stays_it_when_the_one_before_is_put_right(people: People) -> None:
    case = upheld(people)
    first = take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 24), way="fair_access")
    take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 26), way="sen_placement")
    assert not FAIR_ACCESS.waiting().exists()
    put_right(people, put_right(people, first, date(2026, 11, 25)), date(2026, 11, 23))
    assert not waiting().exists()
    assert queries.last_of(case, pathway.CHOOSE_WAY.key).facts["way"] == "sen_placement"


def test_a_child_looked_for_again_waits_still_when_the_place_that_came_to_nothing_is_put_right(people: People) -> None:
    case = upheld(people)
    take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 24), way="fair_access")
    named = take(people, case, pathway.NAME_PLACE, date(2026, 11, 25), place="Far School", starts_on="2026-12-01")
    assert not waiting().exists()
    take(people, case, pathway.PLACING.look_again, date(2026, 11, 25))
    put_right(people, named, place="Farther School")
    assert waiting().get() == case


def test_a_statement_names_the_meeting_that_was_called_last(people: People) -> None:
    case = people.tell()
    first = take(people, case, pathway.CALL_GOVERNORS, date(2026, 11, 12), meeting_on="2026-11-24")
    last = take(people, case, pathway.CALL_GOVERNORS, date(2026, 11, 13), meeting_on="2026-11-26")
    put_right(people, first, meeting_on="2026-11-23")
    assert letters.context(letters.STATEMENT, case, None, last)["meeting_on"] == "2026-11-26"
    shown = [row["on"] for row in queries.history_for_school(case)]
    assert shown == [date(2026, 11, 13), date(2026, 11, 12), date(2026, 11, 9)]


def test_a_challenge_that_was_answered_stays_so_when_its_day_is_put_right(people: People) -> None:
    case = people.tell(on=date(2026, 11, 12))
    cases.take(
        case, pathway.REPLY, by=people.head, on=NOW, at=moment(NOW), facts={"answer": "It was late."}
    )  # fmt: skip
    put_right(people, case.events.get(step="challenge"), date(2026, 11, 13))
    assert not challenges_of(case)[0].waits
