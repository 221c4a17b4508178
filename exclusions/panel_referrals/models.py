"""A referral of an excluded child to the fair access panel, as an officer confirmed it."""

import pgtrigger
from django.db import models
from django.db.models import Q

from exclusions.telling import SupportForSen
from exclusions.unit_referrals.models import Exploitation
from oxle.accounts.models import User
from oxle.cases.models import Case


class PanelReferral(models.Model):
    """One version of it; the last one counts. Rows are only added.

    `figures`: what the notice and the registers say, in words, as it stood when this version was confirmed. `services`:
    who is involved and how they are reached, by service. `risks`: likelihood and measures by risk, as a risk assessment
    for a provider has them.
    """

    audit_name = "referral of an excluded child to the panel"

    case = models.ForeignKey(Case, models.PROTECT, related_name="panel_referrals")
    number = models.PositiveSmallIntegerField()
    wish = models.TextField("what the parents wish and think")
    voice = models.TextField("what the child says")
    parents_know = models.BooleanField("the parents know what members read")
    sen = models.CharField(max_length=10, choices=SupportForSen)
    social_worker = models.BooleanField("the child has a social worker")
    services = models.JSONField(default=dict, blank=True)
    exploitation = models.CharField(max_length=10, choices=Exploitation)
    exploitation_words = models.TextField(blank=True)
    schools_before = models.TextField("schools so far", blank=True)
    tried = models.TextField("what was tried")
    risks = models.JSONField()
    review_on = models.DateField("day on which the risks are looked at again")
    needs = models.TextField("what a school must know")
    figures = models.JSONField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["case", "-number"]
        triggers = [pgtrigger.Protect(name="panel_referral_is_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_panel_referral_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="panel_referrals_count_from_one"),
            models.CheckConstraint(
                condition=~Q(exploitation=Exploitation.YES) | ~Q(exploitation_words=""),
                name="panel_referral_says_of_exploitation",
            ),
            models.CheckConstraint(
                condition=~Q(wish="") & ~Q(voice="") & ~Q(tried="") & ~Q(needs=""),
                name="panel_referral_says_what_a_school_must_know",
            ),
        ]

    def __str__(self) -> str:
        return f"referral of case {self.case_id} to the panel, version {self.number}"

    @property
    def version(self) -> int:
        """Against which a form that begins with this one is filled in."""
        return self.number
