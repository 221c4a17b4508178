"""How many permanent exclusions the head cancelled, by what averted them: the one count of every report. No writes."""

from collections import Counter
from datetime import date

from exclusions.permanent import pathway
from exclusions.permanent.step_forms import AVERTED_BY
from oxle.cases.models import Event


def cancelled(first_on: date, last_on: date) -> Counter[str]:
    """By what averted it, of those cancelled from one day to another. Of what was put right the newest entry counts; of
    a case that was entered by mistake nothing does."""
    rows = Event.objects.filter(
        case__pathway=pathway.PERMANENT.key, step=pathway.RESCIND.key, on__range=(first_on, last_on), superseded_by=None
    ).exclude(case__stage=pathway.MISTAKEN.key)
    said = rows.values_list("facts__averted_by", flat=True)
    return Counter(one if one in AVERTED_BY else "other" for one in said)
