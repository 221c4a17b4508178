"""The table of pupils who have sat every public examination, so that no education is owed to them any more."""

from django.db import models
from django.db.models import Q

from oxle.people.models import Child


class ExaminationsOver(models.Model):
    """The day on which a pupil of Year 11 sat the last public examination, as one record says.

    The hours ledger counts nothing after it. Where records differ the latest day counts, in the pupil's favour.
    """

    audit_name = "end of the public examinations"

    child = models.ForeignKey(Child, models.PROTECT, related_name="examinations_over", db_index=False)
    last_on = models.DateField()
    # Which record says so, by its reference: "OX-7K4M-2QX6".
    source = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "ends of the public examinations"
        ordering = ["last_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "source"], name="one_end_of_examinations_a_source"),
            models.CheckConstraint(condition=~Q(source=""), name="end_of_examinations_says_where_from"),
        ]

    def __str__(self) -> str:
        return f"Examinations over on {self.last_on}"
