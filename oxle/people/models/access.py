"""Who may not, or may for once, open a child’s record; records merged; searches made."""

from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed
from oxle.people.models.children import Child


class Conflict(Keyed, models.Model):
    """An officer's conflict of interest: their own child, a relative, a neighbour. Closes the child to them."""

    user = models.ForeignKey(User, models.PROTECT, related_name="conflicts")
    child = models.ForeignKey(Child, models.PROTECT, related_name="conflicts")
    reason = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="conflict_says_why"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="conflict_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} and {self.child_id}"


class BreakGlass(Keyed, models.Model):
    """Access to a restricted child, taken for a stated reason. A manager is told, and it expires."""

    audit_name = "opening of a restricted record"

    user = models.ForeignKey(User, models.PROTECT, related_name="broken_glass")
    child = models.ForeignKey(Child, models.PROTECT, related_name="broken_glass")
    reason = models.TextField()
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["user", "expires_at"], name="break_glass_live")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_says_why"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="break_glass_expires_later"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="break_glass_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} opened {self.child_id}"


class Merge(Keyed, models.Model):
    """Two records found by a person to be one child; undone by a person, row by row as it was."""

    kept = models.ForeignKey(Child, models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Child, models.PROTECT, related_name="merges")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # What moved: {"table.column": [primary keys]}, so that it can be moved back; and what stayed with the merged
    # record because the kept one already had its own.
    moved = models.JSONField(default=dict)
    stayed = models.JSONField(default=dict)
    # The kept record's own fields that the merge changed, as they were: {"upn": null}.
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="merge_says_why"),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_is_of_two_children"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="one_standing_merge_of_a_child"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"


class SearchRun(Keyed, models.Model):
    """A search somebody made. Its results are at its key, so that no name is ever in an address."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    query = models.CharField(max_length=700)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="search_run_expires")]

    def __str__(self) -> str:
        return self.key
