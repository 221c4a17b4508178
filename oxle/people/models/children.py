"""A child and the names they have had."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from oxle.core.models import Keyed, Versioned


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not known"


class Child(Keyed, Versioned):
    """A child. Names are in ChildName; the one shown is kept here, so that a list of children is one query."""

    upn = models.CharField("UPN", max_length=13, unique=True, null=True, blank=True)
    former_upn = models.CharField("former UPN", max_length=13, blank=True)
    shown_name = models.CharField(max_length=620)
    sort_name = models.CharField(max_length=620)
    born_on = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=80, blank=True)
    interpreter_needed = models.BooleanField(default=False)
    died_on = models.DateField(null=True, blank=True)
    # Set while this record is merged into another, by a person, who can undo it.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    # Only those with a reason may open a restricted child; see Access.
    restricted = models.BooleanField(default=False)
    restricted_because = models.CharField(max_length=300, blank=True)
    legacy_reference = models.CharField(max_length=60, blank=True)
    # What search reads: every name, UPN and postcode, accents folded, and sound-alike codes.
    search_text = models.TextField(blank=True)
    search_sounds = models.TextField(blank=True)

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "children"
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="child_is_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(restricted=False) | ~Q(restricted_because=""), name="restricted_child_says_why"
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(died_on__gte=F("born_on")), name="child_died_after_being_born"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="child_search_text"),
            GinIndex(fields=["search_sounds"], opclasses=["gin_trgm_ops"], name="child_search_sounds"),
            models.Index(fields=["born_on"], name="child_born_on"),
        ]

    def __str__(self) -> str:
        return self.shown_name


class NameKind(models.TextChoices):
    LEGAL = "legal", "Legal name"
    PREFERRED = "preferred", "Preferred name"
    FORMER = "former", "Former name"


class ChildName(models.Model):
    """A name a child has had, as it was given."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="names")
    kind = models.CharField(max_length=10, choices=NameKind)
    given = models.CharField(max_length=300)
    family = models.CharField(max_length=300)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind"],
                condition=Q(to_on=None) & ~Q(kind="former"),
                name="one_current_name_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")), name="name_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given} {self.family}"
