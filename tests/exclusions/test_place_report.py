"""What managers are told of school places: every count, and no child."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.fair_access import pathway, reporting
from exclusions.fair_access.pathway import PLACING
from exclusions.permanent import pathway as permanent
from exclusions.permanent.rules import BREACH, FIRST_DAY_DOES_NOT
from exclusions.placement.forms import DelayForm
from oxle.cases.models import Case
from oxle.core.rules import change_rule
from tests import make
from tests.exclusions.fair import opened, take
from tests.exclusions.make import People, taught
from tests.meetings.make import waiting

PLACING_OF_EXCLUDED = permanent.PLACING
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
    # Of an exclusion: education began on 13 November, day 6 was on the 16th.

    spring, autumn, _ = reporting.periods(date(2027, 1, 12))
    assert [row for row in autumn.rows if row[1]] == [
        ("Referred to the panel, or its way chosen after an exclusion", 2),
        ("Places named", 1),
        ("Named by the day on which it was due", 1),
        ("Refusals by a school", 1),
        ("Refusals by Other School", 1),
        ("Delayed: No school within reach has a place in the year", 2),
        ("Education after a permanent exclusion due by day 6, and begun in time", 1),
    ]
    assert [row for row in spring.rows if row[1]] == [("Places named", 1), ("Named after that day", 1)]


def excluded(people: People, name: str) -> Case:
    """A pupil whose first excluded day is 9 November 2026: day 6 is the 16th."""
    people.child = make.child(name, "Example", at=people.school)
    return people.tell()


def test_a_school_that_refuses_a_child_again_counts_once_for_that_child(people: People) -> None:
    school, case = make.school("Other School"), opened(people)
    take(people, case, pathway.REFER, date(2026, 11, 23))
    take(people, case, PLACING.name_place, date(2026, 12, 7), school=school.key, starts_on="2027-01-25")
    take(people, case, PLACING.refuse, date(2026, 12, 8), school=school.key)
    take(people, case, PLACING.agree, date(2026, 12, 9))
    take(people, case, PLACING.refuse, date(2026, 12, 10), school=school.key)
    rows = dict(reporting.periods(date(2026, 12, 11))[0].rows)
    assert (rows["Refusals by a school"], rows["Refusals by Other School"]) == (1, 1)


def test_education_by_day_6_is_counted_in_time_late_and_not_begun_and_why_it_took_longer(people: People) -> None:
    taught(people, excluded(people, "In time"), date(2026, 11, 16))
    late = excluded(people, "Late")
    take(people, late, PLACING_OF_EXCLUDED.delay, date(2026, 11, 16), which="interim", why="PR")
    taught(people, late, date(2026, 11, 17))
    excluded(people, "Waits")
    take(people, excluded(people, "Reinstated after"), permanent.REINSTATE, date(2026, 11, 20))
    # What does not count: it stood no more on day 6, or was never told.
    take(people, excluded(people, "Reinstated before"), permanent.REINSTATE, date(2026, 11, 13))
    take(people, excluded(people, "Mistaken"), permanent.MISTAKE, date(2026, 11, 20))

    def rows(on: date) -> dict[str, int]:
        return {
            words: count for words, count in reporting.periods(on)[0].rows if "day 6" in words or "Interim" in words
        }

    assert rows(date(2026, 11, 27)) == {
        "Education after a permanent exclusion due by day 6, and begun in time": 1,
        "Begun after day 6": 1,
        "Not begun, though day 6 was over": 2,
        "Interim place delayed: No provider that fits has a place free": 1,
    }
    change_rule(BREACH, FIRST_DAY_DOES_NOT, from_on=date(2026, 9, 1), reason="As the guidance reads it")
    assert rows(date(2026, 11, 27))["Begun after day 6"] == 0


def test_a_delay_of_the_interim_place_is_recorded_before_the_governors_have_decided(people: People) -> None:
    assert permanent.EXCLUDED in PLACING_OF_EXCLUDED.delay.at
    form = DelayForm({}, step=PLACING_OF_EXCLUDED.delay, case=people.tell(), parties=[], on=date(2026, 11, 10))
    assert form.errors["which"] == ["Select which place takes longer"]


def test_exclusions_that_the_head_cancelled_are_counted_by_what_averted_them_and_a_wrong_decision_averts_none(
    people: People,
) -> None:
    for name, why in (("One", "managed_move"), ("Two", "managed_move"), ("Three", "wrong")):
        take(people, excluded(people, name), permanent.RESCIND, date(2026, 11, 12), averted_by=why)
    told = [row for row in reporting.periods(date(2026, 11, 27))[0].rows if row[1] and "day 6" not in row[0]]
    assert told == [
        ("Permanent exclusions cancelled by the head", 3),
        ("Averted by: Managed move", 2),
        ("Cancelled because it was a wrong decision", 1),
    ]


def test_the_report_names_no_child(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    take(people, opened(people), pathway.REFER, date(2026, 11, 23))
    text = make.signed_in(make.user("manager")).get(reverse("exclusions:fair_access:report")).content.decode()
    assert "Autumn term 2026" in text
    assert "Referred to the panel" in text
    assert people.child.shown_name not in text
