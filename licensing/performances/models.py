"""A production, its places and chaperones; each child with its schedule; parent’s and school’s parts; the licence."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from licensing.checking.schedule import Among
from licensing.checking.times import DAY_MINUTES
from licensing.grants.models import Grant
from oxle.accounts.models import Organisation, User
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case
from oxle.core.models import Keyed, Versioned, together
from oxle.documents.models import File
from oxle.schools.models import School


class Nature(models.TextChoices):
    """What the child takes part in."""

    THEATRE = "theatre", "Theatre"
    DANCE = "dance", "Dance"
    MUSIC = "music", "Music"
    FILM = "film", "Film"
    TELEVISION = "television", "Television or radio"
    MODELLING = "modelling", "Modelling for payment"
    SPORT = "sport", "Sport for payment"
    OTHER = "other", "Something else"


class Production(Keyed, Versioned):
    """What children take part in, as the person responsible for it applied. It says nothing of any child.

    `body` is the organisation to which letters about it go; made for this application alone, so that whoever gives the
    name of another body never becomes a party of what concerns that.
    """

    reference = models.CharField(max_length=16, unique=True)
    body = models.OneToOneField(Organisation, models.PROTECT, related_name="production")
    organisation = models.CharField(max_length=250)
    applicant = models.CharField("who applied", max_length=200)
    position = models.CharField("position of the applicant", max_length=200, blank=True)
    lines = models.TextField("address of the applicant")
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField()
    name = models.CharField("name of the production", max_length=300)
    nature = models.CharField(max_length=12, choices=Nature)
    description = models.TextField()
    body_approval = models.CharField("approval of the body (BOPA), and by which council", max_length=300, blank=True)
    # A number and no key, so that neither record keeps the other from being destroyed.
    body_number = models.CharField("number of an approval of the body that is ours", max_length=16, blank=True)
    protection_policy = models.BooleanField("there is a child protection policy", default=False)
    education = models.TextField("arrangements for education", blank=True)
    accommodation = models.TextField("where the children stay overnight", blank=True)
    travel = models.TextField("how the children travel", blank=True)
    night_work = models.TextField("why there is night work", blank=True)
    risk_assessment = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    risk_words = models.TextField("risk assessment, where it is not a file", blank=True)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=Origin)
    # Nobody where the applicant sent it.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation="") & ~Q(applicant="") & ~Q(name=""), name="production_says_who_and_what"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where children perform or rehearse, and the authority of that place, as far as the applicant knows it."""

    audit_name = "place of performance"

    production = models.ForeignKey(Production, models.PROTECT, related_name="places")
    name = models.CharField(max_length=300)
    lines = models.TextField("address", blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    authority = models.CharField("authority of the place", max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="place_of_performance_has_a_name")]

    def __str__(self) -> str:
        return self.name


