"""Decides on work permits: grants them, changes their hours, and lets them end."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from licensing.grants.granting import Grants
from licensing.work import reading
from licensing.work.models import Permit
from licensing.work.permits import checking, letters, pathway, queries
from licensing.work.permits.actions import keep_hours
from oxle.cases import casework
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day

# No step says its last day anew: it is that of the job, or of compulsory school age.
PERMITS = Grants(
    pathway=pathway.PERMIT,
    model=Permit,
    until=pathway.UNTIL_ON,
    gives=pathway.GRANT,
    ends=(pathway.REVOKE, pathway.END, pathway.EXPIRE),
    runs_out=pathway.EXPIRE,
    prefix="WP",
)


@transaction.atomic
def grant(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Grant the permit, which gets a number, until the job or compulsory school age ends.

    `data`: conditions, considered. Refused where something must be considered and nobody says what came of that, and
    where that last day is over.
    """
    permit = PERMITS.locked(case)
    if (why := queries.to_consider(case)) and not data["considered"]:
        raise Refused(f"{' '.join(why)} Say why it is granted all the same.", field="considered")
    until_on = _until(case, taken["on"])
    if until_on < taken["on"]:
        raise Refused(f"The permit would have ended on {plain_day(until_on)} already. Close the case instead.")
    casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
    permit.granted_on, permit.until_on = taken["on"], until_on
    permit.conditions, permit.considered = data["conditions"], data["considered"]
    decided = ("granted_on", "until_on", "conditions", "considered", *PERMITS.number(permit))
    return PERMITS.decide(case, step, permit, *decided, taken=_with_last_day(taken, until_on))


@transaction.atomic
def change(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Change the hours, and the conditions, of a permit in force: what counts is checked as for a new one. `data`:
    hours, conditions. Refused while the new hours break a limit."""
    if found := queries.checked(case, taken["on"], data["hours"]).breaches:
        raise Refused(queries.words_of(found) or "", field="school_days")
    permit, term = PERMITS.granted(case)
    casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
    permit.conditions = data["conditions"]
    # Before the step, whose letters say them.
    keep_hours(case, data["hours"], by=taken["by"], on=taken["on"], at=taken["at"])
    # One that was granted before permits had numbers gets one with its next letter.
    changed = ("conditions", *PERMITS.number(permit))
    return PERMITS.decide(case, step, permit, *changed, taken=_with_last_day(taken, term.until_on))


def _until(case: Case, on: date) -> date:
    permit = case.work_permit
    return checking.last_day(reading.worker(case, on), permit.starts_on, permit.ends_on)


def _with_last_day(taken: Mapping[str, Any], until_on: date) -> dict[str, Any]:
    return {**taken, "facts": {**taken.get("facts", {}), pathway.UNTIL_ON.key: until_on.isoformat()}}
