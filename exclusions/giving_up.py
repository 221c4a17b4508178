"""A place with a provider that was arranged by a slip, such as for another child, is taken back: it never was."""

from collections.abc import Iterable, Mapping
from typing import Any

from exclusions.placement.ending import DAY, places_of
from exclusions.placement.long_term import ENDED
from oxle.accounts.models import User
from oxle.cases import giving_back
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.queries import pathway_of
from oxle.core.dates import from_iso
from oxle.core.errors import Refused
from oxle.provision.actions import drop_offer
from oxle.provision.placing import must_not_have_come
from oxle.schooldays.wording import plain_day


def must_not_be_rested_on(case: Case, event: Event, since: Iterable[Event]) -> None:
    """Refuse to take an entry back after which some others were recorded, which could not have been without it."""
    for one in since:
        if root_of(one).order > root_of(event).order:
            label = pathway_of(case).step(one.step).label
            raise Refused(f"“{label}” was recorded since, and rests on this. That must be taken back first.")


def drop_place(case: Case, facts: Mapping[str, Any], *, by: User | None) -> list[str]:
    """There is no such place as the step with these facts arranged (where it was one with a provider), and what ended
    for it goes on as it stood. What could not be given back, since an old step did not keep it, in sentences.

    Refused where the provider has seen the child there, and where what ended cannot go on.
    """
    offer = places_of(case).filter(key=facts.get("offer", "")).select_related("child", "provider__organisation").first()
    if offer is not None:
        must_not_have_come(offer)
        drop_offer(offer, by=by)
    now = {each.key: each for each in places_of(case).select_related("provider__organisation", "school__organisation")}
    for stood in facts.get(ENDED, []):
        giving_back.stand(case, stood, now.get(stood["key"]), by=by)
    first_on = from_iso(facts.get("starts_on"))
    if ENDED in facts or first_on is None:
        return []
    last_on = first_on - DAY
    return [
        f"The place with {each.place.name} ends on {plain_day(last_on)}, the day before this one was to begin. It was "
        "not kept whether it ended for this: look at it, and give it the last day that it should have."
        for each in now.values()
        if each.to_on == last_on
    ]
