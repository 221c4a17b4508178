"""Who was asked for their part of an application, at which address, and whether they answered."""

from django.db import models
from django.db.models import F, Q

from licensing.performances.models import Entrant
from oxle.accounts.models import User
from oxle.core.models import Keyed


class LinkSent(Keyed):
    """Base: a link that was sent to a parent or a school about one child. Only the newest of each works."""

    class Whose(models.TextChoices):
        PARENT = "parent", "Parent"
        SCHOOL = "school", "School"

    whose = models.CharField(max_length=6, choices=Whose)
    email = models.EmailField()
    # Whether the address is the applicant’s word: one of our own record of the school, or an officer’s, is not.
    as_applied = models.BooleanField()
    asked_at = models.DateTimeField()
    # The officer who sent it again; nobody where it went out with the application, or the applicant asked for it.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # What was answered before it was known who the child is; it goes into the case with its opening.
    said = models.JSONField(null=True, blank=True)

    class Meta:
        abstract = True


class PartAsked(LinkSent):
    """A link about one child of a production."""

    audit_name = "link for a part of an application"

    entrant = models.ForeignKey(Entrant, models.PROTECT, related_name="parts_asked")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")), name="part_is_answered_once_asked"
            ),
            models.CheckConstraint(
                condition=Q(said=None) | Q(answered_at__isnull=False), name="part_is_kept_once_answered"
            ),
        ]

    def __str__(self) -> str:
        return f"link about {self.entrant_id} to the {self.whose}"
