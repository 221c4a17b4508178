"""Carries out what two people decided: destroys a record with all that belongs to it, and leaves the certificate.

Three parts, each of which can be cut off anywhere and goes on where it stopped: the records, in one transaction; then
the stored files, which cannot be rolled back; and, when the audit's own time is over, what the audit kept of them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet

from oxle.audit import acting
from oxle.audit.actor import set_actor
from oxle.cases import abandoning, duties, retention
from oxle.cases import disposal as decisions
from oxle.cases.concern_models import Advice, Concern, Conclusion
from oxle.cases.disposable import KINDS, in_the_way, kind_of
from oxle.cases.disposal_models import Disposal, LegalHold, State
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, CaseLetter
from oxle.cases.plan_models import EducationPlan
from oxle.cases.rating_models import SetRating
from oxle.cases.records import EMPTIED, records_of
from oxle.cases.removing import ACTOR, audit_due_on, delete, files_of, open_the_door
from oxle.core.dates import london_day
from oxle.correspondence.actions import destroy_letters
from oxle.documents.actions import destroy_unneeded, remove_bytes
from oxle.people.models import Child
from oxle.people.unmaking import records_of as records_of_child
from oxle.people.unmaking import rows_of, rows_of_adult
from oxle.provision.models import (
    ExaminationsOver,
    FullWeek,
    GivenMark,
    Mismatch,
    MismatchChange,
    MissingTime,
    Offer,
    ProgrammeReview,
    ProviderWeek,
    Whereabouts,
)
from oxle.registers.models import ChildWeek
from oxle.transfers.models import Happening, Line, Transfer

# So many payloads of the audit are emptied in one transaction.
MOST_PAYLOADS = 1_000


def run(*, at: datetime) -> None:
    """Do all that is due: every decided record, what was given up, files still on the disk, payloads of the audit."""
    while destroy_next(at=at):
        pass
    while abandoning.remove_next(at=at):
        pass
    while remove_next_files(at=at):
        pass
    while empty_next_audit(at=at):
        pass


# --- the records ---------------------------------------------------------------------------------------------


def destroy_next(*, at: datetime) -> Disposal | None:
    """Destroy one record whose disposal two people decided, in one transaction; None when none is left.

    One that something forbids by now (a legal hold, a date put right) is stopped instead, and says why.
    """
    with acting(ACTOR):
        record = _next_decided()
        if record is None:
            return None
        running = record.disposals.select_for_update().get(state=State.CONFIRMED)
        set_actor(ACTOR, f"disposal {running.key}")
        if problems := in_the_way(record, london_day(at)):
            decisions.stop(running, " ".join(problems))
            return running
        try:
            with transaction.atomic():
                _destroy(record, running, at)
        except (ProtectedError, IntegrityError) as needed:
            running.refresh_from_db()
            noun = kind_of(record).noun
            decisions.stop(running, f"Something else still needs a part of this {noun}: {_by_what(needed)}.")
        return running


def _next_decided() -> Any:
    for kind in KINDS.values():
        decided = Disposal.objects.filter(**{kind.what: OuterRef("pk")}, state=State.CONFIRMED)
        waiting = kind.model._base_manager.filter(Exists(decided)).order_by("pk")
        if record := waiting.select_for_update(of=("self",), skip_locked=True).first():
            return record
    return None


def _destroy(record: Any, running: Disposal, at: datetime) -> None:
    open_the_door(running)
    came_from = record.came_from if isinstance(record, Case) else None
    letters: list[int] = []
    counts: list[list[object]] = []
    if isinstance(record, Case):
        letters = list(CaseLetter.objects.filter(case=record).values_list("letter_id", flat=True))
        _part_hand_overs(record)
    elif isinstance(record, Child):
        children = records_of_child(record)
        Child.objects.filter(pk__in=[one.pk for one in children[:-1]]).update(merged_into=record)
        counts += [[one.called, count] for one in EMPTIED if (count := one.empty(children))]
    files: set[int] = set()
    for called, rows in belongings(record):
        files |= files_of(rows)
        if count := delete(rows):
            counts.append([called, count])
    files |= files_of(type(record)._base_manager.filter(pk=record.pk))
    files |= destroy_letters(letters, reference=running.reference)
    _delete_itself(record, running)
    if isinstance(record, Case) and record.adult_id:
        for called, rows in rows_of_adult(record.adult_id):
            if count := delete(rows):
                counts.append([called, count])
    if names := destroy_unneeded(files):
        counts.append(["files", len(names)])
    _certify(running, at, counts, names)
    if came_from is not None:
        retention.settle(came_from)
    with connection.cursor() as cursor:
        # Whatever still points at something destroyed says so here, while it can be undone.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    open_the_door(None)


def belongings(record: Any) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What is destroyed with a record, by what its certificate calls it, in the order in which it can go."""
    if isinstance(record, Case):
        for one in records_of(record.duty):
            yield one.called, one.of(record)
    elif isinstance(record, Child):
        records = records_of_child(record)
        yield "weeks of register marks", ChildWeek.objects.filter(child__in=records)
        yield "marks given by providers", GivenMark.objects.filter(week__child__in=records)
        yield "weeks of providers’ marks", ProviderWeek.objects.filter(child__in=records)
        yield "files of records that moved", Line.objects.filter(transfer__child__in=records)
        yield "what happened to records that moved", Happening.objects.filter(transfer__child__in=records)
        yield "transfers of records", Transfer.objects.filter(child__in=records)
        yield "programme reviews", ProgrammeReview.objects.filter(child__in=records)
        yield "changes of register mismatches", MismatchChange.objects.filter(mismatch__child__in=records)
        yield "ratings that people set", SetRating.objects.filter(child__in=records)
        yield "personal education plans", EducationPlan.objects.filter(child__in=records)
        yield "concerns of teams", Concern.objects.filter(child__in=records)
        yield "advice and challenges", Advice.objects.filter(child__in=records)
        yield "conclusions about concerns", Conclusion.objects.filter(child__in=records)
        yield "register mismatches", Mismatch.objects.filter(child__in=records)
        yield "whereabouts", Whereabouts.objects.filter(child__in=records)
        yield "ends of the public examinations", ExaminationsOver.objects.filter(child__in=records)
        yield "times in which the child was missing", MissingTime.objects.filter(child__in=records)
        yield "full weeks of an EHC plan", FullWeek.objects.filter(child__in=records)
        for duty in duties.duties():
            for one in duty.child_records:
                yield one.called, one.of(records)
        yield "education offers", Offer.objects.filter(child__in=records)
        yield from rows_of(records)
        yield "legal holds", LegalHold.objects.filter(child__in=records)
        yield "records merged into it", Child.objects.filter(pk__in=[one.pk for one in records if one != record])
    else:
        yield "legal holds", LegalHold.objects.filter(message=record)


