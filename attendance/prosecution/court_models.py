"""What a solicitor and the court did with a prosecution: release, commencement, hearings, outcome."""

from django.db import models
from django.db.models import Q

from attendance.prosecution.models import Bundle, ChargeKind
from oxle.cases.models import Event


class Release(models.Model):
    """The solicitor's decision: the two tests of the Code for Crown Prosecutors, and the bundle they read."""

    audit_name = "release of court papers"

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="release")
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="releases")
    evidential_met = models.BooleanField()
    evidential_reason = models.TextField()
    public_interest_met = models.BooleanField()
    public_interest_reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(evidential_met=True, public_interest_met=True), name="released_on_both_tests"
            ),
            models.CheckConstraint(
                condition=~Q(evidential_reason="") & ~Q(public_interest_reason=""), name="both_tests_have_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"release of event {self.event_id}"


class Method(models.TextChoices):
    """How proceedings begin."""

    SJP = "sjp", "Single justice procedure notice"
    REQUISITION = "requisition", "Written charge and requisition"


class Commencement(models.Model):
    """How and when the defendant was charged; the day of the charge is the event's."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="commencement")
    kind = models.CharField("the offence charged", max_length=10, choices=ChargeKind)
    method = models.CharField(max_length=15, choices=Method)
    urn = models.CharField("unique reference number", max_length=20)
    served_on = models.DateField()
    statements_served_on = models.DateField(null=True, blank=True)
    court = models.CharField(max_length=200, blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    # Set when the charge came after the safe date: absences before this day cannot be part of it.
    in_time_from_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(method="requisition") | Q(kind="s444_1"), name="single_justice_only_for_444_1"
            ),
            models.CheckConstraint(
                condition=(Q(method="sjp", hearing_on=None, statements_served_on__isnull=False))
                | (Q(method="requisition", hearing_on__isnull=False) & ~Q(court="")),
                name="requisition_names_a_hearing",
            ),
        ]

    def __str__(self) -> str:
        return f"commencement of event {self.event_id}"


class Plea(models.TextChoices):
    """What the defendant answered."""

    GUILTY = "guilty", "Guilty"
    NOT_GUILTY = "not_guilty", "Not guilty"
    NONE = "none", "No plea entered"


class Hearing(models.Model):
    """A hearing; its day is the event's."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="hearing")
    court = models.CharField(max_length=200)
    result = models.TextField()
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(result=""), name="hearing_has_a_result")]

    def __str__(self) -> str:
        return f"hearing of event {self.event_id}"


class Outcome(models.Model):
    """What the court decided; its day is the event's."""

    class Verdict(models.TextChoices):
        GUILTY = "guilty", "Guilty"
        NOT_GUILTY = "not_guilty", "Not guilty"
        WITHDRAWN = "withdrawn", "Withdrawn or dismissed"

    class Sentence(models.TextChoices):
        FINE = "fine", "Fine"
        ABSOLUTE = "absolute", "Absolute discharge"
        CONDITIONAL = "conditional", "Conditional discharge"
        COMMUNITY = "community", "Community order"
        SUSPENDED = "suspended", "Suspended prison sentence"
        PRISON = "prison", "Prison"

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="outcome")
    plea = models.CharField(max_length=10, choices=Plea)
    verdict = models.CharField(max_length=10, choices=Verdict)
    # A court may convict of s.444(1) on a charge of s.444(1A): s.444(8B).
    convicted_of = models.CharField(max_length=10, choices=ChargeKind, blank=True)
    sentence = models.CharField(max_length=15, choices=Sentence, blank=True)
    fine = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    costs = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    parenting_order = models.BooleanField(default=False)
    parenting_order_until_on = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(verdict="guilty") & ~Q(convicted_of="") & ~Q(sentence=""))
                | Q(
                    ~Q(verdict="guilty"),
                    convicted_of="",
                    sentence="",
                    fine=None,
                    parenting_order=False,
                    parenting_order_until_on=None,
                ),
                name="only_the_guilty_are_sentenced",
            ),
            models.CheckConstraint(
                condition=~Q(sentence="fine") | Q(fine__isnull=False, fine__gt=0), name="a_fine_has_an_amount"
            ),
            models.CheckConstraint(
                condition=~Q(sentence__in=["prison", "suspended"]) | Q(convicted_of="s444_1a"),
                name="prison_only_for_444_1a",
            ),
            models.CheckConstraint(condition=Q(costs=None) | Q(costs__gte=0), name="costs_are_not_negative"),
            models.CheckConstraint(
                condition=Q(parenting_order_until_on=None) | Q(parenting_order=True),
                name="a_parenting_order_ends_only_if_made",
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
