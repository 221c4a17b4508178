"""The way back: what a unit or a second school has of a child follows once the time there is over, and what never went
there is not owed to it any more.

For `finding`, which holds the children's rows: what is looked at here is found by what it says, so that a child of whom
all is done is not looked at again.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.people.models import Enrolment
from oxle.provision.models import Offer
from oxle.transfers import actions
from oxle.transfers.models import Reason, Transfer
from oxle.transfers.standing import (
    DAY,
    STANDS_OR_TAKEN_BACK,
    TAKES_RECORDS,
    UNTOUCHED,
    places_over,
    registrations_over,
    schools_on,
    told_by_a_person,
)

NOTHING_THERE = "The pupil is not there any more, and nothing had been sent."
GOES_ON = "What it was opened for has not ended."


def concerned(standing: QuerySet[Transfer], since: date, on: date) -> list[QuerySet[Any]]:
    """What of the way back is missing or out of date, each with its child."""
    return [
        _goes_on(standing, on),
        _of_another_day(standing),
        _gone_further(standing, on),
        _in_vain(standing, on),
        places_to_return_from(since, on),
        registrations_to_return_from(since, on),
    ]


def places_to_return_from(since: date, on: date) -> QuerySet[Offer]:
    """Places that are over since a day, of children whose school is still owed what the provider has of them."""
    by_hand = Q(reason=Reason.BY_HAND, child=OuterRef("child"), from_provider=OuterRef("provider"))
    by_hand &= Q(opened_at__date__gte=OuterRef("from_on"))
    dealt_with = Transfer.objects.filter(
        STANDS_OR_TAKEN_BACK, Q(reason=Reason.PLACE_OVER, offer=OuterRef("pk")) | by_hand
    )
    # A unit may be a school of ours as well, and the child on its own register now.
    at_school = schools_on(on).filter(child=OuterRef("child")).exclude(school__urn=OuterRef("provider__urn"))
    rows = places_over(on).filter(to_on__gte=since, provider__kind__in=TAKES_RECORDS)
    return rows.filter(~Exists(dealt_with), Exists(at_school))


def registrations_to_return_from(since: date, on: date) -> QuerySet[Enrolment]:
    """Second registrations that are over since a day, of children whose school is still owed what was kept there."""
    by_hand = Q(reason=Reason.BY_HAND, child=OuterRef("child"), from_school=OuterRef("school"))
    by_hand &= Q(opened_at__date__gte=OuterRef("from_on"))
    dealt_with = Transfer.objects.filter(
        STANDS_OR_TAKEN_BACK, Q(reason=Reason.DUAL_OVER, enrolment=OuterRef("pk")) | by_hand
    )
    at_school = schools_on(on).filter(child=OuterRef("child")).exclude(school=OuterRef("school"))
    return registrations_over(on).filter(~Exists(dealt_with), Exists(at_school), to_on__gte=since)


def open_back(places: QuerySet[Offer], registrations: QuerySet[Enrolment], at: datetime) -> Iterable[Transfer]:
    """Open the moves of what came to its end, to the school whose pupil each child is now."""
    on = london_day(at)
    for offer in places.select_related("child", "provider__organisation").order_by("to_on", "pk"):
        if offer.provider is not None:
            yield _open(
                offer, offer.provider, Reason.PLACE_OVER, Q(school__urn=offer.provider.urn), at, on, offer=offer
            )
    for enrolment in registrations.select_related("child", "school__organisation").order_by("to_on", "pk"):
        there = Q(school=enrolment.school_id)
        yield _open(enrolment, enrolment.school, Reason.DUAL_OVER, there, at, on, enrolment=enrolment)


def _open(
    over: Offer | Enrolment, sender: actions.Sender, reason: Reason, there: Q, at: datetime, on: date, **rows: Any
) -> Transfer:
    """One such move. Who had the child at a time when another register stood may not learn from here where a restricted
    child is now, nor one for whom a duty fears: a person says so."""
    last_on: Any = over.to_on
    found = schools_on(on).filter(child=over.child_id).exclude(there).select_related("school__organisation")
    now = found.earliest("pk")
    known = now.from_on <= last_on or (not over.child.restricted and _may_learn(over.child_id, last_on))
    return actions.open_transfer(
        over.child,
        sender,
        reason=reason,
        at=at,
        by=None,
        to=now.school if known else None,
        known_on=max(last_on, now.from_on) if known else None,
        starts_on=max(last_on + DAY, now.from_on) if known else None,
        ceased_on=last_on,
        **rows,
    )


def follow_back(transfers: QuerySet[Transfer], at: datetime) -> None:
    """What places and registers say now of moves whose rows are held: that what they came from goes on after all, ended
    on another day, that the child is at another school by now, or not at the unit any more that was sent nothing. A
    move of which a file was sent already is left to a person."""
    on = london_day(at)
    for transfer in _goes_on(transfers, on).order_by("pk"):
        actions.withdraw(transfer, transfer.version, because=GOES_ON, by=None, at=at)
    for transfer in _of_another_day(transfers).select_related("offer", "enrolment").order_by("pk"):
        over = transfer.offer or transfer.enrolment
        if over is not None:
            _ended_on(transfer, over.to_on)
    for transfer in _gone_further(transfers, on).select_related("from_school", "from_provider").order_by("pk"):
        now = _now_at(transfer, on)
        actions.name_destination(
            transfer, transfer.version, to=now.school, known_on=now.from_on, starts_on=now.from_on, at=at, by=None
        )
    for transfer in _in_vain(transfers, on).order_by("pk"):
        if transfer.enrolment_id is not None and transfer.reason != Reason.DUAL:
            # The school that the child left owes the records to the next one.
            actions.forget_destination(transfer, transfer.version, because=NOTHING_THERE, at=at, by=None)
        else:
            actions.withdraw(transfer, transfer.version, because=NOTHING_THERE, by=None, at=at)


def _goes_on(transfers: QuerySet[Transfer], on: date) -> QuerySet[Transfer]:
    """Moves back, of which no file was sent yet, from a place or registration that is not over, or never was."""
    over = Exists(places_over(on).filter(pk=OuterRef("offer")))
    second_over = Exists(registrations_over(on).filter(pk=OuterRef("enrolment")))
    gone = (Q(reason=Reason.PLACE_OVER) & ~over) | (Q(reason=Reason.DUAL_OVER) & ~second_over)
    return transfers.filter(gone, UNTOUCHED)


def _of_another_day(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Moves back from what ended on another day than they say."""
    place = Q(offer__to_on__isnull=False) & ~Q(offer__to_on=F("ceased_on"))
    second = Q(enrolment__to_on__isnull=False) & ~Q(enrolment__to_on=F("ceased_on"))
    return transfers.filter((Q(reason=Reason.PLACE_OVER) & place) | (Q(reason=Reason.DUAL_OVER) & second))


