"""Which people and organisations somebody may see."""

from django.db.models import Q

from oxle.accounts.models import Organisation, User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import EVERYTHING, get_or_404, visible, visible_to

PEOPLE = write("people")


@visible(User)
def visible_users(user: User) -> Q:
    """Administrators see everybody, others themselves."""
    return EVERYTHING if user.can(PEOPLE) else Q(pk=user.pk)


@visible(Organisation)
def visible_organisations(user: User) -> Q:
    """Administrators see every organisation, others those they act for."""
    return EVERYTHING if user.can(PEOPLE) else Q(pk__in=user.organisation_ids)


def get_user_for(user: User, key: str) -> User:
    """The person at a key; 404 for a stranger's as for one that does not exist."""
    return get_or_404(visible_to(user, User), key=key)


def get_organisation_for(user: User, key: str) -> Organisation:
    """The organisation at a key; 404 for a stranger's as for one that does not exist."""
    return get_or_404(visible_to(user, Organisation), key=key)
