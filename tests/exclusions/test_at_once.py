"""Two schools, or two people of one, that tell of a child at the same moment."""

from datetime import date

import pytest

from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.models import Suspension
from oxle.audit import acting
from tests.at_once import both
from tests.exclusions.make import People, suspended

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 11, 9)


def test_a_permanent_exclusion_and_a_suspension_told_at_once_are_never_both_kept():
    with acting("test"):
        people = People()
    assert both(lambda: people.tell(first_on=ON), lambda: suspended(people, ON, ON)) == ["Refused", "done"]
    assert PermanentExclusion.objects.count() + Suspension.objects.count() == 1
