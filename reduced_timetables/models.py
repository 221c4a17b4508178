"""What a school told of a reduced timetable, until when it lasts now, and who agreed to it."""

from collections.abc import Sequence
from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.cases.models import Case, CaseDocument, Event
from oxle.core.models import Keyed, Versioned
from oxle.provision.models import SESSIONS_A_WEEK
from oxle.schools.models import School


class Reason(models.TextChoices):
    """Why the pupil is in for part of the week."""

    PHYSICAL = "physical", "Medical: physical health"
    MENTAL = "mental", "Medical: mental health"
    ANXIETY = "anxiety", "Anxiety about school"
    REINTEGRATION = "reintegration", "Reintegration after time out of school"
    PLAN = "plan", "Transition under an EHC plan"
    AFTER_EXCLUSION = "after_exclusion", "After an exclusion"
    BEHAVIOUR = "behaviour", "To manage behaviour"
    OTHER = "other", "Something else"


MEDICAL = (Reason.PHYSICAL, Reason.MENTAL)


class EarlyHelp(models.TextChoices):
    """Where the early help assessment stands."""

    DONE = "done", "Done"
    DECLINED = "declined", "Offered, and the parents declined it"
    NOT_DONE = "not_done", "Not done"


class Plan(models.TextChoices):
    """The plan of which a timetable is part, as the school keeps it."""

    PASTORAL = "pastoral", "A pastoral support plan"
    LEARNING = "learning", "An individual learning plan"
    PERSONAL = "personal", "A personal education plan of a looked-after child"
    HEALTH = "health", "An individual healthcare plan"
    EHC = "ehc", "An EHC plan"
    OTHER = "other", "Another plan"
    NONE = "none", "No plan"


class Whose(models.TextChoices):
    """Whose agreement there must be: a parent's always, the others' where the child has one."""

    PARENT = "parent", "A parent, in writing"
    VIRTUAL_SCHOOL = "virtual_school", "The Virtual School"
    YOUTH_JUSTICE = "youth_justice", "The youth justice worker"
    SOCIAL_WORKER = "social_worker", "The social worker"
    SEN_OFFICER = "sen_officer", "The SEN officer"


# By which answer somebody is there for the child who must agree beside a parent.
IS_THERE = {
    Whose.VIRTUAL_SCHOOL: "looked_after",
    Whose.YOUTH_JUSTICE: "youth_justice",
    Whose.SOCIAL_WORKER: "social_worker",
    Whose.SEN_OFFICER: "ehc_plan",
}


def minutes_between(begins: time | None, ends: time | None) -> int:
    """How many minutes a session lasts; none where there is none."""
    if begins is None or ends is None:
        return 0
    return 60 * (ends.hour - begins.hour) + ends.minute - begins.minute


def minutes_of(begins: Sequence[time | None], ends: Sequence[time | None]) -> list[int]:
    """The minutes of each session from Monday morning to Friday afternoon."""
    return [minutes_between(*span) for span in zip(begins, ends, strict=True)]


