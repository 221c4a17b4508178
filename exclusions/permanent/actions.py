"""Writes a permanent exclusion that a school tells of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from exclusions import exams, told_at_once, virtual_school
from exclusions.first_days import told as first_days
from exclusions.permanent import arranging, challenging, letters, pathway, telling_since, work
from exclusions.permanent.models import PermanentExclusion
from exclusions.school_offers import cut_by, offer_nothing, offer_nothing_instead
from exclusions.suspensions.counting import half_day
from exclusions.suspensions.queries import standing
from exclusions.telling import NOT_BEFORE, hold, must_be_decided, must_have_school
from oxle.accounts.models import User
from oxle.cases import actions, casework, handing
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.cases.pathways import Fact, Step
from oxle.core.dates import from_iso, iso
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import looked_after_from, parents_of
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

DATES_TOLD = (
    pathway.telling.DECIDED_ON,
    pathway.telling.FIRST_ON,
    pathway.telling.GOVERNORS_TOLD_ON,
    pathway.telling.TOLD_PARENTS_ON,
)
LETTER = "Letter to the parents about the exclusion"


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
    """Open the case of a permanent exclusion as of the day the council was told of it, with all that was told.

    `told` holds the fields of PermanentExclusion. `message` is one that an officer enters, as of
    the day it came. A notice that is late is received like any other. Refused is only what cannot be: a first day
    without school, a notice before the decision, and a second exclusion by this school while one is open.
    """
    first_on, received = told["first_on"], message.received_on if message else on
    must_be_decided(told["decided_on"], received)
    must_have_school(school, first_on)
    hold(child)
    _must_not_be_excluded(child, school)
    _must_not_be_suspended(child, first_on, told["first_session"])
    record = PermanentExclusion(told_at=at, **{**told, **first_days.answer(told, received)})
    record.work_until_on = work.until(record, school)
    case = actions.open_case(
        pathway.PERMANENT,
        pathway.TELL,
        by=by,
        on=received,
        at=at,
        origin=message.channel if message else Origin.PORTAL,
        came_from=handing.came_from(message),
        child=child,
        school=school,
        parties={"parent": [parent.adult for parent in parents_of(child, on)]},
        facts={
            **_dates(record, _looked_after_on(record, child)),
            **telling_since.owed_from(record, received),
            **cut_by(child, school, first_on),
            pathway.telling.LETTER_OWED_FROM.key: received.isoformat() if letter is None else None,
            pathway.telling.HOME_SAID_FROM.key: received.isoformat() if record.lives_in else None,
            pathway.telling.VIRTUAL_SCHOOL_FROM.key: received.isoformat() if _not_spoken_to(record) else None,
        },
    )
    record.case = case
    if letter is not None:
        record.letter = casework.attach(case, letter, title=LETTER, by=by, on=received, at=at)
    record.save(force_insert=True)
    offer_nothing(child, school, from_on=first_on, source=case.reference, basis=arranging.EXCLUDED_UNDER, by=by)
    challenging.challenge_notice(case, on=received, at=at)
    if record.looked_after:
        virtual_school.tell_officers(child, case.reference, at=at)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    told_at_once.tell(case, about=case.reference, by=by, at=at)
    return case


@transaction.atomic
def attach_letter(case: Case, *, letter: File, version: int, by: User, on: date, at: datetime) -> Event:
    """Keep the letter to the parents that came after the notice, or in place of another; what came before stays among
    the documents of the case.

    Refused where `why_no_letter` says so. Stale when somebody was faster.
    """
    if why := why_no_letter(case):
        raise Refused(why)
    event = actions.take(case, pathway.SEND_LETTER, by=by, on=on, at=at, version=version)
    told = case.permanent_exclusion
    told.letter = casework.attach(case, letter, title=LETTER, by=by, on=on, at=at, from_school=not by.is_council)
    told.save(update_fields=["letter"])
    return event


def why_no_letter(case: Case) -> str | None:
    """Why no letter to the parents can be attached any more; None while it can."""
    if not case.is_open:
        return "The case is closed."
    if case.permanent_exclusion.letter_id and case.stage != pathway.EXCLUDED.key:
        return "The governors have decided. The letter that they had stays as it was."
    return None


@transaction.atomic
def state(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record the officer's statement, which is drafted as a letter to the school for its governors."""
    if case.school is not None:
        casework.joins(case, case.school.organisation, role=letters.SCHOOL, on=case.opened_on)
    return actions.take(case, step, **taken)


