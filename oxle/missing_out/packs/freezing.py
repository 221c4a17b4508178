"""Freezes the register for a meeting, and agrees what was frozen: the writes of a pack."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from oxle.accounts.models import User
from oxle.cases.concern_models import Conclusion
from oxle.cases.criteria import Rated
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.core.references import new_reference
from oxle.core.rules import RuleBook
from oxle.meetings.models import Meeting, State
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.off_register import whole_off_register
from oxle.missing_out.packs.beside import counted_beside, duties_that_count
from oxle.missing_out.packs.days import keep
from oxle.missing_out.packs.hashing import agreed_digest, pack_digest, row_digest
from oxle.missing_out.packs.kind import STRATEGIC_GROUP
from oxle.missing_out.packs.marks import marks_on
from oxle.missing_out.packs.nameless import full_names_of, nameless
from oxle.missing_out.packs.remarks import carry_over
from oxle.missing_out.rating import criteria, sentence_of
from oxle.missing_out.register import Row, whole_register
from oxle.people.ages import age_on
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import plain_day

FINDS, COUNTS, KEEPS = "Finding who is missing out, and rating each", "Counting beside the register", "Writing the pack"
# The register takes so many times as long as any other part.
LONG = 6
# How far it has come: what is done now, and how many of how many parts are there.
Tell = Callable[[str, int, int], None]


def to_nobody(doing: str, done: int, of: int) -> None:
    """Tell nobody how far it has come."""


@dataclass(frozen=True)
class Found:
    """What a pack is made of: everybody on the register of a day, who is red or goes to the group beside it, and what
    is counted beside them."""

    rows: list[Row]
    off: list[Row]
    beside: list[list[str | int]]


@transaction.atomic
def freeze(meeting: Meeting, *, frozen_on: date, by: User, on: date, at: datetime) -> Pack:
    """Keep the register as it stood at the end of a day, by what is known of that day now, for a meeting.

    What an earlier one of the same meeting had stays kept beside it, and its remarks stand in the new one, too, as far
    as what they are about is there. Refused for a meeting of another kind or one that
    is over, once a pack of it is agreed, for a day that is to come or lies outside the terms that are loaded, and for
    one that is not later than that of the pack of the meeting before.
    """
    hold(meeting, frozen_on, on)
    return keep_found(meeting, find(frozen_on, on), frozen_on=frozen_on, by=by, on=on, at=at)


def hold(meeting: Meeting, frozen_on: date, on: date) -> Meeting:
    """Lock a meeting for which the register of a day is to be frozen. Refused as `freeze` is."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    if held.series.kind != STRATEGIC_GROUP.key:
        raise Refused("Only a meeting of the Strategic Group has such a pack.")
    if held.state != State.PLANNED:
        raise Refused(f"The meeting stands as “{held.get_state_display()}”.")
    if Pack.objects.filter(meeting=held, agreed_at__isnull=False).exists():
        raise Refused("A pack of this meeting is agreed already. What is put right since is shown beside it.")
    if frozen_on > on:
        raise Refused("The day must be today or in the past.", field="frozen_on")
    before = pack_before(held)
    if before is not None and frozen_on <= before.frozen_on:
        raise Refused("The pack of the meeting before is of that day or a later one.", field="frozen_on")
    return held


def find(frozen_on: date, on: date, tell: Tell = to_nobody) -> Found:
    """What a pack of a day is made of, asked on another. It only reads, and takes the time; it says how far it has
    come. Refused where the day lies outside the terms that are loaded."""
    duties_told = [f"Counting: {one.name.lower()}" for one in duties_that_count()]
    parts = [*[FINDS] * LONG, COUNTS, *duties_told, KEEPS]
    tell(FINDS, 0, len(parts))
    try:
        rows = whole_register(frozen_on, asked_on=on).rows
        off = whole_off_register(frozen_on, asked_on=on, going_up=_going_up(Q()))
    except NotLoaded as problem:
        raise Refused(f"This cannot be worked out: {problem}.", field="frozen_on") from None
    told = iter(range(LONG, len(parts)))

    def next_part() -> None:
        reached = next(told)
        tell(parts[reached], reached, len(parts))

    beside = counted_beside(frozen_on, next_part)
    next_part()
    return Found(rows, off, beside)


@transaction.atomic
def keep_found(meeting: Meeting, found: Found, *, frozen_on: date, by: User, on: date, at: datetime) -> Pack:
    """Write the pack that is made of what was found. Refused as `freeze` is: things may have changed meanwhile."""
    held = hold(meeting, frozen_on, on)
    number, before = Pack.objects.filter(meeting=held).count() + 1, pack_before(held)
    pack = Pack(
        meeting=held, number=number, before=before, frozen_on=frozen_on, frozen_at=at, frozen_by=by,
        criteria=_criteria(frozen_on), beside=found.beside,
    )  # fmt: skip
    rows = _rows(pack, found, frozen_on, at)
    pack.digest = pack_digest(pack, rows)
    pack.save(force_insert=True)
    PackRow.objects.bulk_create(rows)
    carry_over(pack)
    keep(held.series)
    return pack


