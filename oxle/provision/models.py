"""What education a child is offered, where and on which days; the providers that are not schools, and their marks."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import Organisation, User
from oxle.core.models import Keyed, Versioned, one_of
from oxle.people.models import Child
from oxle.people.models import DateRange as Days
from oxle.provision.exam_models import ExaminationsOver  # noqa: F401 (where Django finds it)
from oxle.provision.mismatch_models import Mismatch, MismatchChange  # noqa: F401 (where Django finds them)
from oxle.provision.missing_models import MissingTime  # noqa: F401 (where Django finds it)
from oxle.provision.review_models import ProgrammeReview  # noqa: F401 (where Django finds it)
from oxle.provision.unseen_models import Whereabouts  # noqa: F401 (where Django finds it)
from oxle.registers.extract_rows import Half
from oxle.schools.models import School

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
DAYS_A_WEEK = len(WEEKDAYS)
SESSIONS_A_WEEK = 2 * DAYS_A_WEEK
# No session of a school day is longer; a slip of a figure is.
LONGEST_SESSION = 300
# 40 hours, in minutes.
LONGEST_WEEK = 2_400


def no_places() -> list[int]:
    """No place on any day of the week: what a provider has until somebody says otherwise."""
    return [0] * DAYS_A_WEEK


class ProviderKind(models.TextChoices):
    """How a provider is registered. A pupil referral unit that is a school may also be in schools.School."""

    PRU = "pru", "Pupil referral unit"
    AP_ACADEMY = "ap_academy", "Alternative provision academy"
    INDEPENDENT = "independent", "Independent school"
    FURTHER_EDUCATION = "further_education", "Further education college"
    HOSPITAL = "hospital", "Hospital school"
    NON_SCHOOL = "non_school", "Provider that is not a school"
    TUTOR = "tutor", "Tutor"
    ONLINE = "online", "Online provider"

    @property
    def is_registered(self) -> bool:
        """Whether it is a school or college by law, so that no number of full-time pupils makes it register."""
        return self not in {ProviderKind.NON_SCHOOL, ProviderKind.TUTOR, ProviderKind.ONLINE}


class Charge(models.TextChoices):
    """What a provider's price is for."""

    SESSION = "session", "a session"
    DAY = "day", "a day"
    WEEK = "week", "a week"
    YEAR = "year", "a year"


