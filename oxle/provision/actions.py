"""Every write about providers, offers and full weeks. What the database refuses is refused here first, in words."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.core.templatetags.oxle import day
from oxle.people.models import Child
from oxle.people.refusals import not_before_birth
from oxle.provision.exam_models import ExaminationsOver
from oxle.provision.missing_models import MissingTime
from oxle.provision.models import (
    LONGEST_SESSION,
    LONGEST_WEEK,
    SESSIONS_A_WEEK,
    WEEKDAYS,
    FullWeek,
    Offer,
    OfferKind,
    Provider,
    ProviderKind,
)
from oxle.registers.extract_rows import Half
from oxle.schools.models import School

# Told of every offer that never was, in the same transaction.
on_dropped: list[Callable[[Offer], None]] = []


@transaction.atomic
def add_provider(*, name: str, kind: ProviderKind, urn: str = "", by: User, **details: Any) -> Provider:
    """A new provider, with the organisation that its staff will act for. `details` are further fields of Provider."""
    _check_provider(urn=urn, **details)
    if Organisation.objects.filter(kind=OrganisationKind.PROVIDER, name=name).exists():
        raise Refused(f"There is already a provider called {name}.", field="name")
    organisation = Organisation.objects.create(name=name, kind=OrganisationKind.PROVIDER)
    return Provider.objects.create(organisation=organisation, kind=kind, urn=urn, **details)


@transaction.atomic
def change_provider(provider: Provider, version: int, *, name: str, by: User, **details: Any) -> None:
    """Other details of a provider; those of today count for whoever is placed from now on. Stale when somebody was
    faster. Nobody who has a place loses it.
    """
    _check_provider(**details, but=provider)
    others = Organisation.objects.filter(kind=OrganisationKind.PROVIDER, name=name)
    if others.exclude(pk=provider.organisation_id).exists():
        raise Refused(f"There is already a provider called {name}.", field="name")
    for field, value in details.items():
        setattr(provider, field, value)
    save_if_unchanged(provider, version, details)
    if provider.organisation.name != name:
        provider.organisation.name = name
        provider.organisation.save(update_fields=["name"])


@transaction.atomic
def suspend(provider: Provider, version: int, *, because: str, by: User, on: date) -> None:
    """Nobody more is placed with a provider from today on. Those who have a place keep it until somebody ends it."""
    if provider.suspended_on is not None:
        raise Refused("It is suspended already.")
    provider.suspended_on, provider.suspended_because = on, because.strip()
    save_if_unchanged(provider, version, ["suspended_on", "suspended_because"])


@transaction.atomic
def lift_suspension(provider: Provider, version: int, *, by: User) -> None:
    """Children can be placed there again, if its checks count. Why it was suspended stays in the audit."""
    if provider.suspended_on is None:
        raise Refused("It is not suspended.")
    provider.suspended_on, provider.suspended_because = None, ""
    save_if_unchanged(provider, version, ["suspended_on", "suspended_because"])


@transaction.atomic
def make_offer(
    child: Child,
    place: School | Provider,
    *,
    kind: OfferKind,
    from_on: date,
    to_on: date | None,
    minutes: Sequence[int],
    source: str,
    by: User | None,
    full_time: bool = False,
    basis: str = "",
    key: str = "",
) -> Offer:
    """Offer a child education at a place: the minutes of each session, Monday morning to Friday afternoon.

    Refused when it overlaps another offer of the same place, another full-time one, or another provider's in a session.
    `source` is the reference of the record that says so. `by` is who does it; None for a job, whose actor the audit has
    already. `key` is that of an offer which was dropped and is given back.
    """
    _check_minutes(minutes)
    _check_days(from_on, to_on)
    not_before_birth(child, from_on=from_on)
    offer = Offer(
        child=child,
        school=place if isinstance(place, School) else None,
        provider=place if isinstance(place, Provider) else None,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        minutes=list(minutes),
        full_time=full_time,
        basis=basis,
        source=source,
        **({"key": key} if key else {}),
    )
    _check_alone(offer)
    offer.save()
    return offer


@transaction.atomic
def begin_offer(offer: Offer, *, from_on: date, by: User | None) -> None:
    """Put an offer's first day right, to an earlier or a later one. Refused as in `make_offer`."""
    _check_days(from_on, offer.to_on)
    not_before_birth(offer.child, from_on=from_on)
    offer.from_on = from_on
    _check_alone(offer)
    save_if_unchanged(offer, offer.version, ["from_on"])


