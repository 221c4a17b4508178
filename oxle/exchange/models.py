"""One file brought in: what it would do, what it did, and what it takes to undo it. Knows no domain."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed


class State(models.TextChoices):
    """Where a batch has got to. A failed one wrote nothing: it was left, or the records had changed since."""

    PREVIEWED = "previewed", "Waiting to be confirmed"
    COMMITTED = "committed", "Imported"
    UNDONE = "undone", "Undone"
    FAILED = "failed", "Not imported"


class Outcome(models.TextChoices):
    """What becomes of one row of a file."""

    CREATED = "created", "New"
    UPDATED = "updated", "Changed"
    UNCHANGED = "unchanged", "No change"
    REJECTED = "rejected", "Rejected"


class Batch(Keyed):
    """One file: its rows, counted, are created + updated + unchanged + rejected, and the database holds that to be so.

    `left_out` is the part of the unchanged rows that the person importing asked not to bring in, such as schools of
    another authority; those rows are counted but not kept.
    """

    kind = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    # What the plan came to, so that what is committed is what was shown.
    plan = models.CharField(max_length=64)
    # What the person should know of how the file was read, such as its encoding.
    notes = ArrayField(models.CharField(max_length=500), default=list)
    headings = ArrayField(models.TextField(), default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField()
    committed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    # Records that had to be made beside the file's own rows: {"table": [primary keys]}.
    made_beside = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=F("created") + F("updated") + F("unchanged") + F("rejected")),
                name="batch_counts_reconcile",
            ),
            models.CheckConstraint(condition=Q(left_out__lte=F("unchanged")), name="batch_left_out_rows_are_unchanged"),
            models.CheckConstraint(
                condition=Q(state__in=["committed", "undone"], committed_at__isnull=False, committed_by__isnull=False)
                | Q(state__in=["previewed", "failed"], committed_at=None, committed_by=None),
                name="batch_committed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None, undone_by=None)),
                name="batch_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def writes(self) -> int:
        """How many records confirming this batch writes."""
        return self.created + self.updated


class BatchRow(models.Model):
    """One row of a file. `number` is the row's number in a spreadsheet, where the headings are row 1."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    # Why it was rejected, in sentences.
    reasons = ArrayField(models.TextField(), default=list)
    # A rejected row exactly as it was in the file, to be given back.
    cells = ArrayField(models.TextField(), default=list)
    identity = models.CharField(max_length=200, blank=True)
    # The record as the file has it, and as it was before: what committing writes, and what undoing writes back.
    record = models.JSONField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_batch_row_a_number"),
            models.CheckConstraint(
                condition=Q(outcome="rejected", reasons__len__gt=0) | (~Q(outcome="rejected") & Q(reasons__len=0)),
                name="rejected_row_says_why",
            ),
            models.CheckConstraint(
                condition=Q(outcome="updated", before__isnull=False) | ~Q(outcome="updated"),
                name="updated_row_keeps_what_was",
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}: {self.outcome}"
