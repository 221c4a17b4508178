"""Writing attendance marks. A mark given replaces the one there; sessions without a mark are left as they are."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from django.db import connection, transaction

from oxle.accounts.models import User
from oxle.people.models import Child
from oxle.registers.codes import NO_MARK, SESSIONS_A_WEEK, code_for, pack_week, unpack_week
from oxle.registers.extract import SessionMark
from oxle.registers.models import ChildWeek
from oxle.schools.models import School

NO_MARKS = NO_MARK * SESSIONS_A_WEEK
# Packed weeks by their Monday: as they were, and as they are.
Written = Mapping[date, tuple[str, str]]
# Layers above are told of the weeks that changed, in the same transaction.
on_written: list[Callable[[Child, School, Written], None]] = []


def write_marks(child: Child, school: School, marks: Iterable[SessionMark], *, source: str, by: User | None) -> int:
    """Write single marks; see `write_weeks`. Of two marks for one session the later one given counts.

    Raises CodeRefused for a code that is none, or is not in use on its day, and ValueError for a weekend.
    """
    weeks: dict[date, list[str | None]] = {}
    for mark in marks:
        if mark.on.weekday() > 4:
            raise ValueError(f"{mark.on} is at a weekend")
        monday = mark.on - timedelta(days=mark.on.weekday())
        sessions = weeks.setdefault(monday, [None] * SESSIONS_A_WEEK)
        sessions[2 * mark.on.weekday() + mark.half] = code_for(mark.code, mark.on).code
    packed = {monday: pack_week(sessions) for monday, sessions in weeks.items()}
    return write_weeks(child, school, packed, source=source, by=by)


@transaction.atomic
def write_weeks(child: Child, school: School, weeks: Mapping[date, str], *, source: str, by: User | None) -> int:
    """Write packed weeks by their Monday, and return how many rows that changed.

    Two writers at once both succeed, one after the other, and neither loses a session that the other gave. `by` is
    who does it; None for a job, whose actor the audit has already.
    """
    given = {monday: marks for monday, marks in weeks.items() if overlay(NO_MARKS, marks) != NO_MARKS}
    return _write(child, school, given, source, lambda held, monday: overlay(held, given[monday]))


@transaction.atomic
def put_days(child: Child, school: School, days: Mapping[date, tuple[str, str]], *, source: str) -> int:
    """Make the two marks of some days what these say, as they are kept: an empty one takes away what is there. Returns
    how many weeks that changed. A week without any mark is not kept. Raises ValueError for a weekend."""
    weeks: dict[date, dict[int, str]] = {}
    for on, pair in days.items():
        if on.weekday() > 4:
            raise ValueError(f"{on} is at a weekend")
        sessions = weeks.setdefault(on - timedelta(days=on.weekday()), {})
        sessions.update({2 * on.weekday() + half: code for half, code in enumerate(pair)})

    def put(held: str, monday: date) -> str:
        codes = unpack_week(held)
        for place, code in weeks[monday].items():
            codes[place] = code or None
        return pack_week(codes)

    return _write(child, school, {monday: put(NO_MARKS, monday) for monday in weeks}, source, put)


def _write(child: Child, school: School, given: Mapping[date, str], source: str, to: Callable[[str, date], str]) -> int:
    """Write packed weeks: as given where there is no row yet, else what `to` makes of the marks that are held."""
    new = _insert(child, school, {monday: marks for monday, marks in given.items() if marks != NO_MARKS}, source)
    written = {monday: (NO_MARKS, given[monday]) for monday in new}
    there = sorted(set(given) - new)
    held = ChildWeek.objects.select_for_update().filter(child=child, school=school, monday__in=there)
    changed, emptied = [], []
    for row in held.order_by("monday"):
        marks = to(row.marks, row.monday)
        if marks != row.marks:
            written[row.monday] = (row.marks, marks)
            row.marks, row.source = marks, source
            (changed if marks != NO_MARKS else emptied).append(row)
    ChildWeek.objects.bulk_update(changed, ["marks", "source"], batch_size=1_000)
    ChildWeek.objects.filter(pk__in=[row.pk for row in emptied]).delete()
    if written:
        for tell in on_written:
            tell(child, school, written)
    return len(written)


def _insert(child: Child, school: School, weeks: Mapping[date, str], source: str) -> set[date]:
    """Write the weeks of which there is no row yet, and say which those were."""
    # In the order of the days, so that two writers who meet wait for each other in one direction only.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registers_childweek (child_id, school_id, monday, marks, source)"
            " SELECT %s, %s, monday, marks, %s FROM unnest(%s::date[], %s::text[]) AS week (monday, marks)"
            " ON CONFLICT (child_id, school_id, monday) DO NOTHING RETURNING monday",
            [child.pk, school.pk, source, sorted(weeks), [weeks[monday] for monday in sorted(weeks)]],
        )
        return {row[0] for row in cursor.fetchall()}


def overlay(below: str, above: str) -> str:
    """Two packed weeks as one: the marks of `above`, and of `below` where `above` has none."""
    if len(below) != len(NO_MARKS) or len(above) != len(NO_MARKS):
        raise ValueError(f"a packed week has {len(NO_MARKS)} characters")
    places = range(0, len(NO_MARKS), 2)
    return "".join(above[at : at + 2] if above[at : at + 2] != NO_MARK else below[at : at + 2] for at in places)
