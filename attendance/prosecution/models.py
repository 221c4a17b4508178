"""What only a prosecution has: charge, statements, certificate, exhibits, unused material, bundles."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.cases.models import Case, CaseDocument, Event, Party
from oxle.core.models import Keyed, Versioned, together
from oxle.correspondence.models import Letter
from oxle.documents.models import File


class Prosecution(models.Model):
    """The detail beside a defendant's case: whom it came from, and what the law wants considered first."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="prosecution")
    # The parent's place in the referral; a second prosecution of them can follow when the first has ended.
    brought_from = models.ForeignKey(Party, models.PROTECT, related_name="prosecutions")
    number = models.PositiveSmallIntegerField(default=1)
    # Education Act 1996 s.447(1).
    supervision_considered_on = models.DateField(null=True, blank=True)
    supervision_considered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    supervision_appropriate = models.BooleanField(null=True)
    supervision_reason = models.TextField(blank=True)
    # Somebody looked, and there is no unused material to schedule.
    nothing_unused_on = models.DateField(null=True, blank=True)
    nothing_unused_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brought_from", "number"], name="one_prosecution_at_a_time_of_a_parent"),
            models.CheckConstraint(
                condition=together("supervision_considered_on", "supervision_considered_by", "supervision_appropriate")
                & (Q(supervision_considered_on=None) | ~Q(supervision_reason="")),
                name="supervision_considered_with_reason",
            ),
            models.CheckConstraint(
                condition=together("nothing_unused_on", "nothing_unused_by"), name="nothing_unused_says_who"
            ),
        ]

    def __str__(self) -> str:
        return f"prosecution {self.case_id}"


class ChargeKind(models.TextChoices):
    """The two offences of Education Act 1996 s.444."""

    S444_1 = "s444_1", "s.444(1): child fails to attend regularly"
    S444_1A = "s444_1a", "s.444(1A): parent knows and fails to cause the child to attend"

    @property
    def imprisonable(self) -> bool:
        """Whether prison is possible, which closes the single justice procedure."""
        return self is ChargeKind.S444_1A


