"""That a named officer compared a limit of a performance with the text of the law."""

from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned, together


class LimitConfirmation(Keyed, Versioned):
    """That a named officer compared a limit with the text of the law. It counts from its day until it is withdrawn."""

    audit_name = "confirmation of a limit"

    limit = models.CharField(max_length=40)
    # The table of limits it stands in, by the day from which that is in force.
    table_of = models.DateField()
    text = models.TextField("where the text was read, and what it says")
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_on = models.DateField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["limit", "-confirmed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="limit_confirmation_says_where"),
            models.UniqueConstraint(
                fields=["limit", "table_of"], condition=Q(withdrawn_on=None), name="limit_is_confirmed_once"
            ),
            models.CheckConstraint(
                condition=together("withdrawn_by", "withdrawn_on")
                & (Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("confirmed_on"))),
                name="limit_confirmation_withdrawn_once_made",
            ),
        ]

    def __str__(self) -> str:
        return f"confirmation of {self.limit}"
