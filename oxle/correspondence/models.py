"""Letters, the outbox of e-mail, and the brake that holds an unusual burst of either."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import Organisation, User
from oxle.core.models import Keyed, Versioned, together
from oxle.correspondence.kinds import KINDS, LetterKind
from oxle.correspondence.methods import Method
from oxle.documents.models import File
from oxle.people.models import Adult, Child


class Brake(Keyed):
    """An unusual burst of one kind of letter or message, held until a manager lets it go or discards it."""

    audit_name = "stop of an unusual number of letters"

    class What(models.TextChoices):
        LETTER = "letter", "Letters"
        MESSAGE = "message", "E-mails"

    what = models.CharField(max_length=10, choices=What)
    kind = models.CharField(max_length=80)
    limit = models.PositiveIntegerField()
    held_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    discarded = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "kind"], condition=Q(ended_at=None), name="one_open_brake_a_kind"),
            models.CheckConstraint(condition=together("ended_at", "ended_by"), name="brake_ended_by_somebody"),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(reason=""), name="brake_ended_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.kind}"


class WhyReturned(models.TextChoices):
    """What the post said of a letter that it brought back."""

    GONE_AWAY = "gone_away", "Gone away"
    REFUSED = "refused", "Refused"
    NOT_KNOWN = "not_known", "Not known at the address"
    OTHER = "other", "For another reason"


class Letter(Keyed, Versioned):
    """One letter to one recipient. From its release on, what it says and where it goes can never change."""

    class State(models.TextChoices):
        DRAFTED = "drafted", "Draft"
        RELEASED = "released", "Being made"
        RENDERED = "rendered", "To post"
        SENT = "sent", "Sent"
        SERVED = "served", "Served"
        RETURNED = "returned", "Came back"
        WITHDRAWN = "withdrawn", "Withdrawn"

    kind = models.CharField(max_length=80)
    kind_version = models.PositiveIntegerField()
    # What the recipient quotes when they answer: the case's reference.
    reference = models.CharField(max_length=20, blank=True)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="letters")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="letters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="letters")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    context = models.JSONField(default=dict, blank=True)
    own_paragraph = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    # Nobody, when a step that the service takes by itself called for the letter.
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    # Of a family where two people must agree: the first of them, and the digest of what they read.
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_sha256 = models.CharField(max_length=64, blank=True)

    released_on = models.DateField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.TextField(blank=True)
    address_reason = models.TextField("why it goes to the last known address", blank=True)
    despite_return = models.TextField("why it goes to where post came back from", blank=True)
    # What happened after its release was looked at, and it goes all the same. The mark is of all that was seen then.
    despite_change = models.TextField("why it goes although something happened since its release", blank=True)
    despite_change_of = models.TextField("what had happened since its release", blank=True)
    despite_change_mark = models.CharField(max_length=64, blank=True)
    despite_change_at = models.DateTimeField(null=True, blank=True)
    despite_change_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    html = models.TextField(blank=True)
    html_sha256 = models.CharField(max_length=64, blank=True)

    # While a worker makes the PDF: until when it has the letter to itself, how often it was tried, what went wrong.
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    brake = models.ForeignKey(Brake, models.PROTECT, null=True, blank=True, related_name="letters")
    rendered_at = models.DateTimeField(null=True, blank=True)
    pdf = models.OneToOneField(File, models.PROTECT, null=True, blank=True, related_name="letter")

    sent_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField("when the sending was recorded", null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    method = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Method], blank=True)
    proof = models.TextField("proof of posting or service", blank=True)
    deemed_served_on = models.DateField(null=True, blank=True)

    # The day on which it counted as served stays, and counts no more while the letter is recorded as come back.
    returned_on = models.DateField(null=True, blank=True)
    returned_at = models.DateTimeField("when its coming back was recorded", null=True, blank=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    returned_because = models.CharField(max_length=10, choices=WhyReturned, blank=True)
    returned_words = models.TextField("what the post said", blank=True)
    # It was recorded as come back by mistake; the last time that this was put right.
    unreturned_at = models.DateTimeField(null=True, blank=True)
    unreturned_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    unreturned_reason = models.TextField(blank=True)

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        indexes = [
            models.Index(fields=["released_at"], name="letter_released_at"),
            models.Index(
                fields=["released_at"],
                condition=Q(pdf=None, released_at__isnull=False, withdrawn_at=None),
                name="letter_to_make",
            ),
            models.Index(fields=["state", "released_on"], name="letter_by_state"),
            models.Index(fields=["deemed_served_on"], condition=Q(state="sent"), name="letter_to_count_as_served"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(adult__isnull=True, organisation__isnull=False)
                | Q(adult__isnull=False, organisation__isnull=True),
                name="letter_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=together("approved_at", "approved_by"), name="letter_approved_by_somebody"
            ),
            models.CheckConstraint(
                condition=together("released_at", "released_on", "released_by"), name="letter_released_by_somebody"
            ),
            models.CheckConstraint(
                condition=together("sent_at", "sent_on", "sent_by", "deemed_served_on"), name="letter_sent_by_somebody"
            ),
            models.CheckConstraint(
                condition=together("withdrawn_at", "withdrawn_by"), name="letter_withdrawn_by_somebody"
            ),
            models.CheckConstraint(
                condition=together("despite_change_at", "despite_change_by")
                & (
                    Q(despite_change_at=None, despite_change="", despite_change_of="", despite_change_mark="")
                    | ~Q(despite_change="") & ~Q(despite_change_of="") & ~Q(despite_change_mark="")
                ),
                name="letter_goes_all_the_same_says_who_and_why",
            ),
            models.CheckConstraint(condition=together("rendered_at", "pdf"), name="letter_rendered_to_a_file"),
            models.CheckConstraint(
                condition=together("returned_on", "returned_at", "returned_by"), name="letter_returned_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None, returned_because="", returned_words="")
                | Q(returned_on__gte=F("sent_on")) & ~Q(returned_because="") & ~Q(returned_because="other")
                | Q(returned_on__gte=F("sent_on"), returned_because="other") & ~Q(returned_words=""),
                name="letter_returned_later_and_why",
            ),
            models.CheckConstraint(
                condition=together("unreturned_at", "unreturned_by")
                & (Q(unreturned_at=None) | ~Q(unreturned_reason="")),
                name="letter_not_returned_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, html="", address="")
                | Q(released_at__isnull=False) & ~Q(html="") & ~Q(address=""),
                name="letter_released_with_its_text_and_address",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, method="") | Q(sent_on__isnull=False) & ~Q(method=""),
                name="letter_sent_somehow",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="letter_withdrawn_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="drafted", released_at=None, withdrawn_at=None)
                | Q(state="released", released_at__isnull=False, pdf=None, withdrawn_at=None)
                | Q(state="rendered", pdf__isnull=False, sent_at=None, withdrawn_at=None)
                | Q(
                    state__in=["sent", "served"],
                    released_at__isnull=False,
                    sent_at__isnull=False,
                    withdrawn_at=None,
                    returned_at=None,
                )
                | Q(state="returned", sent_at__isnull=False, returned_at__isnull=False, withdrawn_at=None)
                | Q(state="withdrawn", withdrawn_at__isnull=False, sent_at=None),
                name="letter_state_is_what_happened",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="letter_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__released_at__isnull=False)
                & (
                    pgtrigger.Q(old__html__df=pgtrigger.F("new__html"))
                    | pgtrigger.Q(old__html_sha256__df=pgtrigger.F("new__html_sha256"))
                    | pgtrigger.Q(old__address__df=pgtrigger.F("new__address"))
                    | pgtrigger.Q(old__context__df=pgtrigger.F("new__context"))
                    | pgtrigger.Q(old__own_paragraph__df=pgtrigger.F("new__own_paragraph"))
                    | pgtrigger.Q(old__kind_version__df=pgtrigger.F("new__kind_version"))
                    | pgtrigger.Q(old__adult__df=pgtrigger.F("new__adult"))
                    | pgtrigger.Q(old__organisation__df=pgtrigger.F("new__organisation"))
                ),
            ),
            pgtrigger.Protect(
                name="letter_is_made_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__pdf__isnull=False) & pgtrigger.Q(old__pdf__df=pgtrigger.F("new__pdf")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def letter_kind(self) -> LetterKind | None:
        """The kind; None when the duty whose letter it was is not installed."""
        return KINDS.get(self.kind)

    @property
    def title(self) -> str:
        """What the letter is, without anybody's name."""
        return self.letter_kind.title if self.letter_kind else self.kind

    @property
    def recipient(self) -> Any:
        """The adult or the organisation it goes to."""
        return self.adult or self.organisation

    @property
    def recipient_name(self) -> str:
        """The recipient, as a list names them."""
        return self.recipient.name

    # Why it may not leave now, where a page has asked (`queries.asked_about`).
    kept_back = ""

    @property
    def is_held(self) -> bool:
        """Whether the brake holds it."""
        return self.brake_id is not None and self.brake.ended_at is None


