"""Conflicts of interest, restricted records and breaking the glass."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from oxle.accounts.models import User
from oxle.core import dates
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.models import BreakGlass, Child, Conflict
from oxle.people.rules import BREAK_GLASS_HOURS

# Higher layers tell a manager: each is called with the BreakGlass, in the same transaction.
on_break_glass: list[Callable[[BreakGlass], None]] = []
# Higher layers take the officer off their work: each is called with the Conflict and who acts, in the same transaction.
on_conflict: list[Callable[[Conflict, User], None]] = []
SHORTEST_REASON = 10


@transaction.atomic
def declare_conflict(child: Child, *, user: User, reason: str, by: User, on: date) -> Conflict:
    """Close a child's record to an officer: their own child, a relative, a neighbour. At once, on every path."""
    User.objects.select_for_update().get(pk=user.pk)
    if not reason.strip():
        raise Refused("Enter what the conflict of interest is.", field="reason")
    if Conflict.objects.filter(child=child, user=user, to_on=None).exists():
        raise Refused("This conflict of interest is already recorded.", field="user")
    conflict = Conflict.objects.create(child=child, user=user, reason=reason, from_on=on)
    tell_of(conflict, by=by)
    return conflict


def tell_of(conflict: Conflict, *, by: User) -> None:
    """Let the higher layers act on a conflict of interest that a person now has with a child."""
    for tell in on_conflict:
        tell(conflict, by)


@transaction.atomic
def end_conflict(conflict: Conflict, *, by: User, on: date) -> None:
    """Open a record again to the officer, from the day after. Never by that officer."""
    if by.pk == conflict.user_id:
        raise Refused("Somebody else must end your conflict of interest.")
    if on < conflict.from_on:
        raise Refused("The last day cannot be before the first.", field="on")
    if not Conflict.objects.filter(pk=conflict.pk, to_on=None).update(to_on=on):
        raise Refused("This conflict of interest has already ended.", field="on")
    conflict.to_on = on


@transaction.atomic
def restrict(child: Child, version: int, *, because: str, by: User, on: date) -> None:
    """Restrict a record to those with a standing reason, or who break the glass. Raises Stale."""
    if not because.strip():
        raise Refused("Enter why the record is restricted.", field="because")
    child.restricted, child.restricted_because = True, because
    save_if_unchanged(child, version, ["restricted", "restricted_because"])


@transaction.atomic
def lift_restriction(child: Child, version: int, *, by: User, on: date) -> None:
    """Open a restricted record again to everybody whose role reaches it. Raises Stale."""
    child.restricted, child.restricted_because = False, ""
    save_if_unchanged(child, version, ["restricted", "restricted_because"])


@transaction.atomic
def break_glass(child: Child, *, reason: str, by: User, at: datetime) -> BreakGlass:
    """Open a restricted record for a stated reason, for as long as the setting says. A manager is told."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Say why you need to open this record now, in a sentence.", field="reason")
    hours = BREAK_GLASS_HOURS.on(dates.london_day(at))
    opened = BreakGlass.objects.create(
        user=by, child=child, reason=reason, at=at, expires_at=at + timedelta(hours=hours)
    )
    for tell in on_break_glass:
        tell(opened)
    return opened


@transaction.atomic
def review_break_glass(opened: BreakGlass, *, by: User, at: datetime) -> None:
    """Record that a manager has looked at why a restricted record was opened. Never one's own."""
    if by.pk == opened.user_id:
        raise Refused("Somebody else must review a record that you opened.")
    row = BreakGlass.objects.filter(pk=opened.pk, reviewed_at=None)
    if not row.update(reviewed_at=at, reviewed_by=by):
        raise Refused("This has already been reviewed.")
