"""The monthly data pack as it was kept: figures of the service, of nobody in particular. It is never changed."""

import pgtrigger
from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.models import Keyed
from oxle.schooldays.wording import plain_day


class MonthlyPack(Keyed):
    """The figures of a month as they stood at the end of its last day (`month`), by what was known when it was kept.

    `words` is what whoever kept it says of them, and `goes_to` for whom it is. `digest` is the hash of all that.
    """

    audit_name = "monthly data pack"

    month = models.DateField("last day of the month", unique=True)
    figures = models.JSONField()
    words = models.TextField(blank=True)
    goes_to = models.CharField("for whom it is", max_length=100)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-month"]
        constraints = [models.CheckConstraint(condition=~Q(goes_to=""), name="monthly_pack_says_for_whom_it_is")]
        triggers = [
            pgtrigger.Protect(name="monthly_pack_is_never_changed", operation=pgtrigger.Update),
            pgtrigger.Protect(name="monthly_pack_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Monthly data pack to {plain_day(self.month)}"
