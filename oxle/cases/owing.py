"""Cases on which something is still to be done: the open ones, and of the closed those of which a time still runs.

Closing a case ends its times but those that outlive it, such as a school's answer to what it was challenged about.
Nobody may own such a case, and somebody must.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline
from oxle.cases.pathways import OWING


def closed_and_owing(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The closed ones of some cases on which we, or a school, still owe something."""
    return rows.filter(_owes(), closed_on__isnull=False)


def nobodys(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of some cases that nobody owns, and on which something is still to be done: the team's queue."""
    return rows.filter(Q(closed_on=None) | _owes(), owner=None)


def _owes() -> Exists:
    return Exists(Deadline.objects.filter(case=OuterRef("pk"), state=State.RUNNING, against__in=OWING))