class Message(Keyed):
    """One e-mail to one person. It can hold a reference and a link, and nothing else about anybody."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        HELD = "held", "Held"
        FAILED = "failed", "Could not be sent"
        DROPPED = "dropped", "Not sent"

    kind = models.CharField(max_length=80)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="messages")
    email = models.EmailField(blank=True)
    reference = models.CharField(max_length=20, blank=True)
    link = models.CharField(max_length=200)
    # Whose one-time link is made when the message is sent, so that it is never stored.
    one_time_subject = models.CharField(max_length=64, blank=True)
    dedupe = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    brake = models.ForeignKey(Brake, models.PROTECT, null=True, blank=True, related_name="messages")

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "claimed"]), name="message_to_send"),
            models.Index(fields=["queued_at"], name="message_queued_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | Q(user=None) & ~Q(email=""),
                name="message_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="message_sent_at_a_moment",
            ),
            models.CheckConstraint(condition=~Q(state="held") | Q(brake__isnull=False), name="message_held_by_a_brake"),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(lease_until__isnull=False), name="message_claimed_for_a_while"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}".strip()


class SealedMail(models.Model):
    """An e-mail about signing in, encrypted while it waits and deleted once sent; see sign_in_mail."""

    sealed = models.TextField()
    queued_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["queued_at"], name="sealed_mail_queued_at")]

    def __str__(self) -> str:
        return f"sealed {self.pk}"
