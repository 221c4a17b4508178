"""Two records of one child are not merged while each has something open that only one of them can keep."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals import pathway
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.people import actions as families
from oxle.people.models import Child, Merge
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


@pytest.fixture
def people():
    return court.People()


def merge(people, kept: Child, merged: Child) -> Merge:
    return families.merge(kept, merged, reason="One birth certificate", by=people.senior, at=moment(ON))


def test_two_records_with_an_open_referral_each_are_not_merged_and_the_person_is_told_what_to_do(people):
    same = referrals.family(people.school)
    first, second = (referrals.sent(people.school, one, people.lead, ON) for one in (people.child, same))
    client = make.signed_in(people.senior)
    url = reverse("people:merge_compare", args=[people.child.key, same.key])
    page = client.get(url)
    typed = {"keep": people.child.key, "reason": "One birth certificate", "once": page.context["once"]}
    answer = client.post(url, typed)
    assert answer.context["form"].non_field_errors() == [
        f"Both records have an open case of the kind “{pathway.REFERRAL.name}”: {second.reference} and "
        f"{first.reference}. Close one of them first, or it would be lost with the merged record."
    ]
    same.refresh_from_db()
    assert (same.merged_into, Merge.objects.count()) == (None, 0)
    assert same.relationships.count() == 2
    assert Case.objects.get(pk=second.pk).child == same


def test_once_one_of_the_two_is_closed_both_are_with_the_kept_record(people):
    same = referrals.family(people.school)
    first, second = (referrals.sent(people.school, one, people.lead, ON) for one in (people.child, same))
    court.taken(second, pathway.WITHDRAW, people.officer, ON, reason="Sent twice.")
    merge(people, people.child, same)
    assert set(Case.objects.filter(child=people.child)) == {first, second}


def test_two_records_with_an_unsent_referral_of_one_school_each_are_not_merged(people):
    same = referrals.family(people.school)
    for child in (people.child, same):
        referrals.draft(people.school, child, people.lead, ON)
    with pytest.raises(Refused) as refused:
        merge(people, people.child, same)
    assert refused.value.message == (
        "Example School has begun a referral of each of these two records. Ask the school to send or discard one of "
        "them first, or it would be lost with the merged record."
    )
