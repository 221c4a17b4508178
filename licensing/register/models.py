"""Guidance that was sent to an employer or an organiser."""

from django.db import models
from django.db.models import Q

from oxle.accounts.models import Organisation, User


class GuidanceSent(models.Model):
    """That a version of a guidance was sent to a body of the register. A later one stands beside it."""

    class How(models.TextChoices):
        """How it went."""

        EMAIL = "email", "By e-mail"
        POST = "post", "By post"
        HAND = "hand", "Given by hand"

    audit_name = "guidance sent"

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="guidance_sent")
    guidance = models.CharField(max_length=200)
    edition = models.CharField("version of the guidance", max_length=100)
    to_whom = models.CharField(max_length=200)
    how = models.CharField(max_length=10, choices=How)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "guidance sent"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(guidance="") & ~Q(edition="") & ~Q(to_whom=""), name="guidance_sent_says_what_and_to_whom"
            )
        ]

    def __str__(self) -> str:
        return f"guidance sent on {self.on}"
