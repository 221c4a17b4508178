"""What differs between a school's register and the word of a provider about one session, and all that became of it."""

import pgtrigger
from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned
from oxle.people.models import Child
from oxle.registers.extract_rows import Half
from oxle.schools.models import School


class MismatchKind(models.TextChoices):
    """How the two differ. B and K say that the pupil was there; D says no more than that another place marks them."""

    ABSENT = "absent", "Marked absent by the provider"
    UNMARKED = "unmarked", "Not marked by the provider"
    UNPLACED = "unplaced", "No place with a provider"
    UNSCHEDULED = "unscheduled", "Not on the timetable"
    NOTICE = "notice", "Absence to note"


class Mismatch(Keyed, Versioned):
    """A session about which a school's register and a provider's differ: how they stand now.

    Open until somebody explains it or the marks agree again. A notice asks for nothing: with code D a provider's
    absence contradicts nobody, but the school must know of it the same day.
    """

    audit_name = "register mismatch"

    child = models.ForeignKey(Child, models.PROTECT, related_name="mismatches", db_index=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="mismatches")
    # Nobody, where no place is recorded that could have had the session.
    provider = models.ForeignKey("provision.Provider", models.PROTECT, null=True, blank=True, related_name="mismatches")
    on = models.DateField()
    half = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=MismatchKind)
    # The marks as they are; the history has what they were.
    school_code = models.CharField(max_length=2)
    provider_code = models.CharField(max_length=2, blank=True)
    found_at = models.DateTimeField()
    # Since when the marks agree; empty while they differ.
    agreed_at = models.DateTimeField(null=True, blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    explained_because = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "mismatches"
        ordering = ["-on", "half", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "school", "on", "half"], name="one_mismatch_a_session"),
            models.CheckConstraint(condition=Q(half__in=[0, 1]), name="mismatch_is_of_half_a_day"),
            models.CheckConstraint(condition=Q(kind__in=MismatchKind.values), name="mismatch_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(explained_at=None, explained_by=None, explained_because="")
                | Q(explained_at__isnull=False, explained_by__isnull=False) & ~Q(explained_because=""),
                name="mismatch_is_explained_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "on"], condition=Q(agreed_at=None), name="mismatch_that_stands"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.session} of {self.on}"

    @property
    def session(self) -> Half:
        """The morning or the afternoon."""
        return Half(self.half)

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody to explain it."""
        return self.kind != MismatchKind.NOTICE and self.agreed_at is None and self.explained_at is None


class ChangeKind(models.TextChoices):
    """What happened to a mismatch."""

    FOUND = "found", "Found"
    CHANGED = "changed", "Changed"
    AGREED = "agreed", "The marks agree"
    EXPLAINED = "explained", "Explained"


class MismatchChange(models.Model):
    """One thing that happened to a mismatch, with how the marks stood then. Rows are only added."""

    audit_name = "change of a register mismatch"

    mismatch = models.ForeignKey(Mismatch, models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=ChangeKind)
    at = models.DateTimeField()
    # Whoever explained it; registers are matched by the service itself.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    because = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=MismatchKind)
    provider = models.ForeignKey("provision.Provider", models.PROTECT, null=True, blank=True, related_name="+")
    school_code = models.CharField(max_length=2, blank=True)
    provider_code = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="mismatch_change_is_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(
                condition=Q(what=ChangeKind.EXPLAINED, by__isnull=False) & ~Q(because="")
                | ~Q(what=ChangeKind.EXPLAINED) & Q(by=None, because=""),
                name="mismatch_change_by_whoever_explains",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} at {self.at}"
