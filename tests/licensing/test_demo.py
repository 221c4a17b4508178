"""The demonstration of licensing: children who perform, and what became of it where somebody looked."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from licensing import demo
from licensing.applicants.models import ApplicationDraft
from licensing.bodies.models import BodyApproval, BodyReport
from licensing.chaperones import demo as chaperones
from licensing.chaperones.models import Chaperone
from licensing.inspections.pathway import INSPECTION
from licensing.performances.models import Entrant
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.online.models import JobApplied
from oxle.cases import casework
from oxle.cases.models import Case, HandOver
from oxle.demo.county import SMALL, County, Pupil
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

REFERRED = date(2026, 11, 2)

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
    assert stages == {"granted": 80, "checking": 10, "received": 15, "waits": 1}


def test_the_register_has_chaperones_in_force_three_who_must_renew_soon_one_who_lapsed_and_applications() -> None:
    referrals.calendar()
    county = County(at=datetime(2026, 11, 25, 10, tzinfo=UTC), size=SMALL)
    county.people = {"admin": make.user("admin_officer")}
    chaperones.build(county)
    stages = Counter(Chaperone.objects.values_list("case__stage", flat=True))
    assert stages == {"approved": 45, "lapsed": 1, "received": 2, "checking": 3}
    waits = Chaperone.objects.get(by=None)
    assert (waits.case.stage, waits.case.origin, waits.declared != "") == ("received", "applicant", True)
    assert ApplicationDraft.objects.get(state="filling").name == "Larch Penhallow"
    soon = Chaperone.objects.filter(case__stage="approved", until_on__lte=date(2026, 11, 25) + timedelta(weeks=12))
    assert soon.count() == 3


def test_twenty_inspections_and_enquiries_stand_at_every_stage_and_attendance_handed_two_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-25T10:00:00Z")
    people = court.People()
    county = County(at=datetime(2026, 11, 25, 10, tzinfo=UTC), size=SMALL)
    county.schools, county.people = [people.school], {"admin": make.user("admin_officer")}
    at_work = [make.child(f"Works {one}", born_on=date(2011, 9, 10), at=people.school) for one in range(20)]
    county.pupils = {people.school.pk: [Pupil(child, people.school, 9, date(2025, 9, 1)) for child in at_work]}
    for one in range(2):
        case = referrals.sent(people.school, make.child(f"Away {one}", at=people.school), people.lead, REFERRED)
        casework.allocate(
            case, to=people.officer, by=people.senior, on=REFERRED, at=referrals.moment(REFERRED), reason="Hers",
            version=case.version,
        )  # fmt: skip
    demo.build(county)
    inspections = Counter(Case.objects.filter(pathway=INSPECTION.key).values_list("stage", flat=True))
    assert inspections == {
        "planned": 4, "visited": 2, "follow_up": 3, "in_order": 7, "put_right": 2, "goes_on": 1, "called_off": 1,
    }  # fmt: skip
    enquiries = Case.objects.filter(pathway=ENQUIRY.key)
    assert Counter(enquiries.values_list("stage", flat=True)) == {
        "opened": 3, "found": 2, "prosecution": 1, "stopped": 1, "permitted": 1, "lawful": 1,
    }  # fmt: skip
    bodies = Counter(BodyApproval.objects.values_list("case__stage", "case__origin"))
    assert bodies == {("approved", "council"): 3, ("received", "council"): 1, ("received", "applicant"): 1}
    assert BodyReport.objects.count() == 3
    waiting = JobApplied.objects.order_by("pk")
    assert [(one.match, one.told["employer"]["name"]) for one in waiting] == [("waits", "Larkspur Tea Room")]
    handed = HandOver.objects.filter(to_duty="licensing")
    assert sorted(one.opened is None for one in handed) == [False, True]