class NamedChaperone(models.Model):
    """A chaperone as the applicant names one. Where `approval` is a number of our register, that decides."""

    audit_name = "chaperone of a production"

    production = models.ForeignKey(Production, models.PROTECT, related_name="chaperones")
    name = models.CharField(max_length=200)
    authority = models.CharField("which council approved them", max_length=200, blank=True)
    approval = models.CharField("number of the approval", max_length=100, blank=True)
    approved_until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["production", "name"], name="chaperone_of_a_production_once"),
            models.CheckConstraint(condition=~Q(name=""), name="chaperone_of_a_production_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Entrant(Keyed, Versioned):
    """One child of a production, as the applicant describes it; the detail beside the case once it is known who it is.

    `number` counts the children of a production from 1. Without a case it waits for an officer to say who it is, or
    lives in another area and was sent on.
    """

    class Match(models.TextChoices):
        """How the child was matched to a record."""

        WAITS = "waits", "Waits for somebody to say who it is"
        UPN = "upn", "By the UPN"
        DETAILS = "details", "By name, date of birth and address"
        PERSON = "person", "By a person"
        ELSEWHERE = "elsewhere", "Lives in another area: sent on"

    audit_name = "child of a production"

    production = models.ForeignKey(Production, models.PROTECT, related_name="entrants")
    number = models.PositiveSmallIntegerField()
    given = models.CharField(max_length=300)
    family = models.CharField(max_length=300)
    born_on = models.DateField()
    upn = models.CharField("UPN", max_length=13, blank=True)
    lines = models.TextField("address", blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    home_authority = models.CharField("authority where the child lives, if not this one", max_length=200, blank=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    school_name = models.CharField("school as the applicant calls it", max_length=300, blank=True)
    school_email = models.EmailField("address of the school, as the applicant knows it", blank=True)
    role = models.CharField("part in the production", max_length=300, blank=True)
    earnings = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    earnings_to = models.CharField("to whom they are paid", max_length=300, blank=True)
    parent_name = models.CharField(max_length=200, blank=True)
    parent_email = models.EmailField(blank=True)
    # The first and the last day of the schedule; none where no day was given.
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    match = models.CharField(max_length=10, choices=Match, default=Match.WAITS)
    matched_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    matched_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="performance")

    class Meta:
        ordering = ["production", "number"]
        constraints = [
            models.UniqueConstraint(fields=["production", "number"], name="entrants_of_a_production_are_numbered"),
            models.CheckConstraint(
                condition=Q(match__in=["waits", "elsewhere"], case=None)
                | Q(match__in=["upn", "details", "person"], case__isnull=False),
                name="entrant_matched_has_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(match="elsewhere") | ~Q(home_authority=""), name="entrant_sent_on_says_where"
            ),
            models.CheckConstraint(condition=together("matched_by", "matched_at"), name="entrant_matched_by_and_when"),
            models.CheckConstraint(
                condition=~Q(match="person") | Q(matched_by__isnull=False), name="entrant_matched_by_a_person_says_who"
            ),
            models.CheckConstraint(
                condition=together("first_on", "last_on") & (Q(first_on=None) | Q(last_on__gte=F("first_on"))),
                name="entrant_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(earnings=None) | Q(earnings__gte=0), name="entrant_earns_no_less"),
        ]

    def __str__(self) -> str:
        return f"child {self.number} of production {self.production_id}"

    @property
    def called(self) -> str:
        """The name as the applicant gave it."""
        return f"{self.given} {self.family}"

    @property
    def schedule(self) -> "models.QuerySet[ScheduleLine]":
        """Its days with a date as they are now, without the lines that were taken off."""
        return self.every_line.filter(until_on=None)

    @property
    def every_line(self) -> "models.QuerySet[ScheduleLine]":
        """The same with the lines that are for a number of days within a period."""
        return self.days.filter(taken_off_at=None)

    def to_come(self, on: date) -> "models.QuerySet[ScheduleLine]":
        """Every line of which a day may be on a day or after it."""
        return self.every_line.filter(Q(until_on=None, on__gte=on) | Q(until_on__gte=on))


def _stretches(words: str) -> "models.JSONField":
    """Stretches of time in minutes of the clock, [[from, to], …]; a time before the arrival is one of the next day."""
    return models.JSONField(words, default=list, blank=True)


class ScheduleLine(models.Model):
    """One child at one place on one day, as the checker takes it: minutes past midnight by the clock.

    Where the dates are not known it is for so many `days` from `on` until `until_on`; each that is told afterwards is a
    line of its own, `told_of` the number of that one.
    """

    audit_name = "line of a schedule"

    entrant = models.ForeignKey(Entrant, models.PROTECT, related_name="days")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField("number of the line in the schedule")
    on = models.DateField()
    days = models.PositiveSmallIntegerField("on how many days, where they have no date", null=True, blank=True)
    until_on = models.DateField("last day of the period in which they are", null=True, blank=True)
    told_of = models.PositiveIntegerField("number of the line without a date of which it is", null=True, blank=True)
    arrives = models.PositiveSmallIntegerField()
    leaves = models.PositiveSmallIntegerField()
    performing = _stretches("performing and rehearsing")
    breaks = _stretches("breaks")
    meals = _stretches("meals")
    lessons = _stretches("lessons")
    chaperone = models.CharField(max_length=200, blank=True)
    teacher = models.CharField(max_length=200, blank=True)
    night_work = models.BooleanField(default=False)
    # A day that is none any more stays: a licence may have been granted for it.
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(arrives__lt=DAY_MINUTES, leaves__lt=DAY_MINUTES), name="schedule_line_is_times_of_the_clock"
            ),
            models.UniqueConstraint(fields=["entrant", "number"], name="schedule_line_has_a_number"),
            models.CheckConstraint(
                condition=together("days", "until_on") & (Q(days=None) | Q(days__gte=1, until_on__gte=F("on"))),
                name="schedule_line_without_a_date_has_a_period",
            ),
            models.UniqueConstraint(fields=["entrant", "told_of", "on"], name="schedule_line_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} on {self.on}"

    @property
    def among(self) -> Among | None:
        """Of how many days of which period it is; None where it has a date."""
        return Among(self.days, self.until_on) if self.days and self.until_on else None

    @property
    def last_on(self) -> date:
        """The last day on which it may be."""
        return self.until_on or self.on


class ParentPart(models.Model):
    """What a parent says: consent, health, and when the child performed in the six months before. The newest counts."""

    audit_name = "parent’s part of an application"

    case = models.ForeignKey(Case, models.PROTECT, related_name="parent_parts")
    given_by = models.CharField("who says it", max_length=200)
    relationship = models.CharField("what they are to the child", max_length=100)
    consents = models.BooleanField()
    # Not asked of a parent who does not consent.
    healthy = models.BooleanField("the child is fit for it", null=True, blank=True)
    health = models.TextField("what must be known of the child’s health", blank=True)
    performed_on = ArrayField(models.DateField(), default=list, blank=True)
    elsewhere = models.TextField("licences of other councils in the year before, also refused ones", blank=True)
    said = models.TextField(blank=True)
    by_link = models.BooleanField("by the link sent to them", default=False)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(given_by="") & ~Q(relationship=""), name="parents_part_says_who"),
            models.CheckConstraint(
                condition=Q(healthy=None) | Q(healthy=True) | ~Q(health=""), name="parents_part_says_why_not_fit"
            ),
            models.CheckConstraint(
                condition=Q(consents=False) | Q(healthy__isnull=False), name="parents_consent_says_whether_fit"
            ),
            models.CheckConstraint(
                condition=Q(by_link=True, by=None) | Q(by_link=False, by__isnull=False), name="parents_part_by_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"parent’s part of case {self.case_id}"


class SchoolPart(models.Model):
    """What the school says: whether it agrees to the absence, and how the child attends. Evidence and no veto."""

    class Absence(models.TextChoices):
        """Whether the school agrees to the absence."""

        AGREED = "agreed", "Agreed: the register will have code C1"
        NOT_AGREED = "not_agreed", "Not agreed"
        NONE = "none", "No school is missed"

    audit_name = "school’s part of an application"

    case = models.ForeignKey(Case, models.PROTECT, related_name="school_parts")
    given_by = models.CharField("who says it", max_length=200)
    position = models.CharField(max_length=200, blank=True)
    absence = models.CharField(max_length=10, choices=Absence)
    attendance = models.DecimalField(
        "attendance this school year", max_digits=4, decimal_places=1, null=True, blank=True
    )
    said = models.TextField(blank=True)
    by_link = models.BooleanField("by the link sent to them", default=False)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(given_by=""), name="schools_part_says_who"),
            models.CheckConstraint(condition=~Q(absence="not_agreed") | ~Q(said=""), name="schools_part_says_why_not"),
            models.CheckConstraint(
                condition=Q(attendance=None) | Q(attendance__gte=0, attendance__lte=100),
                name="schools_part_attendance_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(by_link=True, by=None) | Q(by_link=False, by__isnull=False), name="schools_part_by_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"school’s part of case {self.case_id}"


class Licence(Keyed, Versioned, Grant):
    """A licence as it stands now."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="licence")
    number = models.CharField(max_length=16, unique=True)
    granted_on = models.DateField()
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    valid_from_on = models.DateField()
    valid_until_on = models.DateField()
    # Why it was granted although a line is over a limit.
    over_limits = models.TextField("why it was granted over a limit", blank=True)

    until_field = "valid_until_on"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until_on__gte=F("valid_from_on")), name="licence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("granted_on")), name="licence_ends_once_granted"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def begins(self, on: date) -> date:
        """The first day that the licence names."""
        return self.valid_from_on
