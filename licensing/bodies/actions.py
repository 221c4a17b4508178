"""Takes an application of an organisation, decides on it, keeps what it reports, and lets an approval run out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from licensing.bodies import letters, pathway, rules
from licensing.bodies.models import BodyApproval, BodyChild, BodyReport
from licensing.bodies.submitting import BodyApplication, ChildReported
from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.cases import actions, casework
from oxle.cases.entries import root_of
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.references import new_reference
from oxle.documents.actions import store_upload
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day

DAY = timedelta(days=1)
KEY = pathway.BODY.key
ENDING = {pathway.REVOKE.key, pathway.END.key, pathway.LAPSE.key}
PREFIX = "BO"
# The files of an application, and what each is called among the documents.
FILES = {"policy": "Safeguarding policy", "risk_assessment": "Risk assessment"}


@transaction.atomic
def apply(told: BodyApplication, *, by: User | None, on: date, at: datetime, origin: str = Origin.COUNCIL) -> Case:
    """Receive an application on a day, and open its case about an organisation of its own. `by` is the officer who
    enters it; None where the organisation sent it.

    What lacks something is received and labelled. Refused, at its field, is an end before the beginning.
    """
    if told.wanted_until_on < told.wanted_from_on:
        raise Refused("The last day cannot be before the first", field="wanted_until_on")
    name = f"{told.organisation} ({new_reference('OG')})"
    body = Organisation.objects.create(kind=OrganisationKind.AGENCY, name=name)
    case = actions.open_case(
        pathway.BODY, pathway.APPLY, by=by, on=on, at=at, origin=origin, organisation=body
    )  # fmt: skip
    casework.joins(case, body, role=letters.ORGANISATION, on=on)
    BodyApproval.objects.create(case=case, body=body, received_on=on, received_at=at, by=by, **_columns(told))
    if by is not None:
        for name, title in FILES.items():
            if file := getattr(told, name):
                casework.attach(case, file, title=title, by=by, on=on, at=at)
    return case


def _columns(told: BodyApplication) -> dict[str, Any]:
    files = {name: getattr(told, name) for name in FILES}
    return {**asdict(replace(told, policy=None, risk_assessment=None)), **files}


@transaction.atomic
def supply(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what an application lacked. `data`: in_charge, checks (empty where nothing is new), policy_on, policy and
    risk_assessment (uploads, or none)."""
    event = actions.take(case, step, **taken)
    entry = _entry(case)
    for name in ("in_charge", "checks", "policy_on"):
        if data.get(name):
            setattr(entry, name, data[name])
    for name, title in FILES.items():
        if data.get(name):
            file = store_upload(data[name], by=event.by, at=event.at, field=name)
            setattr(entry, name, file)
            casework.attach(case, file, title=title, by=taken["by"], on=event.on, at=event.at)
    entry.save()
    return event


def longest(from_on: date, on: date) -> date:
    """The last day that an approval which begins on a day can have, by the setting of the day of the decision."""
    return add_months(from_on, rules.APPROVED_FOR.on(on)) - DAY


