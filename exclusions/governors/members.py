"""Who may sit when the governors of a school consider an exclusion: the members of its series of meetings."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from exclusions.permanent.pathway.stages import GOVERNORS_CLERK
from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404
from oxle.meetings.models import Capacity, Member
from oxle.schools.models import School

KIND = "governors"
# As what somebody can sit there; the others are of the council's own meetings.
CAPACITIES = (Capacity.CHAIR, Capacity.MEMBER, Capacity.CLERK)


def who_may_sit(school: School | None, since: date) -> list[Member]:
    """Those who are members of a school's governors' meetings, or were on a day or later."""
    return by_school([school], since)[school.pk] if school else []


def by_school(schools: Iterable[School], since: date) -> dict[int, list[Member]]:
    """The same of some schools, by school."""
    found: dict[int, list[Member]] = defaultdict(list)
    rows = Member.objects.filter(Q(to_on=None) | Q(to_on__gte=since), series__kind=KIND, series__school__in=schools)
    for one in rows.select_related("series").order_by("name", "pk"):
        found[one.series.school_id or 0].append(one)
    return found


def schools_of(user: User) -> QuerySet[School]:
    """The schools whose governors a clerk keeps."""
    mine = School.objects.filter(organisation__in=user.organisations_where(GOVERNORS_CLERK), closed_on=None)
    return mine.select_related("organisation").order_by("organisation__name")


def get_school_of(user: User, key: str) -> School:
    """One of them by its key; 404 to strangers."""
    return get_or_404(schools_of(user), key=key)


def get_member_of(school: School, key: str) -> Member:
    """Somebody who sits at a school that is loaded already; 404 for another's."""
    return get_or_404(Member.objects.filter(series__kind=KIND, series__school=school), key=key)
