"""The items that the school census asks of exclusions, as rows of a file: one for each that counts in a period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from exclusions.census.rows import LUNCHTIME, PERMANENT, REASONS, SUSPENSION
from exclusions.funding.liability import STANDS_NO_MORE
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.models import Suspension
from exclusions.telling import SupportForSen
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.people.models import Child
from oxle.schooldays.school_years import Span, exclusion_term

HEADINGS = ("UPN", "URN", "startdate", "sessions", "category", *REASONS, "senprovision", "incare")
# N none, K SEN support, E an EHC plan; while a plan is being assessed the pupil has support (census code set).
SEN = {SupportForSen.NONE: "N", SupportForSen.SUPPORT: "K", SupportForSen.ASSESSMENT: "K", SupportForSen.PLAN: "E"}
YES_NO = {True: "true", False: "false", None: ""}
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Census:
    """The exclusions that began in a period, as far as a person may see the children."""

    suspensions: list[Suspension]
    permanent: list[PermanentExclusion]

    def rows(self) -> Iterator[list[Any]]:
        """The rows of the file, by the first day."""
        rows = [*map(_suspension, self.suspensions), *map(_permanent, self.permanent)]
        return iter(sorted(rows, key=lambda row: (row[2], row[0] or "")))


def periods_until(on: date, count: int = 6) -> list[Span]:
    """The periods to a reference date that the census asks for, the present one first."""
    found = [exclusion_term(on)]
    while len(found) < count:
        found.append(exclusion_term(found[-1].starts_on - A_DAY))
    return found


def census_for(user: User, period: Span) -> Census:
    """What counts in a period and this person may see; the sight of the children is recorded.

    Not counted is what was withdrawn, cancelled by the head, entered by mistake or ended by the governors.
    """
    began = {"first_on__gte": period.starts_on, "first_on__lte": period.ends_on}
    suspensions = Suspension.objects.filter(**began, withdrawn_on=None)
    permanent = PermanentExclusion.objects.filter(**began).exclude(case__stage__in=STANDS_NO_MORE)
    children = visible_to(user, Child).values("pk")
    open_ones = list(suspensions.filter(child__in=children).select_related("child", "school"))
    open_permanent = list(permanent.filter(case__child__in=children).select_related("case__child", "case__school"))
    sights.see({one.child_id for one in open_ones} | {one.case.child_id for one in open_permanent}, "export")
    return Census(open_ones, open_permanent)


def _suspension(one: Suspension) -> list[Any]:
    category = LUNCHTIME if one.lunchtime else SUSPENSION
    return _row(one.child, one.school, one, one.sessions, category)


def _permanent(one: PermanentExclusion) -> list[Any]:
    return _row(one.case.child, one.case.school, one, None, PERMANENT)


def _row(child: Any, school: Any, one: Any, sessions: int | None, category: str) -> list[Any]:
    reasons = [*one.reasons, *[""] * (len(REASONS) - len(one.reasons))]
    return [
        child.upn,
        school.urn if school else "",
        one.first_on,
        sessions,
        category,
        *reasons,
        SEN.get(one.sen, ""),
        YES_NO[one.looked_after],
    ]
