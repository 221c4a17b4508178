"""What the school told of an off-site direction, as it told it, and until when it lasts now."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from exclusions.telling import SupportForSen
from oxle.cases.models import Case, CaseDocument
from oxle.provision.models import SESSIONS_A_WEEK, Provider


class Aim(models.TextChoices):
    """What the school directs the pupil for. The law knows one aim."""

    BEHAVIOUR = "behaviour", "To improve the pupil’s behaviour"
    SANCTION = "sanction", "As a sanction for what the pupil did"
    OTHER = "other", "For something else"


class Registration(models.TextChoices):
    """Whether the pupil is registered at the other place as well, and so what the school marks on these sessions."""

    SINGLE = "single", "At this school only: code B"
    DUAL = "dual", "At both (dual registration): code D"


class OffSiteDirection(models.Model):
    """The detail beside the case. `provider` is one of the directory; else the place is named with its address.

    `minutes` are those of each session from Monday morning to Friday afternoon. `notice_on` is the day on which the
    parents were given the latest notice in writing; None while they were not. `ends_on` moves when it is extended.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="off_site_direction")
    told_at = models.DateTimeField()
    decided_on = models.DateField("day of the decision")
    notice_on = models.DateField("day on which the parents were given the notice", null=True, blank=True)
    starts_on = models.DateField("first day there")
    ends_on = models.DateField("last day there")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="directions")
    place_name = models.CharField("name of the place", max_length=200, blank=True)
    address = models.TextField(blank=True)
    report_to = models.CharField("person to report to", max_length=200)
    aim = models.CharField(max_length=10, choices=Aim)
    objectives = models.TextField("what is to be better")
    reasons = models.TextField()
    minutes = ArrayField(models.PositiveSmallIntegerField(), size=SESSIONS_A_WEEK)
    begins_at = models.TimeField("time at which a day begins")
    finishes_at = models.TimeField("time at which a day ends")
    breaks = models.CharField("times of the breaks", max_length=200)
    registration = models.CharField(max_length=6, choices=Registration)
    sen = models.CharField(max_length=10, choices=SupportForSen)
    social_worker = models.BooleanField("the child has a social worker")
    review_on = models.DateField("day of the first review")
    letter = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="direction_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("decided_on"), review_on__gte=F("decided_on")),
                name="direction_begins_once_decided",
            ),
            models.CheckConstraint(
                condition=Q(notice_on=None) | Q(notice_on__gte=F("decided_on")), name="direction_notice_once_decided"
            ),
            models.CheckConstraint(
                condition=Q(provider__isnull=False, place_name="")
                | Q(~Q(place_name=""), ~Q(address=""), provider=None),
                name="direction_is_to_one_place",
            ),
            models.CheckConstraint(
                condition=~Q(objectives="") & ~Q(reasons="") & ~Q(report_to="") & ~Q(breaks=""),
                name="direction_says_why_and_to_whom",
            ),
            models.CheckConstraint(condition=Q(minutes__len=SESSIONS_A_WEEK), name="direction_has_ten_sessions"),
            models.CheckConstraint(
                condition=Q(finishes_at__gt=F("begins_at")), name="direction_day_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"off-site direction from {self.starts_on}"

    @property
    def place(self) -> str:
        """Where the pupil goes."""
        return self.provider.name if self.provider else self.place_name

    @property
    def where(self) -> str:
        """The address, on lines of its own: as the school named it, else as the directory has it."""
        if self.address or self.provider is None:
            return self.address
        return "\n".join(line for line in (self.provider.lines, self.provider.postcode) if line)
