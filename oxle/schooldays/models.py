"""The tables behind a school's calendar: calendars, their terms, and the days they are closed."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from oxle.core.models import Keyed, Versioned, new_key


def _days() -> Func:
    """The days from starts_on to ends_on, both included, as a range the database can compare."""
    return Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField())


def _no_overlap(name: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name, expressions=[("calendar", RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)]
    )


class Calendar(Keyed, Versioned):
    """A calendar that one or more schools keep. One without terms of its own follows the council's default."""

    name = models.CharField(max_length=200, unique=True)
    is_default = models.BooleanField("the council's default", default=False)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    stamp = models.CharField(
        max_length=14,
        editable=False,
        default=new_key,
        help_text="New at every change. Copies in memory go by it: a version can come twice when a change is undone.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_calendar"),
            models.CheckConstraint(condition=~Q(name=""), name="calendar_has_a_name"),
            models.CheckConstraint(
                condition=Q(copied_from=None) | ~Q(copied_from=F("id")), name="calendar_is_no_copy_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A block of term, first and last day included, between two holidays."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="terms")
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="term_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(name=""), name="term_has_a_name"),
            _no_overlap("terms_of_a_calendar_do_not_overlap"),
        ]

    def __str__(self) -> str:
        return self.name


class ClosureKind(models.TextChoices):
    """Why a school closes on a day of term. None of these days has a session, so none is a school day."""

    INSET = "inset", "INSET day"
    CLOSURE = "closure", "Planned whole-school closure"
    UNPLANNED = "unplanned", "Unplanned whole-school closure"
    OTHER = "other", "Other"


class Closure(models.Model):
    """Days of term on which a school is closed to all pupils, first and last day included."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="closures")
    starts_on = models.DateField()
    ends_on = models.DateField()
    kind = models.CharField(max_length=10, choices=ClosureKind)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="closure_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(kind__in=ClosureKind.values), name="closure_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind=ClosureKind.INSET) | ~Q(reason=""), name="closure_other_than_inset_says_why"
            ),
            _no_overlap("closures_of_a_calendar_do_not_overlap"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """Why the school is closed, as an explanation of a date shows it."""
        return self.reason or self.get_kind_display()
