"""A reason that is known in confidence is in no page of a pack for whoever may not know of it, also not beside a child
whose record is open to them."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.accounts.models import User
from oxle.missing_out.models import Pack
from oxle.missing_out.register import IN_CONFIDENCE
from oxle.provision.models import Offer
from tests import make
from tests.exclusions.make import People, separated
from tests.missing_out.packing import agreed, group

pytestmark = pytest.mark.django_db
BEGUN, FROZEN = date(2026, 9, 10), date(2026, 10, 14)
SECRET = "Kept apart for safeguarding"


@pytest.fixture
def manager() -> User:
    return make.user("manager", name="Marl Manager")


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch, manager: User) -> Pack:
    """An agreed pack with one child, who is kept apart from others at their school."""
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")
    separated(People(), BEGUN)
    made = agreed(group(date(2026, 9, 1), date(2026, 10, 21)).meetings.earliest("on"), manager, FROZEN)
    assert made.rows.get().kinds == [SECRET]
    return made


def page(user: User, name: str, pack: Pack, query: str = "") -> str:
    """What a person reads on a page of a pack."""
    answer = make.signed_in(user).get(reverse(f"missing_out:packs:{name}", args=[pack.key]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ["exclusion_officer", "tracking_officer", "ehe_officer"])
def test_what_is_known_since_words_a_reason_in_confidence_as_the_register_does(
    pack: Pack, manager: User, role: str
) -> None:
    Offer.objects.update(from_on=date(2026, 10, 12))
    child, officer = pack.rows.get().child, make.user(role, name="Odd Officer")
    assert child is not None
    shown = page(officer, "since", pack)
    assert SECRET not in shown
    assert reverse("missing_out:rating", args=[child.key]) in shown
    assert shown.count(IN_CONFIDENCE) == 2
    assert page(manager, "since", pack).count(SECRET) == 2
