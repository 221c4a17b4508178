"""Whose offers a person may see: those of the children they may see, and a provider's staff their own offers."""

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.visibility import EVERYTHING, visible, visible_to
from oxle.people.models import Child
from oxle.provision.models import Offer, Provider


@visible(Offer)
def offers_seen_by(user: User) -> Q:
    """Offers of visible children. A school's or provider's staff see only those of their own place."""
    seen = Q(child__in=visible_to(user, Child))
    if user.is_council:
        return seen
    own = user.organisation_ids
    return (seen & Q(school__organisation__in=own)) | Q(provider__organisation__in=own)


@visible(Provider)
def providers_seen_by(user: User) -> Q:
    """Every provider for council staff: the directory holds nothing of a child. Others see their own."""
    return EVERYTHING if user.is_council else Q(organisation__in=user.organisation_ids)
