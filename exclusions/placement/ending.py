"""How the places of a case that looks for a school end with it, and for the new place that the child attends."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from exclusions.permanent.records import place_of
from exclusions.placement.queries import latest_way_of
from exclusions.school_offers import give_back
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.cases.projection import happenings
from oxle.core.dates import from_iso
from oxle.core.errors import Refused
from oxle.people.models import Enrolment
from oxle.provision.actions import drop_offer, end_offer, make_offer
from oxle.provision.models import Offer, OfferKind, Provider
from oxle.schools.models import School
from oxle.transfers.actions import Destination

DAY = timedelta(days=1)
OWED_UNDER = "Education Act 1996 s.19(3A) (from day 6)"
LONG_TERM_UNDER = "Education Act 1996 s.19(1) (long-term place)"
ARRANGE, STARTS_ON = "arrange", "starts_on"
ENROLLED, GIVEN_UP = "enrol", ("refuse", "look_again")


def places_of(case: Case) -> QuerySet[Offer]:
    """The places with providers that were arranged for a case, the long-term one that was named among them."""
    return Offer.objects.filter(child=case.child, source=case.reference, provider__isnull=False)


def end_with(case: Case, *, on: date, by: User | None, mistaken: bool = False) -> None:
    """The case is closed on a day: that is the last of the places arranged for it and of the school's offering nothing.

    What would only begin later never was. Where the case was `mistaken`, the child was at school all the time, and what
    the school offered before it goes on.
    """
    mine = Offer.objects.filter(child=case.child, source=case.reference)
    if mistaken:
        for offer in mine.filter(kind=OfferKind.NONE):
            drop_offer(offer, by=by)
    _end(mine, on=on, by=by)
    if mistaken:
        give_back(case, by=by)


def _end(offers: QuerySet[Offer], *, on: date, by: User | None) -> None:
    """A day is the last of some offers; what would only begin later never was."""
    for offer in offers:
        if offer.from_on > on:
            drop_offer(offer, by=by)
        elif offer.to_on is None or offer.to_on > on:
            end_offer(offer, to_on=on, by=by)


def end_on_roll(case: Case, *, by: User | None) -> None:
    """The child is on the register of the school that was named: an interim place ends on the day before it begins
    there, so that what the unit has of the child follows now, and not when the case closes weeks later. Of a school
    whose register is not ours it waits for the closing."""
    named = latest_way_of(case).named
    to = place_of(named.facts) if named is not None and named.facts.get("place") else None
    if named is not None and isinstance(to, School) and (began_on := _on_register_from(case, to)):
        _end_interim(case, to, last_on=began_on - DAY, by=by)


def go_on_without(case: Case, *, today: date, by: User | None) -> None:
    """The school that was named does not take the child after all: an interim place that ended for it, and is not over
    by a day, goes on."""
    ends = Enrolment.objects.filter(child=case.child).values_list("from_on", flat=True)
    for offer in places_of(case).filter(to_on__gte=today, to_on__in=[day - DAY for day in ends]):
        with suppress(Refused):
            end_offer(offer, to_on=None, by=by)


def _end_interim(case: Case, to: Destination, *, last_on: date, by: User | None) -> None:
    for offer in places_of(case).filter(from_on__lte=last_on):
        if offer.provider != to and (offer.to_on is None or offer.to_on > last_on):
            end_offer(offer, to_on=last_on, by=by)


def end_for_new_place(case: Case, *, on: date, by: User | None) -> None:
    """The child attends the place that was named: an interim place ends on the day before it, and one that is itself
    the place that was named goes on. What begins only afterwards, and the school's offering nothing, end as with any
    other closing.
    """
    named = latest_way_of(case).named
    if named is not None and named.facts.get("place"):
        to = place_of(named.facts)
        last_on = min(_begins_there(case, to, date.fromisoformat(named.facts["starts_on"])) - DAY, on)
        _end_interim(case, to, last_on=last_on, by=by)
        _end(Offer.objects.filter(_not_at(to), child=case.child, source=case.reference), on=on, by=by)
    else:
        end_with(case, on=on, by=by)


def _begins_there(case: Case, to: Destination, starts_on: date) -> date:
    """The first day at the place that was named: as its register says where it is a school, else as it was named."""
    return (_on_register_from(case, to) if isinstance(to, School) else None) or starts_on


def _on_register_from(case: Case, school: School) -> date | None:
    """Since when the child is on the register of a school that goes on; None where it is not."""
    rows = Enrolment.objects.filter(child=case.child, school=school, to_on=None)
    return rows.order_by("from_on").values_list("from_on", flat=True).last()


def _not_at(to: Destination) -> Q:
    return ~Q(provider=to) | Q(provider=None) if isinstance(to, Provider) else Q()


def correct_closing(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which the case was closed is put right: what ended with it ends on that day instead, and a place that
    had begun by then, and was taken for one that never was, is there again."""
    for offer in Offer.objects.filter(child=case.child, source=case.reference, to_on=event.on):
        end_offer(offer, to_on=max(_last_day(case, offer, on), offer.from_on), by=by)
    _give_back_places(case, on=on, by=by)
    return dict(facts)


def _last_day(case: Case, offer: Offer, on: date) -> date:
    """A day, or the one before the long-term place begins that was named elsewhere, where that is sooner."""
    facts = _long_term_facts(case)
    if not facts or offer.provider is None or offer.provider.key == facts["provider"]:
        return on
    return min(on, date.fromisoformat(facts[STARTS_ON]) - DAY)


def _long_term_facts(case: Case) -> Mapping[str, Any]:
    """What was said of the long-term place with a provider that is named; empty where there is none."""
    way = latest_way_of(case)
    return way.named.facts if way.named and way.named.facts.get("provider") and not way.is_refused else {}


def _give_back_places(case: Case, *, on: date, by: User) -> None:
    """Offer again, until a day, the place that was arranged last and the long-term one, where they had begun by then
    and were dropped."""
    arranged = [one.facts for one in happenings(case) if one.step == ARRANGE]
    for facts, basis in ((arranged[-1] if arranged else {}, OWED_UNDER), (_long_term_facts(case), LONG_TERM_UNDER)):
        starts_on = from_iso(facts.get(STARTS_ON))
        provider = Provider.objects.filter(key=facts.get("provider", "")).first()
        if provider is None or case.child is None or starts_on is None or starts_on > on:
            continue
        there = Q(from_on__gte=starts_on) | Q(provider=provider, to_on__gte=starts_on)
        if places_of(case).filter(there).exists():
            continue
        make_offer(
            case.child,
            provider,
            kind=OfferKind.ALTERNATIVE,
            from_on=starts_on,
            to_on=on if basis == LONG_TERM_UNDER else _last_day(case, Offer(provider=provider), on),
            minutes=facts["minutes"],
            full_time=facts["full_time"],
            basis=basis,
            source=case.reference,
            by=by,
        )
