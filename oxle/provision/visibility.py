"""Whose offers and marks a person may see: those of the children they may see, a provider's staff only their own."""

from datetime import date, timedelta

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.permissions import read, write
from oxle.accounts.visibility import EVERYTHING, NOTHING, visible, visible_to
from oxle.core import dates
from oxle.people.models import Child, Enrolment
from oxle.people.visibility import conflicts_of, in_force, placed
from oxle.provision.models import Mismatch, Offer, ProgrammeReview, Provider
from oxle.provision.rules import MARKED_AFTER


@placed
def children_placed_with(user: User) -> Q:
    """The children who have a place today with the provider whose register this person takes."""
    if write("marks") not in user.permissions:
        return NOTHING
    offers = Offer.objects.filter(in_force(dates.today()), provider__organisation__in=user.organisation_ids)
    return Q(pk__in=offers.values("child"))


@visible(Offer)
def offers_seen_by(user: User) -> Q:
    """Offers of visible children. A school's or provider's staff see only those of their own place."""
    seen = Q(child__in=visible_to(user, Child))
    if user.is_council:
        return seen
    own = user.organisation_ids
    return seen & (Q(school__organisation__in=own) | Q(provider__organisation__in=own))


def offers_marked_by(user: User, on: date) -> Q:
    """Offers whose sessions a person may mark on a day: those they see, and for a while after its last day a place that
    was their provider's. Of it they see the register of its days and nothing else, and not of a child restricted since.
    """
    ended = Q(to_on__lt=on, to_on__gte=on - timedelta(days=MARKED_AFTER.on(on)))
    ours = Q(provider__organisation__in=user.organisations_where(write("marks")))
    of_child = Q(child__restricted=False, child__merged_into=None)
    conflicted = Q(child__in=conflicts_of(user, on).values("child"))
    return offers_seen_by(user) | (ended & ours & of_child & ~conflicted)


@visible(Provider)
def providers_seen_by(user: User) -> Q:
    """Every provider for council staff: the directory holds nothing of a child. Others see their own."""
    return EVERYTHING if user.is_council else Q(organisation__in=user.organisation_ids)


@visible(Mismatch)
def mismatches_seen_by(user: User) -> Q:
    """Mismatches about visible children; a school's staff see those of their own school's register only."""
    seen = Q(child__in=visible_to(user, Child))
    return seen if user.is_council else seen & Q(school__organisation__in=user.organisations_where(read("mismatches")))


@visible(ProgrammeReview)
def reviews_seen_by(user: User) -> Q:
    """Reviews about visible children: for the council and the school that has the child on its register all, for a
    provider its own. What somebody may do for a school reaches no child whom they see for a provider alone.
    """
    seen = Q(child__in=visible_to(user, Child))
    if user.is_council:
        return seen
    at_school = Enrolment.objects.filter(
        in_force(dates.today()), school__organisation__in=user.organisations_where(read("portal"))
    )
    return seen & (_reviewed_by(user) | Q(child__in=at_school.values("child")))


def reviews_written_by(user: User) -> Q:
    """Of the reviews that a person sees, those they may put right: the council all, a provider its own."""
    return EVERYTHING if user.is_council else _reviewed_by(user)


def _reviewed_by(user: User) -> Q:
    return Q(provider__organisation__in=user.organisations_where(write("reviews")))