class Charge(models.Model):
    """The charge and the offence period. A change replaces it and keeps the old one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="charges")
    event = models.OneToOneField(Event, models.PROTECT, related_name="charge")
    kind = models.CharField(max_length=10, choices=ChargeKind)
    with_parenting_order = models.BooleanField("a parenting order is asked for")
    offence_from_on = models.DateField()
    offence_to_on = models.DateField()
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(replaced_on=None), name="one_current_charge_a_defendant"
            ),
            models.CheckConstraint(
                condition=Q(offence_to_on__gte=F("offence_from_on")), name="offence_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Statement(Keyed, Versioned):
    """A witness statement under Criminal Justice Act 1967 s.9. Once signed it stays; a change is a new edition."""

    class State(models.TextChoices):
        DRAFT = "draft", "Not signed yet"
        SIGNED = "signed", "Signed"
        REFUSED = "refused", "Refused to sign"
        DROPPED = "dropped", "Not used"

    case = models.ForeignKey(Case, models.PROTECT, related_name="statements")
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    maker = models.CharField(max_length=300)
    maker_as = models.CharField(max_length=200)
    text = models.TextField()
    declaration = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Whoever ever wrote or changed a word of it: none of them releases the papers.
    writers = models.ManyToManyField(User, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    signed_copy = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    refused_because = models.TextField(blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="signed", signed_on__isnull=False, settled_by__isnull=False)
                | (~Q(state="signed") & Q(signed_on=None, signed_copy=None)),
                name="statement_signed_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(refused_because="")) | (~Q(state="refused") & Q(refused_because="")),
                name="statement_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(maker="") & ~Q(declaration=""), name="statement_says_something"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_statement_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="signed")
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__maker__df=pgtrigger.F("new__maker"))
                    | pgtrigger.Q(old__declaration__df=pgtrigger.F("new__declaration"))
                    | pgtrigger.Q(old__signed_on__df=pgtrigger.F("new__signed_on"))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.key}, edition {self.edition}"


class Certificate(Keyed):
    """The register of the offence period, to be signed by the head (Education Act 1996 s.566). Its marks never change.

    A register corrected later needs a new certificate; the old one stays.
    """

    audit_name = "certificate of attendance"

    case = models.ForeignKey(Case, models.PROTECT, related_name="certificates")
    from_on = models.DateField()
    to_on = models.DateField()
    # [["2026-10-05", "O", "O"]]: the day, morning, afternoon.
    marks = models.JSONField()
    possible = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    authorised = models.PositiveIntegerField()
    unauthorised = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_by = models.CharField(max_length=300, blank=True)
    signed_as = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_copy = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(replaced_at=None), name="one_current_certificate_a_defendant"
            ),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="certificate_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(possible=F("present") + F("authorised") + F("unauthorised")),
                name="certificate_figures_add_up",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by="", signed_copy=None)
                | (Q(signed_on__isnull=False) & ~Q(signed_by="")),
                name="certificate_signed_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="certificate_marks_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__marks__df=pgtrigger.F("new__marks"))
                | pgtrigger.Q(old__from_on__df=pgtrigger.F("new__from_on"))
                | pgtrigger.Q(old__to_on__df=pgtrigger.F("new__to_on")),
            )
        ]

    def __str__(self) -> str:
        return f"certificate {self.key}"


class Exhibit(Keyed):
    """A letter to this defendant, with its proof of service, or a document: shown to the court under a label."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="exhibits")
    label = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Somebody read the document for what this defendant must not be told; pictures cannot be searched.
    looked_through = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(letter__isnull=True, document__isnull=False)
                | Q(letter__isnull=False, document__isnull=True),
                name="exhibit_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(looked_through=True), name="exhibited_document_was_looked_through"
            ),
            models.UniqueConstraint(
                fields=["case", "label"], condition=Q(removed_at=None), name="one_exhibit_of_a_label"
            ),
            models.UniqueConstraint(
                fields=["case", "letter"], condition=Q(removed_at=None), name="a_letter_is_exhibited_once"
            ),
            models.UniqueConstraint(
                fields=["case", "document"], condition=Q(removed_at=None), name="a_document_is_exhibited_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"


class UnusedMaterial(models.Model):
    """A line of the schedule of unused material (Criminal Procedure and Investigations Act 1996). Lines stay."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="unused_material")
    number = models.PositiveSmallIntegerField()
    description = models.TextField()
    disclosable = models.BooleanField("might help the defence or weaken the prosecution")
    reason = models.TextField()
    disclosed_to = models.CharField(max_length=300, blank=True)
    disclosed_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_line_of_unused_material_a_number"),
            models.CheckConstraint(condition=~Q(description="") & ~Q(reason=""), name="unused_material_says_why"),
            models.CheckConstraint(
                condition=Q(disclosed_on=None, disclosed_to="")
                | (Q(disclosed_on__isnull=False, disclosable=True) & ~Q(disclosed_to="")),
                name="disclosed_to_somebody_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"unused material {self.number} of case {self.case_id}"


class Bundle(Keyed):
    """One making of the papers into one PDF for this defendant. A new making is a new row; old ones stay."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        MADE = "made", "Made"
        REFUSED = "refused", "Not made"

    case = models.ForeignKey(Case, models.PROTECT, related_name="bundles")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # What the papers held, and what was looked for in them, when it was made: a release is refused once either differs.
    content_sha256 = models.CharField(max_length=64, blank=True)
    document = models.OneToOneField(CaseDocument, models.PROTECT, null=True, blank=True, related_name="bundle")
    pages = models.PositiveIntegerField(null=True, blank=True)
    # [{"title", "page", "label"}], as the index shows it; and what could not be searched or joined.
    contents = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    made_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_bundle_a_number"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="waiting"), name="one_bundle_being_made"),
            models.CheckConstraint(
                condition=Q(state="waiting", document=None)
                | (
                    Q(state="made", document__isnull=False, made_at__isnull=False, pages__isnull=False)
                    & ~Q(content_sha256="")
                )
                | (Q(state="refused", document=None) & ~Q(problem="")),
                name="bundle_is_made_or_says_why_not",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="bundle_is_made_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__document__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"bundle {self.number} of case {self.case_id}"
