"""Writes an off-site direction that a school tells of, what it extends, and the challenges that follow."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from exclusions.excluded_meanwhile import of_exclusions
from exclusions.off_site import lawful, pathway, placing, queries
from exclusions.off_site.models import OffSiteDirection
from exclusions.telling import must_be_decided, must_have_school
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.entries import root_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.provision.lapses import Lasting
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import full_day, plain_day
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

DAY = timedelta(days=1)
LETTER = "Notice to the parents of the off-site direction"
OF_SCHOOL = "Enter a school day."
DATES = (pathway.STARTS_ON, pathway.ENDS_ON, pathway.REVIEW_ON)


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
    """Open the case of a direction as of the day the council was told of it, with all that was told.

    `told` holds the fields of OffSiteDirection; `message` is one that waits, which an officer enters. What is late or
    appears unlawful is received and challenged. Refused is only what cannot be: a first or last day without school, a
    first day without a session there, an end before the beginning, a review after the end, a notice before the decision
    or to come, a provider that has lapsed, and a second direction of a child while one is open.
    """
    received = message.received_on if message else on
    must_be_decided(told["decided_on"], received, "The direction")
    for field in ("starts_on", "ends_on"):
        must_have_school(school, told[field], field=field, enter=OF_SCHOOL)
    record = OffSiteDirection(told_at=at, **told)
    _must_be_possible(record)
    if record.notice_on is not None and record.notice_on > received:
        raise Refused(
            f"This came on {plain_day(received)}. The parents cannot have been given the notice after that.",
            field="notice_on",
        )
    if record.provider is not None and (lapsed := Lasting.settings(on).lapses(record.provider)):
        raise Refused(f"{record.provider.name} cannot be chosen. {' '.join(lapsed)}", field="provider")
    case = actions.open_case(
        pathway.OFF_SITE,
        pathway.TELL,
        by=by,
        on=received,
        at=at,
        origin=message.channel if message else Origin.PORTAL,
        child=child,
        school=school,
        parties={"parent": [parent.adult for parent in parents_of(child, on)]},
        facts={fact.key: getattr(record, fact.key).isoformat() for fact in DATES},
    )
    record.case = case
    if letter is not None:
        record.letter = casework.attach(case, letter, title=LETTER, by=by, on=received, at=at)
    record.save(force_insert=True)
    if record.notice_on is not None:
        facts = {pathway.NOTICE_ON.key: record.notice_on.isoformat()}
        actions.take(case, pathway.GIVE_NOTICE, by=None, on=received, at=at, facts=facts)
    _challenge(case, _unlawful(record, child, school, received), on=received, at=at)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def _must_be_possible(told: OffSiteDirection) -> None:
    if told.ends_on < told.starts_on:
        raise Refused("The last day there cannot be before the first", field="ends_on")
    for name, what in (("starts_on", "The direction cannot begin"), ("review_on", "A review cannot be held")):
        if getattr(told, name) < told.decided_on:
            raise Refused(f"{what} before it was decided, {plain_day(told.decided_on)}", field=name)
    if not any(told.minutes[2 * told.starts_on.weekday() :][:2]):
        raise Refused(
            f"{full_day(told.starts_on)} has none of the sessions that were chosen. Enter the first day on which the "
            "pupil goes there.",
            field="starts_on",
        )
    _must_be_reviewed_by(told.review_on, told.ends_on)
    if told.notice_on is not None:
        _must_be_noticed(told.notice_on, told.decided_on)


def _must_be_noticed(notice_on: date, decided_on: date) -> None:
    if notice_on < decided_on:
        raise Refused(
            f"The parents cannot have been given the notice before it was decided, {plain_day(decided_on)}",
            field="notice_on",
        )


def _decided_on(case: Case) -> date:
    """The day of the decision that the latest notice is about: on the direction, or on its extension."""
    extended = last_taken(case, pathway.EXTEND.key)
    return extended.on if extended else case.off_site_direction.decided_on


def _unlawful(told: OffSiteDirection, child: Child, school: School, received_on: date) -> list[str]:
    """What appears unlawful in what was told. A notice that was given is challenged where it is recorded."""
    last_on = lawful.last_day_for_notice(told.starts_on, calendar_of(school))
    late = [] if told.notice_on else lawful.of_notice(
        None, starts_on=told.starts_on, known_on=received_on, last_on=last_on
    )  # fmt: skip
    excluded = of_exclusions(child, school, what="a direction off site", from_on=told.starts_on, to_on=told.ends_on)
    return [*lawful.of_power(school, told.decided_on), *lawful.of_aim(told.aim), *late, *excluded]


@transaction.atomic
def extend(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Let a direction last until a later day, from the school day after the day on which it would have ended; the
    parents are owed a new notice. `data`: ends_on, review_on. Refused for a day that is not later, or without school,
    and a review before it was decided or after that day."""
    told, school = case.off_site_direction, case.school
    if data["ends_on"] <= told.ends_on:
        raise Refused(f"It lasts until {plain_day(told.ends_on)} already. Enter a later day.", field="ends_on")
    must_have_school(school, data["ends_on"], field="ends_on", enter=OF_SCHOOL)
    _must_be_reviewed_after(data["review_on"], taken["on"])
    _must_be_reviewed_by(data["review_on"], data["ends_on"])
    try:
        starts_on = calendar_of(school).school_day_after(told.ends_on, 1)
    except NotLoaded:
        starts_on = told.ends_on + DAY
    facts = {
        **taken["facts"],
        pathway.STARTS_ON.key: starts_on.isoformat(),
        pathway.ENDS_ON.key: data["ends_on"].isoformat(),
        pathway.REVIEW_ON.key: data["review_on"].isoformat(),
    }
    event = actions.take(case, step, **{**taken, "facts": facts})
    told.ends_on, told.notice_on = data["ends_on"], None
    told.save(update_fields=["ends_on", "notice_on"])
    last_on = lawful.last_day_for_notice(starts_on, calendar_of(school))
    late = lawful.of_notice(None, starts_on=starts_on, known_on=event.on, last_on=last_on)
    _challenge(case, late, on=event.on, at=event.at)
    return event


