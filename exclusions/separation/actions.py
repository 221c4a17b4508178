"""Writes a safeguarding separation that a head tells of, and what the school no longer offers meanwhile."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from exclusions.off_site.placing import end_with
from exclusions.reform import CHANGED_ON, GUIDANCE
from exclusions.separation import pathway
from exclusions.separation.models import Separation
from exclusions.telling import must_be_decided, must_have_school
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.models import Case, Event, Origin
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.provision.actions import end_offer, make_offer
from oxle.provision.models import SESSIONS_A_WEEK, Offer, OfferKind
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
        facts={pathway.STARTS_ON.key: record.starts_on.isoformat()},
    )
    record.case = case
    record.save(force_insert=True)
    _school_offers_nothing(case, record.starts_on, by=by)
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


def _school_offers_nothing(case: Case, from_on: date, *, by: User) -> None:
    """The pupil may not come. What the school offered instead of its full week ends the day before."""
    child, school = case.child, case.school
    if child is None or school is None:
        return
    running = Offer.objects.filter(child=child, school=school).exclude(to_on__lt=from_on)
    for offer in running.filter(from_on__lt=from_on):
        end_offer(offer, to_on=from_on - DAY, by=by)
    later = running.filter(from_on__gte=from_on).order_by("from_on").first()
    if later is not None and later.from_on == from_on:
        return
    make_offer(
        child,
        school,
        kind=OfferKind.NONE,
        from_on=from_on,
        to_on=later.from_on - DAY if later else None,
        minutes=[0] * SESSIONS_A_WEEK,
        source=case.reference,
        by=by,
        basis=OWED_UNDER,
    )


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A closed case ends what the school did not offer: the day before the pupil is back."""
    if not case.is_open:
        last_on = event.on - DAY if event.step == pathway.END.key else event.on
        end_with(case, last_on=last_on, by=by, mistaken=event.step == pathway.MISTAKE.key)


def correct_told(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right from which day the pupil may not come. Refused as `tell` refuses."""
    told = case.separation
    told.starts_on = date.fromisoformat(facts[pathway.STARTS_ON.key])
    _must_exist(told)
    if case.school is not None:
        must_have_school(case.school, told.starts_on, field="starts_on")
    told.save(update_fields=["starts_on"])
    return dict(facts)