def _must_not_be_excluded(child: Child, school: School) -> None:
    """A school excludes a pupil for good once. What another school has told stands beside it."""
    open_ones = PermanentExclusion.objects.filter(case__child=child, case__school=school, case__closed_on=None)
    if other := open_ones.select_related("case").first():
        raise Refused(
            f"The pupil is permanently excluded from {plain_day(other.first_on)} already ({other.case.reference}). "
            "There cannot be two exclusions for one session.",
            field="first_on",
        )


def _must_not_be_suspended(child: Child, first_on: date, first_session: str) -> None:
    """A suspension is not turned into a permanent exclusion: that begins when the suspension is over."""
    begins = half_day(first_on, first_session)
    suspension = standing(child).filter(half_days__endswith__gt=begins).order_by("last_on").last()
    if suspension is not None:
        raise Refused(
            f"The pupil is suspended until {plain_day(suspension.last_on)} ({suspension.reference}). There cannot be "
            "two exclusions for one session: enter a first session after that.",
            field="first_on",
        )


def correct_told(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when it was decided, from when the pupil was excluded and when others were told, and what followed.

    Refused for a first day without school, for anything before the decision, and for a first day on which the pupil is
    suspended.
    """
    told = case.permanent_exclusion
    said: dict[str, date | None] = {
        fact.key: from_iso(facts[fact.key]) for fact in DATES_TOLD if facts.get(fact.key) or _may_be_empty(fact, facts)
    }
    told.exam_on = from_iso(facts.get(pathway.telling.EXAM_ON.key))
    decided_on = said.get(pathway.telling.DECIDED_ON.key) or told.decided_on
    first_on = said.get(pathway.telling.FIRST_ON.key) or told.first_on
    must_be_decided(decided_on, on)
    for name, what in NOT_BEFORE.items():
        if (day := said.get(name)) and day < decided_on:
            raise Refused(f"It was decided on {plain_day(decided_on)}. {what} before that.", field=name)
    if told.exam_on is not None and told.exam_on < first_on:
        raise Refused(exams.NOT_INSIDE, field=pathway.telling.EXAM_ON.key)
    if case.school is not None and first_on != told.first_on:
        must_have_school(case.school, first_on)
    cut = {}
    if first_on != told.first_on and case.child is not None:
        _must_not_be_suspended(case.child, first_on, told.first_session)
        days = {"was_on": told.first_on, "from_on": first_on}
        cut = offer_nothing_instead(case, **days, basis=arranging.EXCLUDED_UNDER, by=by)
    for name, day in said.items():
        setattr(told, name, day)
    told.work_until_on = work.until(told, case.school)
    told.save(update_fields=[*said, "exam_on", "work_until_on"])
    if facts.get(pathway.telling.HOME_OWES_FROM.key):
        facts = {**facts, pathway.telling.HOME_OWES_FROM.key: told.first_on.isoformat()}
    since = looked_after_from(case.child, told.first_on) if case.child is not None else None
    return {**facts, **cut, **_dates(told, since), **telling_since.owed_from(told, case.opened_on, case)}


def _may_be_empty(fact: Fact, facts: Mapping[str, Any]) -> bool:
    """Whether a day was taken out, or is not known yet, that need not be known: when others were told."""
    return not fact.required and fact.key in facts


def _not_spoken_to(told: PermanentExclusion) -> bool:
    """Whether the child is looked after and nobody has spoken to the Virtual School."""
    return told.looked_after and not told.virtual_school_spoken_to


def _looked_after_on(told: PermanentExclusion, child: Child) -> date | None:
    """From which day on the child is looked after: as is recorded, or as it was when the notice was told."""
    return looked_after_from(child, told.first_on) or (told.first_on if told.looked_after else None)


def _dates(told: PermanentExclusion, looked_after_on: date | None) -> dict[str, str | None]:
    """The days from which the clocks of a case count."""
    dates: dict[str, str | None] = {fact.key: iso(getattr(told, fact.key)) for fact in DATES_TOLD}
    dates[pathway.telling.EXAM_ON.key] = iso(told.exam_on)
    return {**dates, pathway.telling.LOOKED_AFTER_ON.key: iso(looked_after_on)}
