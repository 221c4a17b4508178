"""The table of what was agreed, at a meeting or otherwise, that somebody is to do by a day."""

from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned, together


class AgreedAction(Keyed, Versioned):
    """One thing that was agreed on a case: who does what by when, and what came of it.

    `who` is whoever does it, the school or a parent as often as not; whoever has the case sees that it is done.
    """

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        PARTLY = "partly", "Done in part"
        NOT_DONE = "not_done", "Not done"

    audit_name = "agreed action"

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="agreed_actions")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200)
    agreed_on = models.DateField()
    due_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    came_of_it = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["case"], condition=Q(settled_on=None), name="agreed_action_open")]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="agreed_action_is_due_after"),
            models.CheckConstraint(
                condition=together("settled_on", "settled_at", "settled_by")
                & (Q(settled_on=None, outcome="") | Q(settled_on__isnull=False) & ~Q(outcome="")),
                name="agreed_action_is_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"agreed action of {self.agreed_on}"
