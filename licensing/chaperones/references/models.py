"""Who was asked for a reference by a link, at which address, and whether they answered."""

from django.db import models
from django.db.models import F, Q

from licensing.chaperones.models import Referee
from oxle.accounts.models import User
from oxle.core.models import Keyed


class ReferenceAsked(Keyed):
    """A link that was sent to a referee. Only the newest of each works."""

    audit_name = "link for a reference"

    referee = models.ForeignKey(Referee, models.PROTECT, related_name="links_sent")
    email = models.EmailField()
    asked_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
                name="reference_is_answered_once_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"link to referee {self.referee_id}"
