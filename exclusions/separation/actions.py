"""Writes a safeguarding separation that a head tells of, and what the school no longer offers meanwhile."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from exclusions import told_at_once
from exclusions.reform import CHANGED_ON, GUIDANCE
from exclusions.school_offers import cut_by, give_back, offer_nothing, offer_nothing_instead
from exclusions.separation import pathway
from exclusions.separation.models import Separation
from exclusions.telling import must_be_decided, must_have_school
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.models import Case, Event, Origin
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.provision.actions import drop_offer, end_offer
from oxle.provision.models import Offer, OfferKind
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

DAY = timedelta(days=1)
# On the record of education, which more people read than the case: it says no more than that.
OWED_UNDER = "Education Act 1996 s.19"


@transaction.atomic
def tell(child: Child, school: School, *, told: Mapping[str, Any], by: User, on: date, at: datetime) -> Case:
    """Open the case of a separation, with all that was told. `told` holds the fields of Separation.

    Refused before 26 July 2026, when there was no such thing; a first day without school, or before the decision; and
    a second separation of a child while one is open.
    """
    record = Separation(told_at=at, **told)
    must_be_decided(record.decided_on, on, "The separation")
    _must_exist(record)
    must_have_school(school, record.starts_on, field="starts_on")
    case = actions.open_case(
        pathway.SEPARATION,
        pathway.TELL,
        by=by,
        on=on,
        at=at,
        origin=Origin.PORTAL,
        child=child,
        school=school,
        parties={"parent": [parent.adult for parent in parents_of(child, on)]},
        facts={pathway.STARTS_ON.key: record.starts_on.isoformat(), **cut_by(child, school, record.starts_on)},
    )
    record.case = case
    record.save(force_insert=True)
    offer_nothing(child, school, from_on=record.starts_on, source=case.reference, basis=OWED_UNDER, by=by)
    told_at_once.tell(case, about=case.reference, by=by, at=at)
    return case


def _must_exist(told: Separation) -> None:
    if told.starts_on < CHANGED_ON:
        raise Refused(
            f"There is no safeguarding separation before {plain_day(CHANGED_ON)} ({GUIDANCE}). Enter a later day.",
            field="starts_on",
        )
    if told.starts_on < told.decided_on:
        raise Refused(
            f"It was decided on {plain_day(told.decided_on)}. It cannot begin before that.", field="starts_on"
        )


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A closed case ends what the school did not offer: the day before the pupil is back. Of one that was entered by
    mistake the pupil was at school all the time."""
    if not case.is_open:
        _apart_until(case, _last_on(event, event.on), by=by, mistaken=event.step == pathway.MISTAKE.key)
    if event.step == pathway.MISTAKE.key:
        give_back(case, by=by)


def _last_on(event: Event, on: date) -> date:
    """The last day apart, of a case that is closed by a step on a day."""
    return on - DAY if event.step == pathway.END.key else on


def _apart_until(case: Case, last_on: date, *, by: User | None, mistaken: bool = False) -> None:
    """The school offers nothing from the first day apart to the last, whatever was said of them before."""
    starts_on, there = case.separation.starts_on, False
    for offer in Offer.objects.filter(child=case.child, source=case.reference):
        if offer.from_on > last_on or (mistaken and offer.school_id):
            drop_offer(offer, by=by)
        else:
            there = there or offer.kind == OfferKind.NONE
            end_offer(offer, to_on=last_on, by=by)
    if not there and not mistaken and last_on >= starts_on and case.child and case.school:
        offer_nothing(
            case.child, case.school, from_on=starts_on, to_on=last_on, source=case.reference, basis=OWED_UNDER, by=by
        )


def correct_closing(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which it ended is put right: the school offers nothing until then."""
    _apart_until(case, _last_on(event, on), by=by, mistaken=event.step == pathway.MISTAKE.key)
    return dict(facts)


def correct_told(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right from which day the pupil may not come. Refused as `tell` refuses."""
    told = case.separation
    was_on, told.starts_on = told.starts_on, date.fromisoformat(facts[pathway.STARTS_ON.key])
    _must_exist(told)
    if case.school is not None:
        must_have_school(case.school, told.starts_on, field="starts_on")
    told.save(update_fields=["starts_on"])
    cut = {}
    if told.starts_on != was_on:
        days = {"was_on": was_on, "from_on": told.starts_on}
        cut = offer_nothing_instead(case, **days, basis=OWED_UNDER, by=by)
    return {**facts, **cut}
