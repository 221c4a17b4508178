"""The records of an excluded child follow as soon as a place is named, and not before."""

from datetime import date

import pytest

from exclusions.permanent import actions, pathway
from oxle.cases.actions import take
from oxle.cases.models import Case
from oxle.transfers.models import Kind, Line, Reason, Transfer
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def case(people: People) -> Case:
    made = actions.tell(
        people.child, people.school, told=told(), letter=None, by=people.head, on=FIRST_ON, at=moment(FIRST_ON)
    )
    step(made, people, pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    return made


def step(case: Case, people: People, taken, on: date, **facts: str) -> None:
    case.refresh_from_db()
    take(case, taken, by=people.officer, on=on, at=moment(on), facts=facts)


def named(case: Case, people: People, place: str, on: date = date(2026, 12, 1)) -> None:
    step(case, people, pathway.NAME_PLACE, on, place=place, starts_on="2026-12-07")


def test_a_place_that_is_named_opens_the_three_lines_to_it(case, people):
    assert not Transfer.objects.exists()
    new = make.school("New School")
    named(case, people, "New School")
    transfer = Transfer.objects.get()
    assert (transfer.sender, transfer.to_school, transfer.reason) == (people.school, new, Reason.NAMED)
    assert (transfer.known_on, transfer.starts_on) == (date(2026, 12, 1), date(2026, 12, 7))
    assert Line.objects.get(kind=Kind.SAFEGUARDING).due_on == date(2026, 12, 8)
    assert Line.objects.get(kind=Kind.CTF).due_on is None, "the child is still on the register"


def test_another_place_that_is_named_is_where_they_go_instead(case, people):
    make.school("New School")
    named(case, people, "New School")
    named(case, people, "A school in Wales", date(2026, 12, 2))
    transfer = Transfer.objects.get()
    assert (transfer.to_school, transfer.elsewhere, transfer.known_on) == (None, "A school in Wales", date(2026, 12, 2))


def test_no_records_follow_to_a_place_that_is_given_up(case, people):
    named(case, people, "Third School")
    case.refresh_from_db()
    on = date(2026, 12, 2)
    take(case, pathway.PLACING.look_again, by=people.officer, on=on, at=moment(on), reason="They moved house.")
    assert Transfer.objects.get().withdrawn_because == "The place that was named came to nothing."
    named(case, people, "Fourth School", date(2026, 12, 3))
    assert Transfer.objects.get(withdrawn_at=None).where_to == "Fourth School"


def test_what_was_sent_to_one_place_stays_said_of_it_when_another_is_named(case, people):
    named(case, people, "Third School")
    Line.objects.filter(kind=Kind.CTF).update(
        sent_on=date(2026, 12, 1), sent_how="s2s", sent_at=moment(date(2026, 12, 1)), sent_by=people.head
    )
    named(case, people, "Fourth School", date(2026, 12, 3))
    assert [one.where_to for one in Transfer.objects.order_by("pk")] == ["Third School", "Fourth School"]
