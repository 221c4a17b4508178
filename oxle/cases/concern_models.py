"""Concerns of the teams that see children first, what was asked about them, and what the team concluded."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import Organisation, User
from oxle.core.models import Keyed, Versioned, together
from oxle.people.models import Child


class ConcernKind(models.TextChoices):
    """Why a team is concerned about a child."""

    NO_SCHOOL = "no_school", "On no school’s register"
    WAITS = "waits", "Waits for a place at a school or a provider"
    LESS = "less", "Is in for less than full time"
    NOT_ATTENDING = "not_attending", "Has a place and does not attend"
    HEALTH = "health", "Cannot attend for reasons of health"
    EHC_PLAN = "ehc_plan", "An EHC plan is not carried out, or the school named in it is not there"
    EXCLUDED = "excluded", "Is excluded, or may be"
    LEAVING = "leaving", "May be taken off a register without a school to go to"
    HOME = "home", "Education at home may not be suitable"
    OTHER = "other", "Something else"


class Concern(Keyed, Versioned):
    """What a team told about a child, in its own words, and which child that is.

    The child is as the team described them. Nobody is dropped: until it is known which child is meant, or a person
    answered that it is none, the concern waits in the queue.
    """

    audit_name = "concern of a team"

    class Match(models.TextChoices):
        """How it is known whom the concern is about."""

        WAITS = "waits", "Waits for somebody to decide"
        UPN = "upn", "By the UPN"
        DETAILS = "details", "By name, date of birth and address"
        PERSON = "person", "By a person"
        MADE = "made", "A record was made"
        ANSWERED = "answered", "Answered without a record"

    team = models.ForeignKey(Organisation, models.PROTECT, related_name="concerns")
    # Safeguarding is asked first: a team that is worried has told the MASH by then.
    told_mash_on = models.DateField("day on which the MASH was told", null=True, blank=True)
    given = models.CharField("first names", max_length=300)
    family = models.CharField("family name", max_length=300)
    born_on = models.DateField(null=True, blank=True)
    upn = models.CharField("UPN", max_length=13, blank=True)
    lines = models.TextField("address", blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    school = models.CharField("last or present school", max_length=300, blank=True)
    kinds = ArrayField(models.CharField(max_length=20, choices=ConcernKind))
    since_on = models.DateField(null=True, blank=True)
    why = models.TextField()
    did = models.TextField("what the team did")
    asks = models.TextField("what the team asks for")
    told_on = models.DateField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    match = models.CharField(max_length=8, choices=Match, default=Match.WAITS)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="concerns")
    # When it became known whom it is about, or was answered; by nobody where the details left no doubt.
    matched_at = models.DateTimeField(null=True, blank=True)
    matched_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["told_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(why="") & ~Q(kinds=[]), name="concern_says_why"),
            models.CheckConstraint(
                condition=Q(match="waits", child=None, matched_at=None, matched_by=None, answer="")
                | Q(
                    match__in=["upn", "details"], child__isnull=False, matched_at__isnull=False, matched_by=None,
                    answer="",
                )
                | Q(
                    match__in=["person", "made"], child__isnull=False, matched_at__isnull=False,
                    matched_by__isnull=False, answer="",
                )
                | Q(match="answered", child=None, matched_at__isnull=False, matched_by__isnull=False) & ~Q(answer=""),
                name="concern_waits_or_has_a_child_or_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(told_mash_on=None) | Q(told_mash_on__lte=F("told_on")), name="concern_mash_told_by_then"
            ),
            models.CheckConstraint(
                condition=Q(since_on=None) | Q(since_on__lte=F("told_on")), name="concern_since_a_day_by_then"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Concern of {self.team} on {self.told_on}"

    @property
    def name(self) -> str:
        """The child's name as the team gave it."""
        return f"{self.given} {self.family}"

    @property
    def kind_labels(self) -> list[str]:
        """Why, in the words of the form."""
        return [ConcernKind(one).label for one in self.kinds]


class Advice(Keyed, Versioned):
    """Advice given or a challenge made to somebody about a child: what they do, by when, and what came of it."""

    audit_name = "advice or challenge about a pupil"

    class Kind(models.TextChoices):
        """Which of the two."""

        ADVICE = "advice", "Advice"
        CHALLENGE = "challenge", "Challenge"

    class Outcome(models.TextChoices):
        """What came of it."""

        DONE = "done", "They do what was asked"
        EXPLAINED = "explained", "There was a good reason for how it is"
        REFUSED = "refused", "They do not do what was asked"
        NO_ANSWER = "no_answer", "No answer came"

    child = models.ForeignKey(Child, models.PROTECT, related_name="advice")
    kind = models.CharField(max_length=9, choices=Kind)
    to_whom = models.CharField(max_length=300)
    text = models.TextField()
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField("answer due")
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name_plural = "advice and challenges"
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(to_whom=""), name="advice_says_what_and_to_whom"),
            models.CheckConstraint(condition=Q(due_on__gt=F("asked_on")), name="advice_is_due_after_it_was_asked"),
            models.CheckConstraint(
                condition=together("answered_on", "answered_at", "answered_by"), name="advice_is_answered_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="", answer="")
                | Q(answered_on__isnull=False) & ~Q(outcome="", answer=""),
                name="advice_that_is_answered_says_how",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="advice_is_answered_after_it_was_asked",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.to_whom}"

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self.answered_on is None

    def is_overdue(self, on: date) -> bool:
        """Whether its answer should have come before a day."""
        return self.waits and self.due_on < on


class Conclusion(Keyed):
    """What was concluded of a child before a meeting of the Strategic Group: it goes up, or is settled here.

    The newest counts; none is ever changed. It covers the concerns whose child was known by then.
    """

    audit_name = "conclusion about a pupil’s concerns"

    child = models.ForeignKey(Child, models.PROTECT, related_name="conclusions")
    goes_up = models.BooleanField()
    because = models.TextField()
    # How the child was rated then: one who is rated worse since is looked at again.
    rated = models.PositiveSmallIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="conclusion_says_why"),
            models.CheckConstraint(condition=Q(rated__lte=2), name="conclusion_has_a_rating"),
        ]

    def __str__(self) -> str:
        return "Goes to the Strategic Group" if self.goes_up else "Settled here"
