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
    """A case as it counts as evidence: when it was opened and closed, and what its pathway is called."""

    on: date
    name: str
    closed_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        """Whether it had been opened before a day, and was still open on it."""
        return self.on < day and (self.closed_on is None or self.closed_on >= day)


def cases_at_school(
    keys: Collection[str], children: Collection[int]
) -> dict[str, dict[tuple[int, int], list[Earlier]]]:
    """The cases that some duties have had of some children, by duty, then by child and school (primary keys), in order.
    One query.

    None of a duty that is not installed; none that was entered by mistake.
    """
    found: dict[str, dict[tuple[int, int], list[Earlier]]] = {key: {} for key in keys}
    ways = [way for key in keys if duties.is_installed(key) for way in duties.duty(key).pathways]
    names = {one.key: one.name for one in ways if one.compartment == Compartment.ORDINARY}
    if not names:
        return found
    rows = Case.objects.filter(pathway__in=names, child__in=children, school__isnull=False).exclude(stage=MISTAKEN)
    columns = ("duty", "child", "school", "opened_on", "closed_on", "pathway")
    for key, child, school, opened_on, closed_on, way in rows.order_by("opened_on", "pk").values_list(*columns):
        found[key].setdefault((child, school), []).append(Earlier(opened_on, names[way], closed_on))
    return found
