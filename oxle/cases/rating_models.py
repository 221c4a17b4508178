"""Ratings of pupils missing out that a person set, beside the one that is worked out."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned
from oxle.people.models import Child


class SetRating(Keyed, Versioned):
    """That somebody raised a child's rating, or asked to lower it and a second person agreed or did not.

    A raised rating counts from the day it was set; a lowered one from the day on which a second person agreed, until
    its last day, and only against the criteria that held when it was asked for (`covers`): what comes to hold later
    counts in full. It ends by its days; nothing has to happen for that.
    """

    audit_name = "rating set by a person"

    class Rated(models.IntegerChoices):
        """As a column holds oxle.cases.criteria.Rated."""

        GREEN = 0, "Green"
        AMBER = 1, "Amber"
        RED = 2, "Red"

    child = models.ForeignKey(Child, models.PROTECT, related_name="set_ratings")
    is_lowered = models.BooleanField()
    rated = models.PositiveSmallIntegerField(choices=Rated)
    # How the child was rated when it was set or asked for.
    before = models.PositiveSmallIntegerField(choices=Rated)
    covers = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    reason = models.TextField()
    until_on = models.DateField("last day", null=True, blank=True)
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # The second person's answer; a raised rating needs none.
    agreed = models.BooleanField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_because = models.TextField(blank=True)
    # Taken back before its last day; from that day on it does not count.
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="set_rating_says_why"),
            models.CheckConstraint(
                condition=Q(is_lowered=True, rated__lt=F("before")) | Q(is_lowered=False, rated__gt=F("before")),
                name="set_rating_is_lower_or_raised",
            ),
            models.CheckConstraint(condition=Q(rated__lte=2, before__lte=2), name="set_rating_is_a_rating"),
            models.CheckConstraint(
                condition=Q(is_lowered=False) | Q(until_on__isnull=False), name="lowered_rating_has_a_last_day"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("asked_on")), name="set_rating_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_on=None, decided_at=None, decided_by=None, decided_because="")
                | Q(
                    is_lowered=True, agreed__isnull=False, decided_on__isnull=False, decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="lowered_rating_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="lowered_rating_has_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_at=None, ended_by=None, ended_because="")
                | Q(ended_on__isnull=False, ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
                name="set_rating_is_ended_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{'Lowered' if self.is_lowered else 'Raised'} to {self.get_rated_display().lower()}"

    @property
    def waits(self) -> bool:
        """Whether a second person has still to answer."""
        return self.is_lowered and self.agreed is None and self.ended_on is None

    def waits_on(self, on: date) -> bool:
        """The same on a day: nobody has to answer what was to end by then."""
        return self.waits and self.until_on is not None and self.until_on >= on

    @property
    def from_on(self) -> date | None:
        """From which day it counts; None while nobody has agreed, and where they did not."""
        if not self.is_lowered:
            return self.asked_on
        return self.decided_on if self.agreed else None

    @staticmethod
    def counting_on(on: date) -> Q:
        """Of rows: those that count at the end of a day."""
        begun = Q(is_lowered=False, asked_on__lte=on) | Q(agreed=True, decided_on__lte=on)
        lasts = Q(until_on=None) | Q(until_on__gte=on)
        return begun & lasts & (Q(ended_on=None) | Q(ended_on__gt=on))
