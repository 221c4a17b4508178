"""What a pack reported beside what is known now of the same day: a frozen figure is never put right, but answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.criteria import Rated
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.off_register import whole_off_register
from oxle.missing_out.packs.beside import counted_beside, grouped
from oxle.missing_out.packs.corrected import corrections
from oxle.missing_out.packs.marks import marks_on
from oxle.missing_out.packs.reasons import KnownReasons
from oxle.missing_out.register import Row, whole_register
from oxle.people.models import Child, VulnerabilityKind
from oxle.schooldays.wording import hours, listed

NOT_THERE = "Not on the register"
BESIDE = "Beside the register: "


@dataclass(frozen=True)
class Differs:
    """A child of whom a pack said something else than is known now. `reference` is empty for one who was not in it,
    `because` says what was put right since, and `url` leads to the child's own page."""

    reference: str
    was: str
    now: str
    url: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """What is counted beside the register and counts otherwise now; `was` or `now` is None where it is not counted."""

    title: str
    label: str
    was: int | None
    now: int | None


@dataclass(frozen=True)
class Since:
    """How the counts of a pack would be now, which other figures differ, and for whom; the record of `closed` more is
    not open to this person."""

    counts: list[tuple[str, int, int]]
    figures: list[Figure]
    lines: list[Differs]
    closed: int


@dataclass(frozen=True)
class _Now:
    """A child as the register of the day tells of them now: on it, or beside it."""

    row: Row
    on_register: bool
    marks: tuple[str, ...]


def known_since(user: User, pack: Pack, rows: Collection[PackRow], on: date) -> Since:
    """Where the day of a pack, by what is known of it now, is not as it was reported: children with another rating,
    other reasons, days, hours, marks or another place, some who were not in it, some who should not have been; and
    what is counted beside them. `rows` are all rows of the pack.

    A reason of which this person may not know is worded as the register words it for them. A row whose child's record
    was destroyed since is left as it was. Raises NotLoaded where the terms are not loaded.
    """
    now = _now(pack, rows, on)
    kept = [row for row in rows if row.child_id is None and row.on_register]
    counts = [
        (
            one.label,
            sum(row.rated == one for row in rows if row.on_register),
            sum(each.row.rating.rated == one for each in now.values() if each.on_register)
            + sum(row.rated == one for row in kept),
        )
        for one in reversed(Rated)
    ]
    reasons = KnownReasons(user)
    found = []
    for row in rows:
        if row.child_id is not None:
            known = now.pop(row.child_id, None)
            was, is_now = _said_then(row, reasons), _said_now(known, reasons)
            if was != is_now:
                found.append((row.child_id, row.reference, was, is_now))
    found += [(child, "", NOT_THERE, _said_now(each, reasons)) for child, each in now.items()]
    opened = dict(visible_to(user, Child).filter(pk__in=[one[0] for one in found]).values_list("pk", "key"))
    why = corrections(user, pack, list(opened))
    lines = [
        Differs(reference, was, is_now, reverse("missing_out:rating", args=[opened[child]]), tuple(why[child]))
        for child, reference, was, is_now in found
        if child in opened
    ]
    return Since(counts, _figures(pack), lines, len(found) - len(lines))


def _now(pack: Pack, rows: Collection[PackRow], on: date) -> dict[int, _Now]:
    """Who is on the register of the day of a pack by what is known now, and who is beside it."""
    going_up = [row.child_id for row in rows if row.goes_up and row.child_id is not None]
    there = whole_register(pack.frozen_on, asked_on=on).rows
    off = whole_off_register(pack.frozen_on, asked_on=on, going_up=going_up)
    marks = marks_on([row.child.pk for row in (*there, *off)], pack.frozen_on)
    return {
        row.child.pk: _Now(row, here, tuple(marks.get(row.child.pk, ())))
        for here, found in ((True, there), (False, off))
        for row in found
    }


def _figures(pack: Pack) -> list[Figure]:
    """Which of the figures beside the register count otherwise now, of the day of the pack."""
    was, now = (
        {(one.title, label): number for one in grouped(beside) for label, number in one.lines}
        for beside in (pack.beside, counted_beside(pack.frozen_on))
    )
    return [
        Figure(*name, was.get(name), now.get(name))
        for name in dict.fromkeys((*was, *now))
        if was.get(name) != now.get(name)
    ]


def _said_then(row: PackRow, reasons: KnownReasons) -> str:
    return _said(
        row.rated, reasons.said(row.kinds), (row.days, row.days_in_year, row.short), row.marks, (row.school, row.area),
        on_register=row.on_register,
    )  # fmt: skip


def _said_now(known: _Now | None, reasons: KnownReasons) -> str:
    if known is None:
        return NOT_THERE
    row = known.row
    return _said(
        row.rating.rated, reasons.said(row.kinds), (row.days, row.days_in_year, row.short), known.marks,
        (row.school, row.area), on_register=known.on_register,
    )  # fmt: skip


def _said(
    rated: int, kinds: tuple[str, ...], lost: tuple[int, int, int], marks: Iterable[str], where: Iterable[str], *,
    on_register: bool,
) -> str:  # fmt: skip
    """One child in a line: both sides of the comparison are worded here, so that only what differs does."""
    days, in_year, short = lost
    counted = f"{days} school days in a row, {in_year} this school year, {hours(short)} of the week so far not offered"
    parts = (
        Rated(rated).label,
        listed(kinds),
        *([counted] if on_register else []),
        listed([VulnerabilityKind(one).label for one in marks]),
        ", ".join(one for one in where if one),
    )
    return ("" if on_register else BESIDE) + ". ".join(part for part in parts if part)
