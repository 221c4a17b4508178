"""A child’s time on admission registers, and the dated facts that change what may be done."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from oxle.core.models import Keyed, Versioned
from oxle.people.models.children import Child
from oxle.schools.models import School


class DateRange(Func):
    """A daterange with both its days inside, over two columns."""

    function = "daterange"
    output_field = DateRangeField()


class EnrolmentKind(models.TextChoices):
    SINGLE = "single", "Single registration"
    DUAL_MAIN = "dual_main", "Dual registration: main school"
    DUAL_SUBSIDIARY = "dual_subsidiary", "Dual registration: other school"


class Enrolment(Keyed, Versioned):
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
    # Children Act 1989 s.47. Some may not know of it: `visibility.shown_vulnerabilities`.
    SECTION_47 = "section_47", "Child protection enquiries (section 47)"
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


class Vulnerability(Keyed, Versioned):
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
