"""Writes a suspension that a school tells of."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions import counting, owing
from exclusions.suspensions.models import Suspension
from exclusions.telling import Session, hold, must_be_decided, must_have_school
from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.actions import new_case_reference
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Origin
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.provision.actions import make_offer
from oxle.provision.models import SESSIONS_A_WEEK, Offer, OfferKind
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

DAY, NO_DAY = timedelta(days=1), timedelta(0)
SUSPENDED_UNDER = "Education Act 2002 s.51A (suspension)"


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
) -> Suspension:
    """Keep a suspension that a school tells of, count it, and follow what it makes somebody owe (`owing.follow`).

    `told` holds the fields of Suspension; `message` is one that waits, which an officer enters. What is late or
    unlawful is received like any other. Refused is only what cannot be: a first or last day without school, an end
    before the beginning, a notice before the decision, and a second exclusion for one session.
    """
    received = message.received_on if message else on
    must_be_decided(told["decided_on"], received)
    for field in ("first_on", "last_on"):
        must_have_school(school, told[field], field=field)
    one = Suspension(
        reference=new_case_reference(),
        child=child,
        school=school,
        told_by=by,
        told_at=at,
        received_on=received,
        letter=letter,
        **told,
    )
    one.half_days = counting.half_days(one)
    if one.half_days[0] >= one.half_days[1]:
        raise Refused("The suspension cannot end before it begins", field="last_on")
    _must_be_the_only_one(one)
    try:
        one.sessions = counting.sessions_of(one, calendar_of(school))
    except NotLoaded:
        # The school knows its days; that ours are not loaded is no reason to turn its notice away.
        one.sessions = None
    one.save(force_insert=True)
    _school_offers_nothing(one)
    owing.follow(one, origin=message.channel if message else Origin.PORTAL, at=at)
    if message is not None:
        _deal_with(message, one, by=by, at=at)
    return one


def _deal_with(message: InboxMessage, one: Suspension, *, by: User, at: datetime) -> None:
    """The message that was entered waits no longer: it is on the case, or answered where there is none."""
    if one.case is not None:
        casework.link_message(message, one.case, by=by, at=at, version=message.version)
    else:
        answer = f"Entered as suspension {one.reference}."
        casework.answer_message(message, answer, by=by, at=at, version=message.version)


def _school_offers_nothing(one: Suspension) -> None:
    """On the days that are missed whole. An offer of the school's own is left: the ledger counts what it says."""
    from_on = one.first_on + (DAY if one.first_session == Session.AFTERNOON else NO_DAY)
    to_on = one.last_on - (DAY if one.ends_after == Session.MORNING else NO_DAY)
    own = Offer.objects.filter(child=one.child, school=one.school, from_on__lte=to_on).exclude(to_on__lt=from_on)
    if one.lunchtime or to_on < from_on or own.exists():
        return
    make_offer(
        one.child,
        one.school,
        kind=OfferKind.NONE,
        from_on=from_on,
        to_on=to_on,
        minutes=[0] * SESSIONS_A_WEEK,
        source=one.reference,
        by=one.told_by,
        basis=SUSPENDED_UNDER,
    )


def _must_be_the_only_one(one: Suspension) -> None:
    """Refuse what the database would, and a suspension of a pupil who is permanently excluded by then."""
    hold(one.child)
    other = Suspension.objects.filter(child=one.child_id, half_days__overlap=one.half_days).first()
    if other is not None:
        raise Refused(
            f"The pupil is suspended from {plain_day(other.first_on)} to {plain_day(other.last_on)} already "
            f"({other.reference}). There cannot be two exclusions for one session.",
            field="first_on",
        )
    permanent = PermanentExclusion.objects.filter(
        case__child=one.child_id, case__closed_on=None, first_on__lte=one.last_on
    ).first()
    if permanent is not None:
        raise Refused(
            f"The pupil is permanently excluded from {plain_day(permanent.first_on)}. There cannot be two exclusions "
            "for one session.",
            field="last_on" if permanent.first_on > one.first_on else "first_on",
        )
