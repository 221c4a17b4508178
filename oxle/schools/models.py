"""Schools, the trusts that run them, and the people to contact there."""

from datetime import date

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
    # The body that letters to it go to, once there has been one.
    organisation = models.OneToOneField(Organisation, models.PROTECT, null=True, blank=True, related_name="trust")
    # Where letters to it go, as somebody here recorded it: the national list of schools has none.
    lines = models.TextField("address", blank=True)
    postcode = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lines="", postcode="") | ~Q(lines="") & ~Q(postcode=""), name="trust_address_is_whole"
            ),
        ]

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


class Status(models.TextChoices):
    """Whether the national list has a school as open. Its dates say since when and until when, where it has them."""

    OPEN = "open", "Open"
    CLOSING = "closing", "Open, but proposed to close"
    CLOSED = "closed", "Closed"
    PROPOSED = "proposed", "Proposed to open"


class School(Keyed, Versioned):
    """A school as the national list (GIAS) knows it, beside the organisation its staff act for."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="school")
    # The chair of governors, as a body that letters go to, once there has been one.
    governors = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="governed_school"
    )
    urn = models.CharField("URN", max_length=6, unique=True)
    authority = models.ForeignKey(Authority, models.PROTECT)
    establishment_number = models.CharField(max_length=4, blank=True)
    ukprn = models.CharField("UKPRN", max_length=8, blank=True)
    phase = models.CharField(max_length=20, choices=Phase)
    type_name = models.CharField(max_length=200, blank=True)
    is_special = models.BooleanField(default=False)
    is_academy = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    lowest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    roll = models.PositiveIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
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

    def is_open_on(self, day: date) -> bool:
        """Whether the school is open on a day, as far as the national list says; its last day is still open."""
        if self.closed_on is not None and day > self.closed_on:
            return False
        if self.opened_on is not None and day < self.opened_on:
            return False
        # Closed or yet to open on a day the list does not give.
        return not (
            (self.status == Status.CLOSED and self.closed_on is None)
            or (self.status == Status.PROPOSED and self.opened_on is None)
        )


class SchoolDay(Keyed):
    """From when until when a school's day lasts, from a day on: until the next one begins. None where nobody recorded
    it: then the setting of the county counts."""

    audit_name = "school day"

    school = models.ForeignKey(School, models.PROTECT, related_name="days")
    from_on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["school", "from_on"], name="one_day_of_a_school_from_a_day_on"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("begins")), name="school_day_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.begins:%H:%M} to {self.ends:%H:%M}"


class LinkKind(models.TextChoices):
    SUCCESSOR = "successor", "Successor"
    PREDECESSOR = "predecessor", "Predecessor"
    OTHER = "other", "Other link"


class SchoolLink(models.Model):
    """What the national list says one school is to another: `other` is the successor of `school`, and the like.

    A school may have several successors (a split), so this is a table and not a column. Each is stated from both
    sides in the national list, and kept as stated.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="links")
    other = models.ForeignKey(School, models.PROTECT, related_name="links_to_it")
    kind = models.CharField(max_length=12, choices=LinkKind)
    kind_name = models.CharField(max_length=100)
    established_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["established_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "other", "kind_name"], name="one_link_of_a_kind_a_pair"),
            models.CheckConstraint(condition=~Q(school=models.F("other")), name="school_is_not_linked_to_itself"),
        ]

    def __str__(self) -> str:
        return self.kind_name


class SchoolContact(Keyed, Versioned):
    """Somebody at a school whom officers ring: attendance lead, designated safeguarding lead, SENCO."""

    school = models.ForeignKey(School, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=300)
    job = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Contacts are not deleted: letters name them. One who has left is shown no more.
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
