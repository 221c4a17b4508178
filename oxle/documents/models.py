"""A private file. What it hangs on (a case, a letter) is the higher layers' to say, and so is who may open it."""

from typing import BinaryIO

from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.models import Keyed
from oxle.documents import storage
from oxle.documents.types import TYPES, MediaType


class Scan(models.TextChoices):
    """What the virus scanner has said."""

    WAITING = "unscanned", "Not yet scanned"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "A virus was found"
    NO_SCANNER = "not_configured", "Not scanned: no scanner is set up"
    OURS = "ours", "Made by this service"


class File(Keyed):
    """One file, never changed after it was stored. `sha256` is of what we keep, `sent_sha256` of what was sent."""

    name = models.CharField("name as it was sent", max_length=300)
    media_type = models.CharField(max_length=100, choices=[(kind.key, kind.label) for kind in TYPES.values()])
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=32, unique=True, editable=False)
    scan = models.CharField(max_length=20, choices=Scan)
    scanned_at = models.DateTimeField(null=True, blank=True)
    virus = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField()
    # Nobody with an account uploaded what the service made itself, or what came from outside.
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    from_outside = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["uploaded_at"], condition=Q(scan__in=["unscanned", "not_configured"]), name="file_to_scan"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(scan="ours", uploaded_by=None, from_outside=False)
                | ~Q(scan="ours") & Q(uploaded_by__isnull=False, from_outside=False)
                | ~Q(scan="ours") & Q(uploaded_by=None, from_outside=True),
                name="file_was_uploaded_by_somebody_or_made_here",
            ),
            models.CheckConstraint(
                condition=Q(scan__in=["clean", "infected"], scanned_at__isnull=False)
                | ~Q(scan__in=["clean", "infected"]) & Q(scanned_at=None),
                name="file_scanned_at_a_moment",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> MediaType:
        """What the file is."""
        return TYPES[self.media_type]

    @property
    def why_closed(self) -> str:
        """Why nobody may download this file just now; empty when they may."""
        return {
            Scan.WAITING: "This file has not been checked for viruses yet. Try again in a few minutes.",
            Scan.INFECTED: "A virus was found in this file. It is kept, and nobody can download it.",
        }.get(Scan(self.scan), "")

    def open(self) -> BinaryIO:
        """The file's bytes, for reading."""
        return storage.path(self.stored_as).open("rb")

    def content(self) -> bytes:
        """All of the file's bytes."""
        with self.open() as file:
            return file.read()