@transaction.atomic
def end_offer(offer: Offer, *, to_on: date | None, by: User | None, version: int | None = None) -> None:
    """An offer's last day, earlier or later than planned; None where it has none.

    Stale when somebody was faster than `version`.
    """
    _check_days(offer.from_on, to_on)
    offer.to_on = to_on
    _check_alone(offer)
    save_if_unchanged(offer, offer.version if version is None else version, ["to_on"])


@transaction.atomic
def interrupt_offer(offer: Offer, *, from_on: date, to_on: date, by: User | None) -> None:
    """On some days something else counts than an offer: it ends the day before them, and the like goes on after them.

    One that lies within them is dropped."""
    ends_on = offer.to_on
    goes_on = ends_on is None or ends_on > to_on
    if offer.from_on >= from_on:
        if goes_on:
            begin_offer(offer, from_on=max(offer.from_on, to_on + timedelta(days=1)), by=by)
        else:
            drop_offer(offer, by=by)
        return
    end_offer(offer, to_on=from_on - timedelta(days=1), by=by)
    if goes_on:
        _go_on(offer, from_on=to_on + timedelta(days=1), to_on=ends_on, minutes=offer.minutes, by=by)


@transaction.atomic
def change_basis(offer: Offer, *, basis: str, by: User | None) -> None:
    """What an offer rests on in law, once that is another; its hours and days stay."""
    if offer.basis != basis:
        offer.basis = basis
        save_if_unchanged(offer, offer.version, ["basis"])


@transaction.atomic
def drop_offer(offer: Offer, *, by: User | None) -> None:
    """An offer that never was: recorded by mistake, or taken back before it began. The audit keeps what it said."""
    offer.delete()
    for listener in on_dropped:
        listener(offer)


@transaction.atomic
def change_offer(
    offer: Offer, *, from_on: date, minutes: Sequence[int], by: User | None, version: int | None = None
) -> Offer:
    """Other hours from a day on: the offer ends the day before, and a new one goes on with the same end.

    From its first day on, the offer itself is corrected instead.
    """
    _check_minutes(minutes)
    seen = offer.version if version is None else version
    if from_on <= offer.from_on:
        offer.minutes = list(minutes)
        save_if_unchanged(offer, seen, ["minutes"])
        return offer
    ends_on = offer.to_on
    _check_days(from_on, ends_on)
    end_offer(offer, to_on=from_on - timedelta(days=1), by=by, version=seen)
    return _go_on(offer, from_on=from_on, to_on=ends_on, minutes=minutes, by=by)


@transaction.atomic
def state_full_week(whose: School | Child, *, from_on: date, minutes: int, source: str, by: User) -> FullWeek:
    """What a full week comes to from a day on, as a school publishes it or a child's EHC plan says, in minutes.

    What was said before ends the day before; said anew from the same day, it is put right. `source` is where it is
    written.
    """
    if not SESSIONS_A_WEEK <= minutes <= LONGEST_WEEK:
        raise Refused(f"A full week must be at most {LONGEST_WEEK // 60} hours", field="hours")
    # Its row is held, so that two at once see each other.
    type(whose)._default_manager.select_for_update(of=("self",)).get(pk=whose.pk)
    owner: dict[str, Any] = {"school": whose} if isinstance(whose, School) else {"child": whose}
    if later := FullWeek.objects.filter(**owner, from_on__gt=from_on).first():
        raise Refused(f"Another full week is recorded from {day(later.from_on)}", field="from_on")
    row = FullWeek.objects.filter(**owner).exclude(to_on__lt=from_on).first()
    if row is not None and row.from_on == from_on:
        row.minutes, row.source = minutes, source
        save_if_unchanged(row, row.version, ["minutes", "source"])
        return row
    if row is not None:
        row.to_on = from_on - timedelta(days=1)
        save_if_unchanged(row, row.version, ["to_on"])
    return FullWeek.objects.create(**owner, from_on=from_on, minutes=minutes, source=source)


