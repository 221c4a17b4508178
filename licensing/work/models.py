"""Employers; the application for a work permit of a child, its hours, what parent and school answer, the permit."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from licensing.grants.models import Grant
from oxle.accounts.models import Organisation, User
from oxle.cases.models import Case, CaseDocument
from oxle.core.models import Keyed, Versioned, together
from oxle.documents.models import File


class Employer(Keyed, Versioned):
    """Who employs children, as somebody here entered it or applied. It says nothing of any child.

    `body` is the organisation to which letters go, made for this row alone: by giving the name of another nobody
    becomes a party of what concerns that.
    """

    body = models.OneToOneField(Organisation, models.PROTECT, related_name="employer")
    name = models.CharField(max_length=250)
    nature = models.CharField("nature of the business", max_length=250, blank=True)
    lines = models.TextField("address")
    postcode = models.CharField(max_length=10, blank=True)
    contact = models.CharField("whom to ask for", max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    entered_at = models.DateTimeField()
    # Nobody where the employer itself applied.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Where a person said that it is the same employer as another, which stays.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(lines=""), name="employer_has_name_and_address"),
            models.CheckConstraint(
                condition=together("merged_into", "merged_at", "merged_by"), name="employer_merged_by_and_when"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="employer_is_merged_into_another"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Permit(Grant):
    """The detail beside the case: the job as the employer applied for it, and the permit once it is granted."""

    audit_name = "work permit"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="work_permit")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="permits")
    job = models.CharField(max_length=200)
    tasks = models.TextField("what the child does")
    supervisor = models.CharField(max_length=200, blank=True)
    place = models.TextField("place of work")
    place_postcode = models.CharField(max_length=10, blank=True)
    # Empty where it is ours.
    place_authority = models.CharField("authority of the place of work, if not this one", max_length=200, blank=True)
    starts_on = models.DateField("first day of work")
    ends_on = models.DateField("last day of the job", null=True, blank=True)
    light = models.BooleanField("it is light work")
    listed = models.BooleanField("the byelaws list it for children of 13")
    photo = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    photo_on = models.DateField("when the photograph was taken", null=True, blank=True)
    risk_assessment = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    risk_words = models.TextField("risk assessment, where it is not a file", blank=True)
    # Where we hold no school of the child, and do not know the one that the employer names.
    school_name = models.CharField("school as the employer calls it", max_length=300, blank=True)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    # Nobody where the employer sent it.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Of the permit, once there is one. Who was granted one before permits had numbers has none.
    secret = models.CharField(max_length=14, blank=True, editable=False)
    granted_on = models.DateField(null=True, blank=True)
    until_on = models.DateField("last day of the permit", null=True, blank=True)
    considered = models.TextField("why it was granted, where that was considered by itself", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(job="") & ~Q(tasks="") & ~Q(place=""), name="permit_says_what_work_and_where"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="permit_job_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(photo=None) | Q(photo_on__isnull=False), name="permit_photo_is_dated"),
            models.CheckConstraint(condition=together("granted_on", "until_on"), name="permit_granted_has_a_last_day"),
            models.CheckConstraint(
                condition=Q(number=None) | Q(granted_on__isnull=False) & ~Q(secret=""),
                name="permit_number_is_of_a_permit_with_its_unguessable_part",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("starts_on")), name="permit_ends_after_work_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("granted_on"), granted_on__isnull=False),
                name="permit_ends_once_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"work permit of case {self.case_id}"

    def begins(self, on: date) -> date:
        """The first day of work, or that of the decision where the work began before."""
        return max(on, self.starts_on)


class WorkHours(models.Model):
    """The hours of a job as they were told on a day: `licensing.work.hours` reads them. The newest count."""

    audit_name = "hours of work"

    case = models.ForeignKey(Case, models.PROTECT, related_name="work_hours")
    hours = models.JSONField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"hours of case {self.case_id} as told on {self.on}"


class PermitAnswer(models.Model):
    """What a parent, or the school, says in writing to an application for a work permit. The newest of each counts."""

    class Whose(models.TextChoices):
        """Who answers."""

        PARENT = "parent", "A parent"
        SCHOOL = "school", "The school"

    audit_name = "answer to a work permit"

    case = models.ForeignKey(Case, models.PROTECT, related_name="permit_answers")
    whose = models.CharField(max_length=10, choices=Whose)
    given_by = models.CharField("who says it", max_length=200)
    position = models.CharField("what they are to the child, or at the school", max_length=200, blank=True)
    agrees = models.BooleanField()
    attendance = models.DecimalField(
        "attendance this school year", max_digits=4, decimal_places=1, null=True, blank=True
    )
    health = models.TextField("what must be known of the child’s health", blank=True)
    said = models.TextField(blank=True)
    document = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")
    by_link = models.BooleanField("by the link sent to them", default=False)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(given_by=""), name="permit_answer_says_who"),
            models.CheckConstraint(
                condition=Q(attendance=None) | Q(whose="school", attendance__gte=0, attendance__lte=100),
                name="permit_answer_attendance_is_the_schools_percentage",
            ),
            models.CheckConstraint(
                condition=Q(by_link=True, by=None) | Q(by_link=False, by__isnull=False),
                name="permit_answer_by_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to the permit of case {self.case_id}"
