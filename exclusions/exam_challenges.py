"""Challenges by itself that the governors did not decide before an examination, once its day has come.

Nobody does anything on such a day, so it is looked for: once an hour, and each is asked once.
"""

import logging
from datetime import datetime

from django.db import transaction

from exclusions.permanent import challenging
from exclusions.permanent import pathway as permanent
from exclusions.suspensions import following
from exclusions.suspensions import pathway as suspensions
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline
from oxle.core.dates import london_day
from oxle.core.periodic import Periodic

SCHEDULE = {"challenge what was not decided before an examination": Periodic("exclusions.tasks.exams", every=3600)}
CLOCKS = {
    permanent.PERMANENT.key: permanent.GOVERNORS_BEFORE_EXAM.key,
    suspensions.SUSPENDED.key: suspensions.MEETING_BEFORE_EXAM.key,
}
logger = logging.getLogger(__name__)


def challenge_passed(at: datetime) -> int:
    """Challenge what was not decided in time; how many cases were looked at. One that fails keeps no other back."""
    on, looked_at = london_day(at), 0
    for pathway, clock in CLOCKS.items():
        passed = Deadline.objects.filter(clock=clock, state=State.RUNNING, due_on__lt=on, case__pathway=pathway)
        for case in Case.objects.filter(closed_on=None, pk__in=passed.values("case")).order_by("pk"):
            try:
                with transaction.atomic():
                    _challenge(Case.objects.select_for_update().get(pk=case.pk), at)
            except Exception as error:  # whatever it is, the others are asked; its words may tell of the child
                logger.error("No challenge could be made on case %s: %s", case.pk, type(error).__name__)
            else:
                looked_at += 1
    return looked_at


def _challenge(case: Case, at: datetime) -> None:
    if case.pathway == permanent.PERMANENT.key:
        challenging.settle(case, on=london_day(at), at=at)
    else:
        following.look_again(case, at=at)
