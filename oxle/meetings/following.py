"""Meetings that are recorded on the cases before them: series, meetings, agendas and who came follow from the cases.

The governors of a school meet on an exclusion; their clerk records it on that, with its clocks. One meeting may be on
several. Whatever is recorded or put right there, what stands here is worked out anew from all of it, so that the two
cannot differ.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.meetings.actions import members_on
from oxle.meetings.kinds import TAKEN_OFF, Kind, Sitting
from oxle.meetings.models import THE_MEETING, Attendance, Item, Meeting, Series, State
from oxle.schools.models import School

RECORDED = "What was decided, and who else came, is recorded on each case."
NO_MORE = "Nothing is before this meeting any more."
SAYS = ("meeting", "decision", "words", "decided_on", "decided_by", "recorded_by")


def series_of(kind: Kind, school: School, on: date) -> Series:
    """The series of a school's own meetings of a kind, begun on a day where there was none."""
    name = f"{kind.name}: {school.name}"[:200]
    if Series.objects.filter(name=name).exclude(kind=kind.key, school=school).exists():
        # Two schools of one name are told apart by their number.
        name = f"{name[:180]} ({school.urn})"
    return Series.objects.get_or_create(
        kind=kind.key, school=school, defaults={"name": name, "first_on": on, "in_term_only": False}
    )[0]


@transaction.atomic
def follow(case: Case, kind: Kind, *, by: User | None, on: date, at: datetime) -> None:
    """Let the meetings of a kind say of a case what the case says of them. `by` did what is followed (None: the
    service)."""
    if kind.sittings is None or case.school is None:
        return
    sittings = kind.sittings(case)
    if not sittings and not case.meeting_items.filter(kind=kind.key).exists():
        return
    # Its row is held, so that two cases are not put before one meeting, and closed with it, at once.
    series = Series.objects.select_for_update().get(pk=series_of(kind, case.school, on).pk)
    items = list(Item.objects.filter(case=case, kind=kind.key).select_related("meeting").order_by("pk"))
    touched = {item.meeting for item in items}
    for item in items[len(sittings) :]:
        _take_off(item, by, on)
    for number, sitting in enumerate(sittings):
        meeting = _meeting(series, sitting)
        touched.add(meeting)
        if number < len(items):
            _say(items[number], meeting, sitting)
        else:
            new = Item(case=case, kind=kind.key, meeting=meeting, added_by=sitting.by, added_on=on)
            _set(new, sitting)
            new.save(force_insert=True)
    for meeting in touched:
        _settle(meeting, kind, by, at)


def _meeting(series: Series, sitting: Sitting) -> Meeting:
    details = {"starts_at": sitting.starts_at, "place": sitting.place}
    meeting, is_new = series.meetings.get_or_create(
        planned_for=sitting.on, defaults={"on": sitting.on, "called": True, **details}
    )
    known = {name: value for name, value in details.items() if value}
    if not is_new and any(getattr(meeting, name) != value for name, value in known.items()):
        for name, value in known.items():
            setattr(meeting, name, value)
        save_if_unchanged(meeting, meeting.version, known)
    return meeting


def _set(item: Item, sitting: Sitting) -> None:
    decision = sitting.decision
    item.decision = decision.key if decision else ""
    item.words = sitting.words if decision else ""
    item.decided_on = sitting.on if decision else None
    item.decided_by = (sitting.decided_by or THE_MEETING) if decision else ""
    item.recorded_by = sitting.by if decision else None


def _say(item: Item, meeting: Meeting, sitting: Sitting) -> None:
    before = [getattr(item, name) for name in SAYS]
    item.meeting = meeting
    _set(item, sitting)
    if before != [getattr(item, name) for name in SAYS]:
        save_if_unchanged(item, item.version, SAYS)


def _take_off(item: Item, by: User | None, on: date) -> None:
    """What the case says no more: the meeting was called by mistake, or has nothing to decide any more."""
    if item.decision == TAKEN_OFF.key:
        return
    item.decision, item.words, item.decided_on = TAKEN_OFF.key, NO_MORE, on
    item.recorded_by = by or item.added_by
    item.decided_by = item.recorded_by.name
    save_if_unchanged(item, item.version, SAYS)


def _settle(meeting: Meeting, kind: Kind, by: User | None, at: datetime) -> None:
    """How far a meeting has come, by what is before it: one that nothing is before, since the only one was moved, was
    never to be."""
    items = list(meeting.items.select_related("case__school", "recorded_by", "added_by").order_by("pk"))
    if not items:
        meeting.attendance.all().delete()
        meeting.delete()
        return
    decided = [item for item in items if item.decision and item.decision != TAKEN_OFF.key]
    if any(not item.decision for item in items):
        _close(meeting, State.PLANNED)
    elif decided:
        _close(meeting, State.HELD, by=decided[-1].recorded_by, at=at)
    else:
        _close(meeting, State.CALLED_OFF, by=by or items[-1].recorded_by, at=at)
    _count_who_came(meeting, kind, [item.case for item in decided])


def _close(meeting: Meeting, state: State, *, by: User | None = None, at: datetime | None = None) -> None:
    if meeting.state == state:
        return
    meeting.state, meeting.closed_by, meeting.closed_at = state, by, at
    meeting.minutes = RECORDED if state == State.HELD else ""
    meeting.because = NO_MORE if state == State.CALLED_OFF else ""
    save_if_unchanged(meeting, meeting.version, ["state", "closed_by", "closed_at", "minutes", "because"])


def _count_who_came(meeting: Meeting, kind: Kind, cases: Sequence[Case]) -> None:
    """Who of the members came, as the decisions of that day say; where none says, nothing is known."""
    came = frozenset[str]().union(*(one.came for one in _held_on(meeting.on, kind, cases)))
    members = members_on(meeting) if came else []
    meeting.attendance.exclude(member__in=members).delete()
    for member in members:
        Attendance.objects.update_or_create(meeting=meeting, member=member, defaults={"came": member.key in came})


def _held_on(on: date, kind: Kind, cases: Sequence[Case]) -> Iterable[Sitting]:
    if kind.sittings is None:
        return
    for case in cases:
        yield from (one for one in kind.sittings(case) if one.on == on and one.decision)
