"""What appears unlawful in that a school moves or directs a pupil whom it has excluded on these days: it is received,
and challenged, as whatever else is odd in what a school tells."""

from datetime import date

from exclusions.permanent import pathway
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.queries import standing
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


def of_exclusions(child: Child, school: School, *, what: str, from_on: date, to_on: date | None = None) -> list[str]:
    """A sentence for each exclusion of a pupil by a school that stands on one of some days (`to_on` None: or later).

    `what` is said of it: “a direction”. Whoever is excluded stays on the roll until review rights end, and is not sent
    elsewhere meanwhile unless the head cancels the exclusion (SI 2012/1033); there cannot be a suspension and something
    else for one session.
    """
    found = []
    excluded = PermanentExclusion.objects.filter(case__child=child, case__school=school, case__closed_on=None)
    for one in excluded.exclude(case__stage=pathway.FINAL.key).select_related("case").order_by("first_on", "pk"):
        if to_on is None or one.first_on <= to_on:
            found.append(
                f"The pupil is permanently excluded by this school since {plain_day(one.first_on)} "
                f"({one.case.reference}), and it is not final or cancelled: {what} cannot stand beside that."
            )
    suspended = standing(child).filter(school=school, last_on__gte=from_on)
    if to_on is not None:
        suspended = suspended.filter(first_on__lte=to_on)
    for suspension in suspended.order_by("first_on", "pk"):
        found.append(
            f"The pupil is suspended by this school until {plain_day(suspension.last_on)} ({suspension.reference}): "
            f"{what} cannot be for the same sessions."
        )
    return found
