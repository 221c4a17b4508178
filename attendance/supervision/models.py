"""What only a supervision order has: the consultation, the orders and their last days, the directions."""

from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.cases.models import Case, Event, Party


class Supervision(models.Model):
    """The detail beside the case: who supervises. The consultations are events, each with its record."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="supervision")
    supervisor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="supervises")

    def __str__(self) -> str:
        return f"supervision {self.case_id}"


class ServicesConsultation(models.Model):
    """What children's services said (Children Act 1989 s.36(8)); its day is the event's."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="consultation")
    whom = models.CharField(max_length=300)
    view = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(whom="") & ~Q(view=""), name="consultation_says_who_and_what")
        ]

    def __str__(self) -> str:
        return f"consultation of event {self.event_id}"


class SupervisionOrder(models.Model):
    """An order or its extension; the day it was made is the event's."""

    class Because(models.TextChoices):
        ONE_YEAR = "one_year", "One year after it was made"
        SCHOOL_AGE = "school_age", "When compulsory school age ends"
        COURT = "court", "As the court said"

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="supervision_order")
    court = models.CharField(max_length=200)
    ends_on = models.DateField()
    ends_because = models.CharField(max_length=10, choices=Because)
    is_extension = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_extension=True) | ~Q(ends_because="court"),
                name="only_an_extension_ends_as_the_court_says",
            ),
        ]

    def __str__(self) -> str:
        return f"order until {self.ends_on}"


class Direction(models.Model):
    """What the supervisor directed somebody to do, and whether they did; its day is the event's."""

    audit_name = "direction to a parent"

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="direction")
    given_to = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="directions")
    text = models.TextField()
    followed = models.BooleanField(null=True)
    followed_on = models.DateField("when that was found", null=True, blank=True)
    followed_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="direction_says_something"),
            models.CheckConstraint(
                condition=Q(followed__isnull=True, followed_on__isnull=True, followed_note="")
                | Q(followed__isnull=False, followed_on__isnull=False),
                name="direction_followed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
