"""What higher layers do when a calendar changes: recount deadlines. They register here at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class CalendarChange:
    """That the school days of some calendars may have moved, who moved them and on which day.

    `default_changed` says that schools without a calendar of their own are affected as well.
    """

    calendar_ids: frozenset[int]
    default_changed: bool
    by: Any
    on: date


Hook = Callable[[CalendarChange], None]
HOOKS: list[Hook] = []


def on_calendar_changed(hook: Hook) -> Hook:
    """Register what is to be done at a change. It runs inside the change's transaction: leave long work to a job."""
    if hook not in HOOKS:
        HOOKS.append(hook)
    return hook


def tell(change: CalendarChange) -> None:
    """Run every hook for a change."""
    for hook in HOOKS:
        hook(change)
