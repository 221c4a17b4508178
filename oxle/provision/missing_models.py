"""The table of the times in which a child was missing, so that what was offered before counts for nothing."""

from django.db import models
from django.db.models import F, Q

from oxle.people.models import Child


class MissingTime(models.Model):
    """From when to when a child was missing, as one record says: nobody knew of any place that the child attended.

    In the hours ledger nothing is offered meanwhile that began by the day on which that was told: neither the place on
    a register nor one with a provider. What began later was given to a child who was found, and counts.
    """

    audit_name = "time in which a child was missing"

    child = models.ForeignKey(Child, models.PROTECT, related_name="missing_times", db_index=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    told_on = models.DateField()
    # Which record says so, by its reference: "OX-7K4M-2QX6".
    source = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "times in which children were missing"
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "source"], name="one_missing_time_a_source"),
            models.CheckConstraint(condition=~Q(source=""), name="missing_time_says_where_from"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="missing_time_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"Missing from {self.from_on}"
