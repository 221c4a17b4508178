"""Of which exclusions the school has not said that work of the first five school days is set."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from exclusions.first_days.told import NOT_SAID, NOT_YET, is_waited_for
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.models import Suspension
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case
from oxle.schooldays.school_years import exclusion_term

SHOWN = "exclusions:suspensions:shown"


def suspensions_without() -> QuerySet[Suspension]:
    """The suspensions that stand of whose work the school has not said that it is set."""
    return Suspension.objects.filter(withdrawn_on=None, work_until_on__isnull=False).exclude(work_set=True)


def permanent_without() -> QuerySet[PermanentExclusion]:
    """The same of permanent exclusions, while their cases are open."""
    return PermanentExclusion.objects.filter(case__closed_on=None, work_until_on__isnull=False).exclude(work_set=True)


@dataclass(frozen=True)
class Row:
    """A line of the list: an exclusion, `told`, of whose work the school has not said that it is set."""

    told: Any
    what: str
    child: Any
    school_name: str
    url: str
    on: date

    @property
    def pupil(self) -> str:
        """Whose it is."""
        return str(self.child)

    @property
    def school(self) -> str:
        """Which school sets the work."""
        return self.school_name

    @property
    def first_on(self) -> date:
        """The first excluded day."""
        return self.told.first_on

    @property
    def until_on(self) -> date:
        """The last of the days."""
        return self.told.work_until_on

    @property
    def is_running(self) -> bool:
        """Whether work can still be set for some of the days."""
        return is_waited_for(self.told, self.on)

    @property
    def stands(self) -> str:
        """What the school has said, and whether there is still time."""
        said = NOT_YET if self.told.work_set is False else NOT_SAID
        return said if self.is_running else f"{said}: the days are over"

    @property
    def why(self) -> str:
        """Why there is none, in the school's words."""
        return self.told.work_words


def without_for(user: User, on: date) -> list[Row]:
    """Those of this period to a reference date that a person may see. The caller records the sights."""
    since = exclusion_term(on).starts_on
    begun = Q(first_on__lte=on, first_on__gte=since)
    suspended = suspensions_without().filter(begun, pk__in=visible_to(user, Suspension).values("pk"))
    excluded = permanent_without().filter(begun, case__in=visible_to(user, Case).values("pk"))
    rows = [
        Row(one, f"Suspension {one.reference}", one.child, one.school.name, reverse(SHOWN, args=[one.key]), on)
        for one in suspended.select_related("child", "school__organisation")
    ]
    rows += [
        Row(one, f"Permanent exclusion {one.case.reference}", one.case.child, one.case.school.name,
            one.case.get_absolute_url(), on)
        for one in excluded.select_related("case__child", "case__school__organisation")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (not row.is_running, row.until_on, row.what))
