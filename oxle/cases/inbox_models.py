"""What came in and what was handed over: messages to a team, kept until they are dealt with."""

from django.db import models
from django.db.models import Q

from oxle.accounts.models import Organisation, User
from oxle.core.models import Keyed, Versioned, one_of
from oxle.documents.models import File


class Origin(models.TextChoices):
    """How a case or a message reached the council."""

    PORTAL = "portal", "School portal"
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    POST = "post", "Post"
    HAND_OVER = "hand_over", "Handed over from another duty"
    COUNCIL = "council", "Opened by the council"
    APPLICANT = "applicant", "Applied for on line"
    TOLD = "told", "Told on line"


class HandOver(models.Model):
    """A case's matter given to another duty: it waits with a team, as a message, until it is accepted or sent back.

    Where that duty is not installed it waits with a named team. The message is about the child of the case that was
    handed over, and open to nobody to whom the child is closed.
    """

    audit_name = "hand-over"

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="handed_over")
    to_duty = models.CharField(max_length=40)
    reason = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    waits_with = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="waiting")
    message = models.OneToOneField(
        "cases.InboxMessage", models.PROTECT, null=True, blank=True, related_name="handed_over_by"
    )
    opened = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="handed_over_from")
    # The reference of the case it opened, once that was disposed of.
    disposed_of = models.CharField(max_length=16, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    refused_because = models.TextField(blank=True)
    # Not whom it waited for ended it, but the case that had handed it over: it is not needed any more.
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("waits_with", "opened") & Q(disposed_of="", refused_on=None)
                | Q(waits_with=None, opened=None, refused_on=None) & ~Q(disposed_of="")
                | Q(waits_with=None, opened=None, refused_on__isnull=False, disposed_of=""),
                name="hand_over_waits_or_arrived_or_came_back",
            ),
            models.CheckConstraint(
                condition=Q(refused_on=None, refused_by=None, refused_because="")
                | Q(refused_on__isnull=False, refused_by__isnull=False) & ~Q(refused_because=""),
                name="hand_over_is_refused_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(refused_on__isnull=False), name="hand_over_is_withdrawn_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} to {self.to_duty}"


class InboxMessage(Keyed, Versioned):
    """Something that came by e-mail, phone or post, or that somebody without an account told on line. It stays until it
    is linked to a case or answered."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        LINKED = "linked", "Linked to a case"
        ANSWERED = "answered", "Answered"

    team = models.ForeignKey(Organisation, models.PROTECT, related_name="inbox")
    channel = models.CharField(max_length=10, choices=Origin)
    received_on = models.DateField()
    sender = models.CharField(max_length=300)
    text = models.TextField()
    files = models.ManyToManyField(File, blank=True, related_name="inbox_messages")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="inbox_messages")
    answer = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    # None where nobody entered it: whoever sent it wrote it themselves, and was given its reference. A school that
    # tells in its portal of a pupil who is on no list of ours is given one, too, and is who entered it.
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(max_length=16, blank=True)
    # What was told on line or in the portal, by the names that the duty’s form gives it: a case that is opened of it
    # begins with that.
    told = models.JSONField(default=dict, blank=True)
    urgent = models.BooleanField("whoever sent it is worried about a child’s safety", default=False)
    reply_to = models.EmailField("address at which whoever sent it can be reached", blank=True)
    reply_proved_at = models.DateTimeField("when it was shown that the address is theirs", null=True, blank=True)
    dealt_at = models.DateTimeField(null=True, blank=True)
    dealt_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", dealt_at__isnull=True, dealt_by__isnull=True)
                | Q(state="linked", case__isnull=False, dealt_at__isnull=False, dealt_by__isnull=False)
                | (Q(state="answered", dealt_at__isnull=False, dealt_by__isnull=False) & ~Q(answer="")),
                name="inbox_message_is_waiting_or_dealt_with",
            ),
            models.CheckConstraint(
                condition=Q(channel=Origin.TOLD, entered_by=None) & ~Q(reference="") & ~Q(told={})
                | Q(channel=Origin.PORTAL, entered_by__isnull=False, reply_to="") & ~Q(reference="") & ~Q(told={})
                | ~Q(channel__in=[Origin.TOLD, Origin.PORTAL])
                & Q(entered_by__isnull=False, reference="", told={}, urgent=False, reply_to=""),
                name="inbox_message_was_entered_or_told_on_line",
            ),
            models.CheckConstraint(
                condition=Q(reply_proved_at=None) | ~Q(reply_to=""), name="inbox_message_proves_an_address_it_has"
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="one_inbox_message_a_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of {self.received_on}"
