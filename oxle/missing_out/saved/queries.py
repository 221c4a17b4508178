"""Which saved views a person has."""

from django.db.models import Q, QuerySet

from oxle.accounts.models import User
from oxle.missing_out.view_models import SavedView


def views_of(user: User) -> QuerySet[SavedView]:
    """A person's own views and those that others share, by name, each with whose it is. One query."""
    return SavedView.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner").order_by("name", "pk")
