"""Personal education plans of looked-after children, as the Virtual School rated them."""

from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned
from oxle.people.models import Child


class EducationPlan(Keyed, Versioned):
    """The plan of a child for a term: when the meeting was held that completed it, and of which quality it is.

    Source: the service's account of 2014, paragraph 39 (“all pupil education plans rated”); that a plan is reviewed
    each term, “Promoting the education of looked-after children” (2018). One that was entered by mistake stays, marked.
    """

    audit_name = "personal education plan"

    class Quality(models.TextChoices):
        """What the Virtual School found when it read the plan."""

        GOOD = "good", "Complete, and of the quality that is asked"
        WEAK = "weak", "Weak, or not complete"

    child = models.ForeignKey(Child, models.PROTECT, related_name="education_plans")
    # The first day of the term for which it is, as `schooldays.school_years.exclusion_term` has it.
    term_starts_on = models.DateField()
    held_on = models.DateField()
    quality = models.CharField(max_length=10, choices=Quality)
    why = models.TextField(blank=True)
    rated_on = models.DateField()
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    mistaken_on = models.DateField(null=True, blank=True)
    mistaken_at = models.DateTimeField(null=True, blank=True)
    mistaken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    mistaken_because = models.TextField(blank=True)

    class Meta:
        ordering = ["term_starts_on", "held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "term_starts_on"], condition=Q(mistaken_on=None), name="one_education_plan_a_term"
            ),
            models.CheckConstraint(
                condition=Q(held_on__gte=F("term_starts_on")), name="education_plan_is_held_in_its_term_or_later"
            ),
            models.CheckConstraint(
                condition=Q(held_on__lte=F("rated_on")), name="education_plan_is_held_before_it_is_rated"
            ),
            models.CheckConstraint(
                condition=Q(quality="good") | (Q(quality="weak") & ~Q(why="")), name="weak_education_plan_says_why"
            ),
            models.CheckConstraint(
                condition=Q(mistaken_on=None, mistaken_at=None, mistaken_by=None, mistaken_because="")
                | Q(mistaken_on__isnull=False, mistaken_at__isnull=False, mistaken_by__isnull=False)
                & ~Q(mistaken_because=""),
                name="education_plan_is_marked_a_mistake_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Personal education plan held on {self.held_on.isoformat()}"
