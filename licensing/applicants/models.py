"""Who applies without an account, what they have begun, and the files with it. None of it is a case yet."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from oxle.core.models import Keyed, Versioned
from oxle.documents.models import File


class Applicant(Keyed):
    """An e-mail address at which somebody asked for a link. `came_at`: when one was last used; None: never proved."""

    email = models.EmailField(unique=True)
    asked_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="applicant_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return f"applicant {self.key}"


# In which section, and at which answers, stands what an application of a kind is called; and where its task list is.
_NAMED_BY = {
    "performances": ("production", "name"),
    "work": ("job", "job"),
    "chaperone": ("you", "given", "family"),
    "body": ("organisation", "organisation"),
}
_TASKS = {"performances": "apply_tasks", "work": "job_tasks"}


class ApplicationDraft(Keyed, Versioned):
    """An application of any kind while it is filled in: the answers by section, as plain values.

    Once it is sent it holds what was sent, for its applicant to read; the cases have their own.
    """

    audit_name = "application that is filled in"

    class Kind(models.TextChoices):
        PERFORMANCES = "performances", "Performance licence"
        WORK = "work", "Work permit"
        CHAPERONE = "chaperone", "Approval as a chaperone"
        BODY = "body", "Approval of an organisation (BOPA)"

    class State(models.TextChoices):
        FILLING = "filling", "Being filled in"
        SENT = "sent", "Sent"
        DISCARDED = "discarded", "Discarded"

    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERFORMANCES)
    state = models.CharField(max_length=10, choices=State, default=State.FILLING)
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_on__isnull=False) & ~Q(reference="")
                | ~Q(state="sent") & Q(sent_on=None, reference=""),
                name="a_sent_application_has_its_reference",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="one_application_draft_a_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.key}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be filled in."""
        return self.state == self.State.FILLING

    @property
    def is_discarded(self) -> bool:
        """Whether it was thrown away."""
        return self.state == self.State.DISCARDED

    @property
    def name(self) -> str:
        """What it is called, once that was said: the production, the job, the chaperone, the organisation."""
        section, *fields = _NAMED_BY[self.kind]
        told = self.answers.get(section, {})
        return " ".join(told[field] for field in fields if told.get(field)) or "New application"

    def get_absolute_url(self) -> str:
        """Its task list."""
        return reverse(f"licensing:{_TASKS.get(self.kind, 'sheet_tasks')}", args=[self.key])


class ApplicationFile(Keyed):
    """A file that came with an application: the risk assessment, or the photograph of a child, by its section; of one
    of several children by the key of that child in the list (`item`)."""

    audit_name = "file of an application"

    draft = models.ForeignKey(ApplicationDraft, models.PROTECT, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    section = models.CharField(max_length=20, default="risks")
    item = models.CharField("key of the child in the list", max_length=20, blank=True)
    title = models.CharField(max_length=300)
    taken_on = models.DateField("when the photograph was taken", null=True, blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.title
