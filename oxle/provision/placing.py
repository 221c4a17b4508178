"""Places a child with a provider: one that can be chosen, that takes their age and has a place free on each day."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db import transaction

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.ages import age_on
from oxle.people.models import Child
from oxle.provision.actions import drop_offer, end_offer, make_offer
from oxle.provision.lapses import Lasting
from oxle.provision.marks import was_there
from oxle.provision.models import Offer, OfferKind, Provider
from oxle.provision.places import days_of, full_days
from oxle.provision.queries import full_week_of, has_plan_of_hours
from oxle.provision.registration import must_register
from oxle.provision.wording import hours
from oxle.schooldays.wording import full_day, listed

# Told of every place that is given, in the same transaction.
on_placed: list[Callable[[Offer], None]] = []
# Told of every place that is given another last day, in the same transaction.
on_last_day: list[Callable[[Offer], None]] = []
# Why a place is not taken back on the pupil's record, since what arranged it is elsewhere; None where it is not.
arranged_elsewhere: list[Callable[[Offer], str | None]] = []


@transaction.atomic
def place(
    child: Child,
    provider: Provider,
    *,
    kind: OfferKind,
    from_on: date,
    to_on: date | None,
    minutes: Sequence[int],
    full_time: bool,
    basis: str,
    source: str,
    by: User | None,
    on: date,
    first_day: str = "from_on",
) -> Offer:
    """Offer a child a place with a provider, in minutes of each session from Monday morning to Friday afternoon.

    Refused, in words that name the rule: a provider that is suspended or whose checks have lapsed, today (`on`) or
    on the first day; a day of the week without a free place; a child outside its ages; a provider that is no school
    and would have to become one; no session at all; one that is said to be full-time and is less than the child's
    full week; a first day without a session, such as a Saturday; and what `make_offer` refuses. `first_day` is the
    field in which that day was entered.
    """
    # Its row is held, so that two officers cannot both give the last place away.
    provider = Provider.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=provider.pk)
    days = days_of(minutes)
    if not days:
        raise Refused("Select at least one session of the week.", field="sessions")
    if from_on.weekday() not in days:
        raise Refused(
            f"{full_day(from_on)} has none of the sessions that were chosen. Enter the first day on which the child "
            "goes there.",
            field=first_day,
        )
    must_be_choosable(child, provider, from_on=from_on, on=on)
    if full := full_days(provider, days, from_on, to_on):
        raise Refused(f"{provider.name} has no place free on {listed(full)}.", field="sessions")
    if full_time:
        if less := why_not_full(child, minutes, from_on):
            raise Refused(f"{less}.", field="full_time")
        _must_not_become_a_school(child, provider, from_on, to_on, "full_time")
    offer = make_offer(
        child,
        provider,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        minutes=minutes,
        source=source,
        by=by,
        full_time=full_time,
        basis=basis,
    )
    for listener in on_placed:
        listener(offer)
    return offer


@transaction.atomic
def change_last_day(offer: Offer, *, to_on: date, by: User, on: date, version: int) -> None:
    """Another last day of a place. A longer place is refused where a new one would be: with a provider that cannot be
    chosen today, on a day of the week without a place in the time that is added, where it would have to become a
    school. Stale when somebody was faster than `version`.
    """
    if offer.provider is not None and offer.to_on is not None and to_on > offer.to_on:
        provider = Provider.objects.select_for_update(of=("self",)).select_related("organisation").get(
            pk=offer.provider_id
        )  # fmt: skip
        added_on = offer.to_on + timedelta(days=1)
        if told := Lasting.settings(on).lapses(provider):
            raise Refused(f"{provider.name} cannot be chosen. {' '.join(told)}", field="to_on")
        if full := full_days(provider, days_of(offer.minutes), added_on, to_on):
            raise Refused(f"{provider.name} has no place free on {listed(full)} in the time added.", field="to_on")
        if offer.full_time:
            _must_not_become_a_school(offer.child, provider, added_on, to_on, "to_on")
    end_offer(offer, to_on=to_on, by=by, version=version)
    for listener in on_last_day:
        listener(offer)


@transaction.atomic
def never_was(offer: Offer, *, by: User, version: int) -> None:
    """A place was given by a slip, such as to another child: there is none, and its provider sees the child no more.

    Refused once the provider has marked the child as there, and where something else arranged it. Stale when somebody
    was faster than `version`.
    """
    for arranged in arranged_elsewhere:
        if why := arranged(offer):
            raise Refused(why, field="never_was")
    must_not_have_come(offer)
    save_if_unchanged(offer, version, [])
    drop_offer(offer, by=by)


def must_not_have_come(offer: Offer) -> None:
    """Refused once the provider of a place has marked its child as there since its first day."""
    if offer.provider is not None and was_there(offer.child, offer.provider, offer.from_on):
        raise Refused(
            f"{offer.provider.name} has marked the child as there. Give the place its last day instead, on the pupil’s "
            "record.",
            field="never_was",
        )


def must_be_choosable(child: Child, provider: Provider, *, from_on: date, on: date) -> None:
    """Refused for a provider that is suspended or whose checks have lapsed, today (`on`) or on the first day, and for a
    child outside its ages."""
    told = Lasting.settings(on).lapses(provider) or Lasting.settings(max(on, from_on)).lapses(provider)
    if told:
        raise Refused(f"{provider.name} cannot be chosen. {' '.join(told)}", field="provider")
    _must_be_of_age(child, provider, from_on)


def why_not_full(child: Child, minutes: Sequence[int], on: date) -> str | None:
    """Why a place that is said to be full-time is not; None where it has a full week of the child, as the EHC plan says
    it, else the setting for the key stage; not what a school publishes, for it is not at that school."""
    offered, full = sum(minutes), full_week_of(child, None, on)
    if offered >= full:
        return None
    whose = "as the child’s EHC plan says" if has_plan_of_hours(child, on) else "for the child’s key stage"
    return f"The place has {hours(offered)} a week. A full week is {hours(full)}, {whose}. Select no, or offer more"


def _must_not_become_a_school(child: Child, provider: Provider, from_on: date, to_on: date | None, field: str) -> None:
    """Asked of the first day and of each on which another full-time place begins meanwhile."""
    later = Offer.objects.filter(provider=provider, full_time=True, from_on__gt=from_on)
    if to_on is not None:
        later = later.filter(from_on__lte=to_on)
    for day in sorted({from_on, *later.values_list("from_on", flat=True)}):
        if told := must_register(provider, day, also=child):
            raise Refused(f"{provider.name} is not registered as a school. {told}", field=field)


def is_of_age(child: Child, provider: Provider, on: date) -> bool:
    """Whether a provider takes children of the age that a child has on a day."""
    return provider.age_from <= age_on(child.born_on, on) <= provider.age_to


def _must_be_of_age(child: Child, provider: Provider, on: date) -> None:
    if not is_of_age(child, provider, on):
        age = age_on(child.born_on, on)
        raise Refused(
            f"{provider.name} takes children aged {provider.age_from} to {provider.age_to}, and this child is then "
            f"{age}.",
            field="provider",
        )
