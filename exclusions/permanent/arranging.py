"""Writes the education of a child who is permanently excluded: what the school no longer offers, and who offers it.

Education Act 1996 s.19(3A): from the sixth school day the council of the area where the child lives owes full-time
education, whoever decides about the exclusion and whenever a panel meets.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from exclusions import giving_up
from exclusions.permanent import fair_access, letters, pathway
from exclusions.placement.ending import OWED_UNDER
from exclusions.placement.long_term import ENDED, end_before, last_day_before
from exclusions.telling import must_be_taught_on
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.standing import as_they_stand, last_taken
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.meetings.deciding import decide_between, overtake_between, restore_between
from oxle.provision.models import OfferKind, Provider
from oxle.provision.placing import place

# What could not have been recorded as it was without the place that is arranged.
REST_ON_IT = (pathway.ARRANGE, pathway.BEGIN, pathway.BEGIN_IN_PART, pathway.NAME_PLACE)
EXCLUDED_UNDER = "Education Act 2002 s.51A (permanent exclusion)"


@transaction.atomic
def arrange(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Give the child a place with a provider and record it; a place that was arranged before ends the day before.

    `data`: provider, starts_on, minutes (of each session), full_time, times (of the day), transport; decided_by and
    because, where the next panel comes after day 6. Refused as `placing.place` refuses, for a first day without a
    session or in the school's holidays, where a place elsewhere has begun on that day or later, where a long-term place
    would end by it, and where it is not said who decided without the panel. Before a long-term place that is named it
    lasts until the day before that.
    """
    first_on, child = data["starts_on"], case.child
    if case.school is not None:
        must_be_taught_on(case.school, first_on, data["minutes"])
    without_panel = _decide_without_panel(case, data, taken)
    provider: Provider = data["provider"]
    named, to_on = last_day_before(case, provider, first_on)
    ended = end_before(case, provider, first_on, today=london_day(taken["at"]), by=taken["by"], keep=named)
    offer = place(
        child,
        provider,
        kind=OfferKind.ALTERNATIVE,
        from_on=first_on,
        to_on=to_on,
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
        ENDED: ended,
        **without_panel,
        **{name: data[name] for name in ("times", "transport") if data.get(name)},
    }
    # The letter goes to whoever looks after the child by now, such as carers whom nobody knew when the school told us.
    casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
    return actions.take(case, step, **{**taken, "facts": facts})


def give_up(case: Case, event: Event, *, by: User | None, on: date) -> list[str]:
    """What was arranged was a slip, such as another child’s, and is taken back on a day: there is no such place, what
    ended for it goes on as it stood, and a panel that is told of it is told that it never was. What could not be given
    back, in sentences. One that stood before and was decided without the panel holds again.

    Refused where something rests on it, where the provider has seen the child there, and where what ended cannot go on.
    """
    since = case.events.filter(step__in=[step.key for step in REST_ON_IT])
    giving_up.must_not_be_rested_on(case, event, as_they_stand(since))
    left = giving_up.drop_place(case, event.facts, by=by)
    # Only of the one that was decided without the panel: another may be with the same provider from the same day.
    if "decided_by" in event.facts and (slip := _place_of(event)):
        overtake_between(case, **slip, on=on)
    before = last_taken(case, pathway.ARRANGE.key)
    if before is not None and (stood := _place_of(before)):
        restore_between(case, **stood)
    return left


def _place_of(event: Event) -> dict[str, Any] | None:
    """The place that was arranged, as a meeting is told of it; None where it is with nobody in the directory."""
    provider = Provider.objects.filter(key=event.facts.get("provider", "")).first()
    if provider is None:
        return None
    return {"provider": provider, "starts_on": date.fromisoformat(event.facts["starts_on"])}


def _decide_without_panel(case: Case, data: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, str]:
    """Keep who decided where the panel comes too late, and tell it; what the step keeps of that. Of a place that was
    decided so before it is told that another was arranged."""
    place, told = {name: data[name] for name in ("provider", "starts_on")}, fair_access.decided_between(case)
    if told is not None and (told.provider, told.starts_on) == (place["provider"], place["starts_on"]):
        return {}
    # As of the day on which it is recorded, as the form asks: not of the day on which the place was agreed.
    stands = fair_access.must_decide_between(case, london_day(taken["at"]))
    said = {name: data.get(name, "") for name in ("decided_by", "because")} if stands else {}
    if stands and not all(said.values()):
        raise Refused(f"{stands.words} Say who decided without it, and why.", field="decided_by")
    if told is not None and told.provider is not None and told.starts_on is not None:
        overtake_between(case, provider=told.provider, starts_on=told.starts_on, on=taken["on"])
    if stands:
        decide_between(stands.series, case, **place, **said, by=taken["by"], on=taken["on"])
    return said
