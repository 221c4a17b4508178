"""What the row of every grant keeps: abstract, so that each pathway has a table of its own."""

from datetime import date
from typing import ClassVar

from django.db import models

from licensing.grants.terms import Term
from oxle.accounts.models import User
from oxle.core.models import new_key


class Grant(models.Model):
    """What we allow until a last day, in the detail beside its case. With the number and the unguessable part anybody
    can ask whether it is valid. A subclass has a `case` of its own, and says how it calls the day of the decision and
    the last day, both of which are empty until there is a decision."""

    number = models.CharField(max_length=16, null=True, blank=True, unique=True)
    secret = models.CharField(max_length=14, default=new_key, editable=False)
    conditions = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    given_field: ClassVar[str] = "granted_on"
    until_field: ClassVar[str] = "until_on"
    # What its last day cannot be before.
    begins_with: ClassVar[str] = "the first"

    class Meta:
        abstract = True

    @property
    def term(self) -> Term | None:
        """The days of the grant as it stands; None before the decision."""
        given_on: date | None = getattr(self, self.given_field)
        until_on: date | None = getattr(self, self.until_field)
        if given_on is None or until_on is None:
            return None
        return Term(given_on, self.begins(given_on), until_on, self.stops)

    @property
    def stops(self) -> tuple[date | None, ...]:
        """The days from which it does not hold, though its last day is to come."""
        return (self.ended_on,)

    def begins(self, on: date) -> date:
        """The first day on which it holds if it is decided on a day: that day, unless it names another."""
        return on


class Approval(Grant):
    """The approval of somebody."""

    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    until_on = models.DateField("last day of the approval", null=True, blank=True)

    given_field = "approved_on"

    class Meta:
        abstract = True

    def renewed_from(self, term: Term, on: date) -> date:
        """The day from which a renewal that is decided on a day is counted."""
        return on
