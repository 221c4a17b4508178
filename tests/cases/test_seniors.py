"""Whom a new referral is told: who decides at that moment, though long work keeps the answer while it lasts."""

import pytest
from django.urls import reverse

from attendance.referrals import pathway
from oxle.accounts.actions import end_role
from oxle.accounts.models import User
from oxle.cases.work import seniors
from oxle.core.keeping import keeping
from oxle.correspondence.models import Message
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = court.REFERRED


@pytest.fixture
def people(monkeypatch) -> court.People:
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    return court.People()


def take_the_role_from(person: User) -> None:
    end_role(person.memberships.get(), by=make.user("administrator"), on=ON)


def told(case) -> list[User]:
    return [message.user for message in Message.objects.filter(reference=case.reference).select_related("user")]


def test_a_role_that_is_taken_away_ends_what_its_holder_is_told_with_the_next_request(people):
    first = referrals.sent(people.school, people.child, people.lead, ON)
    assert told(first) == [people.senior]
    # A page that keeps what it reads lies between: it forgets with the page.
    client = make.signed_in(people.senior)
    assert client.get(reverse("cases:step", args=[first.key, pathway.WITHDRAW.key])).status_code == 200
    take_the_role_from(people.senior)
    assert told(referrals.sent(people.school, referrals.family(people.school), people.lead, ON)) == []


def test_what_is_kept_is_kept_for_one_piece_of_work_only(people):
    with keeping():
        before = seniors("attendance")
        take_the_role_from(people.senior)
        assert seniors("attendance") == before == [people.senior]
    assert seniors("attendance") == []
