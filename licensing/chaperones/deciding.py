"""Decides on chaperones: approves, changes, renews and ends; reminds, and lets an approval lapse."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from licensing.by_itself import run_out, take_by_itself
from licensing.chaperones import pathway, rules, scheduled
from licensing.chaperones.models import Chaperone
from licensing.chaperones.queries import KEY, ON_REGISTER
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.references import new_reference
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day

DAY = timedelta(days=1)
PREFIX = "CH"
ENDING = {pathway.REVOKE.key, pathway.END.key, pathway.LAPSE.key}


def longest(on: date) -> date:
    """The last day that an approval of a day can have."""
    return add_months(on, 12 * rules.APPROVED_FOR.on(on)) - DAY


def usual_children(on: date) -> int:
    """How many children a chaperone is in charge of at once, at most."""
    return rules.MOST_CHILDREN.on(on)


@transaction.atomic
def approve(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Approve a chaperone, who gets a number. `data`: until_on, conditions, most_children.

    Refused for an end before the beginning, and for one later than the setting allows.
    """
    entry = _entry(case)
    _must_fit(data, taken["on"])
    entry.number, entry.approved_on, entry.approved_by = new_reference(PREFIX), taken["on"], taken["by"]
    _keep_terms(entry, data)
    entry.save()
    # The letter says what is kept by then.
    case.chaperone = entry
    return actions.take(case, step, **taken)


@transaction.atomic
def renew(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Let an approval go on under its number. `data` as for an approval. Refused unless it then ends later."""
    entry = _entry(case)
    _must_fit(data, taken["on"])
    if entry.until_on and data["until_on"] <= entry.until_on:
        raise Refused(
            f"The approval holds until {plain_day(entry.until_on)} already: give a later day", field="until_on"
        )
    _keep_terms(entry, data)
    entry.save()
    case.chaperone = entry
    return actions.take(case, step, **taken)


@transaction.atomic
def change(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Change what an approval says beside its last day. `data`: conditions, most_children."""
    entry = _entry(case)
    entry.conditions, entry.most_children = data["conditions"], data["most_children"]
    entry.save(update_fields=["conditions", "most_children"])
    case.chaperone = entry
    return actions.take(case, step, **taken)


def _entry(case: Case) -> Chaperone:
    return Chaperone.objects.select_for_update().get(pk=case.pk)


def _must_fit(data: Mapping[str, Any], on: date) -> None:
    if data["until_on"] < on:
        raise Refused("The last day cannot be before the day of the decision", field="until_on")
    if data["until_on"] > longest(on):
        years = rules.APPROVED_FOR.in_words(rules.APPROVED_FOR.on(on))
        raise Refused(f"An approval lasts {years} at most: until {plain_day(longest(on))}", field="until_on")


def _keep_terms(entry: Chaperone, data: Mapping[str, Any]) -> None:
    entry.until_on, entry.conditions, entry.most_children = data["until_on"], data["conditions"], data["most_children"]


def after_step(case: Case, event: Event, by: User | None) -> None:
    """The register follows the step: suspended, restored, or over. Schedules to come follow the register."""
    rows = Chaperone.objects.filter(case=case, approved_on__isnull=False)
    if event.step in ENDING:
        rows.update(ended_on=event.on)
    elif event.step == pathway.SUSPEND.key:
        rows.update(suspended_on=event.on)
    elif event.step == pathway.RESTORE.key:
        rows.update(suspended_on=None)
    if event.step in {*ENDING, pathway.SUSPEND.key} and (entry := rows.first()):
        scheduled.take_off(entry, on=event.on, at=event.at)


def give_back(case: Case, closing: Event, entry: Event, by: User | None) -> list[str]:
    """What closed the case is taken back: the approval goes on. Off which schedules they came is said; whoever names
    them there again is an officer, for another may be there by now."""
    was = Chaperone.objects.filter(case=case, ended_on__isnull=False)
    if not was.exists():
        return []
    was.update(ended_on=None)
    return ["If they were on a schedule, they came off it. Record on the licence’s case that they are there again."]


def correct_approval(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day of the approval, and its last one, are put right where the entry is the one that it rests on."""
    until_on = date.fromisoformat(facts[pathway.UNTIL_ON.key])
    if until_on < on:
        raise Refused("The last day cannot be before the day of the decision", field=pathway.UNTIL_ON.key)
    entry = _entry(case)
    if event.step == pathway.APPROVE.key:
        entry.approved_on = on
    if not case.events.filter(step=pathway.RENEW.key, order__gt=event.order, supersedes=None).exists():
        entry.until_on = until_on
    entry.save(update_fields=["approved_on", "until_on"])
    return dict(facts)


def correct_ending(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which the approval ended is put right."""
    Chaperone.objects.filter(case=case, ended_on__isnull=False).update(ended_on=on)
    return dict(facts)


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


def remind_each(*, on: date, at: datetime) -> int:
    """Remind each chaperone whose approval ends within the time of the setting: once of each last day. How many."""
    last = on + timedelta(weeks=rules.REMINDED_BEFORE.on(on))
    rows = Case.objects.filter(
        pathway=KEY, stage=pathway.APPROVED.key, chaperone__until_on__gte=on, chaperone__until_on__lte=last
    )
    done = 0
    for case in rows.select_related("chaperone").order_by("pk"):
        of = case.chaperone.until_on.isoformat()
        if not case.events.filter(step=pathway.REMIND.key, facts__of=of, superseded_by=None).exists():
            done += take_by_itself(case, pathway.REMIND, on=on, at=at, facts={"of": of})
    return done


def lapse_each(*, on: date, at: datetime) -> int:
    """Close the case of every approval whose last day is over, as of the day after it; how many those were."""
    rows = Case.objects.filter(pathway=KEY, stage__in=ON_REGISTER, chaperone__until_on__lt=on)
    cases = rows.select_related("chaperone").order_by("pk")
    return run_out(pathway.LAPSE, ((case, case.chaperone.until_on) for case in cases), at=at)
