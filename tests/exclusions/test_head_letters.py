"""The head’s letter to the parents says what the law requires, from what was told, and names no parent."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions import head_letters
from exclusions.permanent import queries
from exclusions.suspensions import actions as suspensions
from exclusions.suspensions import panels
from exclusions.suspensions.models import Suspension
from oxle.audit.models import Sight
from oxle.correspondence import rendering
from oxle.schools.queries import calendar_of
from tests import make
from tests.exclusions.make import People, moment, suspended, told_of_suspension

pytestmark = pytest.mark.django_db
TYPED = {
    "what_happened": "A chair <was> thrown.",
    "to_whom": "The clerk to the governors",
    "work": "Work is online and marked each day.",
    "education": "",
    "signed_by": "The head",
    "signed_as": "Head teacher",
}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-17T10:00:00+00:00")
    return People()


def of_suspension(one: Suspension, **typed: Any) -> str:
    days = head_letters.stay(calendar_of(one.school), one.first_on, one.last_on)
    said = head_letters.told(one.child, one.school, on=date(2026, 11, 17), record=one, days=days)
    return head_letters.page(head_letters.SUSPENSION, {**said, **panels.in_head_letter(one), **TYPED, **typed})


def test_it_says_the_period_the_reasons_the_first_five_days_and_what_the_parents_can_do(people: People) -> None:
    letter = of_suspension(suspended(people, date(2026, 11, 17), date(2026, 11, 25)))
    for said in (
        "for 7 school days: from Tuesday 17 November 2026, the morning, to Wednesday 25 November 2026, the afternoon",
        "<li>Persistent or general disruptive behaviour</li>",
        "A chair &lt;was&gt; thrown.",
        "From Tuesday 17 November 2026 to Monday 23 November 2026 you must see",
        "The clerk to the governors",
        "First-tier Tribunal",
        "Child Law Advice",
    ):
        assert said in letter


def test_of_more_than_five_days_it_says_who_gives_education_also_where_the_head_does_not_know_it_yet(
    people: People,
) -> None:
    sixth = "From Tuesday 24 November 2026, the sixth school day, the school must give"
    assert sixth in of_suspension(suspended(people, date(2026, 11, 17), date(2026, 11, 25)))


def test_of_five_days_it_says_nothing_of_education(people: People) -> None:
    assert "sixth school day" not in of_suspension(suspended(people, date(2026, 11, 17), date(2026, 11, 23)))


def test_of_a_short_one_the_first_days_end_with_it(people: People) -> None:
    assert "From Tuesday 17 November 2026 to Wednesday 18 November 2026 you" in of_suspension(
        suspended(people, date(2026, 11, 17), date(2026, 11, 18))
    )


def test_of_lunchtimes_parents_keep_the_pupil_out_of_public_places_then_and_send_the_pupil_to_every_lesson(
    people: People,
) -> None:
    one = suspended(people, date(2026, 11, 17), date(2026, 11, 18), lunchtime=True)
    letter = of_suspension(one, work="")
    assert "In the morning and in the afternoon" in letter
    assert "is not in a public place at lunchtime on a school day without a good reason" in letter
    assert "during school hours" not in letter
    page = make.signed_in(people.head).get(reverse("exclusions:suspensions:head_letter", args=[one.key]))
    assert {"work", "education"}.isdisjoint(page.context["form"].fields)


def test_what_the_governors_must_do_follows_from_how_the_suspensions_add_up(people: People) -> None:
    short = of_suspension(suspended(people, date(2026, 9, 3), date(2026, 9, 4)))
    assert "they cannot end a suspension of this length" in short
    asked = of_suspension(suspended(people, date(2026, 9, 14), date(2026, 9, 21)))
    assert "If you put your view to the governors they must meet by Tuesday 1 December 2026" in asked
    must = of_suspension(suspended(people, date(2026, 11, 9), date(2026, 11, 20)))
    assert "The governors must meet about this suspension by Monday 30 November 2026" in must


def test_it_names_no_parent_and_no_address_that_the_council_holds(people: People) -> None:
    make.address(people.parent, "3 Hidden Lane")
    letter = of_suspension(suspended(people, date(2026, 11, 17), date(2026, 11, 18)))
    assert "Dear parent or carer" in letter
    for told in (people.parent.family, people.parent.given + " " + people.parent.family, "Hidden Lane"):
        assert told not in letter


def test_a_school_makes_the_letter_of_a_permanent_exclusion_and_nothing_is_kept(people: People) -> None:
    case = people.tell(on=date(2026, 11, 9))
    client = make.signed_in(people.head)
    page = reverse("exclusions:head_letter", args=[case.key])
    assert "Enter what happened" in client.post(page, {**TYPED, "what_happened": ""}).content.decode()
    answer = client.post(page, TYPED)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == f'attachment; filename="letter-{case.reference}.pdf"'
    assert Sight.objects.filter(children__contains=[people.child.pk]).exists()
    assert not case.letters.exists()


def test_the_letter_of_a_permanent_exclusion_says_the_governors_day_and_who_gives_education(people: People) -> None:
    case = people.tell(on=date(2026, 11, 9))
    told = case.permanent_exclusion
    days = head_letters.stay(calendar_of(people.school), told.first_on)
    said = head_letters.told(people.child, people.school, on=date(2026, 11, 9), record=told, days=days)
    letter = head_letters.page(head_letters.PERMANENT, {**said, **TYPED, "governors_by_on": date(2026, 11, 30)})
    for words in (
        "The governors must meet by Monday 30 November 2026",
        "From Monday 9 November 2026 to Friday 13 November 2026 you must see",
        "at least 48 hours before",
        "independent review panel",
    ):
        assert words in letter


def test_the_letter_says_that_the_governors_alone_reinstate_and_what_a_review_panel_can_do(people: People) -> None:
    case = people.tell(on=date(2026, 11, 9))
    told = case.permanent_exclusion
    days = head_letters.stay(calendar_of(people.school), told.first_on)
    said = head_letters.told(people.child, people.school, on=date(2026, 11, 9), record=told, days=days)
    letter = head_letters.page(head_letters.PERMANENT, {**said, **TYPED})
    name = people.child.shown_name
    may_not_come = f"for as long as the exclusion stands, {name} may not come to the school. The governors can"
    assert may_not_come in letter
    assert "recommend that they consider it again, or quash it and direct them to" in letter
    assert f"It cannot itself reinstate {name}: only the governors can." in letter
    assert "unless" not in letter


def test_a_suspension_of_one_day_and_one_for_lunchtimes_are_told_in_words_that_fit_them(people: People) -> None:
    day = of_suspension(suspended(people, date(2026, 9, 3), date(2026, 9, 3)))
    assert "for 1 school day: on Thursday 3 September 2026, the morning and the afternoon." in day
    assert "On Thursday 3 September 2026 you must see" in day
    lunchtimes = of_suspension(suspended(people, date(2026, 11, 17), date(2026, 11, 18), lunchtime=True), work="")
    assert "from Tuesday 17 November 2026 to Wednesday 18 November 2026. The law counts each lunchtime" in lunchtimes
    assert "the morning," not in lunchtimes


def test_where_no_pdf_can_be_made_the_page_says_so_and_nothing_typed_is_lost(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "missing", lambda: "This machine cannot make PDFs.")
    one = suspended(people, date(2026, 11, 17), date(2026, 11, 18))
    page = reverse("exclusions:suspensions:head_letter", args=[one.key])
    text = make.signed_in(people.head).post(page, TYPED).content.decode()
    assert "This machine cannot make PDFs." in text
    assert "Work is online and marked each day." in text


def test_of_a_looked_after_pupil_it_says_from_which_day_education_is_expected(people: People) -> None:
    cared_for = {"looked_after": True, "virtual_school_spoken_to": False}
    one = suspended(people, date(2026, 11, 17), date(2026, 11, 19), **cared_for)
    assert "full-time education is expected from Wednesday 18 November 2026" in of_suspension(one)
    other = make.child("Not", "Cared For", at=people.school)
    facts = told_of_suspension(date(2026, 11, 17), date(2026, 11, 19))
    taken = {"by": people.head, "on": date(2026, 11, 17), "at": moment(date(2026, 11, 17))}
    two = suspensions.tell(other, people.school, told=facts, letter=None, **taken)
    assert "is looked after" not in of_suspension(two)


def test_so_it_does_of_a_permanent_exclusion(people: People) -> None:
    on = date(2026, 11, 17)
    case = people.tell(first_on=on, looked_after=True, virtual_school_spoken_to=False)
    page = reverse("exclusions:head_letter", args=[case.key])
    assert make.signed_in(people.head).get(page).status_code == 200
    assert queries.cared_for_on(case) == date(2026, 11, 18)
    told = case.permanent_exclusion
    said = head_letters.told(
        people.child, people.school, on=on, record=told, days=head_letters.stay(calendar_of(people.school), on)
    )
    letter = head_letters.page(head_letters.PERMANENT, {**said, **TYPED, "cared_for_on": date(2026, 11, 18)})
    assert "full-time education is expected from Wednesday 18 November 2026" in letter


def test_of_suspensions_that_follow_each_other_day_6_is_counted_from_the_first(people: People) -> None:
    suspended(people, date(2026, 11, 17), date(2026, 11, 19))
    letter = of_suspension(suspended(people, date(2026, 11, 20), date(2026, 11, 25)))
    assert "From Tuesday 24 November 2026, the sixth school day, the school must give" in letter
