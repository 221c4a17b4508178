"""Two schools, or two people of one, that do something at the same moment."""

from datetime import date

import pytest

from exclusions.funding.models import FundingEntry
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.models import Suspension
from oxle.audit import acting
from tests import make
from tests.at_once import both
from tests.exclusions.make import People, invoiced, suspended

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 11, 9)


def test_a_permanent_exclusion_and_a_suspension_told_at_once_are_never_both_kept():
    with acting("test"):
        people = People()
    assert both(lambda: people.tell(first_on=ON), lambda: suspended(people, ON, ON)) == ["Refused", "done"]
    assert PermanentExclusion.objects.count() + Suspension.objects.count() == 1


def test_a_number_that_two_invoices_are_given_at_once_is_used_once():
    with acting("test"):
        people = People()
        first = people.tell(first_on=ON)
        people.child = make.child("Second", "Pupil", at=people.school)
        second = people.tell(first_on=ON)
    said = {"by": people.officer, "on": date(2026, 12, 1), "number": "INV-1"}
    assert both(lambda: invoiced(first, **said), lambda: invoiced(second, **said)) == ["Refused", "done"]
    assert FundingEntry.objects.filter(kind="raised", number="INV-1").count() == 1
