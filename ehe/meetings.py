"""Meetings with parents who educate at home: recorded, put right, and what follows from them until it is done."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from ehe import pathway, queries
from ehe.meeting_models import FollowUp, ParentsMeeting
from oxle.accounts.models import User
from oxle.accounts.visibility import EVERYTHING, NOTHING, get_or_404, visible, visible_to
from oxle.cases.offers import Task
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day


@visible(ParentsMeeting)
def _meetings(user: Any) -> Q:
    """Whoever reads home education sees all: they name no child."""
    return EVERYTHING if queries.READ in user.permissions else NOTHING


def meetings_for(user: User) -> QuerySet[ParentsMeeting]:
    """The meetings that this person may see, the newest first, each with how much of what follows is open."""
    still_open = Count("follow_ups", filter=Q(follow_ups__settled_on=None))
    return visible_to(user, ParentsMeeting).annotate(still_open=still_open)


def get_meeting_for(user: User, key: str) -> ParentsMeeting:
    """One of them by its key; 404 to strangers."""
    return get_or_404(visible_to(user, ParentsMeeting).select_related("by"), key=key)


def get_follow_up(meeting: ParentsMeeting, key: str) -> FollowUp:
    """What follows from a meeting, by its key; 404 for any other's."""
    return get_or_404(meeting.follow_ups.select_related("settled_by"), key=key)


@transaction.atomic
def record(*, by: User, on: date, at: datetime, **said: Any) -> ParentsMeeting:
    """Record a meeting that was held. Refused for one that is still to come."""
    _must_be_held(said["held_on"], on)
    said["on"] = said.pop("held_on")
    return ParentsMeeting.objects.create(**said, by=by, at=at)


@transaction.atomic
def correct(meeting: ParentsMeeting, version: int, *, by: User, on: date, at: datetime, **said: Any) -> None:
    """Put right what was recorded. Stale where somebody was faster."""
    _must_be_held(said["held_on"], on)
    said["on"] = said.pop("held_on")
    for name, value in said.items():
        setattr(meeting, name, value)
    save_if_unchanged(meeting, version, list(said))


@transaction.atomic
def follow(meeting: ParentsMeeting, *, what: str, who: str, due_on: date, by: User, on: date, at: datetime) -> FollowUp:
    """Record what follows from a meeting. Refused where it would be due before the meeting."""
    if due_on < meeting.on:
        raise Refused(f"The meeting was on {plain_day(meeting.on)}. Enter that day or a later one.", field="due_on")
    return FollowUp.objects.create(meeting=meeting, what=what, who=who, due_on=due_on, by=by, at=at)


@transaction.atomic
def settle(one: FollowUp, version: int, *, outcome: str, came_of_it: str, by: User, on: date, at: datetime) -> None:
    """Say what came of it. Stale where somebody was faster; refused where it is settled, or was not done and nobody
    says why."""
    if one.settled_on is not None:
        raise Refused("What came of this has been recorded already.")
    if outcome == FollowUp.Outcome.NOT_DONE and not came_of_it.strip():
        raise Refused("Say why it was not done.", field="came_of_it")
    one.outcome, one.came_of_it, one.settled_on, one.settled_by = outcome, came_of_it.strip(), on, by
    save_if_unchanged(one, version, ["outcome", "came_of_it", "settled_on", "settled_by"])


def tasks_of(user: User, on: date) -> list[Task]:
    """What is open of what a person recorded, as rows of their work."""
    if not user.can(pathway.WORK):
        return []
    rows = FollowUp.objects.filter(settled_on=None, by=user).select_related("meeting")
    return [
        Task(
            title=one.what,
            about=f"Meeting with parents, {plain_day(one.meeting.on)}",
            why=f"Follows from the meeting, to be done by {one.who}",
            action="Record what came of it",
            url=reverse("ehe:follow_up_settle", args=[one.meeting.key, one.key]),
            due_on=one.due_on,
            owner=user.pk,
        )
        for one in rows.order_by("due_on", "pk")
    ]


def _must_be_held(held_on: date, on: date) -> None:
    if held_on > on:
        raise Refused("The day of the meeting must be today or in the past.", field="held_on")
