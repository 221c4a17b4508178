"""Rate limits: so many tries within a time, counted where every process sees them."""

from datetime import UTC, datetime, timedelta

import pytest

from oxle.core.models import Attempt
from oxle.core.throttle import allow, forget_before

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def tries(
    count: int, *, what: str = "sign-in", who: str = "a@example.org", at: datetime = AT, most: int = 3
) -> list[bool]:
    return [allow(what, who, at=at, most=most, within=MINUTE) for _ in range(count)]


def test_as_many_tries_as_the_limit_are_allowed_and_no_more():
    assert tries(5) == [True, True, True, False, False]


def test_a_limit_of_none_allows_none():
    assert tries(1, most=0) == [False]


def test_each_person_and_each_kind_of_try_is_counted_alone():
    assert tries(3) == [True] * 3
    assert tries(1, who="b@example.org") == [True]
    assert tries(1, what="reset") == [True]
    assert tries(1) == [False]


def test_an_address_is_the_same_in_capitals():
    assert tries(3) == [True] * 3
    assert tries(1, who="A@Example.ORG") == [False]


def test_a_try_counts_until_the_time_is_over_and_not_at_its_end():
    assert tries(3) == [True] * 3
    assert tries(1, at=AT + MINUTE - timedelta(microseconds=1)) == [False]
    assert tries(4, at=AT + MINUTE) == [True, True, True, False]


def test_a_refused_try_does_not_make_the_wait_longer():
    tries(10)
    assert Attempt.objects.count() == 3


def test_the_address_is_not_kept(settings):
    tries(1, who="a@example.org")
    first = Attempt.objects.get().who
    assert len(first) == 64
    assert "example" not in first
    settings.SECRET_KEY = "another installation's"
    tries(1, who="a@example.org")
    assert Attempt.objects.exclude(who=first).count() == 1


def test_tries_that_no_limit_needs_are_forgotten():
    tries(2)
    tries(1, at=AT + MINUTE)
    assert forget_before(AT + MINUTE) == 2
    assert list(Attempt.objects.values_list("at", flat=True)) == [AT + MINUTE]