class Timetable(models.Model):
    """The detail beside the case.

    `begins` and `ends` are the times of each session from Monday morning to Friday afternoon, none where the pupil is
    not in: those of the first day, until they change (`weeks`). `since_on` is the first day of the time that must be
    agreed to: of the timetable, of its last extension or of other sessions; `ends_on` and `since_on` move with these.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="reduced_timetable")
    told_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=Reason)
    why = models.TextField("why the pupil cannot be in full-time")
    begins = ArrayField(models.TimeField(null=True), size=SESSIONS_A_WEEK)
    ends = ArrayField(models.TimeField(null=True), size=SESSIONS_A_WEEK)
    off_site_hours = models.DecimalField("hours a week off site", max_digits=4, decimal_places=2, default=0)
    off_site_where = models.CharField("where off site", max_length=300, blank=True)
    responsible = models.CharField("who is responsible out of school", max_length=300)
    starts_on = models.DateField("first day")
    since_on = models.DateField("first day of what must be agreed to")
    ends_on = models.DateField("planned end")
    review_on = models.DateField("day of the first review")
    # Those that the notice fixed after the first; what a review or an extension says of the next one counts before it.
    later_reviews = ArrayField(models.DateField(), verbose_name="days of later reviews", default=list, blank=True)
    plan = models.CharField("the plan of which it is part", max_length=10, choices=Plan, blank=True)
    met_on = models.DateField("day of the meeting that planned it", null=True, blank=True)
    met_who = models.CharField("who came to that meeting", max_length=500, blank=True)
    monitoring = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")
    transport = models.TextField(blank=True)
    remote_work = models.TextField("work set at home", blank=True)
    section_19 = models.BooleanField("education under section 19 was considered")
    child_view = models.TextField("what the child says", blank=True)
    early_help = models.CharField(max_length=10, choices=EarlyHelp)
    early_help_reference = models.CharField(max_length=100, blank=True)
    early_help_on = models.DateField("day of the early help assessment", null=True, blank=True)
    risk_assessed_on = models.DateField("day of the risk assessment", null=True, blank=True)
    services_informed = models.TextField("which other services were told", blank=True)
    looked_after = models.BooleanField("the child is looked after")
    youth_justice = models.BooleanField("the child has a youth justice worker")
    social_worker = models.BooleanField("the child has a social worker")
    ehc_plan = models.BooleanField("the child has an EHC plan")
    sen_support = models.BooleanField("the child has SEN support", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__len=SESSIONS_A_WEEK, ends__len=SESSIONS_A_WEEK), name="timetable_has_ten_sessions"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="timetable_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("since_on"), since_on__gte=F("starts_on")),
                name="timetable_extension_within_it",
            ),
            models.CheckConstraint(condition=Q(review_on__gte=F("starts_on")), name="timetable_reviewed_once_begun"),
            models.CheckConstraint(condition=~Q(why="") & ~Q(responsible=""), name="timetable_says_why_and_who"),
            models.CheckConstraint(
                condition=Q(met_on=None, met_who="") | Q(met_on__isnull=False) & ~Q(met_who=""),
                name="timetable_meeting_says_when_and_who",
            ),
            models.CheckConstraint(condition=Q(off_site_hours__gte=0), name="timetable_off_site_hours"),
        ]

    def __str__(self) -> str:
        return f"reduced timetable from {self.starts_on}"

    @property
    def minutes(self) -> list[int]:
        """The minutes of each session of the first week, from Monday morning to Friday afternoon."""
        return minutes_of(self.begins, self.ends)

    @property
    def has_no_session(self) -> bool:
        """Whether it was told without a session in its first week: from there on the pupil is out altogether."""
        return not any(self.minutes)

    @property
    def must_agree(self) -> list[Whose]:
        """Whose agreement there must be, given who is there for the child as far as was told."""
        return [Whose.PARENT, *(whose for whose, name in IS_THERE.items() if getattr(self, name))]


class SessionsChange(models.Model):
    """That the sessions are others from a day on: as the notice planned it, or as an extension or a review says.

    `event` is the step with which it was told, as it was first taken: what is put right of it follows. What was taken
    back counts no more.
    """

    audit_name = "change of the sessions of a reduced timetable"

    timetable = models.ForeignKey(Timetable, models.PROTECT, related_name="changes")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    from_on = models.DateField("first day of these sessions")
    begins = ArrayField(models.TimeField(null=True), size=SESSIONS_A_WEEK)
    ends = ArrayField(models.TimeField(null=True), size=SESSIONS_A_WEEK)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__len=SESSIONS_A_WEEK, ends__len=SESSIONS_A_WEEK), name="change_has_ten_sessions"
            ),
            models.UniqueConstraint(fields=["event", "from_on"], name="one_change_a_day_of_a_step"),
        ]

    def __str__(self) -> str:
        return f"other sessions from {self.from_on}"


class Agreement(models.Model):
    """That somebody agreed to a timetable, its extension or its new sessions: for the time from `since_on` on."""

    audit_name = "agreement to a reduced timetable"

    timetable = models.ForeignKey(Timetable, models.PROTECT, related_name="agreements")
    whose = models.CharField(max_length=20, choices=Whose)
    given_by = models.CharField("who agreed", max_length=200)
    agreed_on = models.DateField()
    since_on = models.DateField()
    document = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")
    by_link = models.BooleanField("the parent gave it by the link sent to them", default=False)
    recorded_at = models.DateTimeField()
    withdrawn_on = models.DateField("day on which it was withdrawn", null=True, blank=True)
    # What it was to was entered by mistake and taken back, or named no session and was put right.
    taken_back_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["since_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(given_by=""), name="agreement_says_whose"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("agreed_on")),
                name="agreement_withdrawn_once_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_whose_display()} on {self.agreed_on}"

    @property
    def stands(self) -> bool:
        """Whether it counts still, for the time that it was given for."""
        return self.withdrawn_on is None and self.taken_back_at is None


class AskedParent(Keyed):
    """That a parent was sent a link, by which they agree or do not: to the time that began on `since_on`."""

    audit_name = "parent asked to agree by e-mail"

    timetable = models.ForeignKey(Timetable, models.PROTECT, related_name="asked_parents")
    parent = models.CharField("who is asked", max_length=200)
    email = models.EmailField()
    since_on = models.DateField()
    asked_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField("whether they agreed", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, agreed=None) | Q(answered_at__isnull=False, agreed__isnull=False),
                name="asked_parent_answered_with_an_answer",
            ),
            models.CheckConstraint(condition=~Q(parent="") & ~Q(email=""), name="asked_parent_says_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.parent}, asked on {self.asked_at:%d.%m.%Y}"


class Says(models.TextChoices):
    """What a school says of a week."""

    NIL = "nil", "No pupil is on a reduced timetable"
    AS_TOLD = "as_told", "Those that we told you of, and no other"
    MORE = "more", "Others as well, of whom we have not told you yet"


class WeeklyReturn(Keyed, Versioned):
    """That a school whose register does not come to us is asked which pupils were on a reduced timetable in a week.

    Where the register comes there is no row: what it says is read from it.
    """

    audit_name = "weekly return of reduced timetables"

    school = models.ForeignKey(School, models.PROTECT, related_name="weekly_returns")
    monday = models.DateField()
    asked_at = models.DateTimeField()
    # Empty while it cannot be worked out: the terms of the days after the week are not loaded.
    due_on = models.DateField(null=True, blank=True)
    # The day for which it was last chased.
    chased_for = models.DateField(null=True, blank=True)
    says = models.CharField(max_length=10, choices=Says, blank=True)
    more = models.PositiveSmallIntegerField("how many others", default=0)
    answered_on = models.DateField("day of the answer", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-monday", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "monday"], name="one_weekly_return_a_school_a_week"),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="weekly_return_begins_on_monday"),
            models.CheckConstraint(condition=Q(due_on__gt=F("monday")), name="weekly_return_due_after_it_began"),
            models.CheckConstraint(
                condition=Q(says="", answered_on=None, answered_at=None, answered_by=None)
                | ~Q(says="") & Q(answered_on__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="weekly_return_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(says="more", more__gt=0) | ~Q(says="more") & Q(more=0), name="weekly_return_says_how_many"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, week of {self.monday}"
