"""The append-only tables: changes, written by triggers, and sights, written by pages; their seals and certificates."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q

from oxle.core.models import Keyed


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
            # Rows come in the order of their moments, so a summary of each stretch of the table finds a day.
            BrinIndex(fields=["at"], name="change_on_day"),
            models.Index(fields=["transaction", "id"], name="change_by_transaction"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(actor=""), name="change_has_an_actor")]

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row}"

    @property
    def held(self) -> dict[str, Any]:
        """Everything that the row held, as it was last."""
        return {**(self.before or {}), **(self.after or {})}


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
            BrinIndex(fields=["at"], name="sight_on_day"),
            models.Index(fields=["transaction", "id"], name="sight_by_transaction"),
            GinIndex(fields=["children"], name="sight_of_child"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(actor=""), name="sight_has_an_actor")]

    def __str__(self) -> str:
        return f"{self.what} by {self.actor}"


class Seal(models.Model):
    """A link of the hash chain: a batch of changes and sights whose transactions had all ended.

    `head` is the digest of the previous head, this row and every sealed row's digest, in order. Heads also leave the
    database.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    # No row of a transaction below this one, and up to these keys, is left unsealed.
    below = models.BigIntegerField()
    last_change = models.BigIntegerField()
    last_sight = models.BigIntegerField()
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealedRow(models.Model):
    """A row in a seal, by its digest. Its payload has a salted digest of its own, so that it can be disposed of alone.

    Disposal empties the salt too: what a payload was can then not even be guessed and tried.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=6)
    row = models.BigIntegerField()
    salt = models.UUIDField(null=True)
    payload = models.BinaryField()
    digest = models.BinaryField()

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

    audit_name = "certificate of disposal"

    table = models.CharField(max_length=10)
    rows = ArrayField(models.BigIntegerField())
    reason = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="certificate_says_why")]

    def __str__(self) -> str:
        return f"{len(self.rows)} of {self.table}"


class Why(models.TextChoices):
    """Why a week's reads are unusual."""

    MANY = "many", "Many more children than in their own usual week"
    PEERS = "peers", "Many more children than others in the same role"
    HOURS = "hours", "At night or at a weekend"
    AGAIN = "again", "One child again and again, and nothing done"
    NO_CASE = "no_case", "Children outside any case of theirs"
    ORGANISATION = "organisation", "Many more children than in the organisation’s usual week"


class UnusualRead(Keyed):
    """Something a manager should look at: who read more, or at stranger times, or oftener than is usual.

    `actor` is a person (`user:12`) or, for the volume of everybody in one, an organisation (`organisation:3`).
    """

    week_on = models.DateField()
    actor = models.CharField(max_length=60)
    why = models.CharField(max_length=20, choices=Why)
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
            models.CheckConstraint(condition=Q(reviewed_at=None) | ~Q(finding=""), name="review_says_what_was_found"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def status(self) -> str:
        """Whether a manager has looked, in words."""
        return "Reviewed" if self.reviewed_at else "To review"
