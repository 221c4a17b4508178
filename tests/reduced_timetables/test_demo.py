"""The demonstration’s reduced timetables: one rises in steps, and the sessions of one change from next week on."""

from datetime import UTC, date, datetime

import pytest

from oxle.demo.county import SMALL, County
from reduced_timetables import demo, pathway
from reduced_timetables.models import Timetable
from reduced_timetables.weeks import weeks_of
from tests import make
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db


def test_the_county_has_a_return_in_steps_and_a_review_that_raises_the_sessions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-25T10:00:00Z")
    people = People()
    county = County(at=datetime(2026, 11, 25, 10, tzinfo=UTC), size=SMALL)
    county.leads = {people.school.pk: people.head}
    county.people = {"exclusions": people.officer}
    changed = [part for part in demo.SPECIAL if any(step is pathway.CHANGE for step, *_ in part.steps)]
    parts = [next(part for part in demo.SPECIAL if part.rises), *changed]
    for number, part in enumerate(parts):
        child = make.child(f"Child {number}", at=people.school)
        demo._tell(county, number, child, people.school, part, demo._starts_on(county, people.school, part.ago))
    weeks = [[week.from_on for week in weeks_of(told)] for told in Timetable.objects.order_by("pk")]
    assert [len(each) for each in weeks] == [2, 2]
    assert weeks[1][1] == date(2026, 11, 30)
    assert [told.case.stage for told in Timetable.objects.order_by("pk")] == ["notified", "notified"]