class Provider(Keyed, Versioned):
    """A provider of education beside ordinary schools, as its organisation's staff act for it.

    `places` are those of Monday to Friday. What the council has looked at is dated by the day it was looked at; how
    long that counts is a setting (`rules`).
    """

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="provider")
    kind = models.CharField(max_length=20, choices=ProviderKind)
    urn = models.CharField("URN", max_length=6, blank=True)
    legal_name = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=40, blank=True)
    lines = models.TextField("address", blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    report_to = models.CharField("person to report to", max_length=200, blank=True)
    phone = models.CharField("telephone number", max_length=40, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    age_from = models.PositiveSmallIntegerField(default=5)
    age_to = models.PositiveSmallIntegerField(default=16)
    what = models.TextField("what it offers", blank=True)
    hours = models.DecimalField("hours a week, at most", max_digits=4, decimal_places=2, null=True, blank=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    price_for = models.CharField(max_length=8, choices=Charge, blank=True)
    places = ArrayField(models.PositiveSmallIntegerField(), size=DAYS_A_WEEK, default=no_places)
    safeguarding_checked_on = models.DateField(null=True, blank=True)
    quality_checked_on = models.DateField(null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)
    suspended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["urn"], condition=~Q(urn=""), name="one_provider_a_urn"),
            models.CheckConstraint(condition=Q(places__len=DAYS_A_WEEK), name="provider_has_places_of_five_days"),
            models.CheckConstraint(condition=Q(age_to__gte=F("age_from")), name="provider_ages_in_order"),
            models.CheckConstraint(
                condition=Q(price=None, price_for="") | (Q(price__isnull=False) & ~Q(price_for="")),
                name="provider_price_says_for_what",
            ),
            models.CheckConstraint(
                condition=Q(suspended_on=None, suspended_because="")
                | (Q(suspended_on__isnull=False) & ~Q(suspended_because="")),
                name="provider_suspended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def name(self) -> str:
        """The provider's name, which belongs to its organisation."""
        return self.organisation.name


class OfferKind(models.TextChoices):
    """What sort of offer it is."""

    SCHOOL = "school", "School place"
    REDUCED = "reduced", "Reduced timetable"
    OFF_SITE = "off_site", "Off-site direction"
    ALTERNATIVE = "alternative", "Alternative provision"
    TUITION = "tuition", "Tuition"
    HOSPITAL = "hospital", "Hospital education"
    ONLINE = "online", "Online education"
    NONE = "none", "No education offered"


class Offer(Keyed, Versioned):
    """What one place offers a child from a day and perhaps until one: the minutes of each session of the week.

    Where a child is enrolled at a school and there is no offer of that school, the school offers its full week. An
    offer of the school's own replaces that: a reduced timetable, or nothing at all during an exclusion.
    """

    audit_name = "education offer"

    child = models.ForeignKey(Child, models.PROTECT, related_name="offers")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="offers")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="offers")
    kind = models.CharField(max_length=12, choices=OfferKind)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    # Monday morning to Friday afternoon, in minutes.
    minutes = ArrayField(models.PositiveSmallIntegerField(), size=SESSIONS_A_WEEK)
    # As its makers say, whatever the figures come to: two full-time offers at once cannot both be kept.
    full_time = models.BooleanField(default=False)
    # Why in law: "Education Act 1996 s 19", "Education Act 2002 s 29A".
    basis = models.CharField(max_length=200, blank=True)
    # Which record says so, by its reference: "OX-7K4M-2QX6".
    source = models.CharField(max_length=40)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=True, provider__isnull=False)
                | Q(school__isnull=False, provider__isnull=True),
                name="offer_is_one_places",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="offer_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(minutes__len=SESSIONS_A_WEEK), name="offer_has_ten_sessions"),
            models.CheckConstraint(condition=~Q(source=""), name="offer_says_where_from"),
            ExclusionConstraint(
                name="one_offer_of_a_school_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("school", RangeOperators.EQUAL),
                    (Days("from_on", "to_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(school__isnull=False),
            ),
            ExclusionConstraint(
                name="one_offer_of_a_provider_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("provider", RangeOperators.EQUAL),
                    (Days("from_on", "to_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(provider__isnull=False),
            ),
            ExclusionConstraint(
                name="one_full_time_offer_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (Days("from_on", "to_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(full_time=True),
            ),
            # Nobody is in two places at once; a school's offer counts beside a provider's, and the longer is kept to.
            *(
                ExclusionConstraint(
                    name=f"one_provider_on_{weekday}_{half}".lower(),
                    expressions=[
                        ("child", RangeOperators.EQUAL),
                        (Days("from_on", "to_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                    ],
                    condition=Q(**{"provider__isnull": False, f"minutes__{2 * day + half.value}__gt": 0}),
                )
                for day, weekday in enumerate(WEEKDAYS)
                for half in Half
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.from_on}"

    @property
    def place(self) -> School | Provider:
        """Where the education is."""
        place = self.school if self.school_id else self.provider
        if place is None:
            raise ValueError("an offer is one place’s")
        return place

    @property
    def minutes_a_week(self) -> int:
        """Minutes offered in a week without a holiday."""
        return sum(self.minutes)


class FullWeek(Keyed, Versioned):
    """What a full week comes to where no setting says it: as a school publishes it, or as a child's EHC plan says."""

    audit_name = "full week"

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="full_weeks")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="full_weeks")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    # Of a week without a holiday.
    minutes = models.PositiveSmallIntegerField()
    # Where it is written: "the school’s website, 1 September 2026", "EHC plan of 4 May 2026, section F".
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("school", "child"), name="full_week_is_a_schools_or_a_childs"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="full_week_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SESSIONS_A_WEEK, minutes__lte=LONGEST_WEEK), name="full_week_can_be_kept"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="full_week_says_where_from"),
            *(
                ExclusionConstraint(
                    name=f"one_full_week_of_a_{whose}_at_a_time",
                    expressions=[
                        (whose, RangeOperators.EQUAL),
                        (Days("from_on", "to_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                    ],
                    condition=Q(**{f"{whose}__isnull": False}),
                )
                for whose in ("school", "child")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes a week from {self.from_on}"


class ProviderWeek(models.Model):
    """A child's marks at one provider in one week, packed as those of a school are (`registers.ChildWeek`).

    They are the provider's own word, and stand beside those of the school: neither replaces the other.
    """

    audit_name = "week of a provider’s marks"

    child = models.ForeignKey(Child, models.PROTECT, related_name="provider_weeks", db_index=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="child_weeks", db_index=False)
    monday = models.DateField()
    marks = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "provider", "monday"], name="one_week_a_child_a_provider"),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="provider_week_begins_on_monday"),
            models.CheckConstraint(
                condition=Q(marks__regex=r"^(  |[A-Z/\\#] |[A-Z][0-9]){10}$"), name="provider_week_has_ten_marks"
            ),
        ]
        indexes = [models.Index(fields=["provider", "monday"], name="provider_week_of_provider")]

    def __str__(self) -> str:
        return f"{self.child_id} at {self.provider_id}, week of {self.monday}"


class GivenMark(models.Model):
    """One mark as a provider gave it, or put it right: who, when, and what stood there before. Rows are only added."""

    audit_name = "mark given by a provider"

    week = models.ForeignKey(ProviderWeek, models.PROTECT, related_name="given")
    # Monday morning is 0, Friday afternoon 9.
    session = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    before = models.CharField(max_length=2, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="given_mark_is_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(condition=Q(session__lt=SESSIONS_A_WEEK), name="given_mark_is_of_a_session"),
            models.CheckConstraint(condition=~Q(code=F("before")), name="given_mark_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.code} for session {self.session}"
