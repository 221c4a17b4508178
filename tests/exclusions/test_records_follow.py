"""The records of an excluded child follow as soon as a place is named, and not before."""

from datetime import date

import pytest

from exclusions.fair_access import pathway as fair_access
from exclusions.permanent import actions, pathway
from oxle.cases.actions import take
from oxle.cases.models import Case
from oxle.transfers.models import Kind, Line, Reason, Transfer
from tests import make
from tests.exclusions import fair
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


def refusing(people: People, case: Case, school, steps, on: date) -> None:
    """A place is named, and the school refuses: the move is withdrawn."""
    fair.take(people, case, steps.name_place, on, place=str(school), school=school.key, starts_on="2026-12-07")
    fair.take(people, case, steps.refuse, on, school=school.key)
    assert not Transfer.objects.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize(("takes", "moves"), [("yes", ["Example Academy"]), ("no", [])])
def test_records_follow_to_an_academy_that_the_secretary_of_state_directs_and_to_no_other(case, people, takes, moves):
    academy, on = make.school("Example Academy", is_academy=True), date(2026, 12, 1)
    refusing(people, case, academy, pathway.PLACING, on)
    fair.take(people, case, pathway.PLACING.request, on)
    fair.take(people, case, pathway.PLACING.determined, on, takes=takes)
    assert [one.where_to for one in Transfer.objects.filter(withdrawn_at=None)] == moves


def test_the_records_of_a_child_without_a_school_follow_to_the_place_through_fair_access(people):
    school, on = make.school("New School"), date(2026, 11, 24)
    case = fair.opened(people)
    fair.take(people, case, fair_access.REFER, on)
    refusing(people, case, school, fair_access.PLACING, on)
    fair.take(people, case, fair_access.PLACING.agree, on)
    (transfer,) = Transfer.objects.filter(withdrawn_at=None)
    assert (transfer.sender, transfer.to_school, transfer.starts_on) == (people.school, school, date(2026, 12, 7))


def test_a_move_whose_files_went_stands_when_the_school_takes_the_pupil_after_all(case, people):
    school, on = make.school("New School"), date(2026, 12, 1)
    named(case, people, "New School")
    Line.objects.filter(kind=Kind.CTF).update(sent_on=on, sent_how="s2s", sent_at=moment(on), sent_by=people.head)
    fair.take(people, case, pathway.PLACING.refuse, on, school=school.key)
    fair.take(people, case, pathway.PLACING.agree, on)
    assert [one.where_to for one in Transfer.objects.all()] == ["New School"]
