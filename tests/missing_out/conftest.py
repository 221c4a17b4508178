"""What the tests of the board pack begin with: a pupil without an offer, a manager, two meetings of the group."""

from datetime import date

import pytest

from oxle.accounts.models import User
from oxle.meetings.models import Meeting
from tests import make
from tests.exclusions.make import People
from tests.missing_out.packing import group, offered_nothing

BEGUN, FIRST_MEETING = date(2026, 9, 10), date(2026, 10, 21)


@pytest.fixture
def there() -> People:
    people_there = People("missing_out_officer")
    offered_nothing(people_there.child, people_there.school, BEGUN)
    return people_there


@pytest.fixture
def manager() -> User:
    return make.user("manager", name="Marl Manager")


@pytest.fixture
def called(there: People) -> list[Meeting]:
    """The first two meetings of the group."""
    return list(group(date(2026, 9, 1), FIRST_MEETING).meetings.order_by("on")[:2])
