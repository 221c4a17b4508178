"""The sweeps: each timetable is asked about once in a half-term and never on holidays; an overrun is challenged."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from reduced_timetables import changing, pathway
from reduced_timetables.sweeping import ask_each, challenge_overruns
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


def swept(on: date) -> int:
    return ask_each(on=on, at=moment(on))


def test_each_timetable_of_before_the_half_term_is_asked_about_once_in_it(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, date(2026, 10, 12))
    assert [swept(date(2026, 10, 20)), swept(date(2026, 10, 28))] == [0, 0]
    assert [swept(date(2026, 11, 3)), swept(date(2026, 11, 4)), swept(date(2026, 11, 20))] == [1, 0, 0]
    assert case.deadlines.get(clock="half_term", state="running").due_on == date(2026, 11, 10)


def test_one_that_was_told_in_this_half_term_is_asked_about_ten_school_days_after_and_once(people: People) -> None:
    timetabled(people.child, people.school, people.head, date(2026, 11, 9))
    # Told on Friday 6 November.
    assert [swept(date(2026, 11, day)) for day in (9, 19, 20, 23, 27)] == [0, 0, 1, 0, 0]


def test_one_that_has_not_begun_is_not_asked_about(people: People) -> None:
    timetabled(people.child, people.school, people.head, date(2026, 11, 23), on=date(2026, 10, 12))
    assert [swept(date(2026, 11, day)) for day in (3, 20, 23)] == [0, 0, 1]


def test_one_that_is_closed_is_not_asked_about(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, date(2026, 11, 9))
    on = date(2026, 11, 18)
    cases.take(case, pathway.RETURN, by=people.officer, on=on, at=moment(on))
    assert [swept(day) for day in (date(2026, 11, 20), date(2027, 1, 6))] == [0, 0]


def test_what_the_sweep_asks_stands_on_the_home_page_of_the_school_until_it_says_how_it_stands(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, date(2026, 10, 12))

    def asked() -> list[tuple[str, str]]:
        rows = make.signed_in(people.head).get(reverse("cases:portal")).context["asked"]
        return [(row.title, row.status) for row in rows]

    assert asked() == []
    swept(date(2026, 11, 3))
    assert asked() == [(str(people.child), "Say how it stands")]
    case.refresh_from_db()
    on = date(2026, 11, 4)
    cases.take(case, pathway.CONFIRM, by=people.head, on=on, at=moment(on), facts={"stands": "As agreed"})
    assert asked() == []


def test_a_planned_end_that_passes_in_silence_is_challenged_once_and_again_only_after_an_extension(
    people: People,
) -> None:
    case = timetabled(people.child, people.school, people.head, date(2026, 11, 2), date(2026, 11, 20))
    # The pupil is due back on Monday 23 November.
    days = (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25))
    assert [challenge_overruns(on=on, at=moment(on)) for on in days] == [0, 1, 0]
    assert [one.why for one in challenges_of(case)] == [
        "It was agreed until 20 November 2026. Nobody has told us that the pupil is back full-time or that it was "
        "extended with a fresh agreement (SI 2024/208 reg 11(6))."
    ]
    assert case.letters.filter(letter__kind="reduced_timetables.challenge").exists()
    case.refresh_from_db()
    facts = {"starts_on": "2026-11-21", "ends_on": "2026-11-27", "review_on": "2026-11-27"}
    taken = {"by": people.officer, "on": days[2], "at": moment(days[2]), "facts": {}}
    data = {"ends_on": date(2026, 11, 27), "review_on": date(2026, 11, 27), "agreed_on": None, "risk_assessed_on": None}
    changing.extend(case, pathway.EXTEND, data={**facts, **data, "given_by": ""}, **taken)
    assert [challenge_overruns(on=on, at=moment(on)) for on in (date(2026, 11, 30), date(2026, 12, 1))] == [0, 1]
