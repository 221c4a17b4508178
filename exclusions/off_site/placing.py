"""Gives the place of an off-site direction with a provider of the directory, and ends it with the direction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from exclusions.off_site import queries
from exclusions.off_site.models import OffSiteDirection
from exclusions.reform import DIRECTION_LAW
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.provision.actions import drop_offer, end_offer, make_offer
from oxle.provision.models import SESSIONS_A_WEEK, Offer, OfferKind
from oxle.provision.placing import place
from oxle.provision.queries import full_week_of
from oxle.schools.models import School


@transaction.atomic
def give(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Give the place that the school named, for the days and sessions of the direction, and record it.

    `data`: full_time. Refused as `placing.place` refuses (lapsed, full, of another age, another full-time offer),
    where the place is none of the directory, and where it is given already.
    """
    told = case.off_site_direction
    if why := queries.can_be_placed_finding(case, None, taken["on"]):
        raise Refused(why)
    offer = place(
        case.child,
        told.provider,
        kind=OfferKind.OFF_SITE,
        from_on=told.starts_on,
        to_on=told.ends_on,
        minutes=told.minutes,
        full_time=data["full_time"],
        basis=DIRECTION_LAW,
        source=case.reference,
        by=taken["by"],
        on=taken["on"],
    )
    _school_offers_the_rest(case.child, case.school, told, source=case.reference, by=taken["by"])
    facts = {**taken["facts"], "offer": offer.key, "place": told.place, "full_time": data["full_time"]}
    return actions.take(case, step, **{**taken, "facts": facts})


def _school_offers_the_rest(child: Child, school: School, told: OffSiteDirection, *, source: str, by: User) -> None:
    """The sessions that are not off site. An offer of the school's own is left: the ledger counts what it says."""
    own = Offer.objects.filter(child=child, school=school, from_on__lte=told.ends_on)
    if own.exclude(to_on__lt=told.starts_on).exists():
        return
    session = full_week_of(child, school, told.starts_on) // SESSIONS_A_WEEK
    make_offer(
        child,
        school,
        kind=OfferKind.OFF_SITE,
        from_on=told.starts_on,
        to_on=told.ends_on,
        minutes=[0 if away else session for away in told.minutes],
        source=source,
        by=by,
        basis=DIRECTION_LAW,
    )


def end_with(case: Case, *, last_on: date, by: User | None, mistaken: bool = False) -> None:
    """The case is closed: `last_on` is the last day of what was given for it. What would only begin later never was,
    and of one that was entered by `mistake` the child was at school all the time."""
    for offer in Offer.objects.filter(child=case.child, source=case.reference):
        if offer.from_on > last_on or (mistaken and offer.school_id):
            drop_offer(offer, by=by)
        elif offer.to_on is None or offer.to_on > last_on:
            end_offer(offer, to_on=last_on, by=by)
