"""A reduced timetable in the ledger of hours: what the school offers while it lasts, agreed to or not."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.cases import giving_back
from oxle.cases.models import Case, Event, Party
from oxle.provision.actions import begin_offer, change_basis, drop_offer, end_offer, make_offer
from oxle.provision.models import Offer, OfferKind
from reduced_timetables.models import Timetable
from reduced_timetables.rules import AGREED_LAW

DAY = timedelta(days=1)
NOT_AGREED = "Not validated"


def offer_of(case: Case) -> Offer | None:
    """What the ledger counts because of a timetable; None where another offer of the school's own counts instead."""
    return _of(case).last()


def before_closing(case: Case) -> dict[str, Any]:
    """What the ledger counts because of a timetable, as it stands, for the step that closes it."""
    return giving_back.keep(_of(case))


def give_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    """The closing of a timetable was taken back: what it offered is offered again."""
    return giving_back.give_back(case, closing.facts, _of(case), by=by)


def _of(case: Case) -> QuerySet[Offer]:
    rows = Offer.objects.filter(child=case.child, source=case.reference)
    return rows.select_related("provider", "school").order_by("from_on", "pk")


def begin(told: Timetable, *, by: User | None) -> None:
    """The school offers these hours from the first day on, until somebody says that the child is back full-time. An
    offer of the school's own for these days is left: the ledger counts what it says."""
    case = told.case
    child, school = case.child, case.school
    own = Offer.objects.filter(child=child, school=school).exclude(to_on__lt=told.starts_on)
    if child is None or school is None or own.exists():
        return
    make_offer(
        child,
        school,
        kind=OfferKind.REDUCED,
        from_on=told.starts_on,
        to_on=None,
        minutes=told.minutes,
        source=case.reference,
        by=by,
        basis=NOT_AGREED,
    )


def follow(case: Case, *, by: User | None, validated: bool) -> None:
    """The offer says whether it rests on an agreement."""
    if offer := offer_of(case):
        change_basis(offer, basis=AGREED_LAW if validated else NOT_AGREED, by=by)


def run_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to say of what the pupil is offered: the hours of the timetable are over. None while they
    still count."""
    offer = offer_of(case)
    return None if offer is not None and offer.to_on is None else "The hours of the timetable count no more."


def end(case: Case, *, back_on: date | None, by: User | None, mistaken: bool) -> None:
    """The offer lasts until the day before the child is back, and on where nobody knows that day; one that never was is
    gone."""
    if (offer := offer_of(case)) is None:
        return
    last_on = back_on - DAY if back_on else None
    if mistaken or (last_on and last_on < offer.from_on):
        drop_offer(offer, by=by)
    elif offer.to_on != last_on:
        end_offer(offer, to_on=last_on, by=by)


def begin_on(case: Case, from_on: date, *, by: User | None) -> None:
    """The first day is put right."""
    if (offer := offer_of(case)) and offer.from_on != from_on:
        begin_offer(offer, from_on=from_on, by=by)
