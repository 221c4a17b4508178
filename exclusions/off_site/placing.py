"""Gives the place of an off-site direction with a provider of the directory, and ends it with the direction."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from exclusions.off_site import pathway, queries
from exclusions.off_site.models import OffSiteDirection
from exclusions.reform import DIRECTION_LAW
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.core.errors import Refused
from oxle.provision.actions import drop_offer, end_offer, make_offer
from oxle.provision.models import SESSIONS_A_WEEK, Offer, OfferKind
from oxle.provision.placing import place
from oxle.provision.queries import full_week_of

DAY = timedelta(days=1)
FULL_TIME = "full_time"


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
    _school_offers_the_rest(case, told, to_on=told.ends_on, by=taken["by"])
    facts = {**taken["facts"], "offer": offer.key, "place": told.place, FULL_TIME: data["full_time"]}
    return actions.take(case, step, **{**taken, "facts": facts})


def _school_offers_the_rest(case: Case, told: OffSiteDirection, *, to_on: date, by: User | None) -> None:
    """The sessions that are not off site. An offer of the school's own is left: the ledger counts what it says."""
    child, school = case.child, case.school
    own = Offer.objects.filter(child=child, school=school, from_on__lte=to_on).exclude(to_on__lt=told.starts_on)
    if child is None or school is None or own.exists():
        return
    session = full_week_of(child, school, told.starts_on) // SESSIONS_A_WEEK
    make_offer(
        child,
        school,
        kind=OfferKind.OFF_SITE,
        from_on=told.starts_on,
        to_on=to_on,
        minutes=[0 if away else session for away in told.minutes],
        source=case.reference,
        by=by,
        basis=DIRECTION_LAW,
    )


def last_day_there(event: Event, on: date) -> date:
    """The last day of what was given, of a case that is closed by a step on a day: the day before the pupil is back."""
    return on - DAY if event.step == pathway.RETURN.key else on


def end_with(case: Case, *, last_on: date, by: User | None, mistaken: bool = False) -> None:
    """The case is closed: `last_on` is the last day of what was given for it. What would only begin later never was,
    and of one that was entered by `mistake` the child was at school all the time."""
    for offer in Offer.objects.filter(child=case.child, source=case.reference):
        if offer.from_on > last_on or (mistaken and offer.school_id):
            drop_offer(offer, by=by)
        elif offer.to_on is None or offer.to_on > last_on:
            end_offer(offer, to_on=last_on, by=by)


def correct_closing(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which it was closed is put right: what was given lasts until then, and no longer than was directed;
    what the wrong day had taken away is given again. Refused where something else was offered on these days since, and
    for a day before the direction on which the pupil would be back from it."""
    if event.step == pathway.RETURN.key and (why := queries.began_finding(case, None, on)):
        raise Refused(why, field="on")
    told, given = case.off_site_direction, last_taken(case, pathway.PLACE.key)
    mistaken = event.step == pathway.MISTAKE.key
    last_on = min(last_day_there(event, on), told.ends_on)
    end_with(case, last_on=last_on, by=by, mistaken=mistaken)
    if given is None or last_on < told.starts_on or told.provider is None or case.child is None:
        return dict(facts)
    there = list(Offer.objects.filter(child=case.child, source=case.reference))
    for offer in there:
        if offer.to_on == min(last_day_there(event, event.on), told.ends_on):
            end_offer(offer, to_on=last_on, by=by)
    if not any(offer.provider_id for offer in there):
        make_offer(
            case.child,
            told.provider,
            kind=OfferKind.OFF_SITE,
            from_on=told.starts_on,
            to_on=last_on,
            minutes=told.minutes,
            full_time=given.facts[FULL_TIME],
            basis=DIRECTION_LAW,
            source=case.reference,
            by=by,
        )
        if not mistaken:
            _school_offers_the_rest(case, told, to_on=last_on, by=by)
    return dict(facts)
