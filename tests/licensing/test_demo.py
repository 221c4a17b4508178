"""The demonstration’s productions: eighty children perform, and their cases stand at every stage."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from licensing import demo
from licensing.chaperones import demo as chaperones
from licensing.chaperones.models import Chaperone
from licensing.performances.models import Entrant
from oxle.demo.county import SMALL, County, Pupil
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db


def test_every_production_can_be_played_and_children_stand_at_every_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-25T10:00:00Z")
    referrals.calendar()
    school = make.school()
    county = County(at=datetime(2026, 11, 25, 10, tzinfo=UTC), size=SMALL)
    county.schools, county.people = [school], {"admin": make.user("admin_officer")}
    pupils = []
    for number in range(len(demo.SHOWS) * demo.CHILDREN):
        child = make.child(f"Child {number}", at=school)
        child.upn = f"A{number:012d}"
        child.save(update_fields=["upn"])
        pupils.append(Pupil(child, school, 5, date(2025, 9, 1)))
    county.pupils = {school.pk: pupils}
    demo.build_productions(county)
    stages = Counter(one.case.stage if one.case else one.match for one in Entrant.objects.select_related("case"))
    assert stages == {"granted": 55, "checking": 10, "received": 15, "waits": 1}


def test_the_register_has_chaperones_in_force_three_who_must_renew_soon_one_who_lapsed_and_applications() -> None:
    referrals.calendar()
    county = County(at=datetime(2026, 11, 25, 10, tzinfo=UTC), size=SMALL)
    county.people = {"admin": make.user("admin_officer")}
    chaperones.build(county)
    stages = Counter(Chaperone.objects.values_list("case__stage", flat=True))
    assert stages == {"approved": 45, "lapsed": 1, "received": 1, "checking": 3}
    soon = Chaperone.objects.filter(case__stage="approved", until_on__lte=date(2026, 11, 25) + timedelta(weeks=12))
    assert soon.count() == 3
