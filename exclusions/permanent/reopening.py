"""What must hold for a permanent exclusion to stand again that was closed by mistake."""

from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.suspensions.counting import half_day
from exclusions.suspensions.queries import standing
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day


def must_stand_alone(case: Case) -> None:
    """Refused while the child is placed by another case, and where there would be two exclusions for one session."""
    if case.child is None:
        return
    placed = Case.objects.filter(child=case.child, pathway=FAIR_ACCESS.key, closed_on=None).first()
    if placed is not None:
        raise Refused(
            f"The child needs a school by another case by now, {placed.reference}. Close that as entered by mistake "
            "first."
        )
    told = case.permanent_exclusion
    begins = half_day(told.first_on, told.first_session)
    suspension = standing(case.child).filter(half_days__endswith__gt=begins).order_by("last_on").last()
    if suspension is not None:
        raise Refused(
            f"The pupil is suspended until {plain_day(suspension.last_on)} ({suspension.reference}), after the first "
            "day of this exclusion. There cannot be two exclusions for one session."
        )
