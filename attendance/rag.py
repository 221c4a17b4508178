"""What attendance tells the register of pupils missing out: who hardly comes and has a child protection plan."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from attendance.referrals.pathway import REFERRAL, TRANSFERRED
from oxle.accounts.permissions import Compartment, summary
from oxle.cases.criteria import Asked, Criterion, Fired, Rated
from oxle.core.rules import Rule, percent
from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.people.visibility import in_force
from oxle.registers.codes import shown_percentage
from oxle.registers.queries import tallies_between
from oxle.schooldays.school_years import school_year_of
from oxle.schooldays.wording import plain_day

GONE = {REFERRAL.key: frozenset({TRANSFERRED.key})}
SEVERE: Rule[Decimal] = Rule(
    "attendance.red_attends_less_than",
    "Red: a child with a child protection plan attends, this school year, less than",
    Decimal(50),
    percent,
    "Proposed by the service for the Strategic Group; 50% is what the Department for Education calls severe absence",
    local=True,
    certain=False,
    unit="%",
)


def _plans(on: date) -> QuerySet[Vulnerability]:
    return Vulnerability.objects.filter(in_force(on), kind=VulnerabilityKind.CHILD_PROTECTION)


def _severe(asked: Asked) -> dict[int, Fired]:
    """Who has a child protection plan and attends less than that of the possible sessions of the school year."""
    began = dict(_plans(asked.on).filter(child__among=asked.keys).values_list("child", "from_on"))
    if not began:
        return {}
    first, least = school_year_of(asked.on).starts_on, asked.threshold(SEVERE)
    return {
        child: Fired(
            max(first, began[child]),
            f"A child protection plan, and attendance of {shown_percentage(sums.attendance)} since {plain_day(first)}.",
        )
        for child, sums in tallies_between(began, first, asked.on).items()
        if sums.attends_less_than(least)
    }


CRITERIA = (
    Criterion(
        "attendance.severe", "A child protection plan, and severe absence", Rated.RED, _severe, SEVERE,
        summary("pupils", Compartment.SAFEGUARDING), lambda on: _plans(on).values("child"),
    ),
)  # fmt: skip
