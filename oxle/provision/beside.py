"""Asks whether a full-time place is meant beside the full week of a school on whose register the child is.

An offer that is recorded keeps another from overlapping it. Most schools’ full weeks are recorded nowhere: who is on a
register and is offered nothing else there is taught in full, as the ledger counts it. A second full-time education is
then easily a slip, of the child or of the day, or an exclusion that nobody told us of.
"""

from datetime import date

from oxle.core.forms import OxleForm
from oxle.core.meant import ask_whether_meant
from oxle.people.models import Child
from oxle.people.visibility import in_force
from oxle.provision.models import Offer, Provider
from oxle.schooldays.wording import listed, plain_day
from oxle.schools.models import School


def taught_in_full_at(child: Child, on: date, provider: Provider) -> list[School]:
    """The schools on whose register a child is on a day, and of which nothing says that they offer less than a full
    week, by name; less the provider itself, where it is a school with a register."""
    told = Offer.objects.filter(in_force(on), child=child, school__isnull=False).values("school")
    rows = School.objects.filter(enrolments__in=child.enrolments.filter(in_force(on))).exclude(pk__in=told)
    rows = rows.exclude(organisation__name=provider.name)
    return list(rows.select_related("organisation").order_by("organisation__name", "pk").distinct())


class AsksOfFullWeeks(OxleForm):
    """A form that goes on with a full-time place beside a school's full week only once a tick says that it is meant.
    Its `clean` asks."""

    def ask_of_full_week(self, child: Child, provider: Provider, on: date) -> None:
        """Say at `full_time` which school teaches the child then. Another day is asked of anew."""
        schools = taught_in_full_at(child, on, provider)
        if not schools:
            return
        names = listed([str(one) for one in schools])
        has = "has" if len(schools) == 1 else "have"
        ask_whether_meant(
            self,
            "full_time",
            f"full_time_meant_{on:%Y%m%d}",
            words=f"{names} {has} the child on its register on {plain_day(on)}, and nothing says that less than a full "
            "week is offered there.",
            label=f"Full-time education beside {names} is meant all the same",
            otherwise="Ask the school, change the place, or tick that it is meant",
        )
