"""Who sees which meetings: council staff who work with them all of them, a member those of their own series."""

from typing import Any

from django.db.models import Q

from oxle.accounts.permissions import read
from oxle.accounts.visibility import EVERYTHING, visible, visible_to
from oxle.cases.models import Case
from oxle.core.dates import today
from oxle.meetings.kinds import TAKEN_OFF
from oxle.meetings.models import Item, Meeting, Member, Series, Task
from oxle.people.visibility import conflicts_of, in_force


@visible(Series)
def series_seen_by(user: Any) -> Q:
    """A member sees their series while they are one."""
    return EVERYTHING if user.can(read("meetings")) else Q(pk__in=_memberships(user))


@visible(Meeting)
def meetings_seen_by(user: Any) -> Q:
    """As its series is seen."""
    return EVERYTHING if user.can(read("meetings")) else Q(series__in=_memberships(user))


@visible(Item)
def items_seen_by(user: Any) -> Q:
    """The items of those meetings, less children closed to this person: restricted, or of a conflict of interest.

    Of a closed case a member reads what was decided, and nothing where nothing was.
    """
    if user.can(read("meetings")):
        return Q(case__in=visible_to(user, Case).values("pk"))
    closed = Q(case__child__in=conflicts_of(user, today()).values("child"))
    asked = Q(case__closed_on=None) | ~Q(decision__in=("", TAKEN_OFF.key))
    return Q(meeting__series__in=_memberships(user), case__child__restricted=False) & asked & ~closed


@visible(Task)
def tasks_seen_by(user: Any) -> Q:
    """One's own; those who run the meetings see all."""
    return EVERYTHING if user.can(read("meetings")) else Q(owner=user)


def _memberships(user: Any) -> Any:
    return Member.objects.filter(in_force(today()), user=user).values("series")
