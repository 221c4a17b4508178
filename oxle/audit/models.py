"""The append-only tables: changes, written by triggers, and sights, written by pages; their seals and certificates."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
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
            models.Index(fields=["transaction", "id"], name="change_by_transaction"),
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
        indexes = [
            models.Index(fields=["actor", "at"], name="sight_by_actor"),
            models.Index(fields=["transaction", "id"], name="sight_by_transaction"),
            GinIndex(fields=["children"], name="sight_of_child"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(actor=""), name="sight_has_an_actor")]

    def __str__(self) -> str:
        return f"{self.what} by {self.actor}"


class Seal(models.Model):
    """A link of the hash chain: a batch of changes and sights whose transactions had all ended.

    `head` is the digest of the previous head and of every entry's digest, in order. Heads also leave the database.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    # Every row of a transaction below this one is in this seal or an earlier one.
    below = models.BigIntegerField()
    last_change = models.BigIntegerField()
    last_sight = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealedRow(models.Model):
    """A row in a seal, by its salted digests. The payload has its own, so that it can be disposed of alone."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=10)
    row = models.BigIntegerField()
    salt = models.CharField(max_length=32)
    payload = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["seal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["seal", "position"], name="sealed_rows_have_an_order"),
            models.UniqueConstraint(fields=["table", "row"], name="a_row_is_sealed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class Certificate(models.Model):
    """That the payloads of these rows were disposed of, by whom and why. The chain still verifies without them."""

    table = models.CharField(max_length=10)
    rows = ArrayField(models.BigIntegerField())
    reason = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="certificate_says_why")]

    def __str__(self) -> str:
        return f"{len(self.rows)} of {self.table}"


class UnusualRead(models.Model):
    """Something a manager should look at: who read more, or at stranger times, or oftener than is usual."""

    week_on = models.DateField()
    actor = models.CharField(max_length=60)
    why = models.CharField(max_length=20)
    words = models.CharField(max_length=300)
    children = ArrayField(models.BigIntegerField(), default=list, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=60, blank=True)
    finding = models.TextField(blank=True)

    class Meta:
        ordering = ["-week_on", "actor", "why"]
        constraints = [
            models.UniqueConstraint(fields=["week_on", "actor", "why"], name="one_unusual_read_a_week_a_reason"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by="") | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by="")),
                name="unusual_read_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.words
