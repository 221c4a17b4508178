"""Somebody by name stands behind every exclusion: a clock that passes reaches those who decide, whoever owns it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from oxle.accounts.permissions import decide
from oxle.accounts.roles import ROLES
from oxle.cases import duties
from oxle.cases.models import Case, Deadline
from oxle.cases.sweep import sweep
from oxle.cases.work import InQueue, queue_of, seniors
from oxle.correspondence.models import Message
from tests import make
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 18, 10, tzinfo=UTC)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", LATE.isoformat())
    return People()


def told(case: Case) -> set[tuple[str, str]]:
    rows = Message.objects.filter(reference=case.reference, user__memberships__role="manager")
    return set(rows.values_list("kind", "user__name"))


@pytest.mark.parametrize("duty", [one.key for one in duties.duties() if one.pathways])
def test_every_duty_with_cases_has_a_role_that_decides_on_them(duty: str) -> None:
    assert [role.label for role in ROLES.values() if decide(duty) in role.permissions]


def test_a_clock_that_passed_on_an_exclusion_nobody_owns_reaches_the_manager(people: People) -> None:
    manager = make.user("manager", name="Manager")
    case = people.tell(on=date(2026, 11, 9))
    assert case.owner is None
    assert Deadline.objects.filter(case=case, is_law=True, due_on__lt=LATE.date(), state="running").exists()
    sweep(at=LATE)
    assert seniors("exclusions") == [manager]
    assert told(case) == {("cases.new", "Manager"), ("cases.escalation", "Manager"), ("cases.nobodys", "Manager")}


def test_an_exclusion_nobody_owns_waits_in_the_managers_queue(people: People) -> None:
    case, manager = people.tell(on=date(2026, 11, 9)), make.user("manager")
    assert queue_of(manager, LATE.date()) == InQueue(cases=1, overdue=1)
    text = make.signed_in(manager).get(reverse("cases:list") + "?status=unallocated").content.decode()
    assert case.reference in text
