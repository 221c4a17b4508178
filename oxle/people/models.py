"""Children and the adults around them: names, addresses, relationships, enrolments and vulnerabilities over time.

Nothing is ever merged by a program, and every link between two people says where it came from.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned
from oxle.schools.models import School


class DateRange(Func):
    """A daterange with both its days inside, over two columns."""

    function = "daterange"
    output_field = DateRangeField()


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not known"


class Child(Keyed, Versioned):
    """A child. Names are in ChildName; the one shown is kept here, so that a list of children is one query."""

    upn = models.CharField("UPN", max_length=13, unique=True, null=True, blank=True)  # noqa: DJ001 (unique when known)
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
    legacy_reference = models.CharField(max_length=60, blank=True)
    # What search reads: every name, UPN and postcode, accents folded, and sound-alike codes.
    search_text = models.TextField(blank=True)
    search_sounds = models.TextField(blank=True)

    class Meta:
        ordering = ["sort_name", "pk"]
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
        ]

    def __str__(self) -> str:
        return f"{self.given} {self.family}"


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


class Relationship(models.Model):
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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "adult"], condition=Q(to_on=None), name="one_current_relationship_a_pair"
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_parent(self) -> bool:
        """A parent for s.444: with parental responsibility, or with care of the child (s.576)."""
        return bool(self.parental_responsibility) or self.has_care


class Address(models.Model):
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


class EnrolmentKind(models.TextChoices):
    SINGLE = "single", "Single registration"
    DUAL_MAIN = "dual_main", "Dual registration: main school"
    DUAL_SUBSIDIARY = "dual_subsidiary", "Dual registration: other school"


class Enrolment(models.Model):
    """A child's time on a school's admission register."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="enrolments")
    school = models.ForeignKey(School, models.PROTECT, related_name="enrolments")
    kind = models.CharField(max_length=20, choices=EnrolmentKind, default=EnrolmentKind.SINGLE)
    year_group = models.CharField(max_length=3, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["school", "to_on"], name="enrolment_of_school")]
        constraints = [
            ExclusionConstraint(
                name="one_enrolment_at_a_school_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("school", RangeOperators.EQUAL),
                    (DateRange("from_on", "to_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="enrolment_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} from {self.from_on}"


class VulnerabilityKind(models.TextChoices):
    SEN_SUPPORT = "sen_support", "SEN support"
    EHCP = "ehcp", "Education, health and care plan"
    EHC_ASSESSMENT = "ehc_assessment", "EHC needs assessment in progress"
    LOOKED_AFTER = "looked_after", "Looked after"
    PREVIOUSLY_LOOKED_AFTER = "previously_looked_after", "Previously looked after"
    CHILD_IN_NEED = "child_in_need", "Child in need"
    CHILD_PROTECTION = "child_protection", "Child protection plan"
    YOUNG_CARER = "young_carer", "Young carer"
    EXPLOITATION_RISK = "exploitation_risk", "At risk of exploitation"
    MEDICAL = "medical", "Medical condition or chronic illness"
    FREE_SCHOOL_MEALS = "free_school_meals", "Free school meals"
    ENGLISH_ADDITIONAL = "english_additional", "English as an additional language"
    GYPSY_ROMA_TRAVELLER = "gypsy_roma_traveller", "Gypsy, Roma or Traveller"
    SERVICE_CHILD = "service_child", "Service child"
    ASYLUM_SEEKER = "asylum_seeker", "Unaccompanied asylum seeker"
    PRIVATELY_FOSTERED = "privately_fostered", "Privately fostered"
    PARENT_ILL = "parent_ill", "Parent with mental illness or learning disability"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse in the household"
    TEMPORARY_HOUSING = "temporary_housing", "Temporary accommodation"
    YOUTH_JUSTICE = "youth_justice", "Known to youth justice"
    TEENAGE_PARENT = "teenage_parent", "Teenage parent"
    NEET_RISK = "neet_risk", "At risk of not being in education, employment or training"


class Vulnerability(models.Model):
    """A dated fact about a child that changes what may be done, such as a child protection plan."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="vulnerabilities")
    kind = models.CharField(max_length=30, choices=VulnerabilityKind)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    detail = models.TextField(blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind"], condition=Q(to_on=None), name="one_open_vulnerability_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="vulnerability_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Conflict(models.Model):
    """An officer's conflict of interest: their own child, a relative, a neighbour. Closes the child to them."""

    user = models.ForeignKey(User, models.PROTECT, related_name="conflicts")
    child = models.ForeignKey(Child, models.PROTECT, related_name="conflicts")
    reason = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} and {self.child_id}"


class BreakGlass(models.Model):
    """Access to a restricted child, taken for a stated reason. A manager is told, and it expires."""

    user = models.ForeignKey(User, models.PROTECT, related_name="broken_glass")
    child = models.ForeignKey(Child, models.PROTECT, related_name="broken_glass")
    reason = models.TextField()
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="break_glass_says_why")]

    def __str__(self) -> str:
        return f"{self.user_id} opened {self.child_id}"


class Merge(models.Model):
    """Two records found by a person to be one child; undone by a person, row by row as it was."""

    kept = models.ForeignKey(Child, models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Child, models.PROTECT, related_name="merges")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # What moved: {"table": [primary keys]}, so that it can be moved back.
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
