"""What is still asked of a school after a write-off, a dispute or a correction, and money that is to be given back."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from exclusions.funding import export, queries
from exclusions.funding.account import State
from exclusions.funding.formula import NOTHING
from exclusions.funding.models import EntryKind, FundingEntry, Side
from exclusions.funding.words import moved_in_rows, standing_for_school
from exclusions.permanent import pathway
from oxle.core.errors import Refused
from oxle.correspondence import rendering
from tests import make
from tests.exclusions.make import moment
from tests.exclusions.test_finance_told import dispute, end
from tests.exclusions.test_funding import ON, Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(monkeypatch: pytest.MonkeyPatch) -> Money:
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T11:00:00Z")
    money = Money()
    money.state("5500")
    return money


@pytest.fixture
def invoiced(money: Money) -> Money:
    money.invoice()
    money.paid("1000")
    return money


@pytest.fixture
def reinstated(money: Money) -> Money:
    """All was paid, the pupil was reinstated since, and the invoice was corrected to nothing."""
    money.invoice()
    money.paid("2009.62")
    money.take(pathway.REINSTATE, date(2026, 12, 2))
    money.invoice("CR-1", on=date(2026, 12, 3))
    return money


def row(money: Money) -> dict[str, Any]:
    return dict(zip(export.HEADINGS, next(export.rows_of([money.now])), strict=True))


def asked(money: Money, side: Side = Side.RECOVERY) -> str:
    return standing_for_school(money.now, side)


def page(money: Money, name: str, *args: str) -> str:
    url = reverse(f"exclusions:funding:{name}", args=[money.case.key, *args])
    return make.signed_in(money.finance).get(url).content.decode()


def listed(money: Money) -> str:
    return make.signed_in(money.finance).get(reverse("exclusions:funding:list")).content.decode()


# --- money to be given back ----------------------------------------------------------------------------------


def test_what_came_above_a_corrected_invoice_is_to_be_given_back_until_it_was(reinstated: Money) -> None:
    found = reinstated.now.recovery
    assert (found.label, found.to_give_back) == ("To be given back", Decimal("2009.62"))
    assert "Money to be given back</h2>" in listed(reinstated)
    reinstated.given_back("1000", on=date(2026, 12, 4))
    found = reinstated.now.recovery
    assert (found.state, found.to_give_back, found.received) == (
        State.TO_GIVE_BACK, Decimal("1009.62"), Decimal("2009.62"),
    )  # fmt: skip
    reinstated.given_back("1009.62", on=date(2026, 12, 4))
    found = reinstated.now.recovery
    assert (found.label, found.to_give_back, found.outstanding) == ("Owes nothing", NOTHING, NOTHING)
    assert queries.totals([found]).returned == Decimal("2009.62")
    assert (row(reinstated)["Given back"], row(reinstated)["To be given back"]) == (Decimal("2009.62"), NOTHING)


def test_no_more_is_given_back_than_is_to_be_and_not_before_it_came(reinstated: Money) -> None:
    with pytest.raises(Refused, match=r"No more than £2,009\.62 is to be given back") as refused:
        reinstated.given_back("2009.63")
    assert refused.value.field == "amount"
    with pytest.raises(Refused, match="It cannot go back before it came, on 1 December 2026") as refused:
        reinstated.given_back("10", on=date(2026, 11, 30))
    assert refused.value.field == "on_day"


def test_nothing_is_given_back_while_no_more_was_paid_than_is_asked_for(invoiced: Money) -> None:
    with pytest.raises(Refused, match="Nothing is to be given back"):
        invoiced.given_back("10")
    assert "no more was paid than was asked for" in page(invoiced, "money_back", "recovery")
    assert "Record money given back" not in page(invoiced, "page")


def test_money_that_was_given_back_is_outstanding_again_when_more_is_asked_for(money: Money) -> None:
    money.invoice()
    money.paid("2100")
    money.given_back("90.38")
    assert money.now.recovery.state is State.PAID
    money.state("6000")
    money.invoice("INV-2")
    found = money.now.recovery
    assert (found.outstanding, found.label) == (Decimal("182.69"), "Paid in part")


def test_money_of_which_some_was_given_back_is_no_mistake_before_that_was_one(money: Money) -> None:
    money.invoice()
    entry = money.paid("2100")
    back = money.given_back("90.38")
    with pytest.raises(Refused, match="Some of it was given back"):
        money.cancel(entry)
    money.cancel(back)
    money.cancel(entry)
    assert money.now.recovery.state is State.RAISED


def test_what_the_school_that_admitted_was_paid_too_much_comes_back(money: Money) -> None:
    money.admit(date(2027, 1, 11))
    money.invoice("P-1", side=Side.PAYMENT)
    money.paid("1163.46", side=Side.PAYMENT)
    money.state("5000")
    money.invoice("P-2", side=Side.PAYMENT)
    found = money.now.payment
    assert found is not None
    assert (found.label, found.to_give_back) == ("To come back", Decimal("105.77"))
    assert asked(money, Side.PAYMENT) == "£105.77 more was paid than was asked for. Please pay it back to us."
    shown = page(money, "page")
    assert "Record money that came back" in shown
    assert "Order to pay P-2" in shown
    money.given_back("105.77", side=Side.PAYMENT)
    assert "Came back: <strong>£105.77</strong>" in page(money, "page")


def test_money_given_back_is_recorded_on_its_page_and_a_second_click_records_no_second(reinstated: Money) -> None:
    browser, version = make.signed_in(reinstated.finance), reinstated.now.funding.version
    url = reverse("exclusions:funding:money_back", args=[reinstated.case.key, "recovery"])
    assert browser.get(url).context["form"].initial["amount"] == Decimal("2009.62")
    day = {"on_day_day": "4", "on_day_month": "12", "on_day_year": "2026"}
    for _ in range(2):
        assert browser.post(url, {**day, "amount": "2009.62", "version": version}).status_code == 302
    assert [one.amount for one in FundingEntry.objects.filter(kind="returned")] == [Decimal("2009.62")]


def test_the_database_keeps_no_reason_with_money_that_was_given_back(money: Money) -> None:
    line = {"case": money.case, "side": Side.RECOVERY, "on": ON, "amount": 1, "at": moment(ON), "by": money.finance}
    with pytest.raises(IntegrityError, match="funding_entry_says_why"), transaction.atomic():
        FundingEntry.objects.create(**line, kind=EntryKind.RETURNED, reason="So.")


# --- what is written off -------------------------------------------------------------------------------------


def test_who_writes_off_sees_how_much_of_what_and_the_dispute_and_is_asked_to_name_no_pupil(invoiced: Money) -> None:
    dispute(invoiced, date(2026, 12, 3))
    shown = page(invoiced, "write_off", "recovery")
    assert "£1,009.62 is outstanding of invoice INV-1 of 1 December 2026." in shown
    assert "Disputed: The weeks (B), or the day from which they count." in shown
    assert "Name no pupil." in shown


def test_before_an_invoice_the_page_says_that_none_was_raised(money: Money) -> None:
    assert "£2,009.62 is owed, and no invoice was raised." in page(money, "write_off", "recovery")


def test_nothing_is_written_off_where_nothing_is_outstanding_and_the_page_says_so(invoiced: Money) -> None:
    invoiced.paid("1009.62")
    shown = page(invoiced, "write_off", "recovery")
    assert "Nothing is outstanding." in shown
    assert "<textarea" not in shown


def test_what_is_written_off_already_is_said_to_whoever_opens_the_page_again(invoiced: Money) -> None:
    invoiced.write_off()
    assert "Nothing is outstanding. It is written off already." in page(invoiced, "write_off", "recovery")


def test_the_amount_written_off_is_the_one_that_was_seen(invoiced: Money) -> None:
    url = reverse("exclusions:funding:write_off", args=[invoiced.case.key, "recovery"])
    typed = {"amount": "2009.62", "reason": "The school closed.", "version": invoiced.now.funding.version}
    shown = make.signed_in(invoiced.finance).post(url, typed).content.decode()
    assert "By what is known today £1,009.62 is outstanding." in shown
    assert not FundingEntry.objects.filter(kind="written_off").exists()


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("money", ["recovery"], "No invoice is recorded. Record it first."),
        ("dispute", [], "No invoice is outstanding that could be disputed."),
        ("dispute_end", [], "No invoice is disputed."),
    ],
)
def test_a_page_on_which_nothing_can_be_recorded_says_why(money: Money, name: str, args: list[str], said: str) -> None:
    shown = page(money, name, *args)
    assert said in shown
    assert "Save and continue" not in shown


# --- what came of a dispute ----------------------------------------------------------------------------------


def test_a_dispute_that_was_upheld_stands_in_the_file_also_once_the_invoice_was_corrected(invoiced: Money) -> None:
    dispute(invoiced, date(2026, 12, 2))
    end(invoiced, EntryKind.UPHELD, date(2026, 12, 3))
    told = {name: row(invoiced)[name] for name in export.HEADINGS if "isput" in name}
    assert told == {
        "Disputed invoice": "INV-1",
        "Disputed on": date(2026, 12, 2),
        "Disputed because": "The weeks (B), or the day from which they count",
        "Dispute ended on": date(2026, 12, 3),
        "How the dispute ended": "Upheld: the school is right",
    }
    assert row(invoiced)["Where it stands"] == "Dispute upheld"
    invoiced.state("5000")
    invoiced.invoice("INV-2", on=date(2026, 12, 4))
    assert {name: row(invoiced)[name] for name in told} == told
    assert row(invoiced)["Where it stands"] == "Paid in part"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (lambda money: money.write_off(), "What was outstanding was written off"),
        (lambda money: (money.state("5000"), money.invoice("INV-2")), "Corrected invoice INV-2"),
        (lambda money: end(money, EntryKind.SETTLED), "Settled: the invoice stands"),
    ],
    ids=["written off", "corrected", "settled"],
)
def test_how_a_dispute_ended_stands_in_the_file_and_on_the_page(invoiced: Money, ends: Any, said: str) -> None:
    dispute(invoiced)
    ends(invoiced)
    assert (row(invoiced)["How the dispute ended"], row(invoiced)["Dispute ended on"]) == (said, ON)
    assert f"{said}, 1 December 2026" in page(invoiced, "page")
    assert "No invoice is disputed." in page(invoiced, "dispute_end")


def test_a_dispute_of_an_invoice_that_was_a_mistake_is_none_and_the_one_before_goes_on(invoiced: Money) -> None:
    dispute(invoiced)
    invoiced.state("5000")
    invoiced.invoice("INV-2")
    second = FundingEntry.objects.get(number="INV-2")
    dispute(invoiced)
    assert row(invoiced)["Disputed invoice"] == "INV-2"
    invoiced.cancel(second)
    found = invoiced.now.recovery.last_dispute
    assert found is not None
    assert (found.invoice.number, invoiced.now.recovery.state) == ("INV-1", State.DISPUTED)


# --- the notice to the school --------------------------------------------------------------------------------


def test_after_a_write_off_nothing_more_is_asked_and_what_was_paid_and_written_off_is_said(invoiced: Money) -> None:
    assert asked(invoiced) == "£1,009.62 is still to be paid."
    invoiced.write_off()
    assert asked(invoiced) == "£1,009.62 was written off, and nothing more is to be paid."
    assert moved_in_rows(invoiced.now, Side.RECOVERY) == [
        ("Invoice INV-1 of 1 December 2026", ["£2,009.62"]),
        ("Received", ["£1,000.00", "1 December 2026"]),
        ("Written off", ["£1,009.62", "1 December 2026"]),
        ("Still to be paid", ["£0.00"]),
    ]


def test_a_day_on_which_money_came_twice_is_said_once(invoiced: Money) -> None:
    invoiced.paid("500")
    invoiced.paid("10", on=date(2026, 12, 3))
    assert moved_in_rows(invoiced.now, Side.RECOVERY)[1] == (
        "Received", ["£1,510.00", "1 December 2026 and 3 December 2026"],
    )  # fmt: skip


def test_what_was_written_off_without_an_invoice_is_not_asked_for(money: Money) -> None:
    assert asked(money) == "An invoice follows."
    money.write_off()
    assert asked(money) == "£2,009.62 was written off, and nothing is to be paid."
    assert moved_in_rows(money.now, Side.RECOVERY) == [
        ("Written off", ["£2,009.62", "1 December 2026"]), ("Still to be paid", ["£0.00"]),
    ]  # fmt: skip


def test_a_school_whose_dispute_was_upheld_is_told_so_and_not_to_pay(invoiced: Money) -> None:
    dispute(invoiced, date(2026, 12, 2))
    assert asked(invoiced) == (
        "You disputed invoice INV-1 on 2 December 2026. It stays outstanding until that is decided. "
        "£1,009.62 is still to be paid."
    )
    end(invoiced, EntryKind.UPHELD, date(2026, 12, 3))
    right = "You disputed invoice INV-1 on 2 December 2026, and on 3 December 2026 it was decided that you are right."
    assert asked(invoiced) == f"{right} Do not pay the £1,009.62 that is open: it is put right or written off."
    assert moved_in_rows(invoiced.now, Side.RECOVERY)[-1] == ("Open, and not to be paid", ["£1,009.62"])
    invoiced.state("5000")
    assert asked(invoiced) == (
        f"{right} Invoice INV-1 of 1 December 2026 is of £2,009.62, which is no longer right. A corrected invoice "
        "takes its place."
    )
    invoiced.invoice("INV-2", on=date(2026, 12, 4))
    assert asked(invoiced) == f"{right} £826.92 is still to be paid."


def test_a_school_that_owes_nothing_any_more_is_told_what_is_paid_back(reinstated: Money) -> None:
    assert asked(reinstated) == "£2,009.62 more was paid than was asked for. We pay it back."
    reinstated.given_back("2009.62", on=date(2026, 12, 4))
    assert asked(reinstated) == "Nothing is to be paid."
    assert moved_in_rows(reinstated.now, Side.RECOVERY) == [
        ("Invoice CR-1 of 3 December 2026", ["£0.00"]),
        ("Received", ["£2,009.62", "1 December 2026"]),
        ("Given back", ["£2,009.62", "4 December 2026"]),
        ("Still to be paid", ["£0.00"]),
    ]


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
def test_the_notice_asks_for_what_is_still_asked(invoiced: Money) -> None:
    invoiced.write_off()
    browser = make.signed_in(invoiced.finance)
    answer = browser.get(reverse("exclusions:funding:notice", args=[invoiced.case.key, "recovery"]))
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).split())
    assert "£1,009.62 was written off, and nothing more is to be paid." in text
    assert "Still to be paid £0.00" in text
    assert "is to be paid stands on the invoice" not in text
    assert "The school closed" not in text


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
def test_the_notice_of_an_exclusion_that_stands_no_more_says_why_nothing_is_owed(reinstated: Money) -> None:
    browser = make.signed_in(reinstated.finance)
    answer = browser.get(reverse("exclusions:funding:notice", args=[reinstated.case.key, "recovery"]))
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).split())
    assert "Nothing is owed for it. The pupil was reinstated, so no money moves." in text
    assert "To be paid back to your school £2,009.62" in text
