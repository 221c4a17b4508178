"""What a step that closes a case ends of a child's education, kept with it, and how that comes back with the case."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from exclusions.school_offers import CUT
from oxle.accounts.models import User
from oxle.cases import giving_back
from oxle.cases.models import Case
from oxle.cases.projection import happenings
from oxle.provision.models import Offer


def before_closing(case: Case) -> dict[str, Any]:
    """The offers that a case made, and those of the school's that it cut short, as they stand."""
    return giving_back.keep(_of(case))


def give_back(case: Case, facts: Mapping[str, Any], *, by: User | None) -> list[str]:
    """Let them stand so again; see giving_back."""
    return giving_back.give_back(case, facts, _of(case), by=by)


def _of(case: Case) -> QuerySet[Offer]:
    cut = happenings(case)[0].facts.get(CUT, {})
    rows = Offer.objects.filter(Q(source=case.reference) | Q(key__in=cut), child=case.child)
    return rows.select_related("provider", "school").order_by("from_on", "pk")
