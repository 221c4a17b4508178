"""The register of today from the copy that is kept of it, which is never older than what is known.

Before it is read the audit is asked what happened since it was worked out. Whom that concerns is worked out anew by the
same function that works out everybody, before anything is shown; a worker does so every minute, so that a page seldom
has to. So the copy hides nobody: it says what the register would say if it were worked out now.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import duties
from oxle.cases.criteria import Fired
from oxle.cases.models import Case
from oxle.cases.rating_models import SetRating
from oxle.core.concurrency import wait_turn
from oxle.core.release import release
from oxle.missing_out.columns import open_cases
from oxle.missing_out.kept_models import KeptRegister, KeptRow
from oxle.missing_out.news import Since, concerned_since, known_now
from oxle.missing_out.rating import Rating, Reason, criteria, set_ratings
from oxle.missing_out.register import Bounds, Register, Row, kinds_for, reasons_of, register_to_keep
from oxle.people.models import Child

# What is read straight into a row.
PLAIN = ("days", "days_in_term", "days_in_year", "offered", "entitled", "school", "phase", "area", "trust")
# What lists and files show of children and cases: hundreds are read for a page.
OF_CHILD = ("key", "upn", "shown_name", "sort_name", "born_on")
OF_CASE = ("key", "reference", "pathway", "pathway_version", "child", "opened_on", "owner", "owner__name")


def register_today(user: User, on: date, at: datetime) -> tuple[Register, datetime]:
    """The register of today as one person may see it, and when the copy was last brought up to date. Raises NotLoaded
    where it cannot be worked out. The queries do not grow with the children; few where nothing happened since."""
    kept = bring_up_to_date(on, at)
    said = KeptRow.objects.filter(child=OuterRef("pk")).values("said")
    found = visible_to(user, Child).filter(pk__in=KeptRow.objects.values("child")).annotate(said=Subquery(said))
    children = list(found.only(*OF_CHILD).order_by("sort_name", "pk"))
    keys = [child.pk for child in children]
    cases, set_by = open_cases(visible_to(user, Case).only(*OF_CASE), keys, on), set_ratings(keys, on)
    reader = _Reader(user)
    return Register(
        [reader.row(child, cases.get(child.pk, ()), set_by.get(child.pk)) for child in children], _bounds(kept)
    ), kept.at


def bring_up_to_date(on: date, at: datetime) -> KeptRegister:
    """The copy, worked out anew as far as something happened since. Two queries where nothing did."""
    kept = KeptRegister.objects.first()
    if kept is not None and _is_of(kept, on) and concerned_since(_since(kept)) == set():
        return kept
    with transaction.atomic():
        wait_turn("the kept register")
        return _worked_out(KeptRegister.objects.first(), on, at)


def differences(on: date) -> list[int]:
    """The children (primary keys) of whom the copy, as it stands, says anything else than what is worked out now."""
    live = {row.child.pk: _said(row) for row in register_to_keep(on).rows}
    kept = dict(KeptRow.objects.values_list("child", "said"))
    return sorted(child for child in live.keys() | kept.keys() if live.get(child) != kept.get(child))


def _worked_out(kept: KeptRegister | None, on: date, at: datetime) -> KeptRegister:
    # First of all: what ends from here on is news the next time, also where it was read by then.
    known = known_now()
    concerned = concerned_since(_since(kept)) if kept is not None and _is_of(kept, on) else None
    if kept is not None and concerned == set():
        return kept
    if kept is not None and concerned is not None:
        register = register_to_keep(on, concerned, _bounds(kept))
        if register.bounds == _bounds(kept):
            return _write(register, known, on, at, concerned)
    # Everybody: on a new day, after a change that concerns all, and where terms are loaded from another day on.
    return _write(register_to_keep(on), known, on, at, None)


def _write(register: Register, known: Since, on: date, at: datetime, concerned: Collection[int] | None) -> KeptRegister:
    gone = KeptRow.objects.all() if concerned is None else KeptRow.objects.filter(child__in=concerned)
    gone._raw_delete(gone.db)
    KeptRow.objects.bulk_create(KeptRow(child=row.child.pk, said=_said(row)) for row in register.rows)
    return KeptRegister.objects.update_or_create(
        number=1,
        defaults={
            **asdict(known), "on": on, "at": at, "edition": edition_of(release()),
            "in_a_row_from": register.bounds.in_a_row, "in_year_from": register.bounds.in_year,
        },
    )[0]  # fmt: skip


def _said(row: Row) -> dict[str, Any]:
    """What a row says, as it is kept."""
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "since": row.since and row.since.isoformat(),
        "places": list(row.places),
        "involved": [list(one) for one in row.involved],
        "reasons": [[one.criterion.key, one.fired.since.isoformat(), one.fired.sentence] for one in row.rating.reasons],
    }


class _Reader:
    """Makes rows of what is kept, as one person may know it."""

    def __init__(self, user: User) -> None:
        self.kinds = kinds_for(user)
        self.criteria = {one.key: one for one in criteria()}

    def row(self, child: Child, cases: tuple[Case, ...], set_by: SetRating | None) -> Row:
        """The row of a child, who carries what is kept of it."""
        said: dict[str, Any] = child.said  # type: ignore[attr-defined]
        involved = tuple((kind, pathway) for kind, pathway in said["involved"])
        return Row(
            child=child,
            kinds=reasons_of(self.kinds(involved), said["places"]),
            since=date.fromisoformat(said["since"]) if said["since"] else None,
            places=tuple(said["places"]),
            cases=cases,
            rating=Rating(tuple(self._reasons(said["reasons"])), set_by),
            involved=involved,
            **{name: said[name] for name in PLAIN},
        )

    def _reasons(self, said: Iterable[Any]) -> Iterable[Reason]:
        for key, since, sentence in said:
            yield Reason(self.criteria[key], Fired(date.fromisoformat(since), sentence))


def _is_of(kept: KeptRegister, on: date) -> bool:
    return kept.on == on and kept.edition == edition_of(release())


def edition_of(code: str) -> str:
    """By what the rows are made that a release of our code makes: another one, or other duties, make other rows."""
    known = [one.key for one in criteria()], [one.key for one in duties.pathways()]
    return hashlib.sha256(repr((code, known)).encode()).hexdigest()


def _since(kept: KeptRegister) -> Since:
    return Since(kept.cluster, kept.snapshot, kept.transaction, kept.last_change)


def _bounds(kept: KeptRegister) -> Bounds:
    return Bounds(kept.in_a_row_from, kept.in_year_from)
