"""What a school no longer offers a child who may not come, what of its own that cuts short, and how that comes back."""

from datetime import date, timedelta
from typing import Any

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.cases.projection import happenings
from oxle.core.dates import from_iso, iso
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.provision.actions import drop_offer, end_offer, make_offer
from oxle.provision.models import SESSIONS_A_WEEK, Offer, OfferKind
from oxle.schools.models import School

DAY = timedelta(days=1)
NOTHING = [0] * SESSIONS_A_WEEK
# What the step that opens a case keeps of the school's offers that it cut short: by offer, the last day it had.
CUT = "cut"


def cut_by(child: Child, school: School, from_on: date) -> dict[str, Any]:
    """What of the school's offers ends when the child may not come from a day on, as the step keeps it."""
    cut = {offer.key: iso(offer.to_on) for offer in _running(child, school, from_on)}
    return {CUT: cut} if cut else {}


def offer_nothing(
    child: Child, school: School, *, from_on: date, to_on: date | None = None, source: str, basis: str, by: User | None
) -> None:
    """From a day on the child has no education at the school, though they stay on its roll.

    An offer of the school's that still ran, such as a reduced timetable, ends the day before; one that would begin
    later is left, and the ledger counts what it says.
    """
    for offer in _running(child, school, from_on):
        end_offer(offer, to_on=from_on - DAY, by=by)
    later = Offer.objects.filter(child=child, school=school, from_on__gte=from_on).order_by("from_on").first()
    if later is not None and later.from_on == from_on:
        return
    ends = [one for one in (to_on, later.from_on - DAY if later else None) if one is not None]
    make_offer(
        child,
        school,
        kind=OfferKind.NONE,
        from_on=from_on,
        to_on=min(ends, default=None),
        minutes=NOTHING,
        source=source,
        by=by,
        basis=basis,
    )


def offer_nothing_instead(
    case: Case, *, was_on: date, from_on: date, basis: str, by: User | None
) -> dict[str, dict[str, str | None]]:
    """The first day on which the child may not come was put right: the school offers nothing from then on, and what of
    its own that cut short ends on the day before it instead; what the step that opened the case keeps of that.

    Of a case that was entered by mistake nothing is left to move.
    """
    child, school = case.child, case.school
    mine = list(Offer.objects.filter(child=child, source=case.reference, kind=OfferKind.NONE))
    cut: dict[str, Any] = happenings(case)[0].facts.get(CUT, {})
    if child is None or school is None or (not mine and not case.is_open):
        return {CUT: cut}
    ends_on = None if case.is_open else mine[0].to_on
    for offer in mine:
        drop_offer(offer, by=by)
    give_back(case, by=by, cut_on=was_on - DAY)
    now_cut = cut_by(child, school, from_on)
    if ends_on is None or ends_on >= from_on:
        offer_nothing(child, school, from_on=from_on, to_on=ends_on, source=case.reference, basis=basis, by=by)
    return {CUT: now_cut.get(CUT, {})}


def give_back(case: Case, *, by: User | None, cut_on: date | None = None) -> None:
    """The case was entered by mistake: what of the school's offers it cut short lasts as long as it did before.

    One that somebody has changed since (that does not end on `cut_on` any more, where that is known), or in whose time
    another was made, is left as it is.
    """
    told = happenings(case)[0].facts
    offers = {offer.key: offer for offer in Offer.objects.filter(child=case.child, key__in=told.get(CUT, {}))}
    for key, to_on in told.get(CUT, {}).items():
        offer = offers.get(key)
        if offer is None or offer.to_on is None or offer.to_on != (cut_on or offer.to_on):
            continue
        before = offer.to_on
        try:
            end_offer(offer, to_on=from_iso(to_on), by=by)
        except Refused:
            offer.to_on = before


def _running(child: Child, school: School, from_on: date) -> list[Offer]:
    rows = Offer.objects.filter(child=child, school=school, from_on__lt=from_on)
    return list(rows.exclude(to_on__lt=from_on))
