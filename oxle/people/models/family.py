"""The adults around a child, what they are to the child, and where each person lives."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from oxle.core.models import Keyed, Versioned
from oxle.people.models.children import Child


class Adult(Keyed, Versioned):
    """A parent, carer or other adult. Their addresses are their own and are never merged with another parent's."""

    title = models.CharField(max_length=40, blank=True)
    given = models.CharField(max_length=300)
    family = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=620)
    born_on = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=80, blank=True)
    interpreter_needed = models.BooleanField(default=False)
    # What an officer must know before knocking, such as "never visit alone".
    hazard_warning = models.TextField(blank=True)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["sort_name", "pk"]
        indexes = [GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="adult_search_text")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The adult's name as it goes on a letter."""
        return " ".join(part for part in (self.title, self.given, self.family) if part)


# What an adult may be to a child, in the words of the forms. The first three are parents whether or not they hold
# parental responsibility.
NATURAL_PARENTS = ("Mother", "Father", "Parent")
RELATIONSHIPS = (
    *NATURAL_PARENTS, "Step-parent", "Parent’s partner", "Grandparent", "Brother or sister", "Aunt or uncle",
    "Guardian or special guardian", "Foster carer", "Social worker", "Other",
)  # fmt: skip


class Relationship(Keyed, Versioned):
    """What an adult is to a child, and whether they are a parent in the sense of s.576 Education Act 1996."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="relationships")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=60)
    # None is "not known", and is said so wherever it matters.
    parental_responsibility = models.BooleanField(null=True)
    lives_with = models.BooleanField(null=True)
    has_care = models.BooleanField(default=False)
    contact_is_unsafe = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    notes = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "adult"], condition=Q(to_on=None), name="one_current_relationship_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="relationship_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_parent(self) -> bool:
        """A parent in the sense of the Education Act 1996 s.576; see why_parent."""
        return bool(self.why_parent)

    @property
    def why_parent(self) -> str:
        """Why this adult is a parent for s.444: by birth or adoption, by responsibility, or by care. Empty if not."""
        reasons = [
            (self.kind in NATURAL_PARENTS, self.kind.lower()),
            (bool(self.parental_responsibility), "has parental responsibility"),
            (self.has_care, "has care of the child"),
        ]
        return ", ".join(words for holds, words in reasons if holds)


class Address(Keyed, Versioned):
    """Where one person lives or lived. Belongs to one child or one adult, never shared between records."""

    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="addresses")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="addresses")
    lines = models.TextField()
    postcode = models.CharField(max_length=10, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    # Nobody but the council may learn this address (refuge, non-molestation order).
    withheld = models.BooleanField(default=False)
    withheld_because = models.CharField(max_length=300, blank=True)
    # Or just these people may not.
    withheld_from = models.ManyToManyField(Adult, blank=True, related_name="addresses_withheld_from_them")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=True, adult__isnull=False) | Q(child__isnull=False, adult__isnull=True),
                name="address_is_one_persons",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="address_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.lines.splitlines()[0] if self.lines else ""
