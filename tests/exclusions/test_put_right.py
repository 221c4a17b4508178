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
from oxle.cases.standing import last_taken
from oxle.core.errors import Refused
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


def consulted(people: People) -> Case:
    case = upheld(people)
    take(people, case, pathway.CONSULT, date(2026, 11, 23), wish="A school nearer home.")
    return case


def test_the_way_that_was_chosen_last_stays_it_when_the_one_before_is_put_right(people: People) -> None:
    case = consulted(people)
    first = take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 24), way="fair_access")
    take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 26), way="sen_placement")
    assert not FAIR_ACCESS.waiting().exists()
    put_right(people, put_right(people, first, date(2026, 11, 25)), date(2026, 11, 23))
    assert not waiting().exists()
    assert last_taken(case, pathway.CHOOSE_WAY.key).facts["way"] == "sen_placement"


def test_a_child_looked_for_again_waits_still_when_the_place_that_came_to_nothing_is_put_right(people: People) -> None:
    case = consulted(people)
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


def open_challenges(case: Case) -> list[str]:
    return [one.about for one in challenges_of(case) if one.answer is None]


def call(people: People, case: Case, meeting_on: str) -> Event:
    return take(people, case, pathway.CALL_GOVERNORS, date(2026, 11, 12), meeting_on=meeting_on)


def test_a_meeting_that_is_put_right_to_after_the_last_day_is_challenged_once(people: People) -> None:
    case = people.tell()
    called = put_right(people, call(people, case, "2026-11-27"), meeting_on="2026-12-07")
    put_right(people, called, date(2026, 11, 13))
    assert [(one.on, one.why[:38]) for one in challenges_of(case)] == [(NOW, "The governors meet on 7 December 2026,")]


def test_a_decision_that_is_put_right_to_after_the_last_day_is_challenged(people: People) -> None:
    case = upheld(people)
    event = case.events.get(step="uphold")
    put_right(people, event, date(2026, 12, 2), parents_told_on="2026-12-02")
    assert open_challenges(case) == ["decision"]


def test_a_challenge_that_rested_on_a_slip_ends_when_it_is_put_right_and_the_school_need_not_answer(
    people: People,
) -> None:
    case = people.tell()
    call(people, case, "2026-12-01")
    assert open_challenges(case) == ["meeting"]
    put_right(people, case.events.get(step="tell"), governors_told_on="2026-11-10")
    assert open_challenges(case) == []
    assert not case.deadlines.filter(clock="challenge_answer", state="running").exists()


@pytest.mark.parametrize(
    "slip", [{"parents_told_on": date(2026, 11, 10)}, {"decided_on": date(2026, 11, 6)}]
)  # fmt: skip
def test_the_decision_and_when_the_parents_were_told_can_be_put_right(people: People, slip: dict[str, date]) -> None:
    case = people.tell(on=date(2026, 11, 9), **slip)
    assert open_challenges(case) == ["notice"]
    put_right(people, case.events.get(step="tell"), **dict.fromkeys(slip, "2026-11-09"))
    case.permanent_exclusion.refresh_from_db()
    assert {name: getattr(case.permanent_exclusion, name) for name in slip} == dict.fromkeys(slip, date(2026, 11, 9))
    assert open_challenges(case) == []


def test_a_notice_that_is_put_right_twice_is_asked_of_as_it_stands(people: People) -> None:
    case = people.tell(parents_told_on=date(2026, 11, 10))
    told = put_right(people, case.events.get(step="tell"), parents_told_on="2026-11-11")
    assert [one.why[:54] for one in challenges_of(case) if one.waits] == [
        "The parents were told in writing on 11 November 2026, "
    ]
    told = put_right(people, told, parents_told_on="2026-11-09")
    put_right(people, told, parents_told_on="2026-11-11")
    assert open_challenges(case) == ["notice"]


@pytest.mark.parametrize("name", ["first_on", "parents_told_on", "governors_told_on"])
def test_nothing_is_put_right_to_before_the_decision(people: People, name: str) -> None:
    case = people.tell()
    with pytest.raises(Refused, match=r"It was decided on 9 November 2026\.") as refused:
        put_right(people, case.events.get(step="tell"), **{name: "2026-11-06"})
    assert refused.value.field == name


def test_on_a_closed_case_nothing_is_challenged_any_more(people: People) -> None:
    case = people.tell()
    called = call(people, case, "2026-11-27")
    take(people, case, pathway.LEAVE, date(2026, 11, 20))
    put_right(people, called, meeting_on="2026-12-07")
    assert challenges_of(case) == []
