"""What a pack reported beside what is known now of the same day: a frozen figure is never put right, but answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.criteria import Rated
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs.corrected import corrections
from oxle.missing_out.packs.reasons import KnownReasons
from oxle.missing_out.register import Row, whole_register
from oxle.people.models import Child
from oxle.schooldays.wording import listed

NOT_THERE = "Not on the register"


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
class Since:
    """How the counts of a pack would be now, and for whom; the record of `closed` more is not open to this person."""

    counts: list[tuple[str, int, int]]
    lines: list[Differs]
    closed: int


def known_since(user: User, pack: Pack, rows: Collection[PackRow], on: date) -> Since:
    """Where the register of the day of a pack, by what is known of that day now, is not as it was reported: children
    with another rating, other reasons or days, some who were not on it, and some who should not have been.

    A reason of which this person may not know is worded as the register words it for them. A row whose child's record
    was destroyed since is left as it was. Raises NotLoaded where the terms are not loaded.
    """
    now = {row.child.pk: row for row in whole_register(pack.frozen_on, asked_on=on).rows}
    kept = [row for row in rows if row.child_id is None]
    counts = [
        (
            one.label,
            sum(row.rated == one for row in rows),
            sum(row.rating.rated == one for row in now.values()) + sum(row.rated == one for row in kept),
        )
        for one in reversed(Rated)
    ]
    reasons = KnownReasons(user)
    found = []
    for row in rows:
        if row.child_id is not None:
            known = now.pop(row.child_id, None)
            was, is_now = _said(row.rated, reasons.said(row.kinds), row.days), _said_now(known, reasons)
            if was != is_now:
                found.append((row.child_id, row.reference, was, is_now))
    found += [(child, "", NOT_THERE, _said_now(row, reasons)) for child, row in now.items()]
    opened = dict(visible_to(user, Child).filter(pk__in=[one[0] for one in found]).values_list("pk", "key"))
    why = corrections(user, pack, list(opened))
    lines = [
        Differs(reference, was, is_now, reverse("missing_out:rating", args=[opened[child]]), tuple(why[child]))
        for child, reference, was, is_now in found
        if child in opened
    ]
    return Since(counts, lines, len(found) - len(lines))


def _said_now(row: Row | None, reasons: KnownReasons) -> str:
    return NOT_THERE if row is None else _said(row.rating.rated, reasons.said(row.kinds), row.days)


def _said(rated: int, kinds: tuple[str, ...], days: int) -> str:
    return f"{Rated(rated).label}. {listed(kinds)}. {days} school days in a row"
