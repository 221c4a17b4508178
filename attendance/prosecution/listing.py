"""When the next hearing is: as it was told with the charge, at a hearing, or by the court in between."""

from datetime import date

from oxle.cases.models import Case
from oxle.cases.projection import happenings
from oxle.core.dates import from_iso

# The steps that tell it, by their keys: the pathway itself names the letters that ask for the day.
TOLD_BY = {"commence", "hearing", "listing"}


def listed_on(case: Case) -> date | None:
    """The day of the next hearing, as it was last told; None while none is."""
    told = [one for one in happenings(case) if one.step in TOLD_BY]
    return from_iso(told[-1].facts.get("hearing_on")) if told else None