def _ended_on(transfer: Transfer, last_on: date | None) -> None:
    if transfer.known_on == transfer.ceased_on:
        transfer.known_on = last_on
    transfer.ceased_on = last_on
    save_if_unchanged(transfer, transfer.version, ["ceased_on", "known_on"])


def _gone_further(transfers: QuerySet[Transfer], on: date) -> QuerySet[Transfer]:
    """Moves back, of which no file was sent yet, to a school whose register ended since, or that nobody has named, of
    children who are another school's pupils now. Where a restricted child is a person says, and where a duty fears."""
    theirs = Enrolment.objects.filter(child=OuterRef("child"), school=OuterRef("to_school"))
    left = Exists(theirs.filter(to_on__lt=on)) & ~Exists(theirs.filter(Q(to_on=None) | Q(to_on__gte=on)))
    now = schools_on(on).filter(child=OuterRef("child"))
    elsewhere = Q(reason=Reason.PLACE_OVER) & Exists(now.exclude(school__urn=OuterRef("from_provider__urn")))
    elsewhere |= Q(reason=Reason.DUAL_OVER) & Exists(now.exclude(school=OuterRef("from_school")))
    by_itself = Q(child__restricted=False)
    for registers in told_by_a_person:
        by_itself &= ~Q(child__in=registers().values("child"))
    return transfers.filter(elsewhere, by_itself, Q(known_on=None) | left, UNTOUCHED)


def _now_at(transfer: Transfer, on: date) -> Enrolment:
    """The register that such a child is on now."""
    rows = schools_on(on).filter(child=transfer.child_id)
    if transfer.from_provider is not None:
        rows = rows.exclude(school__urn=transfer.from_provider.urn)
    else:
        rows = rows.exclude(school=transfer.from_school_id)
    return rows.select_related("school__organisation").earliest("pk")


def _in_vain(transfers: QuerySet[Transfer], on: date) -> QuerySet[Transfer]:
    """Moves to a unit or second school, of which no file was sent, where the time there is over since."""
    theirs = Q(child=OuterRef("child"), provider=OuterRef("to_provider"))
    ended = places_over(on).filter(theirs, to_on__gte=OuterRef("known_on"))
    runs = Offer.objects.filter(Q(to_on=None) | Q(to_on__gte=on), theirs, from_on__lte=on)
    second_over = registrations_over(on).filter(pk=OuterRef("enrolment"))
    told_by_nobody = Q(reason=Reason.PLACED, known_on=None) & Exists(places_over(on).filter(pk=OuterRef("offer")))
    gone = (Exists(ended) & ~Exists(runs)) | told_by_nobody | (Q(reason=Reason.DUAL) & Exists(second_over))
    return transfers.filter(gone, Q(starts_on=None) | Q(starts_on__lte=on), UNTOUCHED)


def _may_learn(child_id: int, last_on: date) -> bool:
    """Whether whoever had a child until a day may learn from the service where the child went later."""
    return not any(rows().filter(child=child_id, from_on__lte=last_on).exists() for rows in told_by_a_person)
