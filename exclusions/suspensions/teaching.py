"""Writes where a suspended pupil is taught before the suspension is over, and lets that follow the suspension.

From day 6 the school's governors or trust owe full-time education, and the council for its own referral unit (Education
and Inspections Act 2006 s.100); of a child who is looked after it is expected from the day after the first. A place
with a provider is an offer beside the school's, which is nothing; what the school itself gives stands in place of that
nothing. Both end with the suspension at the latest, whatever becomes of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from exclusions import giving_up
from exclusions.placement.long_term import ENDED
from exclusions.school_offers import NOTHING
from exclusions.suspensions import pathway, queries
from exclusions.suspensions.models import Suspension
from exclusions.telling import Session, must_be_taught_on
from oxle.accounts.models import User
from oxle.cases import actions, giving_back
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.standing import as_they_stand
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.provision.actions import drop_offer, end_offer, interrupt_offer, make_offer
from oxle.provision.models import Offer, OfferKind, Provider
from oxle.provision.placing import place
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import plain_day

DAY, NO_DAY = timedelta(days=1), timedelta(0)
SUSPENDED_UNDER = "Education Act 2002 s.51A (suspension)"
OWED_UNDER = "Education and Inspections Act 2006 s.100 (from day 6 of a suspension)"
ABOUT = pathway.ABOUT.key


@dataclass(frozen=True)
class _Out:
    """The time for which a pupil is out: the suspensions of a run that stand, and its last day; None where none."""

    suspensions: tuple[Suspension, ...]
    last_on: date | None


# --- the school's own offer -----------------------------------------------------------------------------------------


def school_offers_again(one: Suspension, *, until_on: date | None, by: User | None) -> None:
    """What the school offered was told wrongly: nothing until another day, or (None) its week all along."""
    for offer in Offer.objects.filter(child=one.child, source=one.reference):
        drop_offer(offer, by=by)
    if until_on is not None:
        school_offers_nothing(one, until_on=until_on, by=by)


def school_offers_nothing(one: Suspension, *, until_on: date, by: User | None) -> None:
    """On the days that are missed whole, in place of a reduced timetable that runs meanwhile. Another offer of the
    school's own is left: the ledger counts what it says."""
    ends_early = until_on == one.last_on and one.ends_after == Session.MORNING
    from_on = one.first_on + (DAY if one.first_session == Session.AFTERNOON else NO_DAY)
    to_on = until_on - (DAY if ends_early else NO_DAY)
    if one.lunchtime or to_on < from_on or _own(one, from_on, to_on).exclude(kind=OfferKind.REDUCED).exists():
        return
    _offer(one, OfferKind.NONE, from_on, to_on, minutes=NOTHING, source=one.reference, by=by)


def _own(one: Suspension, from_on: date, to_on: date) -> QuerySet[Offer]:
    """What the school offers on some days."""
    return Offer.objects.filter(child=one.child, school=one.school, from_on__lte=to_on).exclude(to_on__lt=from_on)


def _offer(
    one: Suspension, kind: OfferKind, from_on: date, to_on: date, *, minutes: Sequence[int], source: str,
    by: User | None, full_time: bool = False,
) -> None:  # fmt: skip
    """The school's own offer while the pupil is out. The days of a reduced timetable make room; it counts around."""
    for offer in _own(one, from_on, to_on).filter(kind=OfferKind.REDUCED):
        interrupt_offer(offer, from_on=from_on, to_on=to_on, by=by)
    make_offer(
        one.child,
        one.school,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        minutes=minutes,
        full_time=full_time,
        source=source,
        by=by,
        basis=SUSPENDED_UNDER if kind == OfferKind.NONE else OWED_UNDER,
    )


# --- what is arranged -----------------------------------------------------------------------------------------------


