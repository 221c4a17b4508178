"""Finds moves whose records nobody opened yet: a register that ends, a second one that begins, a place with a unit, and
the way back from these (`returning`).

Run for one child when a register or a place changes, and for everybody by the sweep (`find_all`). Doing it again
changes nothing.
"""

import logging
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from oxle.core import dates
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.people.models import Child, Enrolment, EnrolmentKind
from oxle.provision.models import Offer
from oxle.schooldays.school_age import is_of_school_age, school_age_ends
from oxle.schooldays.school_years import school_year_of
from oxle.transfers import actions, returning
from oxle.transfers.models import BACK, Reason, Transfer
from oxle.transfers.rules import LOOKED_BACK
from oxle.transfers.standing import (
    DAY,
    GIVEN_UP,
    STANDS_OR_TAKEN_BACK,
    TAKES_RECORDS,
    UNTOUCHED,
    YEAR,
    last_before,
    lasts,
    school_on,
    told_by_a_person,
)

logger = logging.getLogger(__name__)
M = TypeVar("M", bound=Model)
# How many children the sweep looks at in one transaction, which holds their rows.
TOGETHER = 100
THERE = Transfer.objects.exclude(reason__in=BACK)
DEALT_WITH = Exists(THERE.filter(STANDS_OR_TAKEN_BACK, enrolment=OuterRef("pk")))


@transaction.atomic
def find(*, at: datetime, children: Collection[int] | None = None) -> list[Transfer]:
    """Open what is missing for some children (primary keys) or all, and bring the rest up to date. Returns the opened.

    The children concerned are held, so that whoever looks at one waits for whoever does so already and no move is
    opened twice; nobody waits who looks at another child.
    """
    if children is not None and not (children := _that_ever_moved(_hold(children))):
        return []
    on = london_day(at)
    since = on - timedelta(days=LOOKED_BACK.on(on))
    held = _hold(_concerned(since, on)) if children is None else children
    if held:
        _follow(_of(Transfer, held).filter(withdrawn_at=None), at)
    opened = [
        *_ended(_that_ended(since, on).filter(child__in=held), at),
        *_second(_that_are_second(since, on).filter(child__in=held), at),
        *_placed(_that_begin(since, on).filter(child__in=held), at),
        *returning.open_back(
            returning.places_to_return_from(since, on).filter(child__in=held),
            returning.registrations_to_return_from(since, on).filter(child__in=held),
            at,
        ),
    ]
    actions.work_out(_still_to_go(_of(Transfer, children)))
    return opened


def find_all(*, at: datetime) -> tuple[list[Transfer], int]:
    """The same for everybody, of whom one that fails stops no other: what was opened, and how many children failed."""
    on = london_day(at)
    concerned = sorted(_concerned(on - timedelta(days=LOOKED_BACK.on(on)), on))
    opened, failed = [], 0
    for start in range(0, len(concerned), TOGETHER):
        some = concerned[start : start + TOGETHER]
        try:
            opened += find(at=at, children=some)
        except Exception:  # one of them stands in the way: each by itself
            for child in some:
                try:
                    opened += find(at=at, children=[child])
                except Exception as error:  # what the database says of it could name a child
                    logger.error("The records of child %s could not be looked at: %s", child, type(error).__name__)
                    failed += 1
    actions.work_out(_still_to_go(Transfer.objects.all()))
    return opened, failed


