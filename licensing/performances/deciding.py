"""Decides on a licence: grants, amends and revokes it, and says whether it is valid."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from licensing.checking.findings import breaches
from licensing.performances import letters, pathway, queries
from licensing.performances.models import Licence
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.references import new_reference

PREFIX = "PL"


@transaction.atomic
def grant(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Grant a licence: it gets a number, and everybody who has a part gets it by letter. `data`: from_on, until_on,
    conditions, over_limits (why, where a line is over a limit), host (the authority of the place, if it is another).

    Refused for an end before the beginning, and without a reason where a line is over a limit.
    """
    _must_fit(data)
    found = breaches(queries.findings_of(case.performance, taken["on"]))
    if found and not data["over_limits"]:
        raise Refused("A line of the schedule is over a limit. Say why you grant it all the same", field="over_limits")
    if data["host"]:
        casework.agency_joins(case, data["host"], role=letters.HOST, on=taken["on"])
    Licence.objects.create(
        case=case,
        number=new_reference(PREFIX),
        granted_on=taken["on"],
        granted_by=taken["by"],
        valid_from_on=data["from_on"],
        valid_until_on=data["until_on"],
        conditions=data["conditions"],
        over_limits=data["over_limits"] if found else "",
    )
    return actions.take(case, step, **taken)


@transaction.atomic
def amend(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Change the days or the conditions of a licence, which keeps its number. `data`: from_on, until_on, conditions."""
    _must_fit(data)
    licence = case.licence
    licence.valid_from_on, licence.valid_until_on = data["from_on"], data["until_on"]
    licence.conditions = data["conditions"]
    licence.version += 1
    licence.save(update_fields=["valid_from_on", "valid_until_on", "conditions", "version"])
    return actions.take(case, step, **taken)


def _must_fit(data: Mapping[str, Any]) -> None:
    if data["until_on"] < data["from_on"]:
        raise Refused("The last day cannot be before the first", field="until_on")


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A licence that is revoked is valid no more from that day on."""
    if event.step == pathway.REVOKE.key:
        Licence.objects.filter(case=case).update(ended_on=event.on)


def give_back(case: Case, closing: Event, entry: Event, by: User | None) -> list[str]:
    """A revocation that is taken back never was: the licence is valid as before."""
    if closing.step == pathway.REVOKE.key:
        Licence.objects.filter(case=case).update(ended_on=None)
    return []


def correct_days(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The last day of the licence is put right where the entry is the one that it rests on."""
    until_on = date.fromisoformat(facts[pathway.UNTIL_ON.key])
    licence = case.licence
    if until_on < licence.valid_from_on:
        raise Refused("The last day cannot be before the first", field=pathway.UNTIL_ON.key)
    if case.events.filter(step=pathway.AMEND.key, order__gt=event.order).exists():
        return dict(facts)
    licence.valid_until_on = until_on
    if event.step == pathway.GRANT.key:
        licence.granted_on = on
    licence.version += 1
    licence.save(update_fields=["valid_until_on", "granted_on", "version"])
    return dict(facts)


def correct_revocation(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day of the revocation is put right: the licence is valid until then."""
    Licence.objects.filter(case=case).update(ended_on=on)
    return dict(facts)


def is_valid(number: str, secret: str, *, on: date) -> bool:
    """Whether there is a licence of this number and unguessable part which is not over, nor ended, on a day."""
    rows = Licence.objects.filter(number=number, secret=secret, valid_until_on__gte=on)
    return rows.exclude(ended_on__lte=on).exists()
