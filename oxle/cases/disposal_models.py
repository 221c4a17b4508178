"""What keeps a record and what lets it go: legal holds, and the decisions on records whose time is up.

A record is a closed case, a message that was answered, or a child of whom nothing else is left (see disposable).
"""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned, one_of
from oxle.people.models import Child

# The columns of a certificate that the job still writes to, once the case is gone.
AFTERWARDS = "ARRAY['files', 'files_removed_at', 'audit_emptied', 'audit_emptied_at']"


class LegalHold(Versioned):
    """Keeps a record from disposal, on any path, until it is lifted. It may be held for several reasons at once.

    A hold on a child keeps the cases about the child as well, and what a school began to refer.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="holds")
    message = models.ForeignKey("cases.InboxMessage", models.PROTECT, null=True, blank=True, related_name="holds")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="holds")
    reason = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lifted_reason = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=one_of("case", "message", "child"), name="hold_is_of_one_record"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason="")),
                name="hold_is_lifted_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"hold of {self.on}"

    @property
    def of(self) -> Any:
        """The record that is held."""
        return self.case or self.message or self.child


class State(models.TextChoices):
    """What became of a decision."""

    KEPT = "kept", "Kept"
    PROPOSED = "proposed", "Waits for a second person"
    REFUSED = "refused", "Not agreed"
    STOPPED = "stopped", "Stopped"
    CONFIRMED = "confirmed", "About to be destroyed"
    DESTROYED = "destroyed", "Destroyed"


# A decision that is made and not yet carried out.
RUNNING = (State.PROPOSED, State.CONFIRMED)


class Disposal(Keyed, Versioned):
    """A decision on a record whose time is up: keep it for longer, or destroy it, which takes two people.

    Nobody decides on what was given up before it became a case (see abandoning): there is only the certificate, `by`
    nobody.

    Once the record is destroyed this row is the certificate. It names no child, no parent and nothing that was in the
    record, and it can never be altered or deleted.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="disposals")
    message = models.ForeignKey("cases.InboxMessage", models.PROTECT, null=True, blank=True, related_name="disposals")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="disposals")
    # The case's own, or a new one for a record that has none.
    reference = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=State)
    # The line of the retention schedule and the setting that decided, as they stood. Not the day that was worked out:
    # it can tell a child's date of birth.
    record = models.CharField(max_length=200)
    rule = models.CharField(max_length=100)
    rule_words = models.CharField(max_length=300)
    # The day the case was closed or the message answered. A child's record is closed on no day.
    closed_on = models.DateField(null=True, blank=True)

    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    next_review_on = models.DateField(null=True, blank=True)
    # The second person's answer to a proposal.
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.TextField(blank=True)

    destroyed_at = models.DateTimeField(null=True, blank=True)
    # The one transaction that destroyed it all: by it the audit knows which records went.
    transaction = models.BigIntegerField(null=True, blank=True)
    # What was destroyed: [["notes", 3], …].
    counts = models.JSONField(default=list, blank=True)
    # The names of stored files that are not yet off the disk; they say nothing about anybody.
    files = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    files_removed_at = models.DateTimeField(null=True, blank=True)
    audit_due_on = models.DateField(null=True, blank=True)
    audit_emptied = models.PositiveIntegerField(default=0)
    audit_emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["reference"], name="disposal_of_reference")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="disposal_says_why"),
            models.CheckConstraint(
                condition=Q(state="kept", next_review_on__isnull=False) | (~Q(state="kept") & Q(next_review_on=None)),
                name="what_is_kept_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="disposal_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "destroyed"])
                | (Q(answered_by__isnull=False) & ~Q(answered_by=F("by")))
                | Q(state="destroyed", by=None, answered_by=None),
                name="two_people_decide_what_is_destroyed",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(state="destroyed"), name="only_what_was_given_up_goes_by_itself"
            ),
            models.CheckConstraint(
                condition=Q(state="stopped") & ~Q(stopped_because="") | ~Q(state="stopped") & Q(stopped_because=""),
                name="what_is_stopped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="destroyed",
                    case=None,
                    message=None,
                    child=None,
                    destroyed_at__isnull=False,
                    transaction__isnull=False,
                    audit_due_on__isnull=False,
                )
                | (
                    ~Q(state="destroyed")
                    & one_of("case", "message", "child")
                    & Q(destroyed_at=None, transaction=None, files=[])
                ),
                name="only_what_is_destroyed_has_no_record",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["proposed", "confirmed"]), name="one_running_disposal_a_case"
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(state__in=["proposed", "confirmed"]),
                name="one_running_disposal_a_message",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state__in=["proposed", "confirmed"]), name="one_running_disposal_a_child"
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(state="destroyed"), name="one_certificate_a_reference"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="certificate_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="destroyed"),
                func=f"""
                    IF to_jsonb(OLD) - {AFTERWARDS} IS DISTINCT FROM to_jsonb(NEW) - {AFTERWARDS} THEN
                        RAISE EXCEPTION 'a disposal certificate is never altered';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_state_display()}"

    @property
    def of(self) -> Any:
        """The record that is decided on; None once it is destroyed."""
        return self.case or self.message or self.child