@transaction.atomic
def state_examinations_over(child: Child, *, last_on: date | None, source: str, by: User | None) -> None:
    """The day on which a pupil sat the last public examination, as the record with the reference `source` says; None
    where that says it no more. Nothing is owed, offered or short after that day; see ledger."""
    if last_on is None:
        ExaminationsOver.objects.filter(child=child, source=source).delete()
    else:
        ExaminationsOver.objects.update_or_create(child=child, source=source, defaults={"last_on": last_on})


@transaction.atomic
def state_missing(
    child: Child, *, from_on: date | None, to_on: date | None, told_on: date, source: str, by: User | None
) -> None:
    """From when to when a child was missing, as the record with the reference `source` says, that was told on a day;
    None from no day on where it says it no more, and likewise where the last day is before the first. See ledger."""
    if from_on is None or (to_on is not None and to_on < from_on):
        MissingTime.objects.filter(child=child, source=source).delete()
        return
    said = {"from_on": from_on, "to_on": to_on, "told_on": told_on}
    if not MissingTime.objects.filter(child=child, source=source, **said).exists():
        MissingTime.objects.update_or_create(child=child, source=source, defaults=said)


def _go_on(offer: Offer, *, from_on: date, to_on: date | None, minutes: Sequence[int], by: User | None) -> Offer:
    """The like of an offer, from another day on."""
    return make_offer(
        offer.child,
        offer.place,
        kind=OfferKind(offer.kind),
        from_on=from_on,
        to_on=to_on,
        minutes=minutes,
        source=offer.source,
        by=by,
        full_time=offer.full_time,
        basis=offer.basis,
    )


def _check_provider(*, urn: str = "", but: Provider | None = None, **details: Any) -> None:
    others = Provider.objects.exclude(pk=but.pk) if but else Provider.objects.all()
    if urn and others.filter(urn=urn).exists():
        raise Refused(f"There is already a provider with URN {urn}", field="urn")
    if details.get("age_from", 0) > details.get("age_to", 99):
        raise Refused("The highest age must be the same as or above the lowest", field="age_to")
    if (details.get("price") is None) != (not details.get("price_for")):
        raise Refused("Enter both the price and what it is for, or neither", field="price")


def _check_minutes(minutes: Sequence[int]) -> None:
    if len(minutes) != SESSIONS_A_WEEK:
        raise ValueError(f"an offer has {SESSIONS_A_WEEK} sessions, not {len(minutes)}")
    if any(not 0 <= each <= LONGEST_SESSION for each in minutes):
        raise Refused(f"A session must be between 0 and {LONGEST_SESSION} minutes", field="minutes")


def _check_days(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on < from_on:
        raise Refused("The last day must be the same as or after the first day", field="to_on")


def _check_alone(offer: Offer) -> None:
    """Refuse on the same days a second offer of one place, a second full-time one, and a session that another provider
    has already: nobody is in two places at once.
    """
    # The child's row is held, so that two offers made at once see each other.
    Child.objects.select_for_update().get(pk=offer.child_id)
    same_days = Offer.objects.filter(child=offer.child_id).exclude(pk=offer.pk).exclude(to_on__lt=offer.from_on)
    if offer.to_on is not None:
        same_days = same_days.filter(from_on__lte=offer.to_on)
    same_place = Q(school=offer.school_id) if offer.school_id else Q(provider=offer.provider_id)
    if other := same_days.filter(same_place).first():
        raise Refused(f"{offer.place.name} already offers this child education {_days(other)}", field="from_on")
    if offer.full_time and (other := same_days.filter(full_time=True).first()):
        raise Refused(f"{other.place.name} already offers this child full-time education {_days(other)}", "from_on")
    if offer.provider_id is None:
        return
    for other in same_days.filter(provider__isnull=False):
        both = [number for number in range(SESSIONS_A_WEEK) if offer.minutes[number] and other.minutes[number]]
        if both:
            when = f"{WEEKDAYS[both[0] // 2]} {Half(both[0] % 2)}"
            raise Refused(f"{other.place.name} already has this child on {when} {_days(other)}", field="from_on")


def _days(offer: Offer) -> str:
    return f"from {day(offer.from_on)}" + (f" to {day(offer.to_on)}" if offer.to_on else "")