@transaction.atomic
def arrange(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record who teaches a suspended pupil from a day on, and for which hours, and offer the pupil that; what was
    arranged before for the same suspension ends the day before.

    `data`: provider (None: the school, at a `place` of its choice), starts_on, minutes (of each session), full_time.
    Refused outside the suspension, for a first day without a session or in the holidays, as `placing.place` refuses,
    and where a place elsewhere has begun by then.
    """
    about, first_on = taken["facts"][ABOUT], data["starts_on"]
    one = queries.of_case(case).select_related("child", "school__calendar").get(reference=about)
    out = _out(one)
    last_on = out.last_on
    if last_on is None or not one.first_on <= first_on <= last_on:
        raise Refused(
            f"The pupil is out from {plain_day(one.first_on)} to {plain_day(last_on or one.last_on)}. Enter one of "
            "these days.",
            field="starts_on",
        )
    must_be_taught_on(one.school, first_on, data["minutes"])
    provider: Provider | None = data["provider"]
    before = [facts["offer"] for facts in arranged_for(case, about) if facts.get("offer")]
    places = Offer.objects.filter(key__in=before)
    ended = _end_before(places, provider, first_on, today=london_day(taken["at"]), by=taken["by"])
    for each in out.suspensions:
        # What the school gave makes room; until then it stands again below.
        school_offers_again(each, until_on=each.last_on, by=taken["by"])
    facts = {
        **taken["facts"],
        pathway.EDUCATION_FROM.key: first_on.isoformat(),
        "ends_on": last_on.isoformat(),
        "full_time": data["full_time"],
        "minutes": list(data["minutes"]),
        ENDED: ended,
    }
    if provider is not None:
        offer = place(
            one.child,
            provider,
            kind=OfferKind.ALTERNATIVE,
            from_on=first_on,
            to_on=last_on,
            minutes=data["minutes"],
            full_time=data["full_time"],
            basis=OWED_UNDER,
            source=case.reference,
            by=taken["by"],
            on=taken["on"],
        )
        facts |= {"place": provider.name, "provider": provider.key, "offer": offer.key}
    else:
        facts["place"] = data["place"]
    event = actions.take(case, step, **{**taken, "facts": facts})
    _follow(case, one, arranged_for(case, about), by=taken["by"])
    return event


def _end_before(
    places: Iterable[Offer], provider: Provider | None, first_on: date, *, today: date, by: User | None
) -> list[dict[str, Any]]:
    """End what was arranged before on the day before something else begins; those places as they stood. What would
    begin on that day or later never was, where it has not begun yet or is the same place, whose first day was wrong."""
    stood = []
    for offer in places:
        if offer.to_on is not None and offer.to_on < first_on:
            continue
        stood.append(giving_back.kept(offer))
        if offer.from_on < first_on:
            end_offer(offer, to_on=first_on - DAY, by=by)
        elif offer.from_on > today or offer.provider == provider:
            drop_offer(offer, by=by)
        else:
            raise Refused(
                f"A place with {offer.place.name} has begun on {plain_day(offer.from_on)}. Enter a later day.",
                field="starts_on",
            )
    return stood


def give_up(case: Case, event: Event, *, by: User | None) -> list[str]:
    """What was arranged was a slip and is taken back: nobody teaches the pupil so, and what ended for it goes on. What
    could not be given back, in sentences.

    Refused where something rests on it, and where the provider has seen the pupil there.
    """
    about = event.facts.get(ABOUT, "")
    rest_on_it = (pathway.ARRANGE.key, pathway.BEGIN.key, pathway.BEGIN_IN_PART.key)
    since = as_they_stand(case.events.filter(step__in=rest_on_it))
    giving_up.must_not_be_rested_on(case, event, [one for one in since if one.facts.get(ABOUT, about) == about])
    one = Suspension.objects.filter(reference=about).select_related("child", "school__calendar").first()
    if one is not None:
        # What the school gave makes room for what ended.
        _follow(case, one, [], by=by)
    left = giving_up.drop_place(case, event.facts, by=by)
    if one is not None:
        _follow(case, one, arranged_for(case, about), by=by)
    return left


def arranged_for(case: Case, about: str) -> list[dict[str, Any]]:
    """What was arranged on a case for one suspension, in order."""
    events = as_they_stand(case.events.filter(step=pathway.ARRANGE.key))
    return [event.facts for event in events if event.facts.get(ABOUT) == about]


def follow(case: Case, *, by: User | None) -> None:
    """What was arranged ends with its suspension, also once that was put right, withdrawn or ended by the governors."""
    events = as_they_stand(case.events.filter(step=pathway.ARRANGE.key))
    for about in dict.fromkeys(event.facts.get(ABOUT, "") for event in events):
        one = Suspension.objects.filter(reference=about).select_related("child", "school__calendar").first()
        if one is not None:
            _follow(case, one, [event.facts for event in events if event.facts.get(ABOUT) == about], by=by)


def end_with(case: Case, *, on: date, by: User | None) -> None:
    """The case was entered by mistake: a day is the last of the places arranged on it."""
    for offer in Offer.objects.filter(child=case.child, source=case.reference, from_on__lte=on).exclude(to_on__lte=on):
        end_offer(offer, to_on=on, by=by)
    for offer in Offer.objects.filter(child=case.child, source=case.reference, from_on__gt=on):
        drop_offer(offer, by=by)


def _out(one: Suspension) -> _Out:
    if one.withdrawn_on is not None:
        return _Out((), one.out_until_on)
    try:
        run = queries.run_of(one)
    except NotLoaded:
        return _Out((one,), one.last_on)
    found: Any = run.suspensions
    return _Out(found, run.last_on)


def _follow(case: Case, one: Suspension, arranged: Sequence[Mapping[str, Any]], *, by: User | None) -> None:
    """Each of what was arranged lasts until the next begins, and until the pupil is back at the latest."""
    out = _out(one)
    for each in out.suspensions:
        school_offers_again(each, until_on=each.last_on, by=by)
    refs = [each.reference for each in out.suspensions] or [one.reference]
    begins = [date.fromisoformat(facts[pathway.EDUCATION_FROM.key]) for facts in arranged]
    for number, facts in enumerate(arranged):
        ends = [begun - DAY for begun in begins[number + 1 :]]
        last_on = min([date.fromisoformat(facts["ends_on"]), out.last_on or date.min, *ends])
        if facts.get("offer"):
            _end(Offer.objects.filter(key=facts["offer"]), last_on, by=by)
        elif begins[number] <= last_on:
            _school_teaches(one, refs, facts, begins[number], last_on, by=by)


def _end(offers: Iterable[Offer], last_on: date, *, by: User | None) -> None:
    """A day is the last of some offers at the latest. One that somebody ended sooner stays as it is."""
    for offer in offers:
        if offer.from_on > last_on:
            drop_offer(offer, by=by)
        elif offer.to_on is None or offer.to_on > last_on:
            end_offer(offer, to_on=last_on, by=by)


def _school_teaches(
    one: Suspension, refs: Sequence[str], facts: Mapping[str, Any], from_on: date, to_on: date, *, by: User | None
) -> None:
    """In a time the school offers some hours in place of nothing. Half a day of which it offers its week stays."""
    nothing = Offer.objects.filter(child=one.child, school=one.school, kind=OfferKind.NONE, source__in=refs)
    for offer in nothing.filter(from_on__lte=to_on, to_on__gte=from_on):
        first, last = max(offer.from_on, from_on), min(offer.to_on or to_on, to_on)
        drop_offer(offer, by=by)
        for begins, ends, kind, minutes, full_time in (
            (offer.from_on, first - DAY, OfferKind.NONE, NOTHING, False),
            (first, last, OfferKind.ALTERNATIVE, facts["minutes"], facts["full_time"]),
            (last + DAY, offer.to_on or last, OfferKind.NONE, NOTHING, False),
        ):
            if begins <= ends:
                _offer(one, kind, begins, ends, minutes=minutes, full_time=full_time, source=offer.source, by=by)
