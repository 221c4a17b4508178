"""An excluded pupil stays on the roll until the review rights have ended; one taken off it sooner is challenged.

That the pupil left is recorded all the same, as of any other: the law binds the school, and the register says what is.
"""

from datetime import date

from django.db.models import QuerySet

from exclusions import lawful
from exclusions.permanent import challenging, pathway
from oxle.cases.models import Case
from oxle.core import dates
from oxle.people.models import Child
from oxle.schools.models import School

# Where the governors or a review panel may still give the pupil the place back.
RIGHTS_LAST = (pathway.EXCLUDED, pathway.UPHELD, pathway.IN_REVIEW, pathway.RECONSIDERING)


def register_changed(child: Child) -> None:
    """A child came onto a school's register, left it, or that was put right."""
    for case in _whose_rights_last(child):
        _challenge(case, challenging.last_day_at(case))


def told_off_register(child: Child, school: School, on: date) -> None:
    """A school says in a return that it took the name off on a day. Where its register has a last day by then, that was
    asked already."""
    for case in _whose_rights_last(child).filter(school=school):
        if challenging.last_day_at(case) is None:
            _challenge(case, on)


def _whose_rights_last(child: Child) -> QuerySet[Case]:
    stages = [stage.key for stage in RIGHTS_LAST]
    rows = Case.objects.filter(pathway=pathway.PERMANENT.key, child=child, closed_on=None, stage__in=stages)
    return rows.select_related("school__organisation")


def _challenge(case: Case, left_on: date | None) -> None:
    if left_on is None or _nobody_asked_in_time(case, left_on):
        return
    now = dates.now()
    why = lawful.of_roll(left_on)
    if not case.events.filter(step=pathway.CHALLENGE.key, superseded_by=None, reason__contains=why[0]).exists():
        challenging.challenge(case, why, on=dates.london_day(now), at=now)


def _nobody_asked_in_time(case: Case, left_on: date) -> bool:
    """Whether the time for asking for a review was over by a day without one, though nobody has recorded it yet."""
    window = case.deadlines.filter(clock=pathway.REVIEW_WINDOW.key, state="running").first()
    return window is not None and window.due_on is not None and left_on > window.due_on
