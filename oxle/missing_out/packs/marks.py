"""What is counted of a child beside the register: special needs, and what social care does."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.people.visibility import in_force

MARKS = (
    VulnerabilityKind.EHCP, VulnerabilityKind.EHC_ASSESSMENT, VulnerabilityKind.SEN_SUPPORT,
    VulnerabilityKind.LOOKED_AFTER, VulnerabilityKind.CHILD_PROTECTION, VulnerabilityKind.CHILD_IN_NEED,
)  # fmt: skip


def marks_on(children: Collection[int], on: date) -> Mapping[int, list[str]]:
    """The marks of some children (primary keys) on a day, each in the order above. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Vulnerability.objects.filter(in_force(on), child__in=children, kind__in=MARKS)
    order = [str(one) for one in MARKS]
    for child, kind in set(rows.values_list("child", "kind")):
        found[child].append(kind)
    return {child: sorted(each, key=order.index) for child, each in found.items()}
