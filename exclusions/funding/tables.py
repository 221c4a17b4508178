"""The list of what schools owe for permanent exclusions, and what narrows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import django_tables2
from django.urls import reverse

from exclusions.funding.worked import Worked, pounds
from oxle.core import filters, tables
from oxle.schooldays.school_years import school_year_of


@dataclass(frozen=True)
class Row:
    """A line of the list: no name of a child, only what the money needs."""

    worked: Worked

    @property
    def reference(self) -> str:
        """What the council and the school call the exclusion by."""
        return self.worked.case.reference

    @property
    def school(self) -> str:
        """The school that excluded."""
        return self.worked.case.school.name if self.worked.case.school else ""

    @property
    def first_on(self) -> date:
        """The first excluded day."""
        return self.worked.told.first_on

    @property
    def year(self) -> str:
        """The school year of the exclusion."""
        return school_year_of(self.first_on).name

    @property
    def owed(self) -> Decimal | None:
        """What the school owes by what is known today."""
        return self.worked.recovery.owed

    @property
    def outstanding(self) -> Decimal:
        """What was asked for and is open."""
        return self.worked.recovery.outstanding

    @property
    def recovery(self) -> str:
        """Where it stands."""
        return self.worked.recovery.label

    @property
    def payment(self) -> str:
        """Where the payment to the school that admitted stands."""
        if self.worked.payment is not None:
            return self.worked.payment.label
        return "Admitted, not yet recorded" if self.worked.admitted_unrecorded else "No admission recorded"


class MoneyColumn(tables.NumberColumn):
    """Pounds, to the right."""

    def render(self, value: Decimal) -> str:
        return pounds(value)


class FundingFilters(filters.RowFilters):
    """By where it stands and by school year."""

    recovery = filters.AnyOf(label="From the school that excluded", choices=[])
    payment = filters.AnyOf(label="To the school that admitted", choices=[])
    year = filters.AnyOf(label="School year", choices=[])

    words = {"recovery": "recovery", "payment": "payment", "year": "year"}


class FundingTable(tables.OxleTable):
    """Every permanent exclusion, with what its school owes."""

    caption, noun, nouns = "Permanent exclusions", "exclusion", "exclusions"
    empty = "Permanent exclusions appear here as soon as a school tells of one."
    filters = FundingFilters
    stacks = True
    reference = tables.LinkColumn(
        lambda row: reverse("exclusions:funding:page", args=[row.worked.case.key]), verbose_name="Reference"
    )
    school = django_tables2.Column(verbose_name="School that excluded")
    first_on = tables.DayColumn(verbose_name="First excluded day")
    recovery = tables.TagColumn(lambda row: row.worked.recovery.state.colour, verbose_name="Where it stands")
    owed = MoneyColumn(verbose_name="Owed")
    outstanding = MoneyColumn(verbose_name="Outstanding")

    class Meta(tables.OxleTable.Meta):
        order_by = ("-first_on",)
