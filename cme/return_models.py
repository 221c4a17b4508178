"""What a school told of a pupil whom it took off its register, and the words of a ground that an officer confirmed."""

from django.db import models
from django.db.models import F, Q

from cme.grounds import CHOICES, HOME, NONE
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import Keyed, Versioned
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.schools.models import School


class Deletion(Keyed, Versioned):
    """A deletion return: which school took which pupil off its register, on what ground, to go where."""

    audit_name = "deletion return"

    school = models.ForeignKey(School, models.PROTECT, related_name="deletions")
    child = models.ForeignKey(Child, models.PROTECT, related_name="deletions")
    ground = models.CharField(max_length=16, choices=CHOICES)
    deleted_on = models.DateField()
    last_attended_on = models.DateField("last day at school", null=True, blank=True)
    destination_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    destination = models.TextField("where the pupil goes, as far as the school knows", blank=True)
    # By which the parents told the school that they educate the pupil at home: asked for on that ground alone.
    letter = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    letter_on = models.DateField("date of the parents’ letter", null=True, blank=True)
    told_on = models.DateField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="deletions")

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "child", "deleted_on"], name="a_deletion_is_told_once"),
            models.CheckConstraint(condition=Q(told_on__gte=F("deleted_on")), name="deletion_told_once_deleted"),
            models.CheckConstraint(
                condition=Q(last_attended_on=None) | Q(last_attended_on__lte=F("deleted_on")),
                name="deleted_after_the_last_day_at_school",
            ),
            models.CheckConstraint(
                condition=Q(destination_school=None) | ~Q(destination_school=F("school")),
                name="deleted_pupil_goes_to_another_school",
            ),
            models.CheckConstraint(
                condition=Q(destination_school__isnull=False) | ~Q(destination=""), name="deletion_says_where_to"
            ),
        ]

    def __str__(self) -> str:
        return f"deletion at {self.school_id} on {self.deleted_on}"

    @property
    def is_late(self) -> bool:
        """Whether it was told after the pupil was deleted, which is later than the regulation has it."""
        return self.told_on > self.deleted_on

    @property
    def lacks(self) -> list[str]:
        """What a deletion on the ground of education at home is without; nothing on any other ground."""
        if self.ground != HOME.key:
            return []
        return [
            *([] if self.letter_id else ["the parents’ letter"]),
            *([] if self.letter_on else ["the date of the parents’ letter"]),
            *(["a letter of a day before the deletion"] if self.letter_on and self.letter_on > self.deleted_on else []),
        ]

    @property
    def has_no_ground(self) -> bool:
        """Whether the school itself names no ground."""
        return self.ground == NONE


class GroundText(models.Model):
    """That a named officer compared the words of a ground with the regulation. A later one says how it is now."""

    audit_name = "confirmed words of a ground"

    ground = models.CharField(max_length=16)
    text = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="ground_text_says_something")]

    def __str__(self) -> str:
        return f"{self.ground} on {self.on}"


class AuthorityRequest(Keyed, Versioned):
    """What another authority asks us about a child, and what we answered."""

    audit_name = "request of another authority"

    authority = models.CharField(max_length=200)
    from_whom = models.CharField("name and how to reach them", max_length=300)
    received_on = models.DateField()
    due_on = models.DateField("when our answer is due")
    asked = models.TextField("whom it asks about, and what")
    # As it was given: whoever enters the request may not be shown whose it is.
    upn = models.CharField("UPN", max_length=13, blank=True)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="authority_requests")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="authority_requests")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    receipt = models.CharField("where their receipt is kept", max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="", answered_by=None)
                | Q(answered_on__gte=F("received_on"), answered_by__isnull=False) & ~Q(answer=""),
                name="authority_request_is_answered_by_somebody_after_it_came",
            ),
            models.CheckConstraint(
                condition=Q(case=None) | Q(child__isnull=False), name="authority_request_on_a_case_is_about_a_child"
            ),
        ]

    def __str__(self) -> str:
        return f"request of {self.authority}"
