"""Reads about referrals to providers: which a person may see, and the versions of a risk assessment."""

from django.db.models import QuerySet

from exclusions.unit_referrals.models import ProviderReferral, RiskAssessment, State
from exclusions.unit_referrals.visibility import places_of
from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.people.models import Child


def referrals_for(user: User) -> QuerySet[ProviderReferral]:
    """The referrals this person may see, the newest first."""
    rows = visible_to(user, ProviderReferral).select_related(
        "child", "school__organisation", "provider__organisation", "begun_by", "sent_by", "answered_by", "withdrawn_by"
    )
    return rows.order_by("-begun_at", "-pk")


def get_referral_for(user: User, key: str) -> ProviderReferral:
    """One of them by its key, the sight of the child recorded; 404 to strangers."""
    referral = get_or_404(referrals_for(user), key=key)
    sights.see([referral.child_id], "page")
    return referral


def was_declined_by(user: User, key: str) -> bool:
    """Whether the provider of this person has declined a referral, which it does not see any more."""
    return ProviderReferral.objects.filter(
        key=key, state=State.DECLINED, provider__organisation__in=places_of(user)
    ).exists()


def of_child(user: User, child: Child) -> list[ProviderReferral]:
    """A child's referrals, of those this person may see, the newest first."""
    return list(referrals_for(user).filter(child=child))


def assessments_of(referral: ProviderReferral) -> list[RiskAssessment]:
    """The versions of the risk assessment, the last first."""
    return list(referral.assessments.select_related("written_by", "file").order_by("-number"))


def get_assessment(referral: ProviderReferral, key: str) -> RiskAssessment:
    """One version that has a file; 404 for what is none of this referral."""
    return get_or_404(referral.assessments.filter(file__isnull=False).select_related("file"), key=key)
