"""The move of a child between schools, the three lines of records that go along, and all that happened to them."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import Organisation, User
from oxle.core.models import Keyed, Versioned, one_of, together
from oxle.people.models import Child, Enrolment
from oxle.provision.models import Offer, Provider
from oxle.schools.models import School


class Reason(models.TextChoices):
    """Why records move."""

    LEFT = "left", "Left the school"
    NAMED = "named", "A new place was named"
    PLACED = "placed", "Placed with a provider"
    DUAL = "dual", "Registered at a second school"
    PLACE_OVER = "place_over", "A place with a provider ended"
    DUAL_OVER = "dual_over", "A second registration ended"
    BY_HAND = "by_hand", "Opened by an officer"


# Records that come back with the child.
BACK = (Reason.PLACE_OVER, Reason.DUAL_OVER)


class Transfer(Keyed, Versioned):
    """The records of one child that one school or provider owes to another place.

    `from_school` or `from_provider` is who sends: `sender`. `to_school`, `to_provider` or `elsewhere` (a place that is
    not on our lists) is where the child goes; none of them while that is not known. `ceased_on` is the last day on the
    old school's register, or of the place with the provider; empty while the child is there.
    """

    audit_name = "transfer of records"

    child = models.ForeignKey(Child, models.PROTECT, related_name="transfers")
    from_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="transfers_sent")
    from_provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="transfers_sent")
    to_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="transfers_to")
    to_provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="transfers_to")
    elsewhere = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=10, choices=Reason)
    because = models.TextField(blank=True)
    # The rows that say so, where there are any.
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="transfers")
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, blank=True, related_name="transfers")
    ceased_on = models.DateField(null=True, blank=True)
    known_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Nobody, where the service itself found that the child did not move after all.
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_school=None, to_provider=None)
                | Q(to_school=None, elsewhere="")
                | Q(to_provider=None, elsewhere=""),
                name="transfer_goes_to_one_place",
            ),
            models.CheckConstraint(
                condition=Q(to_school=None, to_provider=None, elsewhere="", known_on=None, starts_on=None)
                | Q(known_on__isnull=False) & ~Q(to_school=None, to_provider=None, elsewhere=""),
                name="transfer_knows_since_when_where_to",
            ),
            models.CheckConstraint(
                condition=one_of("from_school", "from_provider"), name="transfer_comes_from_one_place"
            ),
            models.CheckConstraint(
                condition=(Q(to_school=None) | Q(from_school=None) | ~Q(to_school=F("from_school")))
                & (Q(to_provider=None) | Q(from_provider=None) | ~Q(to_provider=F("from_provider"))),
                name="transfer_goes_to_another_place",
            ),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="transfer_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(reason=Reason.BY_HAND) | ~Q(because=""), name="transfer_by_hand_says_why"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="transfer_withdrawn_says_why",
            ),
            # One there and one back.
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(withdrawn_at=None) & ~Q(reason__in=BACK),
                name="one_transfer_an_enrolment_that_ended",
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(withdrawn_at=None, reason__in=BACK),
                name="one_transfer_back_an_enrolment",
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(withdrawn_at=None) & ~Q(reason__in=BACK),
                name="one_transfer_a_place_with_a_provider",
            ),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(withdrawn_at=None, reason__in=BACK), name="one_transfer_back_a_place"
            ),
        ]
        indexes = [
            models.Index(fields=["from_school"], condition=Q(withdrawn_at=None), name="transfer_that_stands"),
            models.Index(fields=["from_provider"], condition=Q(withdrawn_at=None), name="transfer_from_a_provider"),
        ]

    def __str__(self) -> str:
        return f"Records of {self.child_id}, {self.get_reason_display()}"

    @property
    def sender(self) -> School | Provider:
        """Whose people send the files."""
        place = self.from_school if self.from_school_id else self.from_provider
        if place is None:
            raise ValueError("a transfer comes from one place")
        return place

    @property
    def calendar_id(self) -> int | None:
        """Whose school days count: those of the school that sends; a provider has no calendar here, so those of the
        school that receives, else the council's (None)."""
        school = self.from_school or self.to_school
        return school.calendar_id if school is not None else None

    @property
    def is_known(self) -> bool:
        """Whether it is known where the child goes."""
        return self.known_on is not None

    @property
    def receiver(self) -> Organisation | None:
        """Whose people confirm receipt: those of the new school or provider; nobody signs in for a place elsewhere."""
        if self.to_school is not None:
            return self.to_school.organisation
        return self.to_provider.organisation if self.to_provider is not None else None

    @property
    def where_to(self) -> str:
        """The name of the new place; empty while it is not known."""
        organisation = self.receiver
        return organisation.name if organisation is not None else self.elsewhere