@transaction.atomic
def approve(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Approve an organisation, which gets a number. `data`: from_on, until_on, conditions.

    Refused for an end before the beginning, and for one later than the setting allows.
    """
    entry = _entry(case)
    _must_fit(data["from_on"], data["until_on"], taken["on"])
    entry.number, entry.approved_on, entry.approved_by = new_reference(PREFIX), taken["on"], taken["by"]
    entry.from_on, entry.until_on, entry.conditions = data["from_on"], data["until_on"], data["conditions"]
    entry.save()
    # The letter says what is kept by then.
    case.body_approval = entry
    return actions.take(case, step, **taken)


@transaction.atomic
def renew(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Let an approval go on under its number. `data`: until_on, conditions. Refused unless it then ends later, and for
    longer than the setting allows from the day after its last one."""
    entry = _entry(case)
    assert entry.until_on is not None  # noqa: S101 (the step needs an approval)
    if data["until_on"] <= entry.until_on:
        words = f"The approval holds until {plain_day(entry.until_on)} already: give a later day"
        raise Refused(words, field="until_on")
    _must_fit(entry.until_on + DAY, data["until_on"], taken["on"])
    entry.until_on, entry.conditions = data["until_on"], data["conditions"]
    entry.save(update_fields=["until_on", "conditions"])
    case.body_approval = entry
    return actions.take(case, step, **taken)


@transaction.atomic
def change(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Change the conditions of an approval. `data`: conditions."""
    entry = _entry(case)
    entry.conditions = data["conditions"]
    entry.save(update_fields=["conditions"])
    case.body_approval = entry
    return actions.take(case, step, **taken)


@transaction.atomic
def report(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep performances that an approved organisation reports. `data`: name, place, first_on, last_on, children (each a
    ChildReported). Refused for an end before the beginning, and without a child."""
    children: Sequence[ChildReported] = data["children"]
    if data["last_on"] < data["first_on"]:
        raise Refused("The last day cannot be before the first", field="last_on")
    if not children:
        raise Refused("Enter at least one child", field="children")
    # No name of a child is among the facts: they are kept with the report alone.
    facts = {**taken.get("facts", {}), "name": data["name"], "children": len(children)}
    event = actions.take(case, step, **{**taken, "facts": facts})
    kept = BodyReport.objects.create(
        case=case, name=data["name"], place=data["place"], first_on=data["first_on"], last_on=data["last_on"],
        on=event.on, at=event.at, by=event.by,
    )  # fmt: skip
    BodyChild.objects.bulk_create(
        BodyChild(report=kept, name=one.name, born_on=one.born_on, school=one.school) for one in children
    )
    return event


def _entry(case: Case) -> BodyApproval:
    return BodyApproval.objects.select_for_update().get(pk=case.pk)


def _must_fit(from_on: date, until_on: date, on: date) -> None:
    if until_on < from_on:
        raise Refused("The last day cannot be before the first", field="until_on")
    if until_on > longest(from_on, on):
        months = rules.APPROVED_FOR.in_words(rules.APPROVED_FOR.on(on))
        words = f"An approval lasts {months} at most: until {plain_day(longest(from_on, on))}"
        raise Refused(words, field="until_on")


def after_step(case: Case, event: Event, by: User | None) -> None:
    """An approval that is revoked, given up or has run out is valid no more from that day on."""
    if event.step in ENDING:
        BodyApproval.objects.filter(case=case, approved_on__isnull=False).update(ended_on=event.on)


def give_back(case: Case, closing: Event, entry: Event, by: User | None) -> list[str]:
    """What closed the case is taken back: the approval goes on."""
    BodyApproval.objects.filter(case=case, ended_on__isnull=False).update(ended_on=None)
    return []


def correct_approval(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day of the approval, and its last one, are put right where the entry is the one that it rests on."""
    until_on, entry = date.fromisoformat(facts[pathway.UNTIL_ON.key]), _entry(case)
    if entry.from_on is not None and until_on < entry.from_on:
        raise Refused("The last day cannot be before the first", field=pathway.UNTIL_ON.key)
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
    BodyApproval.objects.filter(case=case, ended_on__isnull=False).update(ended_on=on)
    return dict(facts)


def correct_report(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which something was reported is put right."""
    case.body_reports.filter(at=root_of(event).at).update(on=on)
    return dict(facts)


def remind_each(*, on: date, at: datetime) -> int:
    """Remind each organisation whose approval ends within the time of the setting: once of each last day. How many."""
    last = on + timedelta(weeks=rules.REMINDED_BEFORE.on(on))
    rows = Case.objects.filter(
        pathway=KEY, stage=pathway.APPROVED.key, body_approval__until_on__gte=on, body_approval__until_on__lte=last
    )
    done = 0
    for case in rows.select_related("body_approval").order_by("pk"):
        of = case.body_approval.until_on.isoformat()
        if not case.events.filter(step=pathway.REMIND.key, facts__of=of, superseded_by=None).exists():
            done += _taken(case, pathway.REMIND, on=on, at=at, facts={"of": of})
    return done


def lapse_each(*, on: date, at: datetime) -> int:
    """Close the case of every approval whose last day is over, as of the day after it; how many those were."""
    rows = Case.objects.filter(pathway=KEY, stage=pathway.APPROVED.key, body_approval__until_on__lt=on)
    done = 0
    for case in rows.select_related("body_approval").order_by("pk"):
        after = max(case.body_approval.until_on + DAY, case.stage_since_on)
        done += _taken(case, pathway.LAPSE, on=after, at=at)
    return done


def _taken(case: Case, step: Step, **taken: Any) -> int:
    """Take a step for the service; what cannot be done just now waits for the next time."""
    try:
        actions.take(case, step, by=None, **taken)
    except Refused:
        return 0
    return 1
