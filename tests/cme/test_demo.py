"""The demonstration’s missing children: each story can be told, on whatever day, and ends where it says."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from cme import adding, demo
from cme.models import AuthorityRequest, Deletion, NewPupil
from oxle.cases.models import Case
from oxle.demo.county import SMALL, SPARED, County, Pupil
from oxle.schooldays.models import Calendar
from tests import make
from tests.cme.make import People

pytestmark = pytest.mark.django_db


def test_every_story_can_be_told_and_children_stand_at_every_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-25T10:00:00Z")
    people = People()
    county = County(at=datetime(2026, 11, 25, 10, tzinfo=UTC), size=SMALL)
    county.schools = [people.school]
    county.leads = {people.school.pk: people.lead}
    county.people = {"tracking": people.officer, "manager": people.manager}
    Calendar.objects.get().terms.create(name="The year before", starts_on="2025-09-01", ends_on="2026-07-22")
    names = [f"Child {number}" for number in range(len(demo.STORIES) + len(demo.MORE) + SPARED)]
    children = [make.child(name, at=people.school) for name in names]
    for number, child in enumerate(children):
        child.upn = f"A{number:012d}"
        child.save()
    pupils = [Pupil(child, people.school, 5, date(2025, 9, 1)) for child in children]
    county.pupils = {people.school.pk: pupils}
    demo.build(county)
    assert Counter(Case.objects.values_list("stage", flat=True)) == {
        "referred": 1, "stopped": 1, "enquiries": 32, "here": 11, "elsewhere": 6, "received": 1, "proposed": 1,
        "not_located": 2, "agreed": 1,
    }  # fmt: skip
    # Nobody is left out of the lists: one return of a child, one of nobody we hold, a deletion, a request.
    assert sorted(NewPupil.objects.values_list("match", flat=True)) == ["upn", "waits"]
    assert Deletion.objects.get().case is not None
    # A second referral is added to the case that is open, and waits to be read.
    (added,) = Case.objects.filter(events__step="tell_more")
    assert [one.facts["said"][:8] for one in adding.unread(added)] == ["A friend"]
    assert AuthorityRequest.objects.get().answered_on is None