def _still_to_go(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    standing = transfers.filter(withdrawn_at=None, lines__sent_on=None, lines__received_on=None)
    return standing.select_related("from_school", "to_school").distinct()


def register_changed(child: Child) -> None:
    """A child came onto a school's register, left it, or that was put right."""
    find(at=dates.now(), children=[child.pk])


def place_given(offer: Offer) -> None:
    """A child was given a place with a provider."""
    find(at=dates.now(), children=[offer.child_id])


def place_ended(offer: Offer) -> None:
    """A child's place with a provider was given another last day."""
    find(at=dates.now(), children=[offer.child_id])


def place_taken_back(offer: Offer) -> None:
    """A child's place with a provider never was: the provider sees the move there no more, and owes nothing."""
    of_places = Transfer.objects.filter(child=offer.child_id, reason__in=[Reason.PLACED, Reason.PLACE_OVER])
    if offer.provider_id is not None and of_places.filter(UNTOUCHED, offer=None, withdrawn_at=None).exists():
        find(at=dates.now(), children=[offer.child_id])


def _hold(children: Collection[int]) -> list[int]:
    """These children, whose rows nobody else holds until the transaction ends; in one order, so that two never wait for
    each other."""
    rows = Child.objects.select_for_update().filter(pk__in=children).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _that_ever_moved(children: Collection[int]) -> list[int]:
    """Those of some children who have anything that a move could come of. Most who come onto a register have not: one
    question then stands for a dozen, at every import of a school's roll."""
    own = {"child": OuterRef("pk")}
    moved = Enrolment.objects.filter(Q(to_on__isnull=False) | Q(kind=EnrolmentKind.DUAL_SUBSIDIARY), **own)
    placed = Offer.objects.filter(provider__isnull=False, **own)
    anything = Q(Exists(Transfer.objects.filter(**own))) | Q(Exists(moved)) | Q(Exists(placed))
    return list(Child.objects.filter(anything, pk__in=children).order_by("pk").values_list("pk", flat=True))


def _concerned(since: date, on: date) -> set[int]:
    """The children of whom something may be missing or out of date. One query, for every sweep asks this anew."""
    standing = Transfer.objects.filter(withdrawn_at=None)
    looked_at: list[QuerySet[Any]] = [
        _taken_back(standing),
        _moved_on(standing),
        _overtaken(standing),
        _that_ended(since, on),
        _that_are_second(since, on),
        _that_begin(since, on),
        *returning.concerned(standing, since, on),
    ]
    first, *others = (rows.order_by().values_list("child", flat=True) for rows in looked_at)
    return set(first.union(*others))


def _taken_back(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Moves of which no file was sent yet, and whose register or place is there no more."""
    gone = Q(reason=Reason.LEFT, enrolment__to_on=None) | Q(reason=Reason.PLACED, offer=None)
    return transfers.filter(gone, UNTOUCHED)


def _moved_on(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Moves whose register has another last day now, or of which it is not known where to.

    Where a restricted child goes is said by a person, and where a duty knows why (`told_by_a_person`).
    """
    left = transfers.filter(enrolment__to_on__isnull=False).exclude(reason__in=[Reason.DUAL, *BACK])
    by_itself = Q(known_on=None, child__restricted=False)
    for registers in told_by_a_person:
        by_itself &= ~Q(enrolment__in=registers())
    return left.filter(~Q(enrolment__to_on=F("ceased_on")) | by_itself)


def _where_next(enrolment: Enrolment) -> Enrolment | None:
    """The register that goes on after this one, as far as the service may say so by itself."""
    following = None if enrolment.child.restricted else _next(enrolment)
    return following if following is not None and _may_learn(enrolment) else None


def _may_learn(enrolment: Enrolment) -> bool:
    """Whether the school of a register may learn from the service where its pupil went."""
    return not any(rows().filter(pk=enrolment.pk).exists() for rows in told_by_a_person)


def _overtaken(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Moves to a school that was named, of which no file was sent yet, of children who since came onto the register of
    another one. Where a restricted child goes is said by a person.
    """
    came = Enrolment.objects.filter(child=OuterRef("child"), from_on__gte=OuterRef("known_on"))
    came = came.exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY).exclude(school=OuterRef("from_school"))
    there = came.filter(school=OuterRef("to_school"))
    named = transfers.filter(
        Q(to_school__isnull=False) | ~Q(elsewhere=""), reason=Reason.NAMED, child__restricted=False
    )
    return named.filter(Exists(came), ~Exists(there), UNTOUCHED)


def _that_ended(since: date, on: date) -> QuerySet[Enrolment]:
    """Registers that ended, for which no move stands; less those of the same school that goes on, and of leavers of
    whom nothing says that they go anywhere, who would be looked at by every sweep in vain.
    """
    rows = Enrolment.objects.filter(~DEALT_WITH, to_on__gte=since, to_on__lt=on + DAY)
    later = Enrolment.objects.filter(child=OuterRef("child"), from_on__gte=OuterRef("from_on")).exclude(
        pk=OuterRef("pk")
    )
    again = later.filter(school=OuterRef("school"), from_on__gt=OuterRef("from_on"))
    expected = Transfer.objects.filter(
        child=OuterRef("child"), from_school=OuterRef("school"), enrolment=None, withdrawn_at=None
    )
    left_for_good = Q(grown_up(since, on), ~Exists(later), ~Exists(expected))
    return rows.exclude(Exists(again)).exclude(left_for_good).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)


def grown_up(since: date, on: date) -> Q:
    """Of registers that ended between two days: those of children who were over compulsory school age the day after."""
    found = Q(pk__in=[])
    for year in range(since.year - 1, on.year + 1):
        turned = school_year_of(date(year, 1, 1))
        born_before = turned.ends_on.replace(year=year - 16) + DAY
        found |= Q(to_on__gte=school_age_ends(date(year - 16, 1, 1)), child__born_on__lt=born_before)
    return found


def _that_are_second(since: date, on: date) -> QuerySet[Enrolment]:
    """Second registrations that began and go on, for which no move stands."""
    given_up = Exists(THERE.filter(GIVEN_UP, enrolment=OuterRef("pk")))
    rows = Enrolment.objects.filter(_runs(on), ~DEALT_WITH, kind=EnrolmentKind.DUAL_SUBSIDIARY, from_on__lte=on)
    return rows.filter(Q(from_on__gte=since) | given_up)


def _that_begin(since: date, on: date) -> QuerySet[Offer]:
    """Places with a provider that takes records over which began or will and go on, for which no move stands."""
    dealt_with = Exists(THERE.filter(STANDS_OR_TAKEN_BACK, offer=OuterRef("pk")))
    given_up = Exists(THERE.filter(GIVEN_UP, offer=OuterRef("pk")))
    rows = Offer.objects.filter(_runs(on), ~dealt_with, provider__kind__in=TAKES_RECORDS)
    return rows.filter(Q(from_on__gte=since) | given_up)


def _runs(on: date) -> Q:
    """Not over on a day: of what is over already nothing is owed there, and the way back begins."""
    return Q(to_on=None) | Q(to_on__gte=on)


def _of(model: type[M], children: Collection[int] | None) -> QuerySet[M]:
    """The rows of some children, or of all."""
    rows = model._default_manager.all()
    return rows if children is None else rows.filter(child__in=children)


def _follow(transfers: QuerySet[Transfer], at: datetime) -> None:
    """What a register or a place says now of a move that was opened for it: another last day, that it is none, where
    to. A move of which a file was sent already is left to a person."""
    # Held before they are looked at: a file that is being recorded as sent counts, or waits and learns of it.
    held = transfers.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)
    if not list(held):  # as of most children: nothing is looked for among none
        return
    for transfer in _overtaken(transfers).select_related("to_school__organisation").order_by("pk"):
        because = f"The pupil did not go to {transfer.where_to}, and is on the register of another school."
        actions.withdraw(transfer, transfer.version, because=because, by=None, at=at)
    for transfer in _taken_back(transfers).order_by("pk"):
        because = "The register or the place that it was opened for was taken back."
        actions.withdraw(transfer, transfer.version, because=because, by=None, at=at)
    returning.follow_back(transfers, at)
    moved_on = _moved_on(transfers).select_related("enrolment", "from_school__organisation", "child")
    for transfer in moved_on.order_by("pk"):
        enrolment = transfer.enrolment
        if enrolment is None or transfer.withdrawn_at is not None:
            continue
        if enrolment.to_on != transfer.ceased_on:
            transfer.ceased_on = enrolment.to_on
            save_if_unchanged(transfer, transfer.version, ["ceased_on"])
        if not transfer.is_known and (following := _where_next(enrolment)) is not None:
            actions.name_destination(
                transfer,
                transfer.version,
                to=following.school,
                known_on=_known_on(following, at),
                starts_on=following.from_on,
                at=at,
                by=None,
            )


def _ended(enrolments: QuerySet[Enrolment], at: datetime) -> Iterable[Transfer]:
    """A register that ended: the records go where the next one begins, or wait until that is known."""
    for enrolment in enrolments.select_related("child", "school__organisation").order_by("to_on", "pk"):
        if enrolment.to_on is None or _goes_on(enrolment):
            continue
        following = _where_next(enrolment)
        if (known := _expected(enrolment, following)) is not None:
            Transfer.objects.filter(pk=known.pk).update(
                enrolment=enrolment, ceased_on=enrolment.to_on, version=known.version + 1
            )
            continue
        if following is None and not _still_at_school(enrolment.child, enrolment.to_on + DAY):
            continue
        yield actions.open_transfer(
            enrolment.child,
            enrolment.school,
            reason=Reason.LEFT,
            at=at,
            by=None,
            to=following.school if following else None,
            known_on=_known_on(following, at) if following else None,
            starts_on=following.from_on if following else None,
            ceased_on=enrolment.to_on,
            enrolment=enrolment,
        )


def _second(enrolments: QuerySet[Enrolment], at: datetime) -> Iterable[Transfer]:
    """A second registration, such as at a referral unit, while the main school goes on; to which school, a person says
    to one that must not learn it from here."""
    for enrolment in enrolments.select_related("child", "school__organisation").order_by("from_on", "pk"):
        main = school_on(enrolment.child_id, enrolment.from_on)
        if main is None or main.school_id == enrolment.school_id:
            continue
        yield actions.open_transfer(
            enrolment.child,
            main.school,
            reason=Reason.DUAL,
            at=at,
            by=None,
            to=enrolment.school if _may_learn(main) else None,
            known_on=_known_on(enrolment, at),
            starts_on=enrolment.from_on,
            enrolment=enrolment,
        )


def _placed(offers: QuerySet[Offer], at: datetime) -> Iterable[Transfer]:
    """A place with a unit, an academy or a college: the school whose pupil it is sends its records there; of a child on
    no register the school that had it last. That one's other move waits for the next school as before. A school that
    must not learn the place from here is told by a person.
    """
    for offer in offers.select_related("child", "provider__organisation").order_by("from_on", "pk"):
        asked = THERE.filter(child=offer.child_id, to_provider=offer.provider_id)
        asked = asked.filter(Q(starts_on=None) | Q(starts_on__gt=offer.from_on - YEAR))
        main = school_on(offer.child_id, offer.from_on)
        last = main or last_before(offer.child_id, offer.from_on)
        if last is None or asked.filter(STANDS_OR_TAKEN_BACK).exists():
            continue
        if lasts(offer) and not asked.filter(GIVEN_UP).exists():
            continue
        yield actions.open_transfer(
            offer.child,
            last.school,
            reason=Reason.PLACED,
            at=at,
            by=None,
            to=offer.provider if _may_learn(last) else None,
            known_on=min(offer.from_on, london_day(at)),
            starts_on=offer.from_on,
            ceased_on=None if main else last.to_on,
            offer=offer,
        )


def _next(enrolment: Enrolment) -> Enrolment | None:
    """The first register of another school that goes on after this one; a second registration is no new school."""
    later = Enrolment.objects.filter(child=enrolment.child_id, from_on__gte=enrolment.from_on)
    later = (
        later.exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
        .exclude(school=enrolment.school_id)
        .filter(Q(to_on=None) | Q(to_on__gt=enrolment.to_on))
    )
    return later.select_related("school__organisation").order_by("from_on", "pk").first()


def _goes_on(enrolment: Enrolment) -> bool:
    """Whether the same school has the child again, as where a registration became a dual one."""
    again = Enrolment.objects.filter(
        child=enrolment.child_id, school=enrolment.school_id, from_on__gt=enrolment.from_on
    )
    return again.exists()


def _expected(enrolment: Enrolment, following: Enrolment | None) -> Transfer | None:
    """A move from this school that was opened before the register ended, and that is this one: a place was named, or an
    officer opened it. A move to somewhere else is another, and so is one that is settled."""
    opened = Transfer.objects.filter(
        child=enrolment.child_id,
        from_school=enrolment.school_id,
        enrolment=None,
        withdrawn_at=None,
        reason__in=[Reason.NAMED, Reason.BY_HAND],
    )
    if following is not None:
        opened = opened.filter(Q(known_on=None) | Q(to_school=following.school_id))
    else:
        # Who is placed with a provider stays a pupil of the school: leaving it is a move of its own.
        opened = opened.filter(to_provider=None).exclude(lines__received_on__isnull=False)
    return opened.order_by("-opened_at").first()


def _known_on(enrolment: Enrolment, at: datetime) -> date:
    """Since when a new school counts as known: today, or the day on which the child was there already."""
    return min(london_day(at), enrolment.from_on)


def _still_at_school(child: Child, on: date) -> bool:
    """Whether the law wants the child in a school on a day, so that there is one to be found."""
    return child.died_on is None and is_of_school_age(child.born_on, on)
