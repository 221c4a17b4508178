"""What a review panel ordered, of schools and places whose budget does not move with the pupil: a dated setting."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from exclusions.funding import export, forms
from exclusions.funding.account import State
from exclusions.funding.formula import NOTHING
from exclusions.funding.rules import ORDER_STANDS_ALONE
from exclusions.funding.worked import numbers_of
from exclusions.permanent.pathway import REINSTATE
from oxle.core.rules import change_rule
from oxle.correspondence import rendering
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import FIRST_ON
from tests.exclusions.test_funding import Money

ORDERED = Decimal("4000.00")
SPECIAL: dict[str, Any] = {"is_special": True, "type_name": "Community special school"}
# Each kind of school that the rule leaves out and whose governors' decision a review panel reviews.
REVIEWED: list[dict[str, Any]] = [
    SPECIAL,
    {"is_special": True, "type_name": "Academy special converter", "is_academy": True},
    {"type_name": "Pupil referral unit"},
    {"type_name": "Academy alternative provision converter", "is_academy": True},
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def money() -> Money:
    return Money()


def become(money: Money, school: dict[str, Any]) -> None:
    School.objects.filter(pk=money.school.pk).update(**school)


@pytest.mark.parametrize("school", REVIEWED)
def test_a_school_without_a_share_owes_what_a_panel_ordered_and_no_more(money: Money, school: dict[str, Any]) -> None:
    become(money, school)
    money.state("5500", order="4000")
    found = money.now.recovery
    assert (found.owed, found.state, found.why_nothing) == (ORDERED, State.TO_RAISE, "")
    money.invoice()
    assert money.now.recovery.raised == ORDERED


def test_for_a_reserved_place_what_a_panel_ordered_is_owed_and_no_more(money: Money) -> None:
    money.state("5500", order="4000", reserved_place=True)
    assert money.now.recovery.owed == ORDERED


def test_no_panel_can_have_ordered_it_of_an_independent_school(money: Money) -> None:
    become(money, {"is_special": True, "type_name": "Other independent special school"})
    money.state("5500", order="4000")
    assert (money.now.recovery.owed, money.now.recovery.state) == (NOTHING, State.NOTHING)


def test_a_pupil_who_was_reinstated_costs_no_special_school_anything(money: Money) -> None:
    become(money, SPECIAL)
    money.state("5500", order="4000")
    money.take(REINSTATE, date(2026, 11, 20), attended="Three governors.")
    assert money.now.recovery.owed == NOTHING
    assert money.now.recovery.why_nothing == "The pupil was reinstated, so no money moves."


def test_a_setting_says_otherwise_from_its_day_on(money: Money) -> None:
    become(money, SPECIAL)
    money.state("5500", order="4000")
    change_rule(ORDER_STANDS_ALONE, "no", from_on=date(2026, 11, 10), reason="The regulations say so.")
    assert money.now.recovery.owed == ORDERED
    change_rule(ORDER_STANDS_ALONE, "no", from_on=FIRST_ON, reason="The regulations say so.")
    found = money.now.recovery
    assert (found.owed, found.state) == (NOTHING, State.NOTHING)
    assert found.why_nothing.startswith("Example School is a special school")


def test_the_school_that_took_the_pupil_is_due_no_part_of_what_was_ordered(money: Money) -> None:
    become(money, SPECIAL)
    money.state("5500", order="4000")
    money.admit(date(2026, 12, 1))
    found = money.now.payment
    assert found is not None
    assert (found.owed, found.state) == (NOTHING, State.NOTHING)


def test_page_and_file_say_why_only_that_is_owed_and_that_it_is_not_confirmed(money: Money) -> None:
    become(money, SPECIAL)
    money.state("5500", order="4000")
    said = "Only what the review panel ordered is owed. Example School is a special school: the rule leaves it out"
    numbers = numbers_of(money.now)
    assert [one["key"] for one in numbers] == ["First excluded day", "C, ordered by a review panel", "A × (B/52) + C"]
    (counted,) = numbers[-1]["value"]
    row = dict(zip(export.HEADINGS, next(export.rows_of([money.now])), strict=True))
    shown = make.signed_in(money.finance).get(reverse("exclusions:funding:page", args=[money.case.key]))
    assert counted.startswith(f"£4,000.00. {said}")
    assert counted.endswith("it is not yet confirmed in the regulations.")
    assert (row["Owed"], row["Note"][: len(said)]) == (ORDERED, said)
    assert said in " ".join(shown.content.decode().split())


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
def test_the_notice_asks_a_special_school_for_what_was_ordered_and_gives_up_no_budget(money: Money) -> None:
    become(money, SPECIAL)
    money.state("5500", order="4000")
    url = reverse("exclusions:funding:notice", args=[money.case.key, "recovery"])
    answer = make.signed_in(money.finance).get(url)
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).split())
    assert "A review panel ordered the school to pay £4,000.00, and that is all that is owed." in text
    assert "budget gives up" not in text


def test_the_form_asks_no_amount_of_a_school_that_has_no_share_and_never_half_of_it() -> None:
    def form(no_share: str, **said: str) -> forms.FiguresForm:
        data = {"amount": "", "amount_from": "", "order": "4000", "reserved_place": "no", **said}
        return forms.FiguresForm(data, usual_order=ORDERED, no_share=no_share)

    assert sorted(form("").errors) == ["amount", "amount_from"]
    left_out = form("It is a special school.")
    assert left_out.is_valid(), left_out.errors
    assert (left_out.cleaned_data["amount"], left_out.cleaned_data["order"]) == (None, ORDERED)
    assert list(form("It is a special school.", amount="5500").errors) == ["amount_from"]
    assert list(form("It is a special school.", amount_from="Budget share").errors) == ["amount"]


def test_the_page_states_the_figures_of_a_special_school_without_an_amount(money: Money) -> None:
    become(money, SPECIAL)
    browser, url = make.signed_in(money.finance), reverse("exclusions:funding:figures", args=[money.case.key])
    assert "Leave it empty. Example School is a special school" in browser.get(url).content.decode()
    figures = {"amount": "", "amount_from": "", "order": "4000", "reserved_place": "no", "version": 1}
    asked = browser.post(url, figures)
    assert forms.NOT_ORDERED in asked.content.decode()
    assert money.now.funding.order == 0
    assert browser.post(url, {**figures, forms.ORDERED: "on"}).status_code == 302
    assert (money.now.funding.amount, money.now.recovery.owed) == (None, ORDERED)
    # What is stated is not asked of again.
    assert browser.post(url, {**figures, "version": 2}).status_code == 302
