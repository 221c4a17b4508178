"""Finance learns by the page of an admission, of what a panel may have ordered, and of an invoice that is disputed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exclusions.funding import actions, export, queries
from exclusions.funding.account import State
from exclusions.funding.models import DisputeCode, EntryKind, FundingEntry, Side
from exclusions.funding.tables import Row
from exclusions.permanent import pathway
from oxle.cases.challenges import challenges_of
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import moment
from tests.exclusions.test_funding import ON, Money

pytestmark = pytest.mark.django_db
ENROLLED_ON, QUASHED_ON, STOOD_BY_ON = date(2026, 12, 14), date(2026, 12, 9), date(2026, 12, 14)


@pytest.fixture
def money() -> Money:
    return Money()


def enrol(money: Money) -> School:
    """A school was named, and the pupil came on its roll."""
    school = make.school("New School")
    money.take(pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    money.take(
        pathway.NAME_PLACE, date(2026, 12, 7), place=school.name, school=school.key, starts_on="2026-12-14"
    )  # fmt: skip
    money.take(pathway.ENROL, ENROLLED_ON)
    return school


def kept_to(money: Money, outcome: str = "quashed") -> None:
    """A review panel sent the decision back, and the governors kept to it."""
    money.take(pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    money.take(pathway.ASK_REVIEW, date(2026, 11, 24), review_made_on="2026-11-24")
    money.take(pathway.REVIEW_SENT_BACK, QUASHED_ON, outcome=outcome)
    money.take(pathway.STAND_BY, STOOD_BY_ON)


def shown(money: Money, name: str = "page") -> str:
    args = [] if name == "list" else [money.case.key]
    page = make.signed_in(money.finance).get(reverse(f"exclusions:funding:{name}", args=args)).content.decode()
    assert "Money" not in page
    return page


def initial(money: Money, name: str) -> dict[str, Any]:
    answer = make.signed_in(money.finance).get(reverse(f"exclusions:funding:{name}", args=[money.case.key]))
    return answer.context["form"].initial


def test_a_pupil_who_is_on_the_roll_of_a_school_by_the_case_is_admitted_and_not_yet_recorded(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-18T11:00:00Z")
    assert Row(money.now).payment == "No admission recorded"
    school = enrol(money)
    assert Row(money.now).payment == "Admitted, not yet recorded"
    said = "By the case the pupil is on the roll of New School since 14 December 2026. That is not recorded here yet."
    assert said in shown(money)
    assert "Admitted, not yet recorded</h2>" in shown(money, "list")
    assert initial(money, "admission") == {"school": school.key, "admitted_on": ENROLLED_ON}
    money.admit(ENROLLED_ON, school)
    assert not money.now.admitted_unrecorded
    assert "By the case" not in shown(money)
    assert "Admitted, not yet recorded</h2>" not in shown(money, "list")


def test_what_is_recorded_otherwise_than_the_case_says_is_told(money: Money) -> None:
    school = enrol(money)
    money.admit(date(2026, 12, 7), school)
    assert "Something else is recorded here." in shown(money)


@pytest.mark.parametrize("step", [pathway.PLACING.refuse, pathway.PLACING.look_again])
def test_a_school_that_does_not_have_the_pupil_after_all_has_not_admitted_them(money: Money, step: Any) -> None:
    enrol(money)
    money.take(step, date(2026, 12, 15))
    assert money.now.known.school is None


def test_a_pupil_for_whom_a_school_is_named_is_not_admitted_before_they_are_on_its_roll(money: Money) -> None:
    money.take(pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    school = make.school("New School")
    named = {"place": "New School", "school": school.key, "starts_on": "2026-12-14"}
    money.take(pathway.NAME_PLACE, date(2026, 12, 7), **named)
    assert money.now.known.school is None


def test_where_governors_kept_to_a_quashed_decision_it_is_asked_if_a_payment_was_ordered_until_it_is_answered(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-18T11:00:00Z")
    money.state("5500")
    assert not money.now.asks_for_order
    kept_to(money)
    said = (
        "The review panel quashed the decision on 9 December 2026, and the governors kept to it on 14 December 2026. "
        "Was a payment ordered?"
    )
    assert said in shown(money)
    assert "Was a payment ordered?</h2>" in shown(money, "list")
    # The usual sum stands in the hint: where nobody has said it yet none is filled in that could be saved unread.
    assert (initial(money, "figures")["order"], initial(money, "figures")["amount"]) == (None, Decimal(5500))
    money.state("5500", order="0")
    assert not money.now.asks_for_order
    assert "Was a payment ordered?" not in shown(money) + shown(money, "list")


def test_governors_who_say_nothing_in_time_after_a_quashed_decision_may_have_to_pay_like_those_who_keep_to_it(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    money.take(pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    money.take(pathway.ASK_REVIEW, date(2026, 11, 24), review_made_on="2026-11-24")
    money.take(pathway.REVIEW_SENT_BACK, QUASHED_ON, outcome="quashed")
    due_on = money.case.deadlines.get(clock="reconsideration").due_on
    assert due_on is not None
    monkeypatch.setenv("OXLE_NOW", f"{due_on}T11:00:00Z")
    assert not money.now.asks_for_order
    monkeypatch.setenv("OXLE_NOW", f"{due_on + timedelta(days=1)}T11:00:00Z")
    assert money.now.asks_for_order
    said = f"by {plain_day(due_on)} the governors had not offered that the pupil comes back. Was a payment ordered?"
    assert said in shown(money)
    assert "did not decide again in time:" in shown(money, "list")
    money.state("5500", order="0")
    assert not money.now.asks_for_order


def test_where_the_pupil_comes_back_after_a_quashed_decision_nothing_is_asked(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2027-02-01T11:00:00Z")
    money.take(pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    money.take(pathway.ASK_REVIEW, date(2026, 11, 24), review_made_on="2026-11-24")
    money.take(pathway.REVIEW_SENT_BACK, QUASHED_ON, outcome="quashed")
    money.take(pathway.REINSTATE, date(2026, 12, 14), attended="Three governors")
    assert not money.now.asks_for_order


def declined(money: Money, *, days_late: int) -> date:
    """A review panel quashed the decision, the governors offered the place back so many days after their last one (or
    on it), and the parents declined it a week later; their last day."""
    money.take(pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    money.take(pathway.ASK_REVIEW, date(2026, 11, 24), review_made_on="2026-11-24")
    money.take(pathway.REVIEW_SENT_BACK, QUASHED_ON, outcome="quashed")
    due_on = money.case.deadlines.get(clock="reconsideration").due_on
    assert due_on is not None
    offered_on = due_on + timedelta(days=days_late)
    money.take(pathway.DECLINED, offered_on + timedelta(days=7), offered_on=offered_on.isoformat())
    return due_on


def test_where_the_parents_decline_the_place_that_was_offered_back_in_time_no_payment_is_asked_about(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2027-02-01T11:00:00Z")
    due_on = declined(money, days_late=0)
    assert not money.now.asks_for_order
    money.case.refresh_from_db()
    # The child needs a school all the same, and the governors were in time.
    assert money.case.stage == "final"
    assert money.case.deadlines.get(clock="reconsideration").met_on == due_on
    assert money.case.deadlines.get(clock="consultation").state == "running"


def test_where_it_was_offered_too_late_it_is_asked_about_though_they_declined_it(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2027-02-01T11:00:00Z")
    due_on = declined(money, days_late=1)
    assert money.now.asks_for_order
    said = f"by {plain_day(due_on)} the governors had not offered that the pupil comes back. Was a payment ordered?"
    assert said in shown(money)
    (challenge,) = challenges_of(money.case)
    assert f"after their last day, {plain_day(due_on)}" in challenge.why


def test_a_panel_that_only_recommended_to_look_again_can_have_ordered_nothing(money: Money) -> None:
    kept_to(money, "recommended")
    assert not money.now.asks_for_order


def test_what_the_cases_know_is_asked_in_two_queries_for_all_of_them(
    money: Money, django_assert_num_queries: Any
) -> None:
    enrol(money)
    first, money.child = money.case, make.child("Second", "Pupil", at=money.school)
    money.case = money.tell()
    enrol(money)
    with django_assert_num_queries(2):
        found = queries.known_of([first.pk, money.case.pk])
    assert [one.admitted_on for one in found.values()] == [ENROLLED_ON] * 2


# --- an invoice that is disputed -----------------------------------------------------------------------------


def dispute(money: Money, on: date = ON, code: DisputeCode = DisputeCode.WEEKS) -> FundingEntry:
    one = money.now
    return actions.record_dispute(
        one, one.funding.version, code=code, reason="", on=on, by=money.finance, at=moment(on)
    )  # fmt: skip


def end(money: Money, how: EntryKind, on: date = ON) -> FundingEntry:
    one = money.now
    return actions.end_dispute(
        one, one.funding.version, how=how, reason="Counted with them.", on=on, by=money.finance, at=moment(on)
    )  # fmt: skip


@pytest.fixture
def invoiced(money: Money) -> Money:
    money.state("5500")
    money.invoice()
    money.paid("1000")
    return money


def test_a_disputed_invoice_stays_outstanding_and_is_shown_as_disputed_in_the_list_and_the_file(
    invoiced: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-18T11:00:00Z")
    dispute(invoiced)
    found = invoiced.now.recovery
    assert (found.state, found.outstanding, found.disputed) == (State.DISPUTED, Decimal("1009.62"), Decimal("1009.62"))
    assert queries.totals([found]).disputed == Decimal("1009.62")
    row = dict(zip(export.HEADINGS, next(export.rows_of([invoiced.now])), strict=True))
    assert (row["Where it stands"], row["Disputed on"], row["Outstanding"]) == (
        "Disputed by the school", ON, Decimal("1009.62"),
    )  # fmt: skip
    assert row["Disputed because"] == DisputeCode.WEEKS.label
    assert Row(invoiced.now).recovery == "Disputed by the school"
    assert "The weeks (B), or the day from which they count" in shown(invoiced)
    assert "Of that disputed" in shown(invoiced, "list")


def test_a_dispute_that_is_settled_leaves_the_invoice_and_one_that_is_upheld_asks_for_a_corrected_one(
    invoiced: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-18T11:00:00Z")
    dispute(invoiced)
    end(invoiced, EntryKind.SETTLED)
    assert (invoiced.now.recovery.state, invoiced.now.recovery.upheld) == (State.IN_PART, None)
    dispute(invoiced)
    end(invoiced, EntryKind.UPHELD)
    assert (invoiced.now.recovery.state, invoiced.now.recovery.outstanding) == (State.UPHELD, Decimal("1009.62"))
    assert "Disputes that were upheld" in shown(invoiced, "list")
    invoiced.state("5200")
    invoiced.invoice("INV-2")
    assert invoiced.now.recovery.upheld is None


def test_a_corrected_invoice_ends_the_dispute_of_the_one_before(invoiced: Money) -> None:
    dispute(invoiced)
    invoiced.state("5200")
    invoiced.invoice("INV-2")
    assert invoiced.now.recovery.state is State.IN_PART


def test_only_what_is_outstanding_is_disputed_and_once_at_a_time_and_an_end_needs_a_beginning(money: Money) -> None:
    money.state("5500")
    with pytest.raises(Refused, match="No invoice is outstanding"):
        dispute(money)
    money.invoice()
    with pytest.raises(Refused, match="cannot have been disputed before the invoice, on 1 December 2026"):
        dispute(money, date(2026, 11, 30))
    with pytest.raises(Refused, match="No invoice is disputed"):
        end(money, EntryKind.SETTLED)
    entry = dispute(money, date(2026, 12, 3))
    with pytest.raises(Refused, match="Invoice INV-1 is disputed already, since 3 December 2026"):
        dispute(money, date(2026, 12, 4))
    with pytest.raises(Refused, match="cannot have ended before it began"):
        end(money, EntryKind.UPHELD, date(2026, 12, 2))
    money.cancel(entry)
    assert money.now.recovery.state is State.RAISED


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"kind": "disputed", "code": ""}, "funding_dispute_has_a_code"),
        ({"kind": "settled", "code": "weeks", "reason": "So."}, "funding_dispute_has_a_code"),
        ({"kind": "upheld", "reason": ""}, "funding_entry_says_why"),
        ({"kind": "disputed", "code": "weeks", "side": Side.PAYMENT}, "funding_only_an_invoice_is_disputed"),
    ],
)
def test_the_database_keeps_why_an_invoice_is_disputed_and_that_it_is_one(
    money: Money, wrong: dict[str, Any], rule: str
) -> None:
    line = {"case": money.case, "side": Side.RECOVERY, "on": ON, "amount": 1, "at": moment(ON), "by": money.finance}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        FundingEntry.objects.create(**{**line, **wrong})


def test_a_dispute_and_its_end_are_recorded_on_their_pages(invoiced: Money, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T11:00:00Z")
    browser, version = make.signed_in(invoiced.finance), invoiced.now.funding.version
    day = {"on_day_day": "3", "on_day_month": "12", "on_day_year": "2026", "version": version}
    url = reverse("exclusions:funding:dispute", args=[invoiced.case.key])
    refused = browser.post(url, {**day, "reason": "They say."})
    assert "Select why it disputes the invoice" in refused.content.decode()
    assert browser.post(url, {**day, "code": "weeks", "reason": "They say."}).status_code == 302
    url = reverse("exclusions:funding:dispute_end", args=[invoiced.case.key])
    ended = {**day, "how": "settled", "reason": "They agree.", "version": version + 1}
    assert browser.post(url, ended).status_code == 302
    assert [one.kind for one in FundingEntry.objects.order_by("pk")][-2:] == ["disputed", "settled"]
