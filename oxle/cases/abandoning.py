"""Removes what a school began and never sent, once nobody has touched it for the days of a setting.

No two people decide on it: nobody at the council ever had it, and none of them should read it to decide. The school's
own page says on which day it goes, and whoever saves it there keeps it. docs/adr/retention.md says more.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from oxle.audit import acting
from oxle.audit.actor import set_actor
from oxle.cases import duties
from oxle.cases.disposal_models import Disposal, LegalHold, State
from oxle.cases.duties import Unsent
from oxle.cases.removing import ACTOR, audit_due_on, delete, files_of, open_the_door
from oxle.core.dates import london_day
from oxle.core.references import new_reference
from oxle.core.rules import RuleBook
from oxle.documents.actions import destroy_unneeded

REASON = "It was never sent, and nobody touched it for the time that its page tells the school."


def goes_on(kind: Unsent, row: Any, book: RuleBook) -> date:
    """The first day on which what was never sent goes by itself, when nobody touches it before.

    The setting counts as it was on the day it was last touched.
    """
    touched = london_day(getattr(row, kind.touched))
    return touched + timedelta(days=book.value(kind.days, touched) + 1)


def remove_next(*, at: datetime) -> Disposal | None:
    """Remove one thing that was never sent and whose time is over, with a certificate; None when none is left.

    One about a child who is on legal hold, or whose case is, stays.
    """
    book = RuleBook()
    for kind in (kind for duty in duties.duties() for kind in duty.unsent):
        shortest = min([kind.days.default, *(value for _, value in book.changes(kind.days))])
        old = kind.rows().filter(**{f"{kind.touched}__lt": at - timedelta(days=shortest)})
        for key in old.order_by(kind.touched, "pk").values_list("pk", flat=True):
            with acting(ACTOR), transaction.atomic():
                row = kind.rows().filter(pk=key).select_for_update(of=("self",), skip_locked=True).first()
                if row and goes_on(kind, row, book) <= london_day(at) and not _is_held(row):
                    return _remove(kind, row, book, at)
    return None


def _is_held(row: Any) -> bool:
    held = Q(child=row.child_id) | Q(case__child=row.child_id)
    return row.child_id is not None and LegalHold.objects.filter(held, lifted_at=None).exists()


def _remove(kind: Unsent, row: Any, book: RuleBook, at: datetime) -> Disposal:
    touched = london_day(getattr(row, kind.touched))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (running,) = cursor.fetchone()
    parts = [(called, rows, rows.count()) for called, rows in kind.parts(row)]
    made = Disposal(
        reference=new_reference("OX"),
        state=State.DESTROYED,
        record=kind.record,
        rule=kind.days.key,
        rule_words=f"{kind.days.in_words(book.value(kind.days, touched))} from the day it was last touched "
        f"({kind.days.source})"[:300],
        closed_on=touched,
        reason=REASON,
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
