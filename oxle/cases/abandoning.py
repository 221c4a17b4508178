"""Removes what was begun and given up before it became a case, or can become none, once the time of a setting is over.

No two people decide on it: no case came of it, so nothing rests on it, and none of them should read it to decide. The
page of what was never sent says on which day it goes, and whoever saves it there keeps it. docs/adr/retention.md says
more.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from oxle.audit import acting
from oxle.audit.actor import set_actor
from oxle.cases import duties
from oxle.cases.disposal_models import Disposal, LegalHold, State
from oxle.cases.offers import Abandoned
from oxle.cases.removing import ACTOR, audit_due_on, delete, files_of, open_the_door
from oxle.cases.retention import last_day
from oxle.core.dates import london_day
from oxle.core.references import new_reference
from oxle.core.rules import RuleBook
from oxle.documents.actions import destroy_unneeded


def goes_on(kind: Abandoned, row: Any, book: RuleBook) -> date:
    """The first day on which what was given up goes by itself, when nobody touches it before.

    The setting counts as it was on the day it was last touched.
    """
    touched = _touched(kind, row)
    return last_day(kind.time, book.value(kind.time, touched), touched) + timedelta(days=1)


def remove_next(*, at: datetime) -> Disposal | None:
    """Remove one thing that was given up and whose time is over, with a certificate; None when none is left.

    One that a legal hold keeps stays.
    """
    book, on = RuleBook(), london_day(at)
    for kind in (kind for duty in duties.duties() for kind in duty.abandoned):
        rows = kind.rows().order_by(kind.touched, "pk").only(kind.touched)
        for key in [row.pk for row in rows if goes_on(kind, row, book) <= on]:
            with acting(ACTOR), transaction.atomic():
                row = kind.rows().filter(pk=key).select_for_update(of=("self",), skip_locked=True).first()
                if row and goes_on(kind, row, book) <= on and not _is_held(kind, row):
                    return _remove(kind, row, book, at)
    return None


def _touched(kind: Abandoned, row: Any) -> date:
    return london_day(getattr(row, kind.touched))


def _is_held(kind: Abandoned, row: Any) -> bool:
    return LegalHold.objects.filter(kind.holds(row), lifted_at=None).exists()


def _remove(kind: Abandoned, row: Any, book: RuleBook, at: datetime) -> Disposal:
    touched = _touched(kind, row)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (running,) = cursor.fetchone()
    parts = [(called, rows, rows.count()) for called, rows in kind.parts(row)]
    made = Disposal(
        # The one by which whoever sent it knows it, if it ever was.
        reference=("" if kind.own_certificate else getattr(row, "reference", "")) or new_reference("OX"),
        state=State.DESTROYED,
        record=kind.record,
        rule=kind.time.key,
        rule_words=f"{kind.time.in_words(book.value(kind.time, touched))} from {kind.since} ({kind.time.source})"[:300],
        closed_on=touched,
        reason=kind.because,
        at=at,
        destroyed_at=at,
        transaction=running,
        counts=[[called, count] for called, _, count in parts if count],
        audit_due_on=audit_due_on(at),
    )
    set_actor(ACTOR, f"disposal {made.key}")
    files: set[int] = set()
    for _, rows, _ in parts:
        files |= files_of(rows)
    # The door asks for the certificate, which is never altered but for the files that are still on the disk.
    made.save(force_insert=True)
    open_the_door(made)
    for _, rows, _ in parts:
        delete(rows)
    row.delete()
    made.files = destroy_unneeded(files)
    made.save(update_fields=["files"])
    open_the_door(None)
    return made
