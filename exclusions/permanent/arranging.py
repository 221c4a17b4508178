"""Writes the education of a child who is permanently excluded: what the school no longer offers, and who offers it.

Education Act 1996 s.19(3A): from the sixth school day the council of the area where the child lives owes full-time
education, whoever decides about the exclusion and whenever a panel meets.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from exclusions.permanent import fair_access, pathway, records
from exclusions.placement.queries import latest_way_of
from exclusions.school_offers import give_back
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.projection import happenings
from oxle.core.dates import from_iso, london_day
from oxle.core.errors import Refused
from oxle.meetings.deciding import decide_between
from oxle.people.models import Enrolment
from oxle.provision.actions import drop_offer, end_offer, make_offer
from oxle.provision.models import Offer, OfferKind, Provider
from oxle.provision.placing import place
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.transfers.actions import Destination

DAY = timedelta(days=1)
EXCLUDED_UNDER = "Education Act 2002 s.51A (permanent exclusion)"
OWED_UNDER = "Education Act 1996 s.19(3A) (from day 6)"


@transaction.atomic
def arrange(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Give the child a place with a provider and record it; a place that was arranged before ends the day before.

    `data`: provider, starts_on, minutes (of each session), full_time, times (of the day), transport; decided_by and
    because, where the next panel comes after day 6. Refused as `placing.place` refuses, where a
    place elsewhere has begun on that day or later, and where it is not said who decided without the panel.
    """
    first_on, child = data["starts_on"], case.child
    without_panel = _decide_without_panel(case, data, taken)
    provider: Provider = data["provider"]
    _end_before(case, provider, first_on, today=london_day(taken["at"]), by=taken["by"])
    offer = place(
        child,
        provider,
        kind=OfferKind.ALTERNATIVE,
        from_on=first_on,
        to_on=None,
        minutes=data["minutes"],
        full_time=data["full_time"],
        basis=OWED_UNDER,
        source=case.reference,
        by=taken["by"],
        on=taken["on"],
    )
    facts = {
        **taken["facts"],
        "place": provider.name,
        "starts_on": first_on.isoformat(),
        "full_time": data["full_time"],
        "offer": offer.key,
        "provider": provider.key,
        "minutes": list(data["minutes"]),
        **without_panel,
        **{name: data[name] for name in ("times", "transport") if data.get(name)},
    }
    return actions.take(case, step, **{**taken, "facts": facts})


def _end_before(case: Case, provider: Provider, first_on: date, *, today: date, by: User) -> None:
    """End what was arranged before on the day before a place with a provider begins. What would begin on that day or
    later never was, where it has not begun yet or is the same place, whose first day was wrong.
    """
    for offer in places_of(case).filter(to_on=None) | places_of(case).filter(to_on__gte=first_on):
        if offer.from_on < first_on:
            end_offer(offer, to_on=first_on - DAY, by=by)
        elif offer.from_on > today or offer.provider == provider:
            drop_offer(offer, by=by)
        else:
            raise Refused(
                f"A place with {offer.place.name} has begun on {plain_day(offer.from_on)}. Enter a later day.",
                field="starts_on",
            )


def _decide_without_panel(case: Case, data: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, str]:
    """Keep who decided where the panel comes too late, and tell it; what the step keeps of that."""
    # As of the day on which it is recorded, as the form asks: not of the day on which the place was agreed.
    stands = fair_access.must_decide_between(case, london_day(taken["at"]))
    if stands is None:
        return {}
    said = {name: data.get(name, "") for name in ("decided_by", "because")}
    if not all(said.values()):
        raise Refused(f"{stands.words} Say who decided without it, and why.", field="decided_by")
    decide_between(stands.series, case, **said, by=taken["by"], on=taken["on"])
    return said


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


def end_for_new_place(case: Case, *, on: date, by: User | None) -> None:
    """The child attends the place that was named: an interim place ends on the day before it, and one that is itself
    the place that was named goes on. What begins only afterwards, and the school's offering nothing, end as with any
    other closing.
    """
    named = latest_way_of(case).named
    if named is not None and named.facts.get("place"):
        to = records.place_called(named.facts["place"])
        last_on = min(_begins_there(case, to, date.fromisoformat(named.facts["starts_on"])) - DAY, on)
        for offer in places_of(case).filter(from_on__lte=last_on):
            if offer.provider != to and (offer.to_on is None or offer.to_on > last_on):
                end_offer(offer, to_on=last_on, by=by)
        _end(Offer.objects.filter(_not_at(to), child=case.child, source=case.reference), on=on, by=by)
    else:
        end_with(case, on=on, by=by)


def _begins_there(case: Case, to: Destination, starts_on: date) -> date:
    """The first day at the place that was named: as its register says where it is a school, else as it was named."""
    if not isinstance(to, School):
        return starts_on
    rows = Enrolment.objects.filter(child=case.child, school=to, to_on=None)
    known = rows.order_by("from_on").values_list("from_on", flat=True).last()
    return known or starts_on


def _not_at(to: Destination) -> Q:
    return ~Q(provider=to) | Q(provider=None) if isinstance(to, Provider) else Q()


def correct_closing(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which the case was closed is put right: what ended with it ends on that day instead, and a place that
    had begun by then, and was taken for one that never was, is there again."""
    for offer in Offer.objects.filter(child=case.child, source=case.reference, to_on=event.on):
        end_offer(offer, to_on=max(on, offer.from_on), by=by)
    _give_back_place(case, on=on, by=by)
    return dict(facts)


def _give_back_place(case: Case, *, on: date, by: User) -> None:
    """Offer again, until a day, the place that was arranged last, where it had begun by then and was dropped."""
    arranged = [one.facts for one in happenings(case) if one.step == pathway.ARRANGE.key]
    facts = arranged[-1] if arranged else {}
    starts_on = from_iso(facts.get(pathway.EDUCATION_FROM.key))
    provider = Provider.objects.filter(key=facts.get("provider", "")).first()
    if provider is None or case.child is None or starts_on is None or starts_on > on:
        return
    if places_of(case).filter(from_on__gte=starts_on).exists():
        return
    make_offer(
        case.child,
        provider,
        kind=OfferKind.ALTERNATIVE,
        from_on=starts_on,
        to_on=on,
        minutes=facts["minutes"],
        full_time=facts["full_time"],
        basis=OWED_UNDER,
        source=case.reference,
        by=by,
    )


def places_of(case: Case) -> Any:
    """The places with providers that were arranged for a case."""
    return Offer.objects.filter(child=case.child, source=case.reference, provider__isnull=False)
