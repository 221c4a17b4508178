"""The two append-only tables: changes, written by triggers, and sights, written by pages; and their seals."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Change(models.Model):
    """One row inserted, updated or deleted, by whom, in which transaction."""

    at = models.DateTimeField()
    transaction = models.BigIntegerField()
    actor = models.CharField(max_length=60)
    request = models.CharField(max_length=32, blank=True)
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=40)
    action = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["table", "row"], name="change_of_row"),
            models.Index(fields=["at"], name="change_at"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(actor=""), name="change_has_an_actor")]

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row}"


class Sight(models.Model):
    """One request that showed somebody one or more children: a page, a list, a search, a PDF, an export."""

    at = models.DateTimeField()
    transaction = models.BigIntegerField()
    actor = models.CharField(max_length=60)
    request = models.CharField(max_length=32, blank=True)
    what = models.CharField(max_length=20)
    path = models.CharField(max_length=300)
    children = ArrayField(models.BigIntegerField())
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "at"], name="sight_by_actor")]
        constraints = [models.CheckConstraint(condition=~Q(actor=""), name="sight_has_an_actor")]

    def __str__(self) -> str:
        return f"{self.what} by {self.actor}"
