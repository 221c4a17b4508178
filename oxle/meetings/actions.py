"""The writes on series, their members and their meetings; `deciding` has those on the items of an agenda."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused, Stale
from oxle.meetings.models import Attendance, Capacity, Item, Meeting, Member, Series, State
from oxle.meetings.planning import next_meeting, plan, tell_kind
from oxle.meetings.rules import must_be_a_day, must_be_an_hour
from oxle.schooldays.wording import plain_day


@transaction.atomic
def add_series(*, on: date, by: User, **details: Any) -> Series:
    """A new series (kind, name, area, weeks, first_on, starts_at, place), with its meetings of the next year."""
    _check_name(details["name"])
    must_be_an_hour(details["starts_at"], on)
    series = Series.objects.create(**details)
    plan(series, on)
    return series


@transaction.atomic
def change_series(series: Series, version: int, *, on: date, by: User, **details: Any) -> None:
    """Other details from today on. What is planned and has an empty agenda is planned anew; what has one stays."""
    _check_name(details["name"], but=series)
    must_be_an_hour(details["starts_at"], on)
    for field, value in details.items():
        setattr(series, field, value)
    save_if_unchanged(series, version, details)
    for meeting in series.meetings.filter(state=State.PLANNED, called=False, on__gt=on, items=None):
        # What its kind has prepared for it stays, and the meeting with it.
        with suppress(ProtectedError):
            meeting.delete()
    plan(series, on)


@transaction.atomic
def end_series(series: Series, version: int, *, on: date, by: User) -> None:
    """The series meets no more. Refused while a case waits on one of its agendas."""
    if Item.objects.filter(meeting__series=series, decision="").exists():
        raise Refused("A case still waits on an agenda. Decide it, or take it off first.")
    series.ended_on = on
    save_if_unchanged(series, version, ["ended_on"])
    series.meetings.filter(state=State.PLANNED, on__gt=on, items=None).delete()


@transaction.atomic
def add_member(series: Series, *, capacity: Capacity, from_on: date, by: User, user: User | None, name: str) -> Member:
    """Somebody becomes a member; one who signs in reads the packs from that day on."""
    Series.objects.select_for_update().get(pk=series.pk)
    if user is not None and series.members.filter(user=user, to_on=None).exists():
        raise Refused(f"{user.name} is a member already", field="user")
    return Member.objects.create(
        series=series, user=user, name=user.name if user else name, capacity=capacity, from_on=from_on
    )


@transaction.atomic
def end_member(member: Member, version: int, *, to_on: date, by: User) -> None:
    """Their last day as a member; what they were stays on record."""
    if to_on < member.from_on:
        raise Refused(f"They became a member on {plain_day(member.from_on)}", field="to_on")
    member.to_on = to_on
    save_if_unchanged(member, version, ["to_on"])


@transaction.atomic
def call_meeting(series: Series, *, on: date, today: date, by: User, **details: Any) -> Meeting:
    """A meeting besides the cadence, or of a series that has none (starts_at, place); on a working day, by day."""
    Series.objects.select_for_update().get(pk=series.pk)
    if series.ended_on is not None:
        raise Refused("The series has ended.")
    if on < today:
        raise Refused("The meeting must be today or later", field="meets_on")
    must_be_a_day(on, field="meets_on")
    must_be_an_hour(details["starts_at"], on)
    if series.meetings.filter(Q(planned_for=on) | Q(on=on, state=State.PLANNED)).exists():
        raise Refused("Another meeting of this series is on that day", field="meets_on")
    meeting = Meeting.objects.create(series=series, planned_for=on, on=on, called=True, **details)
    tell_kind(series)
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, version: int, *, to: date, today: date, by: User, **details: Any) -> None:
    """Another day, time or place for a meeting that is still to come. Refused once something was decided at it."""
    _still_planned(meeting)
    _nothing_decided(meeting)
    if to < today:
        raise Refused("The meeting must be today or later", field="move_to")
    must_be_a_day(to, field="move_to")
    must_be_an_hour(details.get("starts_at", meeting.starts_at), to)
    if meeting.series.meetings.filter(on=to, state=State.PLANNED).exclude(pk=meeting.pk).exists():
        raise Refused("Another meeting of this series is on that day", field="move_to")
    meeting.on = to
    for field, value in details.items():
        setattr(meeting, field, value)
    save_if_unchanged(meeting, version, ["on", *details])
    tell_kind(meeting.series)


@transaction.atomic
def call_off(meeting: Meeting, version: int, *, because: str, by: User, on: date, at: datetime) -> None:
    """The meeting is not held. Its agenda goes to the next one. Refused once something was decided at it."""
    _still_planned(meeting)
    _nothing_decided(meeting)
    meeting.state, meeting.because, meeting.closed_by, meeting.closed_at = State.CALLED_OFF, because, by, at
    save_if_unchanged(meeting, version, ["state", "because", "closed_by", "closed_at"])
    plan(meeting.series, on)
    items = Item.objects.filter(meeting=meeting)
    if items.exists():
        following = next_meeting(meeting.series, min(on, meeting.on))
        if following is None:
            raise Refused("No other meeting is planned that could take its agenda. Call one first, or move this one.")
        items.update(meeting=following)


@transaction.atomic
def hold(
    meeting: Meeting, version: int, *, came: Iterable[str], minutes: str, by: User, on: date, at: datetime
) -> None:
    """The meeting was held: who came (keys of members), and its minutes. Refused while an item is not decided."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    if held.version != version:
        raise Stale(held)
    _still_planned(held)
    if held.on > on:
        raise Refused(f"The meeting is on {plain_day(held.on)}.")
    if undecided := held.items.filter(decision="").count():
        raise Refused(
            f"{undecided} {'item is' if undecided == 1 else 'items are'} not decided yet. Decide, or put off, each."
        )
    there = set(came)
    Attendance.objects.bulk_create(
        Attendance(meeting=held, member=member, came=member.key in there) for member in members_on(held)
    )
    held.state, held.minutes, held.closed_by, held.closed_at = State.HELD, minutes, by, at
    save_if_unchanged(held, version, ["state", "minutes", "closed_by", "closed_at"])
    plan(held.series, on)