@transaction.atomic
def agree(pack: Pack, version: int, *, words: str, by: User, at: datetime) -> None:
    """Agree a pack with its remarks: from now on the members of the meeting read it. Names in full of its pupils and of
    their families are taken out of what is said to the members. Refused where another of the meeting is agreed, and
    where it is not the newest."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=pack.meeting_id)
    of_meeting = Pack.objects.filter(meeting=pack.meeting_id)
    if of_meeting.filter(agreed_at__isnull=False).exists():
        raise Refused("A pack of this meeting is agreed already.")
    if of_meeting.filter(number__gt=pack.number).exists():
        raise Refused("The register was frozen anew since. Agree the newest pack.")
    names = full_names_of([key for key in pack.rows.values_list("child", flat=True) if key])
    pack.agreed_at, pack.agreed_by, pack.words = at, by, nameless(words, (), names)
    pack.agreed_digest = agreed_digest(pack, pack.remarks.all())
    save_if_unchanged(pack, version, ("agreed_at", "agreed_by", "words", "agreed_digest"))
    keep(held.series)


def pack_before(meeting: Meeting) -> Pack | None:
    """The agreed pack of the last meeting of the series before this one; None where there is none."""
    rows = Pack.objects.filter(meeting__series=meeting.series_id, meeting__on__lt=meeting.on, agreed_at__isnull=False)
    return rows.select_related("meeting__series").order_by("-meeting__on", "-pk").first()


def _criteria(on: date) -> list[list[str]]:
    book = RuleBook()
    return [
        [one.rated.label, one.label, one.threshold.label, one.threshold.in_words(book.value(one.threshold, on))]
        for one in criteria()
    ]


def _rows(pack: Pack, made_of: Found, on: date, at: datetime) -> list[PackRow]:
    going_up = _going_up(Q(at__lte=at))
    off = [row for row in made_of.off if row.rating.rated == Rated.RED or row.child.pk in going_up]
    rows = [*((row, True) for row in made_of.rows), *((row, False) for row in off)]
    keys = [row.child.pk for row, _ in rows]
    was = {one.child_id: one for one in pack.before.rows.filter(child__in=keys)} if pack.before else {}
    references = _references(pack, keys)
    marks, names = marks_on(keys, on), full_names_of(keys)
    found = []
    for row, here in rows:
        child, before = row.child, was.get(row.child.pk)
        # On the register and beside it movement is counted apart: each number goes with the one before.
        again = before is not None and before.on_register == here
        one = PackRow(
            pack=pack, child=child, reference=references.get(child.pk) or new_reference("MO"),
            rated=row.rating.rated, rated_before=before.rated if before and again else None,
            goes_up=child.pk in going_up, on_register=here,
            kinds=list(row.kinds), marks=marks.get(child.pk, []), area=row.area, phase=row.phase, school=row.school,
            trust=row.trust, days=row.days, days_in_year=row.days_in_year, short=row.short,
            told=_told(row, on, going_up.get(child.pk, ""), names),
        )  # fmt: skip
        one.digest = row_digest(one)
        found.append(one)
    return found


def _references(pack: Pack, children: Collection[int]) -> dict[int, str]:
    """The references that some children have had in the series: also of one who was off the register for a while."""
    rows = PackRow.objects.filter(
        child__in=children, pack__agreed_at__isnull=False, pack__meeting__series=pack.meeting.series_id
    )
    return dict(rows.order_by("pack__frozen_at").values_list("child", "reference"))


def _told(row: Row, on: date, because: str, names: Collection[str]) -> dict[str, Any]:
    """What is told of a child beside what is counted, without a name: also where somebody typed one. `names` are those
    in full of everybody in the pack and of their families."""
    return {
        "age": age_on(row.child.born_on, on),
        "since": _iso(row.since),
        "rated_since": _iso(row.rating.since),
        "worked_out": int(row.rating.worked_out),
        "days_in_term": row.days_in_term,
        "offered": row.offered,
        "entitled": row.entitled,
        "places": list(row.places),
        "reasons": [
            {"criterion": one.criterion.key, "rated": int(one.criterion.rated), "since": _iso(one.fired.since),
             "sentence": one.fired.sentence}
            for one in row.rating.reasons
        ],
        "set": _set_in_words(row, names),
        "because": nameless(because, [row.child.pk], names),
        "cases": [
            {"pathway": case.pathway, "version": case.pathway_version, "opened_on": _iso(case.opened_on),
             "officer": case.owner.name if case.owner else ""}
            for case in row.cases
        ],
    }  # fmt: skip


def _set_in_words(row: Row, names: Collection[str]) -> str:
    """That a person set the rating, since when, until when and why."""
    one = row.rating.set_by
    if one is None:
        return ""
    said = sentence_of(one, nameless(one.reason, [row.child.pk], names))
    return f"Since {plain_day(one.from_on or one.asked_on)}: {said}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _going_up(by_then: Q) -> dict[int, str]:
    """Those (primary keys) whose newest conclusion, of some, says that they go to the group, each with why."""
    newest = Conclusion.objects.filter(by_then).order_by("child_id", "-at", "-pk").distinct("child_id")
    return {one.child_id: one.because for one in newest if one.goes_up}
