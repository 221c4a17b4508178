"""The half-termly review of a placed child's programme, as the provider writes it."""

from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned
from oxle.people.models import Child


class NextStep(models.TextChoices):
    """What comes next for the child."""

    RETURN = "return", "Return to school"
    STAY = "stay", "Stay"
    MOVE = "move", "Move to another place"

    @property
    def asks(self) -> bool:
        """Whether the council has something to do about it."""
        return self is not NextStep.STAY


class ProgrammeReview(Keyed, Versioned):
    """One review of a child's programme at a provider.

    The figures are those of the time since the review before, as they stood when it was written: minutes offered and
    entitled to by the ledger of hours, and sessions attended of those marked by the provider.
    """

    audit_name = "programme review"

    child = models.ForeignKey(Child, models.PROTECT, related_name="programme_reviews")
    provider = models.ForeignKey("provision.Provider", models.PROTECT, related_name="programme_reviews")
    held_on = models.DateField()
    since_on = models.DateField()
    programme = models.TextField()
    offered = models.PositiveIntegerField(null=True, blank=True)
    entitled = models.PositiveIntegerField(null=True, blank=True)
    attended = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()
    targets = models.TextField()
    next_step = models.CharField(max_length=8, choices=NextStep)
    next_words = models.TextField(blank=True)
    who_came = models.TextField()
    next_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # What the council does about a next step that is not to stay.
    followed_words = models.TextField(blank=True)
    followed_at = models.DateTimeField(null=True, blank=True)
    followed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "provider", "held_on"], name="one_review_of_a_day"),
            models.CheckConstraint(condition=Q(next_step__in=NextStep.values), name="review_has_a_next_step"),
            models.CheckConstraint(
                condition=Q(attended__lte=F("possible")), name="review_attended_of_what_was_possible"
            ),
            models.CheckConstraint(condition=Q(since_on__lte=F("held_on")), name="review_looks_back"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")), name="next_review_comes_later"
            ),
            models.CheckConstraint(
                condition=Q(offered=None, entitled=None) | Q(offered__isnull=False, entitled__isnull=False),
                name="review_has_both_figures_of_hours",
            ),
            models.CheckConstraint(
                condition=Q(followed_words="", followed_at=None, followed_by=None)
                | (~Q(followed_words="") & Q(followed_at__isnull=False, followed_by__isnull=False)),
                name="review_is_followed_whole",
            ),
            models.CheckConstraint(
                condition=Q(followed_at=None) | ~Q(next_step=NextStep.STAY), name="review_to_stay_is_not_followed"
            ),
        ]

    @property
    def waits(self) -> bool:
        """Whether it asks something of the council that nobody has followed up."""
        return NextStep(self.next_step).asks and self.followed_at is None

    def __str__(self) -> str:
        return f"Review of {self.held_on}"