def _must_be_reviewed_after(review_on: date, decided_on: date) -> None:
    if review_on < decided_on:
        raise Refused(
            f"A review cannot be held before it was decided, {plain_day(decided_on)}", field=pathway.REVIEW_ON.key
        )


def _must_be_reviewed_by(review_on: date, ends_on: date) -> None:
    if review_on > ends_on:
        raise Refused(
            f"The last day there is {plain_day(ends_on)}. Enter a review by then: it is asked whether this helps.",
            field=pathway.REVIEW_ON.key,
        )


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A notice that was given is kept and challenged where it was late; a closed case ends the place.

    On the day on which the pupil is back at school, the place is over.
    """
    if event.step == pathway.GIVE_NOTICE.key:
        _notice_given(case, event)
    if event.moved and not case.is_open:
        last_on = placing.last_day_there(event, event.on)
        placing.end_with(case, last_on=last_on, by=by, mistaken=event.step == pathway.MISTAKE.key)


def _notice_given(case: Case, event: Event) -> None:
    told = case.off_site_direction
    told.notice_on = date.fromisoformat(event.facts[pathway.NOTICE_ON.key])
    _must_be_noticed(told.notice_on, _decided_on(case))
    told.save(update_fields=["notice_on"])
    starts_on = queries.begins_on(case)
    last_on = lawful.last_day_for_notice(starts_on, calendar_of(case.school)) if case.school else None
    late = lawful.of_notice(told.notice_on, starts_on=starts_on, known_on=event.on, last_on=last_on)
    _challenge(case, late, on=event.on, at=event.at)


def _challenge(case: Case, found: list[str], *, on: date, at: datetime) -> None:
    if found:
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, reason=" ".join(found))


def correct_told(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right from when, until when and when reviewed. Refused for a day without school, a first day after the pupil
    was back, and what cannot be."""
    told = case.off_site_direction
    starts_on, ends_on = (date.fromisoformat(facts[fact.key]) for fact in (pathway.STARTS_ON, pathway.ENDS_ON))
    if case.school is not None:
        for name, day in ((pathway.STARTS_ON.key, starts_on), (pathway.ENDS_ON.key, ends_on)):
            must_have_school(case.school, day, field=name, enter=OF_SCHOOL)
    back = last_taken(case, pathway.RETURN.key)
    if back is not None and starts_on > back.on:
        raise Refused(
            f"The pupil was back at school on {plain_day(back.on)}. The first day there cannot be after that.",
            field=pathway.STARTS_ON.key,
        )
    told.starts_on = starts_on
    if last_taken(case, pathway.EXTEND.key) is None:
        told.ends_on = ends_on
    if facts.get(pathway.REVIEW_ON.key):
        told.review_on = date.fromisoformat(facts[pathway.REVIEW_ON.key])
    _must_be_possible(told)
    told.save(update_fields=["starts_on", "ends_on", "review_on"])
    return dict(facts)


def correct_extension(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right until when it was extended: the direction lasts so long where it was not extended again since."""
    ends_on, starts_on = (date.fromisoformat(facts[fact.key]) for fact in (pathway.ENDS_ON, pathway.STARTS_ON))
    if ends_on < starts_on:
        raise Refused(f"The extension began on {plain_day(starts_on)}. It cannot end before that.", field="ends_on")
    if case.school is not None:
        must_have_school(case.school, ends_on, field=pathway.ENDS_ON.key, enter=OF_SCHOOL)
    if facts.get(pathway.REVIEW_ON.key):
        _must_be_reviewed_after(date.fromisoformat(facts[pathway.REVIEW_ON.key]), on)
    if _is_latest(case, event):
        if facts.get(pathway.REVIEW_ON.key):
            _must_be_reviewed_by(date.fromisoformat(facts[pathway.REVIEW_ON.key]), ends_on)
        case.off_site_direction.ends_on = ends_on
        case.off_site_direction.save(update_fields=["ends_on"])
    return dict(facts)


def _is_latest(case: Case, event: Event) -> bool:
    """Whether no such step was taken after this one, whichever of them was put right since."""
    latest = last_taken(case, event.step)
    return latest is not None and root_of(latest).pk == root_of(event).pk


def correct_notice(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when the parents were given the notice; whether that was late is read again by the officer."""
    told, notice_on = case.off_site_direction, date.fromisoformat(facts[pathway.NOTICE_ON.key])
    latest = _is_latest(case, event) and told.notice_on is not None
    _must_be_noticed(notice_on, _decided_on(case) if latest else told.decided_on)
    if latest:
        told.notice_on = notice_on
        told.save(update_fields=["notice_on"])
    return dict(facts)
