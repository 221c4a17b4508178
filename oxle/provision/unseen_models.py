"""The table of what was found out about sessions in which a provider did not see a pupil."""

import pgtrigger
from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.people.models import Child


class Whereabouts(models.Model):
    """Where a pupil was in a session in which a provider did not see them, as an officer found out.

    Rows are only added. It answers one mark: where the provider changes that mark, the session is asked about again.
    """

    audit_name = "whereabouts of a pupil"

    child = models.ForeignKey(Child, models.PROTECT, related_name="whereabouts", db_index=False)
    provider = models.ForeignKey("provision.Provider", models.PROTECT, related_name="+")
    on = models.DateField()
    half = models.PositiveSmallIntegerField()
    # The provider's mark that it answers, empty for none.
    provider_code = models.CharField(max_length=2, blank=True)
    said = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "whereabouts"
        ordering = ["-on", "half", "pk"]
        triggers = [pgtrigger.Protect(name="whereabouts_are_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "provider", "on", "half", "provider_code"], name="one_whereabouts_a_mark"
            ),
            models.CheckConstraint(condition=Q(half__in=[0, 1]), name="whereabouts_are_of_half_a_day"),
            models.CheckConstraint(condition=~Q(said=""), name="whereabouts_are_said"),
        ]

    def __str__(self) -> str:
        return f"Whereabouts on {self.on}"
