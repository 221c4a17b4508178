"""Who said what is known of the work of the first five school days of a suspension. No writes."""

from exclusions.first_days import told as first_days
from exclusions.first_days.asking import TOLD_BY
from exclusions.suspensions import queries
from exclusions.suspensions.models import Suspension


def entered(one: Suspension) -> first_days.Entered | None:
    """Which officer entered what is said of the work, and who told them; None where the school said it itself."""
    for each in queries.amendments_of(one):
        said = next((change for change in each.changed if change["what"] == queries.WORK), None)
        if said is not None:
            told_by = said.get(TOLD_BY, "")
            return first_days.Entered(each.by.name, told_by) if told_by or each.by.is_council else None
    return first_days.Entered(one.told_by.name) if one.told_by.is_council else None
