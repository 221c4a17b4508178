"""That a suspended child is looked after, found out or put right after the notice: education is expected from day 1."""

from django.db.models import Q

from exclusions.suspensions import following, queries
from oxle.cases.models import Origin
from oxle.core.dates import now, today
from oxle.people.models import Child

BECAUSE = "What is recorded of the pupil’s care changed."


def vulnerability_changed(child: Child) -> None:
    """Something was recorded about a child: where it is care, what is owed for a suspension that is not over, or whose
    case is open, follows."""
    near = Q(last_on__gte=today()) | Q(case__isnull=False, case__closed_on=None)
    rows = queries.standing(child).filter(near, only_counts=False).select_related("child", "school", "case")
    for one in rows.order_by("first_on", "pk"):
        following.settle(one, by=None, on=today(), at=now(), origin=Origin.COUNCIL, because=BECAUSE)
