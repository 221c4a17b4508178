"""Sets a school's register beside the providers': finds what differs, keeps it open until it is explained or put right.

A school's B and K say that the pupil is being educated elsewhere: the provider's mark must say present. Absent, or not
marked by the end of the day, is a mismatch, and so is a session that is on no provider's timetable. D claims no
presence, so an absence at the provider is a notice to the school; D on a session that is on no timetable is a mismatch.
That nobody set the two registers beside each other is what the Serious Case Review found (docs/adr/reconciliation.md).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Min

from oxle.accounts.models import User
from oxle.core import dates
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import LONDON, london_day
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.provision.mismatch_models import ChangeKind, Mismatch, MismatchChange, MismatchKind
from oxle.provision.mismatches import of_one_matter
from oxle.provision.rules import DAY_ENDS
from oxle.registers.codes import CODES, Counts, unpack_week
from oxle.schools.models import School

DAY = timedelta(days=1)
FINDING = (Path(__file__).parent / "reconciling.sql").read_text()
# The codes by which a school says that a pupil is educated elsewhere.
ELSEWHERE = {"B", "K", "D"}
PRESENT = [code.code for code in CODES.values() if code.counts == Counts.PRESENT]
# So far back the sweep looks for what differs. Older marks are looked at when one of them arrives, and as long as a
# mismatch stands.
LOOKED_BACK = timedelta(days=14)

# Told of every mismatch that is found or has become another, in the same transaction: layers above send the e-mails.
on_found: list[Callable[[Sequence[Mismatch], datetime], None]] = []


@dataclass(frozen=True)
class Reconciled:
    """What matching some registers came to: what is newly found or has become another, and what agrees now."""

    found: tuple[Mismatch, ...] = ()
    agreed: tuple[Mismatch, ...] = ()


@dataclass(frozen=True)
class _Row:
    """A session that does not stand as it is written down; `kind` is empty where the marks agree."""

    id: int | None
    child_id: int
    school_id: int
    on: date
    half: int
    kind: str | None
    provider_id: int | None
    school_code: str
    provider_code: str


@transaction.atomic
def reconcile(first: date, last: date, *, at: datetime, children: Collection[int] | None = None) -> Reconciled:
    """Match the registers of some days, both included, of some children (primary keys) or of all, and write down what
    is other than it was. Doing it again changes nothing.

    Days after `at` are not looked at. Whoever matches waits for whoever does so already, so that a session has one
    mismatch and each is told of once.
    """
    last = min(last, london_day(at))
    if last < first or (children is not None and not children):
        return Reconciled()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reconcile registers'))")
        cursor.execute(
            FINDING,
            {
                "first": first,
                "last": last,
                "children": None if children is None else list(children),
                "over": last_day_over(at),
                "present": PRESENT,
            },
        )
        rows = [_Row(*row) for row in cursor.fetchall()]
    return _write(rows, at) if rows else Reconciled()


def reconcile_recent(*, at: datetime) -> Reconciled:
    """Match the last fourteen days of everybody, and what stands open of before: what the sweep does."""
    on = london_day(at)
    begins = on - LOOKED_BACK
    recent = reconcile(begins, on, at=at)
    older = Mismatch.objects.filter(agreed_at=None, explained_at=None, on__lt=begins).order_by()
    oldest = older.aggregate(on=Min("on"))["on"]
    if oldest is None:
        return recent
    whose = set(older.values_list("child", flat=True).distinct())
    before = reconcile(oldest, begins - DAY, at=at, children=whose)
    return Reconciled(recent.found + before.found, recent.agreed + before.agreed)


def marks_arrived(child: Child, school: School, weeks: Mapping[date, tuple[str, str]]) -> None:
    """A school's marks came in or were put right, given by Monday as they were and as they are: match these weeks,
    where a code says or said that the pupil is elsewhere.
    """
    mondays = [
        monday for monday, (before, after) in weeks.items() if ELSEWHERE & {*unpack_week(before), *unpack_week(after)}
    ]
    if mondays:
        reconcile(min(mondays), max(mondays) + 6 * DAY, at=dates.now(), children=[child.pk])


@transaction.atomic
def explain(
    mismatch: Mismatch, version: int, *, because: str, by: User, at: datetime, seen: Collection[str] = ()
) -> None:
    """Say why the registers differ: that closes a mismatch until a mark changes, and of a pupil without a recorded
    place those others at the school that the person saw with it (`seen`: their keys), and none that came since. Stale
    when somebody was faster, or a mark has changed since. Refused for one that is not open.
    """
    if not mismatch.is_open:
        raise Refused("This mismatch is not open any more, so it needs no explanation.")
    with_it = list(of_one_matter(mismatch).filter(key__in=seen).exclude(pk=mismatch.pk).select_for_update())
    for one, unchanged in ((mismatch, version), *((one, one.version) for one in with_it)):
        one.explained_at, one.explained_by, one.explained_because = at, by, because.strip()
        save_if_unchanged(one, unchanged, ["explained_at", "explained_by", "explained_because"])
    MismatchChange.objects.bulk_create(
        MismatchChange(**_as_it_stands(one), what=ChangeKind.EXPLAINED, at=at, by=by, because=because.strip())
        for one in (mismatch, *with_it)
    )


def last_day_over(at: datetime) -> date:
    """The last day that counts as over: from the hour of the setting on, today."""
    on = london_day(at)
    return on if at.astimezone(LONDON).hour >= DAY_ENDS.on(on) else on - DAY


def _write(rows: Sequence[_Row], at: datetime) -> Reconciled:
    # Held, so that nobody explains meanwhile what is becoming another.
    held = Mismatch.objects.select_for_update().filter(pk__in=[row.id for row in rows if row.id is not None])
    there = {one.pk: one for one in held.order_by("pk")}
    new, other, agreed = list[Mismatch](), list[Mismatch](), list[Mismatch]()
    for row in rows:
        known = there.get(row.id or 0)
        if row.kind is None and known is not None:
            known.agreed_at, known.school_code, known.provider_code = at, row.school_code, row.provider_code
            agreed.append(known)
            continue
        stands = {
            "kind": MismatchKind(row.kind),
            "provider_id": row.provider_id,
            "school_code": row.school_code,
            "provider_code": row.provider_code,
        }
        if known is None:
            known = Mismatch(
                child_id=row.child_id, school_id=row.school_id, on=row.on, half=row.half, found_at=at, **stands
            )
            new.append(known)
        else:
            for name, value in stands.items():
                setattr(known, name, value)
            # What was explained was another thing; the history keeps what was said of it.
            known.agreed_at = known.explained_at = known.explained_by = None
            known.explained_because = ""
            other.append(known)
    Mismatch.objects.bulk_create(new)
    for one in (*other, *agreed):
        one.version += 1
    Mismatch.objects.bulk_update(
        [*other, *agreed],
        ["kind", "provider", "school_code", "provider_code", "agreed_at", "explained_at", "explained_by",
         "explained_because", "version"],
    )  # fmt: skip
    what = {ChangeKind.FOUND: new, ChangeKind.CHANGED: other, ChangeKind.AGREED: agreed}
    MismatchChange.objects.bulk_create(
        MismatchChange(**_as_it_stands(one), what=kind, at=at) for kind, some in what.items() for one in some
    )
    done = Reconciled((*new, *other), tuple(agreed))
    if done.found:
        for tell in on_found:
            tell(done.found, at)
    return done


def _as_it_stands(mismatch: Mismatch) -> dict[str, object]:
    return {
        "mismatch": mismatch,
        "kind": mismatch.kind,
        "provider_id": mismatch.provider_id,
        "school_code": mismatch.school_code,
        "provider_code": mismatch.provider_code,
    }
