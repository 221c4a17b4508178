"""The reads on safeguarding separations: who may see which, and what the school may know."""

from typing import Any

from django.db.models import Q

from exclusions.separation import pathway
from exclusions.separation.models import Separation
from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, write
from oxle.accounts.visibility import get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.models import Case
from oxle.core.dates import today
from oxle.people.visibility import conflicts_of

# At a school the head alone, for whom the designated safeguarding lead works.
TELLS = write("portal", Compartment.SAFEGUARDING)
TITLES = {
    pathway.TELL.key: "Received by the council",
    pathway.ARRANGE.key: "Education arranged",
    pathway.BEGIN.key: "Education has begun",
    pathway.HOLD_REVIEW.key: "A review was held",
    pathway.END.key: "Closed: back together at school",
    pathway.LEAVE.key: "Closed: at another school",
    pathway.MISTAKE.key: "Closed: entered by mistake",
}
FOR_SCHOOL = (pathway.EDUCATION.key, pathway.REVIEW.key)


@visible(Separation)
def _separations(user: Any) -> Q:
    """A head sees what the school told us; at the council whoever may see the case."""
    shown = Q(case__in=visible_to(user, Case).values("pk"))
    if TELLS not in user.permissions:
        return shown
    mine = Q(case__school__organisation__in=user.organisations_where(TELLS))
    return shown | (mine & ~Q(case__child__in=conflicts_of(user, today()).values("child")))


def get_told_for(user: User, key: str) -> Case:
    """The case of a separation that this person's school told of, its sight recorded; 404 to strangers."""
    rows = visible_to(user, Separation).select_related(
        "case__child", "case__school__organisation", "case__school__calendar"
    )
    told = get_or_404(rows, case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case
