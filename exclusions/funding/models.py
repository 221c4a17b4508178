"""What the finance officer states of the money that moves with a permanently excluded pupil, and what moved."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import Keyed, Versioned, together
from oxle.schools.models import School


class Side(models.TextChoices):
    """Which of the two schools: the one that excluded the pupil owes, the one that takes the pupil is due."""

    RECOVERY = "recovery", "From the school that excluded"
    PAYMENT = "payment", "To the school that admitted"


class Funding(Versioned):
    """The figures of one permanent exclusion; a row from when the first of them is stated.

    What is owed is never kept: it is worked out from these, the exclusion and the settings (`worked`).
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="funding")
    # A: what the school's budget has for this pupil for the whole funding period, and where that is from.
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    amount_from = models.CharField(max_length=200, blank=True)
    # C: what a review panel ordered the school to pay.
    order = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal("0.00"))
    reserved_place = models.BooleanField("the pupil had a place reserved for special educational needs", default=False)
    # Whether C was stated once the governors had kept to a decision that a review panel quashed.
    order_answered = models.BooleanField("it was asked whether a panel ordered a payment", default=False)
    admitting_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    admitted_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "funding"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, amount_from="") | (Q(amount__gt=0) & ~Q(amount_from="")),
                name="funding_amount_says_where_from",
            ),
            models.CheckConstraint(condition=Q(order__gte=0), name="funding_order_is_no_less_than_nothing"),
            models.CheckConstraint(
                condition=together("admitting_school", "admitted_on"), name="funding_admission_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"funding {self.case_id}"


class EntryKind(models.TextChoices):
    """What moved, or was asked for, in the words for the school that excluded (`words.title_of` has those for the other
    one). The newest invoice is the one that counts: a corrected one takes the place of the one before."""

    RAISED = "raised", "Invoice"
    RECEIVED = "received", "Received"
    RETURNED = "returned", "Given back"
    WRITTEN_OFF = "written_off", "Written off"
    DISPUTED = "disputed", "Disputed by the school"
    SETTLED = "settled", "Dispute settled: the invoice stands"
    UPHELD = "upheld", "Dispute upheld: the school is right"
    CANCELLED = "cancelled", "Entered by mistake"


# The ends of a dispute: the invoice stands, is to be corrected, was corrected, or what was outstanding was given up.
ENDS_OF_DISPUTE = (EntryKind.SETTLED, EntryKind.UPHELD, EntryKind.RAISED, EntryKind.WRITTEN_OFF)


class DisputeCode(models.TextChoices):
    """Why a school disputes an invoice."""

    AMOUNT = "amount", "The pupil’s amount (A)"
    WEEKS = "weeks", "The weeks (B), or the day from which they count"
    ORDER = "order", "What the review panel ordered (C)"
    NOT_OWED = "not_owed", "Nothing is owed: the exclusion does not stand, or the school has no budget share"
    PAID = "paid", "It is paid already"
    OTHER = "other", "Something else"


class FundingEntry(Keyed):
    """One line of the account of one side. Rows are only added: one that was a mistake is cancelled by another."""

    audit_name = "funding entry"

    case = models.ForeignKey(Case, models.PROTECT, related_name="funding_entries")
    side = models.CharField(max_length=10, choices=Side)
    kind = models.CharField(max_length=12, choices=EntryKind)
    on = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    # The invoice's, or that of the order to pay.
    number = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    # Why the school disputes the invoice.
    code = models.CharField(max_length=10, choices=DisputeCode, blank=True)
    cancels = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="cancelled_by")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "funding entries"
        triggers = [pgtrigger.Protect(name="funding_entry_is_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(amount=0, kind__in=["raised", "cancelled"]),
                name="funding_entry_is_of_an_amount",
            ),
            models.CheckConstraint(
                condition=(Q(kind="raised") & ~Q(number="")) | (~Q(kind="raised") & Q(number="")),
                name="funding_invoice_has_a_number",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=["written_off", "settled", "upheld", "cancelled"]) & ~Q(reason=""))
                | (Q(kind__in=["raised", "received", "returned"]) & Q(reason=""))
                | Q(kind="disputed"),
                name="funding_entry_says_why",
            ),
            models.CheckConstraint(
                condition=(Q(kind="disputed") & ~Q(code="")) | (~Q(kind="disputed") & Q(code="")),
                name="funding_dispute_has_a_code",
            ),
            models.CheckConstraint(
                condition=Q(side="recovery") | ~Q(kind__in=["disputed", "settled", "upheld"]),
                name="funding_only_an_invoice_is_disputed",
            ),
            models.CheckConstraint(
                condition=Q(kind="cancelled", cancels__isnull=False) | (~Q(kind="cancelled") & Q(cancels=None)),
                name="funding_cancels_an_entry",
            ),
            models.CheckConstraint(condition=~Q(cancels=F("pk")), name="funding_entry_cancels_another"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