@transaction.atomic
def put_right(meeting: Meeting, version: int, *, came: Iterable[str], minutes: str, by: User) -> None:
    """Put right who came to a meeting that was held (keys of those who were members then), and its minutes. What they
    were before is in the audit."""
    if meeting.state != State.HELD:
        raise Refused("This meeting was not held.")
    meeting.minutes = minutes
    save_if_unchanged(meeting, version, ["minutes"])
    there = set(came)
    for row in meeting.attendance.select_related("member"):
        if row.came != (row.member.key in there):
            row.came = not row.came
            row.save(update_fields=["came"])


def members_on(meeting: Meeting) -> list[Member]:
    """The members of its series on the day of a meeting."""
    rows = meeting.series.members.filter(from_on__lte=meeting.on).exclude(to_on__lt=meeting.on)
    return list(rows.select_related("user"))


def _still_planned(meeting: Meeting) -> None:
    if meeting.state != State.PLANNED:
        raise Refused("This meeting is closed.")


def why_it_is_held(meeting: Meeting) -> str:
    """Why a meeting can be neither moved nor called off: something was decided at it; empty where nothing was."""
    if meeting.items.filter(between=False).exclude(decision="").exists():
        return "Something was decided at this meeting. Record it as held."
    return ""


def _nothing_decided(meeting: Meeting) -> None:
    if why := why_it_is_held(meeting):
        raise Refused(why)


def _check_name(name: str, but: Series | None = None) -> None:
    if Series.objects.filter(name=name).exclude(pk=but.pk if but else None).exists():
        raise Refused(f"There is already a series called {name}", field="name")
