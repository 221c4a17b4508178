"""The offers of a case that a step closes: kept as they stood, and given back when the closing is taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.dates import from_iso, iso
from oxle.core.errors import Refused
from oxle.provision.actions import drop_offer, end_offer, make_offer
from oxle.provision.models import Offer, OfferKind, Provider
from oxle.schools.models import School

# Where a closing step keeps the offers of its case as they stood before it.
STOOD = "stood"
NOT_KEPT = "What was arranged on the case was not kept when it was closed. Look at the places, and arrange them again."


def keep(offers: Iterable[Offer]) -> dict[str, Any]:
    """Some offers as they stand, for the facts of the step that closes their case."""
    return {STOOD: [kept(offer) for offer in offers]}


def kept(offer: Offer) -> dict[str, Any]:
    """An offer as it stands."""
    return {
        "key": offer.key,
        "provider": offer.provider.key if offer.provider else "",
        "school": offer.school.key if offer.school else "",
        "kind": offer.kind,
        "from_on": iso(offer.from_on),
        "to_on": iso(offer.to_on),
        "minutes": list(offer.minutes),
        "full_time": offer.full_time,
        "basis": offer.basis,
        "source": offer.source,
    }


def give_back(case: Case, facts: Mapping[str, Any], offers: Iterable[Offer], *, by: User | None) -> list[str]:
    """Let offers stand as they did before the step that closed their case, with its `facts`; what could not be, in
    sentences. `offers` are those of the case now. Refused where something else is offered on those days by now.
    """
    if STOOD not in facts:
        return [NOT_KEPT]
    stood: Sequence[Mapping[str, Any]] = facts[STOOD]
    now = {offer.key: offer for offer in offers}
    keys = {one["key"] for one in stood}
    try:
        for key, offer in now.items():
            if key not in keys and offer.source == case.reference:
                drop_offer(offer, by=by)
        # Those that end earlier than now first: they make room for the others.
        for one in sorted(stood, key=lambda one: one["to_on"] or date.max.isoformat()):
            stand(case, one, now.get(one["key"]), by=by)
    except Refused as refused:
        raise Refused(f"What ended with the closing cannot be given back. {refused.message}") from refused
    return []


def stand(case: Case, one: Mapping[str, Any], offer: Offer | None, *, by: User | None) -> None:
    """Let an offer of a case stand as it was `kept`; `offer` is what it is now, None where it is there no more."""
    to_on = from_iso(one["to_on"])
    if offer is not None:
        if offer.to_on != to_on:
            end_offer(offer, to_on=to_on, by=by)
        return
    place = Provider.objects.filter(key=one["provider"]).first() or School.objects.filter(key=one["school"]).first()
    if place is None or case.child is None:
        return
    make_offer(
        case.child,
        place,
        kind=OfferKind(one["kind"]),
        from_on=date.fromisoformat(one["from_on"]),
        to_on=to_on,
        minutes=one["minutes"],
        full_time=one["full_time"],
        basis=one["basis"],
        source=one["source"],
        by=by,
        key=one["key"],
    )
