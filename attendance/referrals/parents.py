"""Writes who the parents of a referral are: as a school names them, one whom an officer adds, one who is taken off.

Nobody is deleted: a party that ends keeps its letters, entries and routes, and can begin again.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from attendance.referrals import pathway, queries, sections
from attendance.referrals.models import Draft
from attendance.referrals.routes import end_route
from oxle.accounts.models import User
from oxle.cases import actions, redrafting
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.correspondence.actions import UNSENT
from oxle.people.models import Adult
from oxle.people.queries import Parent, parents_of
from oxle.schooldays.wording import plain_day

TAKEN_OFF = "This person is no longer a party to the case."


def who_can_be_added(case: Case, on: date) -> list[Parent]:
    """The pupil's parents on record (Education Act 1996 s.576) who are no party to the case now."""
    held = {party.adult_id for party in queries.parents(case)}
    return [parent for parent in parents_of(case.child, on) if parent.adult.pk not in held]


@transaction.atomic
def add_parent(case: Case, adult: Adult, *, reason: str, by: User, on: date, at: datetime, version: int) -> Event:
    """Make a parent on record a party to the case; they have no legal route until the senior officer chooses one.

    Refused for an adult who is a party already, or whom the record does not call a parent.
    """
    actions.lock(case, version)
    if adult.pk not in {parent.adult.pk for parent in who_can_be_added(case, on)}:
        raise Refused(f"{adult.name} cannot be added: they are in the case already, or not a parent on record.")
    party = _begin(case, adult, on)
    return actions.take(case, pathway.ADD_PARENT, party=party, by=by, on=on, at=at, version=version, reason=reason)


@transaction.atomic
def end_parent(case: Case, step: Step, *, data: Mapping[str, Any], party: Party | None, **taken: Any) -> Event:
    """Take a parent off the case: their route and time limits end, and letters to them that were not sent are stopped.

    Refused for a day before they became a party or before their route was chosen.
    """
    event = actions.take(case, step, party=party, **taken)
    _end(event.party, taken["on"])
    end_route(event.party, taken["on"])
    theirs = [link.letter for link in event.party.letters.select_related("letter")]
    redrafting.stop_letters(theirs, UNSENT, by=taken["by"], at=taken["at"], reason=TAKEN_OFF)
    return event


def correct_beginning(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right since when somebody is a party. Refused for a day after the one on which they were taken off."""
    party = event.party
    if party.from_on == event.on:
        if party.to_on is not None and on > party.to_on:
            raise Refused(f"{party.name} was taken off on {plain_day(party.to_on)}.", field="on")
        party.from_on = on
        party.save(update_fields=["from_on"])
    return dict(facts)


def correct_end(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right until when somebody was a party, and with it the end of their route; not of one who is back since."""
    party = event.party
    if party.to_on == event.on:
        route = party.routes.filter(to_on=event.on).order_by("pk").last()
        if route is not None:
            if on < route.from_on:
                raise Refused(f"Their route was chosen on {plain_day(route.from_on)}.", field="on")
            route.to_on = on
            route.save(update_fields=["to_on"])
        _end(party, on)
    return dict(facts)


def named_by(draft: Draft) -> list[Adult]:
    """The adults on record whom a school's draft names as the parents."""
    keys = draft.answers.get(sections.FAMILY, {}).get("parents", [])
    return list(Adult.objects.filter(key__in=keys, relationships__child=draft.child).distinct())


def reconcile(case: Case, draft: Draft, on: date) -> dict[str, list[int]]:
    """Make the parents whom a referral names when it is sent again the parties of its case; what changed, by party.

    A parent who is named no more ends, but for one whom a letter or an entry names already: whoever decides is told,
    and says what is right. Whom an officer added stays, and whom an officer took off stays off, whatever the school
    names. Of a pupil who was typed in the parents stay those that somebody identified.
    """
    if draft.is_unlisted:
        return {}
    named = {adult.pk: adult for adult in named_by(draft)}
    held = {party.adult_id: party for party in case.parties.filter(role="parent").order_by("pk")}
    by_officer = settled_by_officer(case)
    changed: dict[str, list[int]] = {"added": [], "ended": [], "left_out": [], "kept_off": [], "kept_on": []}
    for adult in named.values():
        party = held.get(adult.pk)
        if party is not None and party.to_on is None:
            continue
        if party is not None and by_officer.get(party.pk) == pathway.END_PARENT.key:
            changed["kept_off"].append(party.pk)
        else:
            changed["added"].append(_begin(case, adult, on).pk)
    for party in held.values():
        if party.to_on is None and party.adult_id not in named:
            if by_officer.get(party.pk) == pathway.ADD_PARENT.key:
                changed["kept_on"].append(party.pk)
            elif party.letters.exists() or party.events.exists():
                changed["left_out"].append(party.pk)
            else:
                _end(party, on)
                changed["ended"].append(party.pk)
    return {what: keys for what, keys in changed.items() if keys}


def settled_by_officer(case: Case) -> dict[int, str]:
    """Of the parties whom an officer added or took off: which step was the last, by party."""
    return {event.party_id: event.step for event in changes(case)}


def changes(case: Case) -> Sequence[Event]:
    """Every time an officer added a parent or took one off, as last corrected, the oldest first."""
    steps = [pathway.ADD_PARENT.key, pathway.END_PARENT.key]
    rows = case.events.filter(step__in=steps, superseded_by=None).select_related("party__adult", "by", "supersedes")
    return sorted(rows, key=lambda event: root_of(event).order)


def _begin(case: Case, adult: Adult, on: date) -> Party:
    """An adult's place in the case: a new one, or the one they had, which goes on."""
    party, is_new = Party.objects.get_or_create(case=case, adult=adult, role="parent", defaults={"from_on": on})
    if not is_new:
        party.to_on = None
        party.save(update_fields=["to_on"])
    return party


def _end(party: Party, on: date) -> None:
    if on < party.from_on:
        raise Refused(f"{party.name} is a party since {plain_day(party.from_on)}, and not before.", field="on")
    party.to_on = on
    party.save(update_fields=["to_on"])
