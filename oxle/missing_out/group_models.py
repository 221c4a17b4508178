"""What the Strategic Group sees to: themes, what it decided of a pupil or a theme, and what somebody does for it."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned, one_of, together
from oxle.meetings.models import Meeting, Series
from oxle.people.models import Child

# What was written of a child goes when two people decided to destroy the child's record; nothing else ever changes.
DECISION_IS_KEPT = """
IF NEW.words = '' AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words'
        AND public.cases_may_go(NULL, NULL, (
            SELECT coalesce(c.merged_into_id, c.id) FROM public.missing_out_packrow r
            JOIN public.people_child c ON c.id = r.child_id WHERE r.id = OLD.row_id)) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'a decision of the Strategic Group is never changed';
"""


class Theme(Keyed, Versioned):
    """One barrier that keeps several pupils out, with the one action that the group owns.

    Its words name nobody and never change: another barrier is another theme. It ends when the group says so.
    """

    audit_name = "theme of the Strategic Group"

    series = models.ForeignKey(Series, models.PROTECT, related_name="themes")
    reference = models.CharField(max_length=12, unique=True)
    barrier = models.CharField("what stands in the way", max_length=200)
    shows = models.TextField("how it shows")
    action = models.CharField("what the group is to see done", max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(barrier="") & ~Q(action=""), name="theme_says_what_and_what_is_done"),
            models.CheckConstraint(condition=together("ended_at", "ended_by"), name="theme_is_ended_by_somebody"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="") | Q(ended_at__isnull=False) & ~Q(ended_because=""),
                name="theme_that_ended_says_why",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="theme_is_never_changed", exclude=["ended_at", "ended_by", "ended_because", "version"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.barrier}"


class ThemePupil(models.Model):
    """A pupil who stands under a theme, from a moment and until one. Whose record is destroyed stays as a number."""

    audit_name = "pupil of a theme"

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="pupils")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="themes")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "child"], condition=Q(left_at=None), name="pupil_of_a_theme_once"),
            models.CheckConstraint(condition=together("left_at", "left_by"), name="pupil_left_a_theme_by_somebody"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("added_at")), name="pupil_left_a_theme_after_it_was_added"
            ),
        ]

    def __str__(self) -> str:
        return f"pupil {self.pk} of a theme"


class GroupDecision(Keyed):
    """What was decided at a meeting of the group, or between meetings by the director’s being asked, of one pupil by
    reference or of a theme. Never changed."""

    audit_name = "decision of the Strategic Group"

    class Kind(models.TextChoices):
        """What it is."""

        ACT = "act", "Somebody acts"
        STAYS = "stays", "Looked at again at the next meeting"
        EASED = "eased", "Needs the group no more"
        DIRECTOR = "director", "Escalated to the director"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="group_decisions")
    row = models.ForeignKey("missing_out.PackRow", models.PROTECT, null=True, blank=True, related_name="decisions")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="decisions")
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.TextField("why")
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [models.CheckConstraint(condition=one_of("row", "theme"), name="decision_is_of_one_matter")]
        triggers = [
            pgtrigger.Trigger(
                name="group_decision_is_never_changed", when=pgtrigger.Before, operation=pgtrigger.Update,
                func=DECISION_IS_KEPT,
            ),
            pgtrigger.Protect(name="group_decision_is_never_deleted", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"


class GroupAction(Keyed, Versioned):
    """What somebody does because of a decision of the group: theirs until it is done, and a deadline of its own."""

    audit_name = "action of the Strategic Group"

    decision = models.ForeignKey(GroupDecision, models.PROTECT, related_name="actions")
    # By which an e-mail names it.
    reference = models.CharField(max_length=12, unique=True)
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(User, models.PROTECT, related_name="group_actions")
    due_on = models.DateField()
    came_of_it = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner"], condition=Q(done_on=None), name="group_action_open_by_owner")]
        constraints = [
            models.CheckConstraint(
                condition=together("done_on", "done_at", "done_by"), name="group_action_is_done_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(came_of_it="") | Q(done_on__isnull=False), name="group_action_that_is_open_has_no_end"
            ),
        ]
        triggers = [pgtrigger.Protect(name="group_action_is_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.reference
