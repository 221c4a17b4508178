"""Whose referrals a person may see: the council those of visible children, a provider those sent to it alone."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from exclusions.unit_referrals.models import ProviderReferral, State
from exclusions.unit_referrals.rules import SHOWN_AFTER
from oxle.accounts.models import User
from oxle.accounts.permissions import read, write
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import visible, visible_to
from oxle.core import dates
from oxle.people.models import Child, Enrolment
from oxle.people.visibility import conflicts_of, in_force
from oxle.provision.models import Offer

READS, WRITES = read("unit_referrals"), write("unit_referrals")


def places_of(user: User) -> list[int]:
    """The organisations for which a person fills in or answers referrals."""
    return [held.organisation_id for held in user.current_memberships if WRITES in ROLES[held.role].permissions]


@visible(ProviderReferral)
def referrals_seen_by(user: User) -> Q:
    """Council staff: those of visible children. A provider: those sent to it, unless it declined; one that it accepted
    while the child has a place there or is to have one. A school: those it is asked about.
    """
    if user.is_council:
        return Q(child__in=visible_to(user, Child))
    own = places_of(user)
    sent = Q(provider__organisation__in=own) & (Q(state=State.SENT) | _accepted_and_needed())
    return (sent | _asked_of(user)) & ~Q(child__in=conflicts_of(user, dates.today()).values("child"))


def _accepted_and_needed() -> Q:
    """Those accepted, of children who have a place there or will, or for whom one can still be arranged."""
    today = dates.today()
    there = Offer.objects.filter(child=OuterRef("child"), provider=OuterRef("provider")).exclude(to_on__lt=today)
    lately = Q(answered_at__gte=dates.now() - timedelta(days=SHOWN_AFTER.on(today)), child__restricted=False)
    return Q(state=State.ACCEPTED) & (Q(Exists(there)) | lately)


def may_fill_in(user: User, referral: ProviderReferral) -> bool:
    """Whether a person fills it in: the council, or the school that is asked."""
    return user.can(WRITES) and (
        user.is_council or ProviderReferral.objects.filter(_asked_of(user), pk=referral.pk).exists()
    )


def may_answer(user: User, referral: ProviderReferral) -> bool:
    """Whether a person says if the child is taken: the provider, or the council for it."""
    return user.can(WRITES) and (user.is_council or referral.provider.organisation_id in places_of(user))


def _asked_of(user: User) -> Q:
    """Those a person's school is asked about: while the child is on its register, and never of a restricted child."""
    on_roll = Enrolment.objects.filter(in_force(dates.today()), child=OuterRef("child"), school=OuterRef("school"))
    asked = Q(school_asked=True, school__organisation__in=places_of(user))
    return asked & Q(Exists(on_roll), child__restricted=False)
