"""The work of freezing the register for a meeting, which takes a while: who asked for it, and how far it has come."""

from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed
from oxle.meetings.models import Meeting


class Freezing(Keyed):
    """Somebody asked for the register to be frozen for a meeting: it waits, is under way, ended in a pack, or failed.

    Whatever becomes of a worker, what was asked for stands here: another begins it anew once the lease has run out.
    """

    audit_name = "freezing of the register"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="freezings")
    frozen_on = models.DateField("as the register stood on")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # What is being done, and how many of how many parts are there.
    doing = models.CharField(max_length=100, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=1)
    ended_at = models.DateTimeField(null=True, blank=True)
    pack = models.OneToOneField(
        "missing_out.Pack", models.PROTECT, null=True, blank=True, related_name="made_by_freezing"
    )  # fmt: skip
    failure = models.CharField("why there is no pack", max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at=None), name="one_freezing_of_a_meeting_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, pack=None, failure="")
                | Q(ended_at__isnull=False, pack__isnull=False, failure="")
                | Q(ended_at__isnull=False, pack=None) & ~Q(failure=""),
                name="freezing_ends_in_a_pack_or_says_why_not",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("of")) & Q(of__gte=1), name="freezing_comes_to_its_end"),
        ]

    def __str__(self) -> str:
        return f"freezing of {self.frozen_on}"

    @property
    def percent(self) -> int:
        """How much of it is there."""
        return self.done * 100 // self.of
