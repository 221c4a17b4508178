"""What managers are told of school places: every count, and no child."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.fair_access import pathway, reporting
from exclusions.fair_access.pathway import PLACING
from exclusions.permanent import pathway as permanent
from tests import make
from tests.exclusions.fair import opened, take
from tests.exclusions.make import People
from tests.meetings.make import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return People()


def test_what_was_done_is_counted_for_both_kinds_of_case_in_the_period_in_which_it_was_done(people: People) -> None:
    school = make.school("Other School")
    place = {"place": "Other School", "school": school.key, "starts_on": "2027-01-25"}
    excluded = waiting(people)
    people.child = make.child("Lee", "Example", at=people.school)
    case = opened(people)
    take(people, case, pathway.REFER, date(2026, 11, 23))
    take(people, case, PLACING.delay, date(2026, 11, 27), why="NO")
    take(people, case, PLACING.delay, date(2026, 12, 4), why="NO")
    take(people, case, PLACING.name_place, date(2026, 12, 7), **place)
    take(people, case, PLACING.refuse, date(2026, 12, 9), school=school.key)
    # Due on 6 January 2027 from 25 November: in the next period, and late.
    take(people, excluded, permanent.NAME_PLACE, date(2027, 1, 11), **place)
    gone = make.child("Gone", "Example", at=people.school)
    people.child = gone
    mistaken = opened(people)
    take(people, mistaken, pathway.REFER, date(2026, 11, 23))
    take(people, mistaken, pathway.MISTAKE, date(2026, 11, 24))

    spring, autumn, _ = reporting.periods(date(2027, 1, 12))
    assert [row for row in autumn.rows if row[1]] == [
        ("Referred to the panel, or its way chosen after an exclusion", 2),
        ("Places named", 1),
        ("Named by the day on which it was due", 1),
        ("Refusals by a school", 1),
        ("Refusals by Other School", 1),
        ("Delayed: No school within reach has a place in the year", 2),
    ]
    assert [row for row in spring.rows if row[1]] == [("Places named", 1), ("Named after that day", 1)]


def test_the_report_names_no_child(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    take(people, opened(people), pathway.REFER, date(2026, 11, 23))
    text = make.signed_in(make.user("manager")).get(reverse("exclusions:fair_access:report")).content.decode()
    assert "Autumn term 2026" in text
    assert "Referred to the panel" in text
    assert people.child.shown_name not in text
