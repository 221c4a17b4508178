"""What the database itself refuses of a referral's dates, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from attendance.referrals.models import Referral, Route
from oxle.cases.models import Party
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
EARLY = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("model", "constraint", "change"),
    [
        (Party, "party_ends_after_it_begins", {"to_on": EARLY}),
        (Route, "route_ends_after_it_begins", {"to_on": EARLY}),
        (Referral, "register_ends_after_it_begins", {"last_on": EARLY}),
        (Referral, "register_ends_after_it_begins", {"last_on": None}),
        (Referral, "absences_end_after_they_begin", {"last_absence_on": EARLY}),
        (Referral, "absences_end_after_they_begin", {"first_absence_on": None}),
        (Referral, "referral_declared_by_somebody", {"declared_on": None}),
        (Referral, "referral_declared_by_somebody", {"declared_by": ""}),
    ],
)
def test_the_database_refuses_dates_that_cannot_be(monkeypatch, model, constraint, change):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")
    people = court.People()
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    referrals.accepted(case, people.senior, court.REFERRED)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.update(**change)
