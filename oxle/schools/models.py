"""Schools, the trusts that run them, and the people to contact there."""

from django.db import models
from django.db.models import Q

from oxle.accounts.models import Organisation
from oxle.core.models import Keyed, Versioned
from oxle.schooldays.models import Calendar


class Authority(models.Model):
    """A local authority. Ours is one of them, because children cross borders."""

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name


class Trust(Keyed, Versioned):
    """An academy trust or other sponsor."""

    uid = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Phase(models.TextChoices):
    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    MIDDLE = "middle", "Middle"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all_through", "All-through"
    SIXTEEN_PLUS = "sixteen_plus", "16 plus"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class School(Keyed, Versioned):
    """A school as the national list (GIAS) knows it, beside the organisation its staff act for."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="school")
    urn = models.CharField("URN", max_length=6, unique=True)
    authority = models.ForeignKey(Authority, models.PROTECT)
    establishment_number = models.CharField(max_length=4, blank=True)
    ukprn = models.CharField("UKPRN", max_length=8, blank=True)
    phase = models.CharField(max_length=20, choices=Phase)
    type_name = models.CharField(max_length=200, blank=True)
    is_special = models.BooleanField(default=False)
    is_academy = models.BooleanField(default=False)
    lowest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    roll = models.PositiveIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    trust = models.ForeignKey(Trust, models.PROTECT, null=True, blank=True, related_name="schools")
    head_name = models.CharField(max_length=300, blank=True)
    lines = models.TextField("address", blank=True)
    town = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    district = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, blank=True, related_name="schools")

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="school_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The school's name, which belongs to its organisation."""
        return self.organisation.name


class SchoolContact(models.Model):
    """Somebody at a school whom officers ring: attendance lead, designated safeguarding lead, SENCO."""

    school = models.ForeignKey(School, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=300)
    job = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name
