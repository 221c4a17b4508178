"""Schools that tell of improbably few reduced timetables are found, and no other: a pure count, and its list."""

from datetime import date, timedelta
from math import exp, isclose
from random import Random

import pytest
from django.urls import reverse

from oxle.schools.models import School
from reduced_timetables.silence import Telling, at_most, silent
from reduced_timetables.silent import lines
from tests import make
from tests.exclusions.make import People
from tests.reduced_timetables.make import timetabled

ONCE_IN = 1_000


def school(
    number: int, told: int, *, phase: str = "primary", roll: int = 200, days: int = 190, quiet: int = 5
) -> Telling:
    return Telling(number, phase, roll, days, told, quiet if told else 0)


def found(schools: list[Telling]) -> list[tuple[int, bool]]:
    """Which are listed, by their number, and whether because they stopped."""
    return [(one.of.key, one.stopped) for one in silent(schools, once_in=ONCE_IN)]


def test_the_chance_of_so_few_is_the_tail_of_a_poisson_distribution() -> None:
    assert at_most(0, 0.0) == 1.0
    assert isclose(at_most(0, 3.0), exp(-3.0))
    assert isclose(at_most(2, 3.0), exp(-3.0) * (1 + 3 + 4.5))
    assert isclose(at_most(500, 3.0), 1.0)


def test_of_a_county_that_tells_as_chance_has_it_none_is_listed_and_the_planted_ones_are() -> None:
    chance = Random(4)  # noqa: S311 (the same each time)
    # Two hundred schools, each telling as often as its pupils have it: 3 in a hundred a year.
    county = []
    for number in range(200):
        roll = chance.randrange(80, 400)
        told = sum(chance.random() < 0.03 for _ in range(roll))
        days_of = sorted(chance.randrange(190) for _ in range(told))
        quiet = 189 - days_of[-1] if told else 0
        county.append(Telling(number, "primary" if number % 3 else "secondary", roll, 190, told, quiet))
    assert found(county) == []
    # One that tells of none of 400, one of 1 of 600, and one that told of ten and has stopped for a year's third.
    planted = [
        school(1000, 0, roll=400),
        school(1001, 1, phase="secondary", roll=600),
        school(1002, 20, roll=600, quiet=70),
    ]
    assert {number for number, _ in found([*county, *planted])} == {1000, 1001, 1002}
    assert dict(found([*county, *planted]))[1002] is True


def test_a_small_school_that_tells_of_none_is_not_striking_and_a_large_one_is() -> None:
    peers = [school(number, 6) for number in range(5)]
    assert found([*peers, school(9, 0, roll=60)]) == []
    assert found([*peers, school(9, 0, roll=400)]) == [(9, False)]


def test_a_school_is_held_against_its_own_phase_and_against_all_where_that_has_too_few() -> None:
    primary = [school(number, 6) for number in range(5)]
    quiet_phase = [school(10 + number, 0, phase="special", roll=400) for number in range(4)]
    assert found([*primary, *quiet_phase]) == []
    assert found([*primary, quiet_phase[0]]) == [(10, False)]


def test_a_school_that_opened_lately_is_expected_to_have_told_of_less() -> None:
    peers = [school(number, 8) for number in range(5)]
    assert found([*peers, school(9, 0, roll=250, days=190)]) == [(9, False)]
    assert found([*peers, school(9, 0, roll=250, days=60)]) == []


def test_holidays_do_not_make_a_school_one_that_stopped_nor_do_two_notices_make_a_habit() -> None:
    peers = [school(number, 8) for number in range(5)]
    assert found([*peers, school(9, 12, quiet=10)]) == []
    assert found([*peers, school(9, 2, roll=60, quiet=150)]) == []


def test_the_threshold_is_the_setting() -> None:
    schools = [*(school(number, 6) for number in range(5)), school(9, 0)]
    # About six were to be expected: once in some four hundred schools.
    assert [bool(silent(schools, once_in=once_in)) for once_in in (100, 1_000)] == [True, False]


@pytest.mark.django_db
def test_the_list_says_why_in_a_sentence_and_names_only_schools_that_could_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    people, on = People(), date(2026, 12, 11)
    for number in range(4):
        place = make.school(f"Peer {number}")
        for part in range(5):
            starts_on = date(2026, 9, 7) + timedelta(weeks=2 * part)
            timetabled(make.child(f"P{number} {part}", "Part", at=place), place, people.head, starts_on)
    School.objects.update(roll=200, phase="secondary")
    School.objects.filter(pk=people.school.pk).update(roll=900)
    make.school("Closed School", roll=900, phase="secondary", closed_on=date(2026, 8, 31))
    make.school("A nursery", roll=900, phase="nursery")
    listed = lines(on)
    assert [(one.school, one.kind) for one in listed] == [(people.school, "Very few")]
    assert listed[0].why == (
        "It told of none in 52 weeks. Of its 900 pupils about 22 were to be expected, as the 4 other secondary schools "
        "tell. By chance that happens less than once in a million schools."
    )
    page = make.signed_in(people.officer).get(reverse("reduced_timetables:silent")).content.decode()
    assert "Of its 900 pupils about 22 were to be expected" in page


@pytest.mark.django_db
def test_a_school_without_a_number_of_pupils_is_named_as_one_of_which_nothing_can_be_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    people = People()
    School.objects.update(roll=None)
    make.school("Counted School", roll=300)
    make.school("Closed School", closed_on=date(2026, 8, 31))
    page = make.signed_in(people.officer).get(reverse("reduced_timetables:silent"))
    assert (page.context["without_roll"], list(lines(date(2026, 12, 11)))) == ([people.school], [])
    assert str(people.school) in page.text.split("Schools of which nothing can be said")[1]
