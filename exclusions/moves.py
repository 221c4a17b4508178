"""The exclusions and moves of pupils on a school's home page: those its pages show and no others."""

from collections.abc import Callable

from django.db.models import Model
from django.urls import reverse

from exclusions.first_days.told import is_waited_for
from exclusions.managed_moves.models import ManagedMove
from exclusions.managed_moves.pathway import MANAGED
from exclusions.managed_moves.queries import coming_to
from exclusions.off_site.models import OffSiteDirection
from exclusions.off_site.pathway import OFF_SITE
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.pathway import PERMANENT
from exclusions.separation.models import Separation
from exclusions.separation.pathway import SEPARATION
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases.models import Case
from oxle.cases.offers import PortalCases, PortalRow
from oxle.cases.pathways import Pathway
from oxle.cases.told import told_row
from oxle.core.dates import today


def _row(detail: str, what: str, namespace: str) -> Callable[[Case], PortalRow]:
    def row(case: Case) -> PortalRow:
        url = reverse(f"{namespace}:sent", args=[case.key])
        return told_row(case, what, url=url, moment=getattr(case, detail).told_at)

    return row


def _kind(pathway: Pathway, model: type[Model], detail: str, what: str, namespace: str) -> PortalCases:
    return PortalCases(pathway.key, detail, lambda user: visible_to(user, model), _row(detail, what, namespace))


def _permanent(case: Case) -> PortalRow:
    """A permanent exclusion; while the first five days run the school says whether work is set for them."""
    told = case.permanent_exclusion
    asks = case.is_open and is_waited_for(told, today())
    return told_row(
        case,
        "Permanent exclusion",
        url=reverse("exclusions:sent", args=[case.key]),
        moment=told.told_at,
        stands=("Say whether work is set", "red") if asks else None,
        owes=asks,
    )


TOLD = (
    PortalCases(PERMANENT.key, "permanent_exclusion", lambda user: visible_to(user, PermanentExclusion), _permanent),
    _kind(OFF_SITE, OffSiteDirection, "off_site_direction", "Off-site direction", "exclusions:off_site"),
    _kind(MANAGED, ManagedMove, "managed_move", "Managed move", "exclusions:managed_moves"),
    _kind(SEPARATION, Separation, "separation", "Safeguarding separation", "exclusions:separation"),
)


def portal_rows(user: User) -> list[PortalRow]:
    """The pupils who are to come to this person's school by a managed move, for its home page."""
    coming = list(coming_to(user).order_by("-pk"))
    sights.see([one.case.child_id for one in coming], "list")
    return [_coming(one) for one in coming]


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
