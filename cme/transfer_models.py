"""Searches for a lost pupil in School to School (S2S), and the Common Transfer Files that were made or came."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cme.checklist import LookedBy
from cme.ctf.transfer import LOST
from oxle.accounts.models import User
from oxle.cases.models import Case, CaseDocument
from oxle.core.models import Keyed


class Search(Keyed, models.Model):
    """One search for a lost pupil: by what it was searched, and how many records it gave. The enquiry says the rest."""

    audit_name = "search for a lost pupil"

    case = models.ForeignKey(Case, models.PROTECT, related_name="lost_pupil_searches")
    enquiry = models.OneToOneField("cme.Enquiry", models.PROTECT, related_name="search")
    looked_by = ArrayField(models.CharField(max_length=12, choices=LookedBy))
    found = models.PositiveSmallIntegerField("records found")

    class Meta:
        verbose_name_plural = "searches"
        constraints = [
            models.CheckConstraint(condition=Q(looked_by__len__gt=0), name="search_says_by_what"),
        ]

    def __str__(self) -> str:
        return f"search {self.key}"


class TransferFile(Keyed, models.Model):
    """A Common Transfer File that we made of a child, or that came about one. It never changes."""

    audit_name = "Common Transfer File"

    class Way(models.TextChoices):
        """Whether we made it or it came."""

        OUT = "out", "Made by us"
        IN = "in", "Came to us"

    case = models.ForeignKey(Case, models.PROTECT, related_name="transfer_files")
    document = models.OneToOneField(CaseDocument, models.PROTECT, related_name="transfer_file")
    way = models.CharField(max_length=3, choices=Way)
    # What the rule calls it; empty where a file came under another name.
    name = models.CharField(max_length=40, blank=True)
    order = models.PositiveIntegerField("which of ours", null=True, blank=True, unique=True)
    source = models.CharField("authority and establishment that sent it", max_length=7)
    source_name = models.CharField(max_length=300, blank=True)
    destination = models.CharField("authority and establishment it goes to", max_length=7)
    # What a file that came says of the pupil, to be set beside what we hold.
    said = models.JSONField(default=dict, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way="out", order__isnull=False) & ~Q(name="") | Q(way="in", order=None),
                name="transfer_file_of_ours_has_a_number_and_a_name",
            ),
        ]

    @property
    def is_lost(self) -> bool:
        """Whether it is for the lost pupils: no school is named to which it goes."""
        return self.destination == LOST.number

    def __str__(self) -> str:
        return self.name or f"file of {self.source}"
