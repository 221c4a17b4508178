"""What came about one child of a production: a photograph, what shows the age, a contract."""

from django.db import models
from django.db.models import Q

from licensing.performances.models import Entrant
from oxle.accounts.models import User
from oxle.core.models import Keyed
from oxle.documents.models import File


class ChildPaper(Keyed):
    """A file about one child, or in words where it is or how it was shown. The newest of each kind counts."""

    class Kind(models.TextChoices):
        """What it is."""

        PHOTOGRAPH = "photograph", "Photograph"
        AGE = "age", "Birth certificate, or what else shows the age"
        CONTRACT = "contract", "Contract"

    audit_name = "paper of a child who performs"

    entrant = models.ForeignKey(Entrant, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField("where it is, or how it was shown, if it is no file", max_length=300, blank=True)
    taken_on = models.DateField("when the photograph was taken", null=True, blank=True)
    received_at = models.DateTimeField()
    # Nobody where the applicant sent it.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(words=""), name="childs_paper_is_somewhere"),
            models.CheckConstraint(
                condition=Q(taken_on=None) | Q(kind="photograph"), name="childs_paper_taken_is_a_photograph"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of child {self.entrant_id}"
