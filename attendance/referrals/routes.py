"""Writes the legal route of a parent: chosen, changed, ended, with the time limits and letters that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from attendance.referrals import pathway, queries
from attendance.referrals.models import Referral, Route, RouteKind
from oxle.accounts.models import User
from oxle.cases import actions, redrafting
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import Step
from oxle.core.dates import iso
from oxle.core.errors import Refused
from oxle.correspondence.actions import UNSENT
from oxle.schooldays.wording import plain_day

OLD_ROUTE = "The legal route that it speaks of was changed."
# What every parent with a legal route gets, whenever it was chosen.
OWED = (pathway.ACCEPT, pathway.INVITE_PANEL)


@dataclass(frozen=True)
class ChosenRoute:
    """The route a senior officer chooses for one parent."""

    party: Party
    kind: str
    with_parenting_order: bool
    reason: str


def choose_route(chosen: ChosenRoute, *, by: User, on: date) -> Route:
    """End a parent's present route and begin another; the history stays. Refused for a day before the present one's."""
    end_route(chosen.party, on)
    return Route.objects.create(
        party=chosen.party,
        kind=chosen.kind,
        with_parenting_order=chosen.with_parenting_order,
        reason=chosen.reason,
        from_on=on,
        by=by,
    )


def end_route(party: Party, on: date) -> None:
    """End the route now chosen for a parent, if there is one. Refused for a day before it was chosen."""
    present = queries.route_of(party)
    if present is None:
        return
    if on < present.from_on:
        began = plain_day(present.from_on)
        raise Refused(f"The present route was chosen on {began}. It cannot end before that day.", field="on")
    present.to_on = on
    present.save(update_fields=["to_on"])


@transaction.atomic
def change_route(case: Case, step: Step, *, data: Mapping[str, Any], party: Party | None, **taken: Any) -> Event:
    """Change one parent's legal route, with the reason. A prosecution brings its time limits; no route ends them.

    Letters to this parent that have not been sent speak of the old route: they are withdrawn, released or not, and
    drafted anew where the new one calls for them, as is what it owes and this parent never had: the first letters,
    and the invitation to a panel still to come.
    """
    if data["kind"] == RouteKind.NONE:
        step = pathway.DROP_ROUTE
    facts = route_facts(queries.referral_of(case), data["kind"])
    event = actions.take(case, step, party=party, **{**taken, "facts": facts})
    choose_route(
        ChosenRoute(event.party, data["kind"], data["with_parenting_order"], taken["reason"]),
        by=taken["by"],
        on=taken["on"],
    )
    _write_anew(case, event.party, by=taken["by"], on=taken["on"], at=taken["at"])
    return event


def correct_acceptance(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when a referral was accepted, and with it since when no route is taken against a parent.

    The routes that were chosen in the same moment are steps of their own (`correct_choice`).
    """
    for party in queries.parents(case):
        _begin_on(party, RouteKind.NONE, event.on, on)
    return dict(facts)


def correct_choice(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right since when a parent has a route, and until when they had the one before.

    Refused for a day before that one began, or after this one ended.
    """
    _begin_on(event.party, facts.get("route", RouteKind.NONE), event.on, on)
    return dict(facts)


def _begin_on(party: Party, kind: str, was: date, on: date) -> None:
    route = party.routes.filter(kind=kind, from_on=was).last()
    if route is None:
        return
    if route.to_on is not None and on > route.to_on:
        raise Refused(f"This route of {party.name} ended on {plain_day(route.to_on)}.", field="on")
    before = party.routes.filter(to_on=was).exclude(pk=route.pk).last()
    if before is not None:
        if on < before.from_on:
            began = plain_day(before.from_on)
            raise Refused(f"The route of {party.name} before it was chosen on {began}.", field="on")
        before.to_on = on
        before.save(update_fields=["to_on"])
    route.from_on = on
    route.save(update_fields=["from_on"])


def _write_anew(case: Case, party: Party, *, by: User, on: date, at: datetime) -> None:
    theirs = [link.letter for link in party.letters.select_related("letter")]
    stopped = redrafting.stop_letters(theirs, UNSENT, by=by, at=at, reason=OLD_ROUTE)
    for one in redrafting.draftable(case, on):
        is_owed = one.step in OWED or one.kind.key in stopped
        if one.to == party and one.event and not one.letters and is_owed:
            redrafting.write(case, one, by=by, on=on, at=at)


def in_words(event: Event) -> str:
    """Which legal route a step chose for a parent."""
    kind = event.facts.get("route")
    return f"{RouteKind(kind).label}." if kind else ""


def route_facts(referral: Referral, kind: str) -> dict[str, Any]:
    """What a chosen route records: for a prosecution, also the absences from which the time to charge runs."""
    if kind not in {RouteKind.S444_1, RouteKind.S444_1A}:
        return {"route": kind}
    return {
        "route": kind,
        "first_absence_on": iso(referral.first_absence_on),
        "last_absence_on": iso(referral.last_absence_on),
    }