def _part_hand_overs(case: Case) -> None:
    """A hand-over is its sender's record. What it opened remembers the reference; its message goes with either case:
    with the one it is linked to, or else, once it was answered, with this one, or nobody would know whom it is about.
    """
    HandOver.objects.filter(opened=case).update(opened=None, message=None, disposed_of=case.reference)
    answered = InboxMessage.objects.filter(handed_over_by__case=case, case=None, state=InboxMessage.State.ANSWERED)
    answered.update(case=case)


def _delete_itself(record: Any, running: Disposal) -> None:
    # Past Django, which would not let go of what this disposal still points at: it does until the row is gone, so that
    # the door in the database knows which record may go.
    if isinstance(record, InboxMessage):
        record.files.clear()
    record.disposals.exclude(pk=running.pk).delete()
    type(record)._base_manager.filter(pk=record.pk)._raw_delete(using="default")


def _certify(running: Disposal, at: datetime, counts: list[list[object]], names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        running.transaction = cursor.fetchone()[0]
    running.case = running.message = running.child = None
    running.state, running.destroyed_at = State.DESTROYED, at
    running.counts, running.files = counts, names
    running.audit_due_on = audit_due_on(at)
    running.version += 1
    running.save()


def _by_what(needed: ProtectedError | IntegrityError) -> str:
    # The kinds of record only: what they hold belongs in no sentence.
    if isinstance(needed, ProtectedError):
        return ", ".join(sorted({str(one._meta.verbose_name) for one in needed.protected_objects}))
    table = getattr(getattr(needed.__cause__, "diag", None), "table_name", "")
    return f"a record of {table}" if table else "a record that nobody has named"


# --- the files -----------------------------------------------------------------------------------------------


def remove_next_files(*, at: datetime) -> Disposal | None:
    """Take the files of a destroyed record off the disk, after the transaction that forgot them; None when none is."""
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
    """Empty a batch of what the audit kept of a destroyed record, once that is due; how many payloads, 0 for none left.

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


def what_it_holds(record: Any) -> list[tuple[str, int]]:
    """What would be destroyed with a record, by kind, as its certificate would count it; none of a kind is left out."""
    counted = [(called, rows.count()) for called, rows in belongings(record)]
    if isinstance(record, InboxMessage):
        counted.append(("files", record.files.count()))
    if isinstance(record, Child):
        counted += [(one.called, one.of(records_of_child(record)).count()) for one in EMPTIED]
    return [(called, count) for called, count in counted if count]
