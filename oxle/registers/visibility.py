"""Whose marks a person may see: those of the children they may see, and a school's staff only their own school's."""

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.visibility import visible, visible_to
from oxle.people.models import Child
from oxle.registers.models import ChildWeek


@visible(ChildWeek)
def weeks_seen_by(user: User) -> Q:
    """Weeks of visible children; at any school for council staff, at their own for a school's."""
    seen = Q(child__in=visible_to(user, Child))
    return seen if user.is_council else seen & Q(school__organisation__in=user.organisation_ids)
