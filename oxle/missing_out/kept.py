"""The register of today from the copy that is kept of it, which is never older than what is known.

Before it is read the audit is asked what happened since it was worked out. Whom that concerns is worked out anew by the
same function that works out everybody, before anything is shown; a worker does so every minute, so that a page seldom
has to. So the copy hides nobody: it says what the register would say if it were worked out now.
"""

import hashlib
from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.core.concurrency import wait_turn
from oxle.core.release import release
from oxle.missing_out.kept_models import KeptRegister, KeptRow
from oxle.missing_out.kept_rows import rows_for, said_of
from oxle.missing_out.news import Since, concerned_since, known_now
from oxle.missing_out.rating import criteria
from oxle.missing_out.register import Bounds, Register, register_to_keep


def register_today(user: User, on: date, at: datetime) -> tuple[Register, datetime]:
    """The register of today as one person may see it, and when the copy was last brought up to date. Raises NotLoaded
    where it cannot be worked out. The queries do not grow with the children; few where nothing happened since."""
    kept = bring_up_to_date(on, at)
    return Register(rows_for(user, kept, on), _bounds(kept)), kept.at


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
    live = {row.child.pk: said_of(row) for row in register_to_keep(on).rows}
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
    KeptRow.objects.bulk_create(KeptRow(child=row.child.pk, said=said_of(row)) for row in register.rows)
    return KeptRegister.objects.update_or_create(
        number=1,
        defaults={
            **asdict(known), "on": on, "at": at, "edition": edition_of(release()),
            "in_a_row_from": register.bounds.in_a_row, "in_year_from": register.bounds.in_year,
        },
    )[0]  # fmt: skip


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
