"""Cases that a duty had of a child at a school before a day: by the registry, so that no duty need know another.

Only of pathways that are open to whoever works with cases: what stands in a compartment is no evidence for a page.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from oxle.accounts.permissions import Compartment
from oxle.cases import duties
from oxle.cases.models import Case

# Every pathway on which a case can be entered by mistake calls that stage so.
MISTAKEN = "mistaken"


@dataclass(frozen=True)
class Earlier:
    """A case as it counts as evidence: when it was opened, and what its pathway is called."""

    on: date
    name: str


def cases_at_school(duty: str, children: Collection[int]) -> dict[tuple[int, int], list[Earlier]]:
    """The cases that a duty has had of some children, by child and school (primary keys), in order. One query.

    None where the duty is not installed; none that was entered by mistake.
    """
    if not duties.is_installed(duty):
        return {}
    names = {one.key: one.name for one in duties.duty(duty).pathways if one.compartment == Compartment.ORDINARY}
    rows = Case.objects.filter(pathway__in=names, child__in=children, school__isnull=False).exclude(stage=MISTAKEN)
    found: dict[tuple[int, int], list[Earlier]] = {}
    for child, school, opened_on, pathway in rows.order_by("opened_on", "pk").values_list(
        "child", "school", "opened_on", "pathway"
    ):
        found.setdefault((child, school), []).append(Earlier(opened_on, names[pathway]))
    return found
