"""A suspension as a school told of it, and what was put right of it since; whether or not anything is owed for it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from exclusions.first_days.told import ToldOfWork, says_of_the_work
from exclusions.incident import Incident, says_of_the_weapon
from exclusions.reasons import MOST_REASONS, ReasonCode
from exclusions.telling import Session, SupportForSen
from exclusions.virtual_school import ToldVirtualSchool
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import Keyed, Versioned
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.schools.models import School


class Withdrawn(models.TextChoices):
    """Why a suspension counts no more."""

    MISTAKE = "mistake", "It was entered by mistake"
    CANCELLED = "cancelled", "The head cancelled it"


class Suspension(Keyed, Versioned, Incident, ToldVirtualSchool, ToldOfWork):
    """From one session to another at one school, or the lunchtimes of some days.

    The last session that is missed is the one it `ends_after`. `sessions` counts those on school days, a lunchtime as
    one; None where the school's terms were not loaded.
    `half_days` are the same time as numbers, by which the database keeps two suspensions of a child apart.
    `sessions_carried`: those of this school year at schools of which we hold no record, as this school says.
    `case`: the one that was open or opened when something came to be owed for it.
    `virtual_school_spoken_to` is None where that was not asked.
    `was_to_end_on`: the last day as it was told, where its school put that right to a later one once it had begun.
    One that is `withdrawn_on` a day counts for nothing, but for the days that the pupil had been out before the head
    cancelled it: `sessions_out`, until a day, count towards the limit of the school year.
    """

    # Brought in from a file, which says less than a school's notice: what it does not say is empty.
    imported = models.BooleanField(default=False)
    # Over when it was brought in: it counts in the totals, and nothing is owed for it.
    only_counts = models.BooleanField(default=False)
    # What the school and the council call it by, as they do a case.
    reference = models.CharField(max_length=20, unique=True)
    child = models.ForeignKey(Child, models.PROTECT, related_name="suspensions")
    school = models.ForeignKey(School, models.PROTECT, related_name="suspensions")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="suspensions")
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    received_on = models.DateField()
    decided_on = models.DateField("day of the decision", null=True, blank=True)
    first_on = models.DateField("first excluded school day")
    first_session = models.CharField(max_length=2, choices=Session)
    last_on = models.DateField("last excluded school day")
    ends_after = models.CharField(max_length=2, choices=Session)
    was_to_end_on = models.DateField(null=True, blank=True)
    lunchtime = models.BooleanField("lunchtimes only", default=False)
    sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    half_days = IntegerRangeField()
    sessions_carried = models.PositiveSmallIntegerField(default=0)
    reasons = ArrayField(models.CharField(max_length=2, choices=ReasonCode), size=MOST_REASONS)
    # None where the school had not told them yet, as it says; it puts that right once it has.
    parents_told_on = models.DateField(null=True, blank=True)
    governors_told_on = models.DateField(null=True, blank=True)
    exam_missed = models.BooleanField("a public examination or national test would be missed", default=False)
    # Empty in what was told before it was asked, and in what a file says.
    exam_on = models.DateField("first day of an examination or test", null=True, blank=True)
    wellbeing = models.TextField(blank=True)
    sen = models.CharField(max_length=10, choices=SupportForSen, blank=True)
    social_worker = models.BooleanField("the child has a social worker", null=True, blank=True)
    looked_after = models.BooleanField(null=True, blank=True)
    exploitation_words = models.TextField(blank=True)
    tried = models.TextField("what was tried before", blank=True)
    behaviour = models.TextField("what happened", blank=True)
    letter = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_as = models.CharField(max_length=10, choices=Withdrawn, blank=True)
    out_until_on = models.DateField("last day on which the pupil was out", null=True, blank=True)
    sessions_out = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-first_on", "-pk"]
        constraints = [
            says_of_the_weapon("suspension_says_of_the_weapon"),
            says_of_the_work("suspension_says_of_the_work"),
            models.CheckConstraint(
                condition=Q(reasons__len__gte=1, reasons__len__lte=MOST_REASONS), name="suspension_one_to_three_reasons"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="suspension_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(was_to_end_on=None) | Q(was_to_end_on__lt=F("last_on")),
                name="suspension_was_to_end_before_it_does",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gt=F("first_on")) | Q(ends_after__gte=F("first_session")),
                name="suspension_is_a_session_at_least",
            ),
            models.CheckConstraint(
                condition=Q(exam_on=None) | Q(exam_missed=True, exam_on__gte=F("first_on"), exam_on__lte=F("last_on")),
                name="exam_falls_inside_the_suspension",
            ),
            models.CheckConstraint(condition=Q(received_on__gte=F("decided_on")), name="suspension_told_once_decided"),
            models.CheckConstraint(condition=Q(first_on__gte=F("decided_on")), name="suspension_begins_once_decided"),
            models.CheckConstraint(
                condition=Q(imported=True)
                | Q(
                    ~Q(wellbeing=""),
                    ~Q(sen=""),
                    decided_on__isnull=False,
                    social_worker__isnull=False,
                    looked_after__isnull=False,
                ),
                name="suspension_says_how_the_pupil_is",
            ),
            models.CheckConstraint(
                condition=Q(only_counts=False) | Q(imported=True, case=None), name="suspension_that_only_counts"
            ),
            ExclusionConstraint(
                name="one_suspension_for_a_session",
                expressions=[("child", RangeOperators.EQUAL), ("half_days", RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_on=None),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_as="") | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_as=""),
                name="suspension_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=Q(out_until_on=None, sessions_out=None)
                | Q(withdrawn_as=Withdrawn.CANCELLED, out_until_on__gte=F("first_on"), out_until_on__lte=F("last_on")),
                name="suspension_days_out_before_it_was_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"suspension from {self.first_on}"


class Amendment(models.Model):
    """A suspension put right or withdrawn: what was there before and what is there now, in words, by whom and why."""

    suspension = models.ForeignKey(Suspension, models.PROTECT, related_name="amendments")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField()
    # A list, each with "what", "was" and "now" (see oxle.cases.changes).
    changed = models.JSONField()
    # The letter to the parents that another took the place of.
    letter_before = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="amendment_says_why")]

    def __str__(self) -> str:
        return f"amendment of {self.suspension_id}"
