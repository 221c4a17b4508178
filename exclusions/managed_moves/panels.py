"""What managed moves add to the page of a case and to a message that waits."""

from datetime import date
from typing import Any

from django.urls import reverse

from exclusions.held import beside
from exclusions.managed_moves import pathway, queries
from exclusions.managed_moves.models import ManagedMove
from oxle.accounts.models import User
from oxle.cases.challenges import listed_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.core.dates import from_iso, today
from oxle.people.shown import born
from oxle.schooldays.wording import plain_day


def rows_of(told: ManagedMove) -> list[dict[str, Any]]:
    """What a school told of a managed move, as a summary list shows it."""
    how = "in writing" if told.in_writing else "not in writing"
    parents = told.parents_agreed_on and f"{told.parents_agreed_by}, {plain_day(told.parents_agreed_on)}, {how}"
    shown = [
        ("New school", told.place),
        ("First day on its roll", plain_day(told.starts_on)),
        ("What the pupil says", told.pupil_view),
        ("The parents agreed", parents or "Not yet"),
        (
            "The head of the new school agreed",
            plain_day(told.to_head_agreed_on) if told.to_head_agreed_on else "Not yet",
        ),
        ("Reasons", told.reasons),
        ("What was planned", told.plan),
        ("Planned on", plain_day(told.decided_on)),
        ("Special educational needs", told.get_sen_display()),
        ("Social worker", "Yes" if told.social_worker else "No"),
    ]
    return [{"key": key, "value": value} for key, value in shown]


def agreed_in_words(event: Event) -> str:
    """When everybody had agreed, where that was told later; or that the pupil had moved before."""
    agreed_on = from_iso(event.facts.get(pathway.AGREED_ON))
    said = f"They had agreed on {plain_day(agreed_on)}." if agreed_on and agreed_on < event.on else ""
    late = "Late: the pupil was on the new roll already." if event.stage_before == pathway.ON_ROLL.key else ""
    return " ".join(part for part in (said, late) if part)


def rows_for_new(told: ManagedMove, on: date) -> list[dict[str, Any]]:
    """What the new school must know to take the pupil; not why the pupil leaves, nor what the pupil says of it."""
    child = told.case.child
    shown = [
        ("Born", born(child, on) if child else ""),
        ("UPN", child.upn if child and child.upn else "Not known"),
        ("Comes from", str(told.case.school)),
        ("First day on your roll", plain_day(told.starts_on)),
        ("What was planned", told.plan),
        ("Special educational needs", told.get_sen_display()),
        ("The parents agreed", "In writing" if told.in_writing else "Not in writing yet"),
        ("You agreed", plain_day(told.to_head_agreed_on) if told.to_head_agreed_on else "Not yet"),
    ]
    return [{"key": key, "value": value} for key, value in shown]


def about(case: Case, user: User) -> dict[str, Any]:
    """The move, what was challenged, and a direction that has to end with it."""
    before = queries.direction_before(case) if case.is_open else None
    return {
        "rows": [
            *rows_of(case.managed_move),
            *beside(case.child, today(), sen=case.managed_move.sen, social_worker=case.managed_move.social_worker),
        ],
        "challenges": listed_of(case),
        "before": before,
    }


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message that waits: enter the managed move it tells of."""
    if message.case is not None or message.channel == Origin.HAND_OVER:
        return []
    return [("Enter a managed move from this", reverse("exclusions:managed_moves:enter", args=[message.key]))]
