"""What a school told the council of, as its home page lists it: the cases of every duty at once, in one query."""

from datetime import datetime

from django.db.models import Q, QuerySet

from oxle.accounts.models import User
from oxle.audit import sights
from oxle.cases import duties
from oxle.cases.challenges import is_asked
from oxle.cases.models import Case, Origin
from oxle.cases.offers import PortalRow
from oxle.cases.permissions import PORTAL


def told_rows(user: User) -> list[PortalRow]:
    """The cases that this person's school told of, of whatever duty, each as its duty words it; the sight recorded."""
    kinds = {kind.pathway: kind for duty in duties.duties() for kind in duty.portal_cases}
    if not kinds:
        return []
    told, *others = (kind.told(user).values("case") for kind in kinds.values())
    cases = Case.objects.filter(pk__in=told.union(*others, all=True))
    for kind in kinds.values():
        cases = cases.select_related("child", kind.detail).annotate(**kind.knows)
    rows = list(cases.annotate(asked=is_asked(case="pk")).order_by("-pk"))
    sights.see([case.child_id for case in rows if case.child_id], "list")
    return [kinds[case.pathway].row(case) for case in rows]


def cases_told_by(user: User) -> QuerySet[Case]:
    """The cases that this person's school told of itself, and those that its pages show it: of no other does it learn
    here, such as one that the police or a refuge told of."""
    known = Q(origin=Origin.PORTAL, school__organisation__in=user.organisations_where(PORTAL))
    for duty in duties.duties():
        for kind in duty.portal_cases:
            known |= Q(pk__in=kind.told(user).values("case"))
    return Case.objects.filter(known)


def told_row(
    case: Case, what: str, *, url: str, moment: datetime, stands: tuple[str, str] | None = None, owes: bool = False
) -> PortalRow:
    """A case on a school's home page. `stands` are words and their colour, else the stage; `owes`: something is due."""
    words, colour = stands or (case.stage_label, "grey" if case.closed_on else "green")
    if case.asked:
        words, colour = "Answer the council", "red"
    return PortalRow(
        title=str(case.child),
        pupil=case.child.key if case.child else "",
        what=f"{what} {case.reference}",
        status=words,
        colour=colour,
        url=url,
        moment=moment,
        needs_answer=case.asked or owes,
    )
