"""Carries out what two people decided: destroys a case with all that belongs to it, and leaves the certificate.

Three parts, each of which can be cut off anywhere and goes on where it stopped: the records, in one transaction; then
the stored files, which cannot be rolled back; and, when the audit's own time is over, what the audit kept of them.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, Model, OuterRef, ProtectedError, QuerySet

from oxle.audit import acting
from oxle.audit.actor import set_actor
from oxle.audit.rules import AFTER_RECORD
from oxle.cases import disposal as decisions
from oxle.cases import retention
from oxle.cases.disposal_models import Disposal, State
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case, CaseLetter
from oxle.cases.records import records_of
from oxle.core.dates import london_day
from oxle.correspondence.actions import destroy_letters
from oxle.documents.actions import destroy_unneeded, remove_bytes
from oxle.schooldays.counting import add_months

ACTOR = "system: disposal"
# So many payloads of the audit are emptied in one transaction.
MOST_PAYLOADS = 1_000


def run(*, at: datetime) -> None:
    """Do all that is to be done: every decided case, every file still on the disk, every payload that is due."""
    while destroy_next(at=at):
        pass
    while remove_next_files(at=at):
        pass
    while empty_next_audit(at=at):
        pass


# --- the records ---------------------------------------------------------------------------------------------


def destroy_next(*, at: datetime) -> Disposal | None:
    """Destroy one case whose disposal two people decided, in one transaction; None when none is left.

    One that something forbids by now (a legal hold, a date put right) is stopped instead, and says why.
    """
    with acting(ACTOR):
        decided = Disposal.objects.filter(case=OuterRef("pk"), state=State.CONFIRMED)
        waiting = Case.objects.filter(Exists(decided)).order_by("pk")
        case = waiting.select_for_update(of=("self",), skip_locked=True).first()
        if case is None:
            return None
        running = Disposal.objects.select_for_update().get(case=case, state=State.CONFIRMED)
        set_actor(ACTOR, f"disposal {running.key}")
        if problems := decisions.in_the_way(case, london_day(at)):
            decisions.stop(running, " ".join(problems))
            return running
        try:
            with transaction.atomic():
                _destroy(case, running, at)
        except (ProtectedError, IntegrityError) as needed:
            running.refresh_from_db()
            decisions.stop(running, f"Something else still needs a part of this case: {_by_what(needed)}.")
        return running


def _destroy(case: Case, running: Disposal, at: datetime) -> None:
    _open_the_door(running)
    counts: list[tuple[str, int]] = []
    letters = list(CaseLetter.objects.filter(case=case).values_list("letter_id", flat=True))
    files: set[int] = set()
    # The sender's record of a hand-over stays; the message as which it came goes with this case.
    HandOver.objects.filter(opened=case).update(opened=None, message=None, disposed_of=case.reference)
    for record in records_of(case.duty):
        rows = record.of(case)
        files |= files_of(rows)
        counts.append((record.called, _delete(rows)))
    files |= destroy_letters(letters, reference=case.reference)
    names = destroy_unneeded(files)
    counts.append(("files", len(names)))
    case.disposals.exclude(pk=running.pk).delete()
    _certify(running, at, [[called, count] for called, count in counts if count], names)
    came_from = case.came_from
    case.delete()
    if came_from is not None:
        retention.settle(came_from)
    with connection.cursor() as cursor:
        # Whatever still points at something destroyed says so here, while it can be undone.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT set_config('oxle.disposal', '', true)")


def _open_the_door(running: Disposal) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.disposal', %s, true)", [str(running.pk)])


def _certify(running: Disposal, at: datetime, counts: list[list[object]], names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        running.transaction = cursor.fetchone()[0]
    day = london_day(at)
    running.case, running.state, running.destroyed_at = None, State.DESTROYED, at
    running.counts, running.files = counts, names
    running.audit_due_on = add_months(day, AFTER_RECORD.on(day) * retention.MONTHS_IN_A_YEAR)
    running.version += 1
    running.save()


def files_of(rows: QuerySet[Model]) -> set[int]:
    """The keys of the stored files that some rows point at, whichever of their columns does."""
    found: set[int] = set()
    for field in [*rows.model._meta.fields, *rows.model._meta.many_to_many]:
        if field.related_model is not None and field.related_model._meta.label == "documents.File":
            found |= set(rows.exclude(**{field.name: None}).values_list(field.name, flat=True))
    return found


def _delete(rows: QuerySet[Model]) -> int:
    """Delete rows of one table, those that others of them point at last; how many."""
    number = rows.count()
    own = [field.name for field in rows.model._meta.fields if field.related_model is rows.model]
    while own and rows.exists():
        pointed_at = {pk for name in own for pk in rows.exclude(**{name: None}).values_list(name, flat=True)}
        rows.exclude(pk__in=pointed_at).delete()
    rows.delete()
    return number


def _by_what(needed: ProtectedError | IntegrityError) -> str:
    # The kinds of record only: what they hold belongs in no sentence.
    if isinstance(needed, ProtectedError):
        return ", ".join(sorted({str(one._meta.verbose_name) for one in needed.protected_objects}))
    table = getattr(getattr(needed.__cause__, "diag", None), "table_name", "")
    return f"a record of {table}" if table else "a record that nobody has named"


# --- the files -----------------------------------------------------------------------------------------------


def remove_next_files(*, at: datetime) -> Disposal | None:
    """Take the files of one destroyed case off the disk, after the transaction that forgot them; None when none is."""
    with acting(ACTOR):
        waiting = Disposal.objects.filter(state=State.DESTROYED, files_removed_at=None).order_by("pk")
        gone = waiting.select_for_update(skip_locked=True).first()
        if gone is None:
            return None
        remove_bytes(gone.files)
        gone.files, gone.files_removed_at = [], at
        gone.save(update_fields=["files", "files_removed_at"])
        return gone


# --- the audit -----------------------------------------------------------------------------------------------


def empty_next_audit(*, at: datetime) -> int:
    """Empty a batch of what the audit kept of one destroyed case, once that is due; how many payloads, 0 for none left.

    Rows that are not sealed yet wait for their seal. Who did what and when stays, and so does the chain.
    """
    due = Disposal.objects.filter(state=State.DESTROYED, audit_emptied_at=None, audit_due_on__lte=london_day(at))
    for pk in due.order_by("pk").values_list("pk", flat=True):
        if emptied := _empty_audit(pk, at):
            return emptied
    return 0


def _empty_audit(pk: int, at: datetime) -> int:
    with acting(ACTOR):
        gone = Disposal.objects.select_for_update(skip_locked=True).filter(pk=pk, audit_emptied_at=None).first()
        if gone is None:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT emptied, remaining FROM public.cases_empty_audit(%s, %s, %s)", [pk, at, MOST_PAYLOADS]
            )
            emptied, remaining = cursor.fetchone()
        gone.audit_emptied += emptied
        if not remaining:
            gone.audit_emptied_at = at
        gone.save(update_fields=["audit_emptied", "audit_emptied_at"])
        return emptied


def what_it_holds(case: Case) -> list[tuple[str, int]]:
    """What would be destroyed with a case, by kind, as its certificate would count it; none of a kind is left out."""
    counted: Iterable[tuple[str, int]] = ((record.called, record.of(case).count()) for record in records_of(case.duty))
    return [(called, count) for called, count in counted if count]
