"""Meetings with parents who educate at home or think of it: how many came, what they asked, what follows."""

from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned, together


class ParentsMeeting(Keyed, Versioned):
    """A meeting that was held for several families. It is about no child: what one family says of theirs is recorded on
    the case.

    `came` counts the parents, and `invited` the families; None where everybody could come.
    """

    audit_name = "meeting with parents"

    on = models.DateField()
    place = models.CharField(max_length=200)
    invited = models.PositiveSmallIntegerField(null=True, blank=True)
    came = models.PositiveSmallIntegerField()
    took_part = models.CharField("who took part beside the parents", max_length=300)
    asked = models.TextField("what parents asked", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"meeting with parents of {self.on}"


class FollowUp(Keyed, Versioned):
    """What follows from a meeting with parents: who does what by when, and what came of it."""

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        NOT_DONE = "not_done", "Not done"

    audit_name = "follow-up of a meeting with parents"

    meeting = models.ForeignKey(ParentsMeeting, models.PROTECT, related_name="follow_ups")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200)
    due_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    came_of_it = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=together("settled_on", "settled_by")
                & (Q(settled_on=None, outcome="") | Q(settled_on__isnull=False) & ~Q(outcome="")),
                name="follow_up_is_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_done") | ~Q(came_of_it=""), name="follow_up_not_done_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up of meeting {self.meeting_id}"

    @property
    def status(self) -> str:
        """How it stands, in words."""
        return self.get_outcome_display() or "Open"

    @property
    def colour(self) -> str:
        """The colour that repeats it."""
        return {self.Outcome.DONE: "green", self.Outcome.NOT_DONE: "red"}.get(self.outcome, "yellow")
