"""A School Attendance Order that our own records hold is read, also where whoever tells us says that there is none."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cme import actions as missing
from cme import returning
from cme.grounds import ORDER_REVOKED
from ehe import orders, pathway
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case
from tests import make
from tests.cme.make import told_of_missing
from tests.ehe.make import People, looked_at, moment

pytestmark = pytest.mark.django_db
FIRST, BACK, AGAIN = date(2026, 9, 14), date(2026, 10, 5), date(2026, 11, 9)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def ended(people: People, step: Any = pathway.RETURN, **told: Any) -> Case:
    """A case of home education that is over."""
    case = people.told(FIRST, **told)
    looked_at(case, people.officer, FIRST)
    cases.take(case, step, by=people.officer, on=BACK, at=moment(BACK), reason="So.")
    return case


def challenged(case: Case) -> list[str]:
    return [event.reason for event in case.events.filter(step="challenge")]


def test_an_order_that_was_in_force_when_we_were_told_before_is_held_against_a_school_that_says_there_is_none(
    people: People,
) -> None:
    before = ended(people, order_open=True)
    [said] = challenged(people.told(AGAIN))
    assert "By what the council was told on 14 September 2026 a School Attendance Order is in force" in said
    assert before.reference not in said


def test_the_last_word_on_an_order_counts_and_a_case_entered_by_mistake_says_nothing(people: People) -> None:
    ended(people, order_open=True)
    no = people.told(AGAIN)
    held = orders.held_of(people.child, AGAIN, besides=no)
    assert orders.in_force_by(held) == FIRST
    looked_at(no, people.officer, AGAIN)
    cases.take(no, pathway.RETURN, by=people.officer, on=AGAIN, at=moment(AGAIN), reason="So.")
    assert orders.held_of(people.child, AGAIN) == []
    people.child = people.pupil("Slip")
    ended(people, pathway.MISTAKE, order_open=True)
    assert (orders.held_of(people.child, AGAIN), challenged(people.told(AGAIN))) == ([], [])


def test_what_another_team_handed_over_for_an_order_is_shown_with_where_it_stands_and_is_no_order(
    people: People,
) -> None:
    tracker = make.user("tracking_officer")
    by = {"by": tracker, "on": FIRST, "at": moment(FIRST)}
    other = missing.refer(people.child, people.school, told=told_of_missing(FIRST), **by)
    casework.hand_over(other, to="school_attendance_orders", reason="Nothing is taught.", **by)
    case = people.told(AGAIN)
    assert challenged(case) == []
    [held] = orders.held_of(people.child, AGAIN, besides=case)
    assert held.words.startswith(f"14 September 2026: handed over for a notice and an order ({other.reference}); it wa")
    page = make.signed_in(people.officer).get(case.get_absolute_url())
    assert held.words in page.text


def test_an_officer_reads_what_is_recorded_of_an_order_where_the_form_asks_for_it(people: People) -> None:
    ended(people, order_open=True)
    page = make.signed_in(people.officer).get(reverse("ehe:open", args=[people.child.key]))
    hint = str(page.context["form"]["order_open"].help_text)
    assert hint.startswith("Our records hold: 14 September 2026: said to be in force when we were told")
    people.child = people.pupil("None")
    page = make.signed_in(people.officer).get(reverse("ehe:open", args=[people.child.key]))
    assert page.context["form"]["order_open"].help_text == ""


def test_that_an_order_was_revoked_is_read_from_the_deletion_on_that_ground_until_another_word(people: People) -> None:
    ended(people, order_open=True)
    said = {
        "ground": ORDER_REVOKED.key, "deleted_on": BACK, "last_attended_on": None, "destination_school": None,
        "destination": "At home.",
    }  # fmt: skip
    gone = {"by": people.head, "on": BACK, "at": moment(BACK)}
    returning.tell_deleted(people.school, people.child, said, **gone)
    # Before it was told the order was in force.
    assert orders.in_force_by(orders.held_of(people.child, FIRST)) == FIRST
    assert orders.in_force_by(orders.held_of(people.child, AGAIN)) is None
    case = people.told(AGAIN)
    assert challenged(case) == []
    words = f"5 October 2026: {people.school} took the name off its register because an order was revoked."
    assert words in make.signed_in(people.officer).get(case.get_absolute_url()).text
    # Who says later that one is in force is believed.
    again = orders.Held(AGAIN, "Said.", in_force=True)
    revoked = [one for one in orders.held_of(people.child, AGAIN) if one.revoked]
    assert orders.in_force_by([*revoked, again]) == AGAIN
