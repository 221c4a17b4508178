"""Finds moves whose records nobody opened yet: a register that ends, a second one that begins, a place with a unit.

Run for one child when a register or a place changes, and for everybody by the sweep (`find_all`). Doing it again
changes nothing.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from oxle.core import dates
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.people.models import Child, Enrolment, EnrolmentKind
from oxle.people.visibility import in_force
from oxle.provision.models import Offer, ProviderKind
from oxle.schooldays.school_age import is_of_school_age, school_age_ends
from oxle.schooldays.school_years import school_year_of
from oxle.transfers import actions
from oxle.transfers.models import Line, Reason, Transfer
from oxle.transfers.rules import LOOKED_BACK

logger = logging.getLogger(__name__)
M = TypeVar("M", bound=Model)
# How many children the sweep looks at in one transaction, which holds their rows.
TOGETHER = 100
DAY, HOLIDAYS, YEAR = timedelta(days=1), timedelta(days=21), timedelta(days=365)
# A place with one of these is a school or a college by law; a tutor takes no records over.
TAKES_RECORDS = [kind for kind in ProviderKind if kind.is_registered]
SENT_OR_RECEIVED = Q(sent_on__isnull=False) | Q(received_on__isnull=False)
# A move that stands for an enrolment, or that a person has withdrawn: the service does not open it again.
STANDS_OR_TAKEN_BACK = Q(withdrawn_at=None) | Q(withdrawn_by__isnull=False)
DEALT_WITH = Exists(Transfer.objects.filter(STANDS_OR_TAKEN_BACK, enrolment=OuterRef("pk")))

# Registers after which the service tells nobody where the child went: a person does. A duty adds what it knows.
told_by_a_person: list[Callable[[], QuerySet[Enrolment]]] = []


@transaction.atomic
def find(*, at: datetime, children: Collection[int] | None = None) -> list[Transfer]:
    """Open what is missing for some children (primary keys) or all, and bring the rest up to date. Returns the opened.

    The children concerned are held, so that whoever looks at one waits for whoever does so already and no move is
    opened twice; nobody waits who looks at another child.
    """
    on = london_day(at)
    since = on - timedelta(days=LOOKED_BACK.on(on))
    held = _hold(_concerned(since, on) if children is None else children)
    if held:
        _follow(_of(Transfer, held).filter(withdrawn_at=None), at)
    opened = [
        *_ended(_that_ended(since, on).filter(child__in=held), at),
        *_second(_that_are_second(since, on).filter(child__in=held), at),
        *_placed(_that_begin(since).filter(child__in=held), at),
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
    return standing.select_related("sender").distinct()


def register_changed(child: Child) -> None:
    """A child came onto a school's register, left it, or that was put right."""
    find(at=dates.now(), children=[child.pk])


def place_given(offer: Offer) -> None:
    """A child was given a place with a provider."""
    find(at=dates.now(), children=[offer.child_id])


def place_taken_back(offer: Offer) -> None:
    """A child's place with a provider never was: the provider sees the move there no more."""
    placed = Transfer.objects.filter(child=offer.child_id, reason=Reason.PLACED, withdrawn_at=None)
    if offer.provider_id is not None and _taken_back(placed).exists():
        find(at=dates.now(), children=[offer.child_id])


def _hold(children: Collection[int]) -> list[int]:
    """These children, whose rows nobody else holds until the transaction ends; in one order, so that two never wait for
    each other."""
    rows = Child.objects.select_for_update().filter(pk__in=children).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _concerned(since: date, on: date) -> set[int]:
    """The children of whom something may be missing or out of date."""
    standing = Transfer.objects.filter(withdrawn_at=None)
    looked_at: list[QuerySet[Any]] = [
        _taken_back(standing),
        _moved_on(standing),
        _overtaken(standing),
        _that_ended(since, on),
        _that_are_second(since, on),
        _that_begin(since),
    ]
    return {child for rows in looked_at for child in rows.values_list("child", flat=True)}


def _taken_back(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Moves of which no file was sent yet, and whose register or place is there no more."""
    gone = Q(reason=Reason.LEFT, enrolment__to_on=None) | Q(reason=Reason.PLACED, offer=None)
    untouched = ~Exists(Line.objects.filter(SENT_OR_RECEIVED, transfer=OuterRef("pk")))
    return transfers.filter(gone, untouched)


def _moved_on(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Moves whose register has another last day now, or of which it is not known where to.

    Where a restricted child goes is said by a person, and where a duty knows why (`told_by_a_person`).
    """
    left = transfers.filter(enrolment__to_on__isnull=False).exclude(reason=Reason.DUAL)
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
    came = came.exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY).exclude(school=OuterRef("sender"))
    there = came.filter(school=OuterRef("to_school"))
    untouched = ~Exists(Line.objects.filter(SENT_OR_RECEIVED, transfer=OuterRef("pk")))
    named = transfers.filter(
        Q(to_school__isnull=False) | ~Q(elsewhere=""), reason=Reason.NAMED, child__restricted=False
    )
    return named.filter(Exists(came), ~Exists(there), untouched)


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
        child=OuterRef("child"), sender=OuterRef("school"), enrolment=None, withdrawn_at=None
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
    """Second registrations that began, for which no move stands."""
    return Enrolment.objects.filter(
        ~DEALT_WITH, kind=EnrolmentKind.DUAL_SUBSIDIARY, from_on__gte=since, from_on__lte=on
    )


def _that_begin(since: date) -> QuerySet[Offer]:
    """Places with a provider that takes records over, for which no move was opened."""
    rows = Offer.objects.filter(from_on__gte=since, provider__kind__in=TAKES_RECORDS)
    return rows.exclude(transfers__isnull=False)


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
    for transfer in _moved_on(transfers).select_related("enrolment", "sender__organisation", "child").order_by("pk"):
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
        main = _school_on(enrolment.child_id, enrolment.from_on)
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
        begun = Transfer.objects.filter(STANDS_OR_TAKEN_BACK, child=offer.child_id, to_provider=offer.provider_id)
        begun = begun.filter(Q(starts_on=None) | Q(starts_on__gt=offer.from_on - YEAR))
        main = _school_on(offer.child_id, offer.from_on)
        last = main or _last_before(offer.child_id, offer.from_on)
        if last is None or begun.exists() or _lasts(offer):
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


def _lasts(offer: Offer) -> bool:
    """Whether a place only goes on with this one, such as with other hours; holidays may lie between."""
    before = Offer.objects.filter(child=offer.child_id, provider=offer.provider_id, from_on__lt=offer.from_on)
    return before.filter(Q(to_on=None) | Q(to_on__gte=offer.from_on - HOLIDAYS)).exists()


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
        sender=enrolment.school_id,
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


def _school_on(child_id: int, on: date) -> Enrolment | None:
    rows: Sequence[Enrolment] = list(
        Enrolment.objects.filter(in_force(on), child=child_id)
        .exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
        .select_related("school__organisation")
        .order_by("pk")[:1]
    )
    return rows[0] if rows else None


def _last_before(child_id: int, on: date) -> Enrolment | None:
    """The register that the child was on last before a day."""
    rows = Enrolment.objects.filter(child=child_id, to_on__lt=on).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
    return rows.select_related("school__organisation").order_by("-to_on", "-pk").first()


def _still_at_school(child: Child, on: date) -> bool:
    """Whether the law wants the child in a school on a day, so that there is one to be found."""
    return child.died_on is None and is_of_school_age(child.born_on, on)
