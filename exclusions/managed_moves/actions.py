"""Writes a managed move that a school tells of, what was agreed, and the challenges that follow."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from exclusions.excluded_meanwhile import of_exclusions
from exclusions.managed_moves import lawful, pathway, queries
from exclusions.managed_moves.models import ManagedMove
from exclusions.permanent import records
from exclusions.placement.queries import not_on_roll
from exclusions.reform import GUIDANCE
from exclusions.telling import SupportForSen, must_be_decided, must_have_school
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

LETTER = "What was agreed on the managed move"
THERE = "Enter a school day of the new school."
AGREED = ("parents_agreed_by", "parents_agreed_on", "in_writing", "to_head_agreed_on")


@transaction.atomic
def tell(
    child: Child,
    school: School,
    *,
    told: Mapping[str, Any],
    letter: File | None,
    by: User,
    on: date,
    at: datetime,
    message: InboxMessage | None = None,
) -> Case:
    """Open the case of a managed move as of the day the council was told of it, with all that was told.

    `told` holds the fields of ManagedMove; `message` is one that waits, which an officer enters. A plan that appears
    unlawful is received and challenged. Refused is only what cannot be: a move to the school the pupil is at, a first
    day on which the new school is closed, a day before the plan, an agreement to come, and a second move while one is
    open.
    """
    received = message.received_on if message else on
    must_be_decided(told["decided_on"], received, "The move")
    record = ManagedMove(told_at=at, **told)
    _must_be_possible(record, school)
    _must_be_agreed_by(record, received)
    case = actions.open_case(
        pathway.MANAGED,
        pathway.TELL,
        by=by,
        on=received,
        at=at,
        origin=message.channel if message else Origin.PORTAL,
        child=child,
        school=school,
        parties={"parent": [parent.adult for parent in parents_of(child, on)]},
        facts={pathway.STARTS_ON.key: record.starts_on.isoformat(), **_others(record, received)},
    )
    record.case = case
    if letter is not None:
        record.letter = casework.attach(case, letter, title=LETTER, by=by, on=received, at=at)
    record.save(force_insert=True)
    if record.agreed_on is not None:
        # Nothing on a case is before it was opened: it stands under the day on which it came, and says since when.
        since = {pathway.AGREED_ON: record.agreed_on.isoformat()}
        actions.take(case, pathway.AGREE, by=None, on=received, at=at, facts=since)
    excluded = of_exclusions(child, school, what="a managed move", from_on=record.starts_on)
    _challenge(case, [*lawful.of_plan(record.plan, starts_on=record.starts_on), *excluded], on=received, at=at)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def _others(told: ManagedMove, on: date) -> dict[str, str]:
    """That others must be told, where somebody looks after the pupil's safety or plan."""
    if not told.social_worker and told.sen == SupportForSen.NONE:
        return {}
    return {pathway.OTHERS_OWED_ON.key: on.isoformat()}


def _must_be_possible(told: ManagedMove, school: School) -> None:
    if told.to_school == school:
        raise Refused("Choose another school: the pupil is at this one.", field="to_school")
    if told.starts_on < told.decided_on:
        raise Refused(
            f"It was planned on {plain_day(told.decided_on)}. It cannot begin before that.", field="starts_on"
        )
    if told.to_school is not None:
        must_have_school(told.to_school, told.starts_on, field="starts_on", enter=THERE)


def _must_be_agreed_by(told: ManagedMove, received_on: date) -> None:
    for name in ("parents_agreed_on", "to_head_agreed_on"):
        day = getattr(told, name)
        if day is not None and day > received_on:
            raise Refused(f"This came on {plain_day(received_on)}. Nobody can have agreed after that.", field=name)


@transaction.atomic
def agree(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep who agreed, and when. `data`: the fields of AGREED. Refused while it is not in writing."""
    _must_be_in_writing(data)
    event = actions.take(case, step, **taken)
    _keep_agreement(case, data)
    return event


def _must_be_in_writing(data: Mapping[str, Any]) -> None:
    if not data["in_writing"]:
        raise Refused(
            f"The parents must agree to a managed move in writing ({GUIDANCE}). Record it once they did.",
            field="in_writing",
        )


def _keep_agreement(case: Case, data: Mapping[str, Any]) -> None:
    told = case.managed_move
    for name in AGREED:
        setattr(told, name, data[name])
    told.save(update_fields=list(AGREED))


@transaction.atomic
def accept(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """The head of the new school agrees; with the parents’ agreement in writing, everybody has."""
    event = actions.take(case, step, **taken)
    told = case.managed_move
    told.to_head_agreed_on = event.on
    told.save(update_fields=["to_head_agreed_on"])
    if told.all_agreed and not case.events.filter(step=pathway.AGREE.key).exists():
        actions.take(case, pathway.AGREE, by=None, on=event.on, at=event.at)
    return event


def correct_acceptance(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when the head of the new school agreed."""
    told = case.managed_move
    told.to_head_agreed_on = on
    told.save(update_fields=["to_head_agreed_on"])
    return dict(facts)


def agreed(root: Event, event: Event) -> dict[str, Any]:
    """Who agreed, and when, as the fields of the step's own form hold it."""
    told = event.case.managed_move
    said = {name: getattr(told, name) for name in AGREED}
    return {**said, "in_writing": "yes" if told.in_writing else "no"}


def correct_agreement(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right who agreed, and when. Refused while it is not in writing."""
    if data is not None:
        _must_be_in_writing(data)
        _keep_agreement(case, data)
    return dict(facts)


def correct_enrolment(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when the pupil came on the new roll. Refused for a day on which they cannot have."""
    if why := queries.on_register_finding(case, None, on):
        raise Refused(why, field="on")
    return dict(facts)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A pupil who moved before everybody had agreed is asked about; the records follow the pupil."""
    if event.step == pathway.ENROL.key:
        told = case.managed_move
        _challenge(case, lawful.of_agreement(told), on=event.on, at=event.at)
        records_follow(case, event, by)
    if event.step in {pathway.WITHDRAW.key, pathway.MISTAKE.key}:
        records.stay(case, event, by)


def records_follow(case: Case, event: Event, by: User | None) -> None:
    """The pupil's records go where the pupil goes."""
    told = case.managed_move
    records.follow_to(case, event, told.to_school or records.place_called(told.to_name), told.starts_on, by)


def _challenge(case: Case, found: list[str], *, on: date, at: datetime) -> None:
    if found:
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, reason=" ".join(found))


def correct_told(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right the first day at the new school. Refused for a day before the plan, or on which it is closed, and
    for one after the pupil came on its roll, unless its register says so."""
    told = case.managed_move
    told.starts_on = date.fromisoformat(facts[pathway.STARTS_ON.key])
    if case.school is not None:
        _must_be_possible(told, case.school)
    enrolled = case.events.filter(step=pathway.ENROL.key, superseded_by=None).first()
    if enrolled is not None and (why := not_on_roll(case, told.to_school, told.starts_on, enrolled.on)):
        raise Refused(
            f"That the pupil is on the new roll is recorded on {plain_day(enrolled.on)}. {why}", field="starts_on"
        )
    told.save(update_fields=["starts_on"])
    return {**facts, **_others(told, on)}
