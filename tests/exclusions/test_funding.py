"""Funding recovery: what is owed by which numbers, how an account stands, what a change of the exclusion does."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from exclusions.funding import actions, export, queries
from exclusions.funding.account import State, account
from exclusions.funding.formula import NOTHING, Weeks, is_leaving_year, share, weeks_left
from exclusions.funding.models import Funding, FundingEntry, Side
from exclusions.funding.rules import SCHOOL_YEAR_ENDS, DayOfYear, day_of_year
from exclusions.funding.worked import Worked, changed_since, numbers_of, pounds
from exclusions.permanent import pathway
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.core.errors import Refused, Stale
from oxle.core.rules import change_rule
from oxle.correspondence import rendering
from oxle.people.actions import declare_conflict
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment

YEAR_9, YEAR_11 = date(2013, 3, 14), date(2011, 3, 14)
ON = date(2026, 12, 1)


class Money(People):
    """A school, an exclusion of one of its pupils, and who works on its money."""

    def __init__(self, first_on: date = FIRST_ON, born_on: date = YEAR_9) -> None:
        super().__init__()
        self.finance = make.user("finance_officer")
        self.child = make.child("Money", "Pupil", born_on, at=self.school)
        self.case: Case = self.tell(first_on=first_on)

    @property
    def now(self) -> Worked:
        """What is owed by what is known now."""
        return queries.money_of(self.finance, self.case.key)

    def state(self, amount: str = "5500", order: str = "0", *, reserved_place: bool = False) -> None:
        figures = {"amount": Decimal(amount), "order": Decimal(order), "reserved_place": reserved_place}
        version = self.now.funding.version
        actions.state_figures(self.case, version, amount_from="Budget share", by=self.finance, **figures)

    def admit(self, on: date, school: School | None = None) -> None:
        school = school or make.school("New School")
        version = self.now.funding.version
        actions.record_admission(self.case, version, school=school, admitted_on=on, by=self.finance)

    def invoice(self, number: str = "INV-1", *, side: Side = Side.RECOVERY, amount: str = "", on: date = ON) -> None:
        one = self.now
        found = one.account_of(side)
        assert found is not None
        owed = Decimal(amount) if amount else found.owed or NOTHING
        actions.record_invoice(
            one, side, one.funding.version, number=number, amount=owed, on=on, by=self.finance, at=moment(on)
        )

    def paid(self, amount: str, *, side: Side = Side.RECOVERY, on: date = ON) -> FundingEntry:
        one = self.now
        money = {"amount": Decimal(amount), "on": on, "by": self.finance, "at": moment(on)}
        return actions.record_money(one, side, one.funding.version, **money)

    def write_off(self, side: Side = Side.RECOVERY) -> None:
        one = self.now
        found = one.account_of(side)
        assert found is not None
        given_up = {"amount": found.to_give_up, "reason": "The school closed.", "on": ON}
        actions.write_off(one, side, one.funding.version, **given_up, by=self.finance, at=moment(ON))

    def given_back(self, amount: str, *, side: Side = Side.RECOVERY, on: date = ON) -> FundingEntry:
        one = self.now
        money = {"amount": Decimal(amount), "on": on, "by": self.finance, "at": moment(on)}
        return actions.record_money_back(one, side, one.funding.version, **money)

    def cancel(self, entry: FundingEntry) -> None:
        one = self.now
        said = {"reason": "Another school’s.", "on": ON, "by": self.finance, "at": moment(ON)}
        actions.cancel_entry(one, entry, one.funding.version, **said)

    def take(self, step: Any, on: date, **facts: str) -> None:
        self.case.refresh_from_db()
        reason = "As agreed." if step.reason else ""
        cases.take(self.case, step, by=self.officer, on=on, at=moment(on), facts=facts, reason=reason)


@pytest.fixture
def money() -> Money:
    return Money()


pytestmark = pytest.mark.django_db


def test_w28_a_pupil_who_stays_is_counted_to_the_end_of_the_funding_period(money: Money) -> None:
    money.state("5500")
    one = money.now
    assert one.weeks == Weeks(date(2026, 11, 17), date(2027, 3, 31), leaving=False)
    assert (one.weeks.days, one.weeks.complete, one.recovery.owed) == (135, 19, Decimal("2009.62"))


def test_w29_one_excluded_from_1_april_of_the_leaving_year_is_counted_to_the_end_of_the_school_year() -> None:
    money = Money(date(2027, 4, 19), YEAR_11)
    money.state("6200")
    one = money.now
    assert one.weeks == Weeks(date(2027, 4, 27), date(2027, 8, 31), leaving=True)
    assert (one.weeks.complete, one.recovery.owed) == (18, Decimal("2146.15"))


def test_one_excluded_before_1_april_of_the_leaving_year_is_counted_to_the_end_of_the_funding_period() -> None:
    assert Money(date(2026, 11, 9), YEAR_11).now.weeks == Weeks(date(2026, 11, 17), date(2027, 3, 31), leaving=False)


def test_the_funding_period_is_the_one_in_which_the_relevant_date_lies() -> None:
    """Excluded in March, counted from April: the next period."""
    assert Money(date(2027, 3, 24)).now.weeks == Weeks(date(2027, 4, 19), date(2028, 3, 31), leaving=False)


def test_what_a_panel_ordered_is_added_and_a_penny_is_rounded_half_up(money: Money) -> None:
    money.state("5500", order="4000")
    assert money.now.recovery.owed == Decimal("6009.62")
    assert share(Decimal("0.26"), 1) == Decimal("0.01")  # half a penny


def test_every_number_is_shown_with_where_it_is_from(money: Money) -> None:
    money.state("5500")
    shown = {row["key"]: row["value"] for row in numbers_of(money.now)}
    assert shown["First excluded day"] == ["9 November 2026", "As the school told us."]
    assert shown["Relevant date"] == [
        "17 November 2026",
        "6 school days after the first excluded day. This is how the council counts it: it is not yet confirmed in the "
        "regulations.",
    ]
    assert shown["B, complete weeks"] == [
        "19",
        "135 days from 17 November 2026 to 31 March 2027, both counted, by seven, cut.",
    ]
    assert shown["A, the pupil’s amount for the whole period"] == ["£5,500.00", "Budget share"]
    assert shown["A × (B/52) + C"] == ["£5,500.00 × 19/52 + £0.00 = £2,009.62, to the nearest penny."]


def test_both_readings_that_have_no_source_are_settings_in_force_from_a_day() -> None:
    change_rule(SCHOOL_YEAR_ENDS, "21 July", from_on=date(2027, 4, 1), reason="Counsel’s advice.")
    weeks = Money(date(2027, 4, 19), YEAR_11).now.weeks
    assert weeks is not None
    assert (weeks.to_on, weeks.complete) == (date(2027, 7, 21), 12)


def test_terms_that_are_not_loaded_leave_it_open_and_say_so() -> None:
    money = Money(date(2027, 7, 20))
    money.state()
    one = money.now
    assert (one.weeks, one.recovery.state) == (None, State.UNCOUNTED)
    assert "Cannot be worked out: terms after 21 July 2027 are not loaded" in numbers_of(one)[1]["value"][0]


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(first_on=days, wait=st.integers(6, 60), age=st.integers(5, 16), amount=st.decimals(1, 20_000, places=2))
def test_what_is_owed_is_never_negative_and_never_more_than_the_amount(
    first_on: date, wait: int, age: int, amount: Decimal
) -> None:
    relevant_on = date.fromordinal(first_on.toordinal() + wait)
    born_on = date.fromordinal(first_on.toordinal() - age * 365)
    weeks = weeks_left(first_on, relevant_on, born_on=born_on, school_year_ends=DayOfYear(31, 8))
    assert 0 <= weeks.complete <= 52
    assert 7 * weeks.complete <= weeks.days < 7 * weeks.complete + 7
    assert 0 <= share(amount, weeks.complete) <= amount
    assert not weeks.leaving or is_leaving_year(born_on, weeks.to_on)


@given(
    relevant_on=days,
    length=st.integers(-30, 366),
    admitted=st.integers(-30, 400),
    amount=st.decimals(1, 20_000, places=2),
)
def test_no_more_is_passed_on_than_was_owed_for_the_weeks(
    relevant_on: date, length: int, admitted: int, amount: Decimal
) -> None:
    weeks = Weeks(relevant_on, date.fromordinal(relevant_on.toordinal() + length), leaving=False)
    later = weeks.later(date.fromordinal(relevant_on.toordinal() + admitted))
    assert 0 <= later.complete <= weeks.complete
    assert share(amount, later.complete) <= share(amount, weeks.complete)


def test_the_school_that_took_the_pupil_is_due_the_mirror_from_its_admission_without_the_order(money: Money) -> None:
    money.state("5500", order="4000")
    money.admit(date(2027, 1, 11))
    one = money.now
    assert one.payment_weeks == Weeks(date(2027, 1, 11), date(2027, 3, 31), leaving=False)
    assert one.payment is not None
    assert one.payment.owed == Decimal("1163.46")  # 80 days, 11 weeks


def test_after_the_end_of_what_is_counted_the_school_that_took_the_pupil_is_due_nothing(money: Money) -> None:
    money.state()
    money.admit(date(2027, 4, 12))
    found = money.now.payment
    assert found is not None
    assert (found.owed, found.state) == (NOTHING, State.NOTHING)
    assert found.why_nothing == "No complete week is left from the admission to 31 March 2027."


@pytest.mark.parametrize(
    ("school", "said"),
    [
        ({"is_special": True}, "Example School is a special school"),
        ({"type_name": "Pupil referral unit"}, "Example School is a referral unit or alternative provision"),
        (
            {"type_name": "Academy alternative provision converter", "is_academy": True},
            "Example School is a referral unit or alternative provision",
        ),
        ({"type_name": "Other independent school"}, "Example School is neither a maintained school nor an academy"),
    ],
)
def test_a_school_that_has_no_budget_share_owes_nothing(money: Money, school: dict[str, Any], said: str) -> None:
    money.state()
    School.objects.filter(pk=money.school.pk).update(**school)
    found = money.now.recovery
    assert (found.owed, found.state) == (NOTHING, State.NOTHING)
    assert found.why_nothing.startswith(said)


@pytest.mark.parametrize(
    "school", [{"type_name": "Community school"}, {"type_name": "Free schools", "is_academy": True}]
)
def test_a_maintained_school_and_an_academy_owe_alike(money: Money, school: dict[str, Any]) -> None:
    money.state("5500")
    School.objects.filter(pk=money.school.pk).update(**school)
    assert money.now.recovery.owed == Decimal("2009.62")


def test_for_a_reserved_place_nothing_is_owed(money: Money) -> None:
    money.state(reserved_place=True)
    assert money.now.recovery.state is State.NOTHING


def test_an_account_goes_from_unknown_to_raised_to_paid_in_part_to_paid(money: Money) -> None:
    seen = [money.now.recovery.label]
    money.state("5500")
    seen.append(money.now.recovery.label)
    money.invoice("INV-7")
    seen.append(money.now.recovery.label)
    money.paid("1000")
    seen.append(money.now.recovery.label)
    found = money.now.recovery
    assert (found.raised, found.received, found.outstanding) == (
        Decimal("2009.62"), Decimal("1000.00"), Decimal("1009.62"),
    )  # fmt: skip
    money.paid("1009.62")
    seen.append(money.now.recovery.label)
    assert seen == ["Amount not known", "To be raised", "Raised", "Paid in part", "Paid"]


def test_what_is_written_off_is_what_was_outstanding_and_says_why(money: Money) -> None:
    money.state("5500")
    money.invoice()
    money.paid("1000")
    money.write_off()
    found = money.now.recovery
    assert (found.state, found.written_off, found.outstanding) == (State.WRITTEN_OFF, Decimal("1009.62"), NOTHING)
    assert FundingEntry.objects.get(kind="written_off").reason == "The school closed."
    with pytest.raises(Refused, match="Nothing is outstanding"):
        money.write_off()


def test_what_is_written_off_before_an_invoice_is_a_sum_of_its_own_so_that_the_totals_add_up(money: Money) -> None:
    money.state("5500")
    money.write_off()
    before = queries.totals([money.now.recovery])
    assert (before.raised, before.written_off_raised, before.written_off_unraised) == (
        NOTHING, NOTHING, Decimal("2009.62"),
    )  # fmt: skip
    row = dict(zip(export.HEADINGS, next(export.rows_of([money.now])), strict=True))
    assert (row["Written off"], row["Written off without an invoice"]) == (NOTHING, Decimal("2009.62"))


@pytest.mark.parametrize("received", ["0", "1000", "2009.62", "2100"])
@pytest.mark.parametrize("returned", ["0", "90.38"])
@pytest.mark.parametrize("written_off", ["0", "500", "2009.62"])
@pytest.mark.parametrize("raised", [None, "1000", "2009.62"])
def test_raised_is_received_and_written_off_and_outstanding_less_what_was_and_is_to_be_given_back(
    raised: str | None, received: str, returned: str, written_off: str
) -> None:
    returned = min(received, returned, key=Decimal)
    entries = [
        FundingEntry(pk=number, side=Side.RECOVERY, kind=kind, on=FIRST_ON, amount=Decimal(amount))
        for number, (kind, amount) in enumerate(
            [("raised", raised), ("received", received), ("returned", returned), ("written_off", written_off)]
        )
        if amount is not None
    ]
    found = account(Side.RECOVERY, entries, owed=Decimal("2009.62"), why_nothing="", countable=True)
    total = queries.totals([found])
    kept = total.received - total.returned - total.to_give_back
    assert total.raised == kept + total.written_off_raised + total.outstanding
    assert total.written_off_raised + total.written_off_unraised == Decimal(written_off)


def test_more_than_was_asked_for_is_recorded_and_is_to_be_given_back(money: Money) -> None:
    money.state("5500")
    money.invoice()
    money.paid("2100")
    found = money.now.recovery
    assert (found.outstanding, found.to_give_back) == (NOTHING, Decimal("90.38"))
    assert queries.totals([found]).to_give_back == Decimal("90.38")
    row = dict(zip(export.HEADINGS, next(export.rows_of([money.now])), strict=True))
    assert row["To be given back"] == Decimal("90.38")


def test_of_an_invoice_that_was_cancelled_only_what_has_not_come_is_given_up(money: Money) -> None:
    money.state("5500")
    money.invoice()
    money.paid("2000")
    money.cancel(FundingEntry.objects.get(kind="raised"))
    assert money.now.recovery.to_give_up == Decimal("9.62")


def test_a_corrected_invoice_is_not_dated_before_the_one_whose_place_it_takes(money: Money) -> None:
    money.state("5500")
    money.invoice("INV-1", on=ON)
    money.state("5500", order="4000")
    with pytest.raises(
        Refused, match="It takes the place of INV-1, of 1 December 2026: it cannot be before"
    ) as refused:
        money.invoice("INV-2", on=date(2026, 11, 30))
    assert refused.value.field == "on_day"
    money.invoice("INV-2", on=ON)
    assert money.now.recovery.raised == Decimal("6009.62")


@pytest.mark.parametrize(("amount", "differs"), [("6000", "182.69"), ("5000", "-182.70")])
def test_by_how_much_invoices_no_longer_fit_is_a_sum_of_its_own_so_that_all_that_is_owed_adds_up(
    money: Money, amount: str, differs: str
) -> None:
    money.state("5500")
    money.invoice()
    money.state(amount)
    accounts = queries.of_side([money.now], Side.RECOVERY)
    found = queries.totals(accounts)
    assert (found.to_correct, found.to_raise) == (Decimal(differs), NOTHING)
    assert found.raised + found.to_correct + found.to_raise == accounts[0].owed
    assert pounds(found.to_correct) == differs.replace("-", "−").replace("182", "£182")


def test_an_invoice_is_of_what_is_owed_and_its_number_is_used_once(money: Money) -> None:
    money.state("5500")
    with pytest.raises(Refused, match=r"By what is known today £2,009\.62 is owed") as refused:
        money.invoice(amount="2009.60")
    assert refused.value.field == "amount"
    with pytest.raises(Refused, match="The invoice cannot be before the pupil was excluded, on 9 November 2026"):
        money.invoice(on=date(2026, 11, 6))
    assert not FundingEntry.objects.exists()
    money.invoice("INV-1")
    with pytest.raises(Refused, match=f"Invoice INV-1 is recorded already, for {money.case.reference}"):
        money.invoice("INV-1")


def test_before_the_invoice_no_money_is_recorded(money: Money) -> None:
    money.state()
    with pytest.raises(Refused, match="No invoice is recorded"):
        money.paid("10")


def test_an_entry_that_was_a_mistake_is_cancelled_and_stays_in_the_account(money: Money) -> None:
    money.state("5500")
    money.invoice("INV-1")
    entry = money.paid("1000")
    money.cancel(entry)
    assert (money.now.recovery.state, money.now.recovery.received) == (State.RAISED, NOTHING)
    assert [one.kind for one in FundingEntry.objects.all()] == ["raised", "received", "cancelled"]
    with pytest.raises(Refused, match="does not count any more"):
        money.cancel(entry)


@pytest.mark.parametrize("step", [pathway.RESCIND, pathway.REINSTATE], ids=lambda step: step.key)
def test_an_exclusion_that_stands_no_more_owes_nothing_and_an_invoice_that_was_raised_is_flagged(
    money: Money, step: Any
) -> None:
    money.state("5500")
    money.invoice("INV-1")
    money.paid("2009.62")
    money.take(step, date(2026, 12, 2))
    one = money.now
    said = {"rescind": "The head cancelled the exclusion", "reinstate": "The pupil was reinstated"}[step.key]
    assert one.recovery.owed == NOTHING
    assert changed_since(one, Side.RECOVERY) == (
        f"Invoice INV-1 of 1 December 2026 asks for £2,009.62; by what is known today it is £0.00. {said}, so no "
        "money moves. Record a corrected invoice."
    )
    money.invoice("CR-1", on=date(2026, 12, 3))
    one = money.now
    assert (one.recovery.state, one.recovery.to_give_back) == (State.TO_GIVE_BACK, Decimal("2009.62"))
    assert changed_since(one, Side.RECOVERY) == ""


def test_when_the_first_day_is_put_right_what_is_not_raised_follows_and_what_was_is_flagged() -> None:
    money = Money(date(2026, 11, 9))
    money.state("5500")

    def corrected(first_on: str) -> None:
        money.case.refresh_from_db()
        event = money.case.events.filter(step="tell", superseded_by=None).get()
        facts = {"first_on": first_on, "governors_told_on": "2026-11-09"}
        at = moment(date(2026, 12, 18))
        cases.correct(event, by=money.officer, on=FIRST_ON, at=at, reason="A slip.", facts=facts)

    corrected("2026-11-16")
    assert (money.now.recovery.owed, changed_since(money.now, Side.RECOVERY)) == (Decimal("1903.85"), "")
    money.invoice("INV-1")
    corrected("2026-11-09")
    one = money.now
    assert (one.recovery.raised, one.recovery.owed) == (Decimal("1903.85"), Decimal("2009.62"))
    assert "asks for £1,903.85; by what is known today it is £2,009.62." in changed_since(one, Side.RECOVERY)


def test_totals_are_what_the_accounts_come_to_and_what_is_to_be_raised_is_not_outstanding(money: Money) -> None:
    money.state("5500")
    money.invoice()
    money.paid("1000")
    other = make.child("Second", "Pupil", YEAR_9, at=money.school)
    money.child = other
    second = money.tell(first_on=FIRST_ON)
    version = Funding.objects.get_or_create(case=second)[0].version
    figures = {"amount": Decimal(5200), "order": NOTHING, "reserved_place": False}
    actions.state_figures(second, version, amount_from="Budget share", by=money.finance, **figures)
    found = queries.totals(queries.of_side(queries.money_for(money.finance), Side.RECOVERY))
    assert found == queries.Totals(
        to_raise=Decimal("1900.00"),
        to_correct=NOTHING,
        raised=Decimal("2009.62"),
        received=Decimal("1000.00"),
        returned=NOTHING,
        written_off_raised=NOTHING,
        written_off_unraised=NOTHING,
        outstanding=Decimal("1009.62"),
        disputed=NOTHING,
        to_give_back=NOTHING,
    )


def test_of_two_who_state_the_figures_at_once_the_second_is_told(money: Money) -> None:
    version = money.now.funding.version
    figures = {"amount": Decimal(5200), "amount_from": "Budget share", "order": NOTHING, "reserved_place": False}
    actions.state_figures(money.case, version, **figures, by=money.finance)
    with pytest.raises(Stale):
        actions.state_figures(money.case, version, **figures, by=money.finance)


def test_the_school_that_excluded_is_not_the_one_that_took_the_pupil(money: Money) -> None:
    with pytest.raises(Refused, match="Example School excluded the pupil"):
        money.admit(date(2026, 12, 7), money.school)
    with pytest.raises(Refused, match="cannot have been admitted before the pupil was excluded"):
        money.admit(date(2026, 11, 6))


@pytest.mark.parametrize(("typed", "read"), [("31 August", DayOfYear(31, 8)), (" 1 september ", DayOfYear(1, 9))])
def test_a_day_of_the_year_is_read_as_it_is_typed(typed: str, read: DayOfYear) -> None:
    assert day_of_year(typed) == read
    assert day_of_year(str(read)) == read


@pytest.mark.parametrize("typed", ["31", "31 Augst", "31 February", "August 31", "29 February", ""])
def test_what_is_no_day_of_the_year_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="write a day and a month"):
        day_of_year(typed)


# --- the pages ----------------------------------------------------------------------------------------------


def test_the_finance_officer_states_figures_raises_and_records_money_and_sees_no_name(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-01T11:00:00Z")
    browser, key = make.signed_in(money.finance), money.case.key
    page = reverse("exclusions:funding:page", args=[key])
    figures = {
        "amount": "£5,500", "amount_from": "Budget share 2026/27", "order": "0", "reserved_place": "no", "version": 1,
    }  # fmt: skip
    assert browser.post(reverse("exclusions:funding:figures", args=[key]), figures).headers["Location"] == page
    invoice = {
        "number": "INV-9", "on_day_day": "1", "on_day_month": "12", "on_day_year": "2026",
        "amount": "2009.62", "version": 2,
    }  # fmt: skip
    assert browser.post(reverse("exclusions:funding:invoice", args=[key, "recovery"]), invoice).status_code == 302
    shown = browser.get(page).content.decode()
    assert "£5,500.00 × 19/52 + £0.00 = £2,009.62" in shown
    assert "Invoice INV-9" in shown
    listed = browser.get(reverse("exclusions:funding:list")).content.decode()
    for text in (shown, listed):
        assert "Year 9" in shown
        assert money.case.reference in text
        assert "Money" not in text
        assert money.child.upn is None
    assert Sight.objects.filter(path=page, children=[money.child.pk]).exists()


def test_the_export_is_a_line_a_side_safe_for_a_spreadsheet_and_names_no_child(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-01T11:00:00Z")
    money.state("5500")
    money.invoice("=HYPERLINK(1)")
    money.admit(date(2027, 1, 11))
    answer = make.signed_in(money.finance).get(reverse("exclusions:funding:export"))
    lines = answer.content.decode().removeprefix("\ufeff").splitlines()
    ref = money.case.reference
    assert answer.headers["Content-Disposition"] == 'attachment; filename="funding-2026-12-01.csv"'
    assert lines[1:] == [
        f"{ref},From the school that excluded,Example School,100001,2026-11-09,2026-11-17,2027-03-31,19,5500.00,0.00,"
        "2009.62,'=HYPERLINK(1),2026-12-01,2009.62,0.00,0.00,0.00,2009.62,0.00,0.00,Raised,,,,,,",
        f"{ref},To the school that admitted,New School,100002,2026-11-09,2027-01-11,2027-03-31,11,5500.00,,1163.46,,,,"
        "0.00,0.00,0.00,0.00,0.00,0.00,To be ordered,,,,,,",
    ]
    assert Sight.objects.filter(what="export", children=[money.child.pk]).exists()


def test_a_conflict_of_interest_closes_an_exclusion_to_the_finance_officer(money: Money) -> None:
    declare_conflict(money.child, user=money.finance, reason="A nephew.", by=money.officer, on=FIRST_ON)
    browser = make.signed_in(money.finance)
    assert browser.get(reverse("exclusions:funding:page", args=[money.case.key])).status_code == 404
    assert queries.money_for(money.finance) == []


def test_a_manager_reads_and_changes_nothing(money: Money) -> None:
    browser = make.signed_in(make.user("manager"))
    shown = browser.get(reverse("exclusions:funding:page", args=[money.case.key])).content.decode()
    assert "State the figures" not in shown
    assert browser.get(reverse("exclusions:funding:figures", args=[money.case.key])).status_code == 403


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
def test_the_notice_to_a_school_has_every_number_and_no_name(money: Money, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-01T11:00:00Z")
    money.state("5500")
    money.invoice("INV-9")
    browser = make.signed_in(money.finance)
    answer = browser.get(reverse("exclusions:funding:notice", args=[money.case.key, "recovery"]))
    assert answer.headers["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for said in (money.case.reference, "£2,009.62", "Example School", "INV-9"):
        assert said in text
    assert money.child.shown_name not in text


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
def test_what_a_panel_ordered_is_not_told_to_the_school_as_money_of_the_weeks_that_were_left(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-01T11:00:00Z")
    money.state("5500", order="4000")
    browser = make.signed_in(money.finance)
    answer = browser.get(reverse("exclusions:funding:notice", args=[money.case.key, "recovery"]))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    assert "gives up £2,009.62. A review panel ordered the school to pay £4,000.00 besides" in text
    assert "£6,009.62 is owed in all." in text


def test_there_is_no_notice_while_it_is_not_known_how_much_it_is(money: Money) -> None:
    browser, key = make.signed_in(money.finance), money.case.key
    answer = browser.get(reverse("exclusions:funding:notice", args=[key, "recovery"]), follow=True)
    assert "state the figures first" in answer.content.decode()
    assert "Notice to the school" not in answer.content.decode()
