"""The approvals of chaperones: how they are given, renewed, suspended and ended; schedules to come follow them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from licensing.chaperones import pathway, rules, scheduled
from licensing.chaperones.models import Chaperone
from licensing.grants.approving import Approvals
from oxle.accounts.models import User
from oxle.cases import actions, redrafting
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import london_day
from oxle.core.errors import Refused

APPROVALS = Approvals(
    pathway=pathway.CHAPERONE,
    model=Chaperone,
    until=pathway.UNTIL_ON,
    gives=pathway.APPROVE,
    prolongs=pathway.RENEW,
    ends=(pathway.REVOKE, pathway.END, pathway.LAPSE),
    runs_out=pathway.LAPSE,
    prefix="CH",
    says=("conditions", "most_children"),
    reminds=pathway.REMIND,
    lasts=rules.APPROVED_FOR,
    reminded=rules.REMINDED_BEFORE,
)
# The steps with which nobody is in the chaperone's charge any more.
TAKES_OFF = {one.key for one in (pathway.SUSPEND, *APPROVALS.ends)}


def usual_children(on: date) -> int:
    """How many children a chaperone is in charge of at once, at most."""
    return rules.MOST_CHILDREN.on(on)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """The register follows the step: suspended, restored, or over. Schedules to come follow the register."""
    APPROVALS.after_step(case, event, by)
    rows = APPROVALS.given(case)
    if event.step == pathway.SUSPEND.key:
        rows.update(suspended_on=event.on)
    elif event.step == pathway.RESTORE.key:
        rows.update(suspended_on=None)
    if event.step in TAKES_OFF and (entry := rows.first()):
        scheduled.take_off(entry, on=event.on, at=event.at)


@transaction.atomic
def restore(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """End a suspension. What it kept from leaving is drafted again: the letter of the approval is the only one with
    the number, the last day and the code."""
    event = actions.take(case, step, **taken)
    redrafting.draft_restored(case, step, by=event.by, on=london_day(event.at), at=event.at)
    return event


def give_back(case: Case, closing: Event, event: Event, by: User | None) -> list[str]:
    """What closed the case is taken back: the approval goes on. Off which schedules they came is said; whoever names
    them there again is an officer, for another may be there by now."""
    if not APPROVALS.given(case).filter(ended_on__isnull=False).exists():
        return []
    APPROVALS.give_back(case, closing, event, by)
    return ["If they were on a schedule, they came off it. Record on the licence’s case that they are there again."]


def correct_suspension(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day of the suspension is put right while it lasts."""
    Chaperone.objects.filter(case=case, suspended_on__isnull=False).update(suspended_on=on)
    return dict(facts)


def correct_finding(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day of an interview, of a reference, or on which the DBS was seen, is put right where it is kept."""
    at = root_of(event).at
    case.interviews.filter(at=at).update(on=on)
    case.referees.filter(answered_at=at).update(answered_on=on)
    dbs = case.dbs_checks.filter(at=at)
    if dbs.filter(issued_on__gt=on).exists():
        raise Refused("It cannot have been seen before the day of the certificate", field="on")
    dbs.update(on=on)
    return dict(facts)
