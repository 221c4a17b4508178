"""What funding adds to the made-up county: accounts at every stage, and an invoice that no longer fits, to be found."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from exclusions.funding import actions, queries
from exclusions.funding.formula import NOTHING
from exclusions.funding.models import DisputeCode, Side
from exclusions.funding.worked import Worked
from oxle.cases.models import Case
from oxle.demo.county import County

PRIMARY, SECONDARY = Decimal("4380.00"), Decimal("5720.00")


@dataclass(frozen=True)
class Told:
    """What the finance officer recorded of one exclusion: nothing, figures, an invoice, how much of it was paid (in
    hundredths), figures that were put right since, and that the school disputes it."""

    stated: bool = True
    invoiced: bool = False
    paid: int = 0
    put_right: bool = False
    disputed: bool = False


# One for each permanent exclusion of the demonstration, in order; see `exclusions.demo.STORIES`.
ACCOUNTS = (
    Told(stated=False), Told(stated=False), Told(), Told(), Told(invoiced=True, disputed=True),
    Told(invoiced=True, put_right=True),
    Told(invoiced=True, paid=40), Told(invoiced=True, paid=105), Told(stated=False), Told(invoiced=True, paid=100),
    Told(), Told(stated=False),
)  # fmt: skip
ADMITTED = 9


def build(county: County, cases: Sequence[Case]) -> None:
    """What was recorded of the money of the demonstration's permanent exclusions, today."""
    for number, (case, told) in enumerate(zip(cases, ACCOUNTS, strict=True)):
        if told.stated:
            _state(county, case, SECONDARY if case.school.phase == "secondary" else PRIMARY)
        if number == ADMITTED:
            _admit(county, case)
        if told.invoiced and _now(county, case).recovery.owed:
            _invoice(county, case, number, told)


def _now(county: County, case: Case) -> Worked:
    return queries.money_of(county.people["finance"], case.key)


def _state(county: County, case: Case, amount: Decimal) -> None:
    by, version = county.people["finance"], _now(county, case).funding.version
    figures = {"amount": amount, "order": NOTHING, "reserved_place": False}
    actions.state_figures(case, version, amount_from="Budget share of this year, pupil-led factors", by=by, **figures)


def _admit(county: County, case: Case) -> None:
    one = _now(county, case)
    if one.known.school is not None and one.known.admitted_on is not None:
        there = {"school": one.known.school, "admitted_on": one.known.admitted_on}
        actions.record_admission(case, one.funding.version, **there, by=county.people["finance"])


def _invoice(county: County, case: Case, number: int, told: Told) -> None:
    by, on, at = county.people["finance"], county.on, county.moment(county.on, 9, number)
    one = _now(county, case)
    owed = one.recovery.owed or NOTHING
    version = one.funding.version
    actions.record_invoice(
        one, Side.RECOVERY, version, number=f"EX-{4100 + number}", amount=owed, on=on, by=by, at=at
    )  # fmt: skip
    if told.paid:
        one = _now(county, case)
        paid = (owed * told.paid / 100).quantize(Decimal("0.01"))
        actions.record_money(one, Side.RECOVERY, one.funding.version, amount=paid, on=on, by=by, at=at)
    if told.disputed:
        one = _now(county, case)
        said = {"code": DisputeCode.WEEKS, "reason": "Says that it counts from a week later."}
        actions.record_dispute(one, one.funding.version, **said, on=on, by=by, at=at)
    if told.put_right:
        _state(county, case, SECONDARY + 140)
