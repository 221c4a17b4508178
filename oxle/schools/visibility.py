"""Which schools a person may see: council staff all, a school's own staff theirs."""

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import EVERYTHING, visible
from oxle.schools.models import School


@visible(School)
def schools_seen_by(user: User) -> Q:
    """Every school for those who may read schools; else the schools whose organisation the person acts for."""
    if user.can(read("schools")):
        return EVERYTHING
    return Q(organisation__in=user.organisation_ids)