class Kind(models.TextChoices):
    """The three lines of every transfer."""

    CTF = "ctf", "Common transfer file"
    GENERAL = "general", "General file"
    SAFEGUARDING = "safeguarding", "Safeguarding file"


class How(models.TextChoices):
    """How a file was sent."""

    S2S = "s2s", "School to School (S2S)"
    SYSTEM = "system", "From one safeguarding or information system to the other"
    SECURE_MAIL = "secure_mail", "Encrypted e-mail"
    BY_HAND = "by_hand", "Handed over in person"
    POST = "post", "Post, signed for"


class Line(Keyed, Versioned):
    """One file of a transfer, as it stands. What happened to it one after the other, its happenings have."""

    audit_name = "line of a transfer of records"

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=12, choices=Kind)
    # A common transfer file only a school makes; every other line is owed (see `open_transfer`).
    owed = models.BooleanField(default=True)
    # Worked out anew whenever something changes, and by every sweep: see `deadlines`.
    due_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.CharField(max_length=12, choices=How, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    # Who has it at the new place, as they are called there; whoever confirmed it here may be somebody else.
    receiver = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # That no safeguarding file exists: who says so, by name. It is never assumed.
    none_said = models.CharField(max_length=200, blank=True)
    none_at = models.DateTimeField(null=True, blank=True)
    none_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # That the common transfer file is in the lost pupil database, as nobody knows where the child goes.
    lost_on = models.DateField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)
    lost_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["transfer", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "kind"], name="one_line_of_a_kind_a_transfer"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="line_is_of_a_kind"),
            models.CheckConstraint(
                condition=together("sent_on", "sent_at", "sent_by")
                & (Q(sent_on=None, sent_how="") | Q(sent_on__isnull=False) & ~Q(sent_how="")),
                name="line_sent_says_how_and_by_whom",
            ),
            models.CheckConstraint(
                condition=together("received_on", "received_at", "received_by")
                & (Q(received_on=None, receiver="") | Q(received_on__isnull=False) & ~Q(receiver="")),
                name="line_received_says_who_has_it",
            ),
            models.CheckConstraint(
                condition=together("none_at", "none_by")
                & (Q(none_at=None, none_said="") | Q(none_at__isnull=False) & ~Q(none_said="")),
                name="line_without_file_says_who_says_so",
            ),
            models.CheckConstraint(
                condition=Q(none_at=None) | Q(kind=Kind.SAFEGUARDING, sent_on=None, received_on=None),
                name="only_a_safeguarding_file_may_not_exist",
            ),
            models.CheckConstraint(
                condition=Q(owed=True) | Q(kind=Kind.CTF, due_on=None, sent_on=None, received_on=None, lost_on=None),
                name="only_a_common_transfer_file_is_not_owed",
            ),
            models.CheckConstraint(condition=together("lost_on", "lost_at", "lost_by"), name="line_lost_says_by_whom"),
            models.CheckConstraint(
                condition=Q(lost_on=None) | Q(kind=Kind.CTF), name="only_a_common_transfer_file_is_lost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.transfer_id}"


class What(models.TextChoices):
    """What happened to a transfer or to one of its lines."""

    OPENED = "opened", "Opened"
    DESTINATION = "destination", "Where the pupil goes was recorded"
    SENT = "sent", "Sent"
    RECEIVED = "received", "Receipt confirmed"
    NONE = "none", "No safeguarding file exists"
    LOST = "lost", "Put in the lost pupil database"
    CHASED = "chased", "Chased"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Happening(models.Model):
    """One thing that happened, by whom and in what words. Rows are only added."""

    audit_name = "what happened to a transfer of records"

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="happenings")
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    what = models.CharField(max_length=12, choices=What)
    at = models.DateTimeField()
    # Nobody: the service itself.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="happening_is_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=What.values), name="happening_is_of_a_kind"),
            models.CheckConstraint(condition=~Q(what=What.CHASED) | Q(by__isnull=False), name="somebody_chases"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} at {self.at}"
