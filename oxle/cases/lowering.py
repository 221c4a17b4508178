"""Requests to lower a rating, which wait for a second person: a task each, and the list above the register."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide
from oxle.accounts.visibility import visible_to
from oxle.cases.offers import Task
from oxle.cases.rating_models import SetRating
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

DECIDE = decide("missing_out")


def to_answer(user: User, on: date) -> QuerySet[SetRating]:
    """The requests that this person may answer as the second person, the oldest first. One query, and none for whoever
    may answer none."""
    if not user.can(DECIDE):
        return SetRating.objects.none()
    rows = SetRating.objects.filter(child__in=visible_to(user, Child), is_lowered=True, agreed=None, ended_on=None)
    rows = rows.filter(until_on__gte=on)
    return rows.exclude(asked_by=user).select_related("child", "asked_by").order_by("asked_at", "pk")


def tasks_of(user: User, on: date) -> list[Task]:
    """For those who may agree to a lower rating: each that waits. Until then nothing changes, and after the day until
    which it was asked for nothing is left to decide."""
    return [
        Task(
            title=f"Agree to a lower rating, {one.get_rated_display().lower()}, or do not",
            about=str(one.child),
            why=f"{one.asked_by.name} asks for it until {plain_day(one.until_on)}; a second person must agree",
            action="Answer",
            url=reverse("missing_out:answer", args=[one.key]),
            due_on=one.asked_on,
            child=one.child_id,
        )
        for one in to_answer(user, on)
        if one.until_on
    ]
