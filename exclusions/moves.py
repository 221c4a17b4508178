"""The moves of pupils on a school's home page, of whatever kind, in two queries: those its pages show and no others."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from exclusions.managed_moves.models import ManagedMove
from exclusions.managed_moves.pathway import MANAGED
from exclusions.managed_moves.queries import coming_to
from exclusions.off_site.models import OffSiteDirection
from exclusions.off_site.pathway import OFF_SITE
from exclusions.separation.models import Separation
from exclusions.separation.pathway import SEPARATION
from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, visible_to
from oxle.audit import sights
from oxle.cases.challenges import is_asked
from oxle.cases.duties import PortalRow
from oxle.cases.models import Case


@dataclass(frozen=True)
class Kind:
    """A kind of move: the detail beside its case, by model and attribute, and how a school calls it and finds it."""

    model: type[Any]
    detail: str
    what: str
    namespace: str


KINDS = {
    OFF_SITE.key: Kind(OffSiteDirection, "off_site_direction", "Off-site direction", "exclusions:off_site"),
    MANAGED.key: Kind(ManagedMove, "managed_move", "Managed move", "exclusions:managed_moves"),
    SEPARATION.key: Kind(Separation, "separation", "Safeguarding separation", "exclusions:separation"),
}


def portal_rows(user: User) -> list[PortalRow]:
    """The moves that this person's school told of, and those of pupils who are to come to it, for its home page."""
    shown = NOTHING
    for kind in KINDS.values():
        shown |= Q(pk__in=visible_to(user, kind.model).values("case"))
    cases = Case.objects.filter(shown).select_related("child", *(kind.detail for kind in KINDS.values()))
    rows = list(cases.annotate(asked=is_asked(case="pk")).order_by("-pk"))
    coming = list(coming_to(user).order_by("-pk"))
    sights.see([row.child_id for row in rows] + [one.case.child_id for one in coming], "list")
    return [*(_row(case, KINDS[case.pathway], case.asked) for case in rows), *(_coming(one) for one in coming)]


def _coming(move: ManagedMove) -> PortalRow:
    """A pupil who is to move to the school: what it does is to agree, and to put the pupil on its roll."""
    case, agrees = move.case, move.to_head_agreed_on is None
    return PortalRow(
        title=str(case.child),
        pupil=case.child.key if case.child else "",
        what=f"Managed move to you {case.reference}",
        status="Say whether you agree" if agrees else case.stage_label,
        colour="red" if agrees else "green",
        url=reverse("exclusions:managed_moves:coming", args=[case.key]),
        moment=move.told_at,
        needs_answer=agrees,
    )


def _row(case: Case, kind: Kind, asked: bool) -> PortalRow:
    return PortalRow(
        title=str(case.child),
        pupil=case.child.key if case.child else "",
        what=f"{kind.what} {case.reference}",
        status="Answer the council" if asked else case.stage_label,
        colour="red" if asked else "grey" if case.closed_on else "green",
        url=reverse(f"{kind.namespace}:sent", args=[case.key]),
        moment=getattr(case, kind.detail).told_at,
        needs_answer=asked,
    )
