"""Who is written to at once when a child must have education within days: by reference and link."""

from datetime import date

import pytest

from exclusions import told_at_once
from oxle.cases.family import flags_for
from oxle.cases.models import Case
from oxle.correspondence.models import Message
from oxle.people.models import Conflict
from tests import make
from tests.exclusions.make import People, moment, separated

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 9)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", moment(ON).isoformat())
    people = People()
    for role in ("manager", "attendance_officer", "virtual_school_officer"):
        make.user(role, name=role)
    return people


def written_to(case: Case) -> list[str]:
    """The roles of those to whom an e-mail about a case is queued."""
    rows = Message.objects.filter(kind="cases.new", reference=case.reference)
    return sorted(rows.values_list("user__memberships__role", flat=True))


def test_of_a_permanent_exclusion_those_who_work_and_decide_on_exclusions_are_told_at_once_and_nobody_else(
    people: People,
) -> None:
    case = people.tell()
    assert written_to(case) == ["exclusion_officer", "manager"]
    assert set(Message.objects.values_list("link", flat=True)) == {case.get_absolute_url()}


def test_nobody_is_told_twice_nor_of_a_child_with_whom_they_have_a_conflict(people: People) -> None:
    Conflict.objects.create(child=people.child, user=people.officer, reason="Neighbours", from_on=date(2026, 9, 1))
    case = people.tell()
    told_at_once.tell(case, about=case.reference, by=None, at=moment(ON))
    assert written_to(case) == ["manager"]


def test_of_a_safeguarding_separation_only_who_may_read_it_is_told_at_once(people: People) -> None:
    case = separated(people, ON)
    assert written_to(case) == ["manager"]


def test_who_may_only_know_that_there_is_a_separation_is_sent_to_a_manager(people: People) -> None:
    separated(people, ON)
    [flag] = flags_for(make.user("attendance_officer"), people.child)
    assert flag.case is None
    assert flag.whom_to_ask == "a manager of the Exclusion and Reintegration Team"
