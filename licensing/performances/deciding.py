"""Decides on a licence: grants, amends and revokes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from licensing.checking.findings import breaches
from licensing.grants.granting import Grants
from licensing.performances import changing, letters, pathway, queries
from licensing.performances.models import Entrant, Licence
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.references import new_reference

# A licence that runs out ends with the day that it names, and not by anything that was decided.
LICENCES = Grants(
    pathway=pathway.LICENCE,
    model=Licence,
    until=pathway.UNTIL_ON,
    gives=pathway.GRANT,
    prolongs=pathway.AMEND,
    ends=(pathway.REVOKE,),
    runs_out=pathway.EXPIRE,
    prefix="PL",
)


@transaction.atomic
def grant(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Grant a licence: it gets a number, and everybody who has a part gets it by letter. `data`: from_on, until_on,
    conditions, over_limits (why, where a line is over a limit), host (other authorities of the places, a line each).

    Refused for an end before the beginning, and without a reason where a line is over a limit.
    """
    _must_fit(data)
    found = _must_say_why(case.performance, data, taken["on"])
    _join_hosts(case, data["host"], taken["on"])
    casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
    Licence.objects.create(
        case=case,
        number=new_reference(LICENCES.prefix),
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
    """Change a licence, which keeps its number. `data`: from_on, until_on, conditions, over_limits as when it is
    granted, and what is different of the child’s part (`changing.change`).

    Refused as a grant is.
    """
    _must_fit(data)
    licence = LICENCES.locked(case)
    entrant = changing.held(case)
    differs = changing.change(entrant, data, at=taken["at"])
    taken["facts"] = {**taken.get("facts", {}), changing.DIFFERS: differs}
    found = _must_say_why(entrant, data, taken["on"])
    # Whoever adds a place need not name its authority twice.
    named = [data["host"], *(one["council"] for one in data["places"])]
    _join_hosts(case, "\n".join(named), taken["on"])
    casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
    licence.valid_from_on, licence.valid_until_on = data["from_on"], data["until_on"]
    licence.conditions, licence.over_limits = data["conditions"], data["over_limits"] if found else ""
    changed = ("valid_from_on", "valid_until_on", "conditions", "over_limits")
    # What the letters say is read of the case: as it is now.
    case.performance = entrant
    return LICENCES.decide(case, step, licence, *changed, taken=taken)


def _must_say_why(entrant: Entrant, data: Mapping[str, Any], on: date) -> bool:
    """Whether a line is over a limit. Refused where one is, and nobody says why it is licensed all the same."""
    found = bool(breaches(queries.findings_of(entrant, on)))
    if found and not data["over_limits"]:
        raise Refused("A line of the schedule is over a limit. Say why you grant it all the same", field="over_limits")
    return found


def _join_hosts(case: Case, named: str, on: date) -> None:
    """The other authorities that are named, a line each, are parties from now on: each gets a copy of every letter."""
    for name in filter(None, (line.strip() for line in named.splitlines())):
        casework.agency_joins(case, name, role=letters.HOST, on=on)


def _must_fit(data: Mapping[str, Any]) -> None:
    if data["until_on"] < data["from_on"]:
        raise Refused("The last day cannot be before the first", field="until_on")
