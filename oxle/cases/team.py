"""The manager's page in numbers: the open cases they may see, by officer, overdue, due in a week, nobody's, day by day.

Every number counts cases, and `list_url` leads to the list of exactly those. What waits by a date and is no case yet
is listed beside them, with a number of its own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, write
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import visible_to
from oxle.cases import duties, owing
from oxle.cases.clocks import State
from oxle.cases.filters import WEEK
from oxle.cases.models import Case, Deadline
from oxle.cases.pathways import OWING
from oxle.cases.waiting import Waiting, waiting_for


@dataclass(frozen=True)
class Share:
    """One officer's part of the open cases: all, those with a date passed, those with one in seven days."""

    user: User
    cases: int
    overdue: int
    this_week: int

    @property
    def name(self) -> str:
        """Who it is; one who has left and still has cases is said to have left."""
        return self.user.name if self.user.is_active else f"{self.user.name} (has left)"

    @property
    def cases_a_day(self) -> float:
        """Open cases for each day they work in a week."""
        return float(self.cases / (self.user.days_a_week or 1))


@dataclass(frozen=True)
class Day:
    """One day of the week ahead, and how many cases have a date on it."""

    on: date
    cases: int

    @property
    def url(self) -> str:
        """Where they are listed; "" for a day without any."""
        return list_url(due_on=f"{self.on.day}/{self.on.month}/{self.on.year}") if self.cases else ""


@dataclass(frozen=True)
class Team:
    """All numbers of the page."""

    cases: int
    unallocated: int
    overdue: int
    this_week: int
    closed: int
    shares: list[Share]
    ahead: list[Day]
    before_cases: list[Waiting]
    before_cases_overdue: int


def team_of(user: User, on: date) -> Team:
    """The open cases that this person may see, counted, with everybody who has some or works in their teams; and the
    closed ones on which something is still to be done, of which those that nobody owns wait with the others.

    As many queries however many cases and officers there are.
    """
    mine = visible_to(user, Case).filter(closed_on=None)
    owed = Deadline.objects.filter(state=State.RUNNING, against__in=OWING)
    of_it = owed.filter(case=OuterRef("pk"))
    counted = {
        row["owner"]: row
        for row in mine.order_by()
        .values("owner")
        .annotate(
            cases=Count("pk"),
            overdue=Count("pk", filter=Exists(of_it.filter(due_on__lt=on))),
            this_week=Count("pk", filter=Exists(of_it.filter(due_on__range=(on, on + WEEK)))),
        )
    }
    due = owed.filter(due_on__range=(on, on + WEEK), case__in=mine.values("pk")).order_by().values_list("due_on")
    by_day = dict(due.annotate(Count("case", distinct=True)))
    nobody: dict[str, int] = {"cases": 0, "overdue": 0, "this_week": 0}
    total = {name: sum(row[name] for row in counted.values()) for name in nobody}
    before_cases = waiting_for(user, on)
    return Team(
        cases=total["cases"],
        unallocated=owing.nobodys(visible_to(user, Case)).count(),
        overdue=total["overdue"],
        this_week=total["this_week"],
        closed=owing.closed_and_owing(visible_to(user, Case)).count(),
        shares=[
            Share(person, **{name: counted.get(person.pk, nobody)[name] for name in nobody})
            for person in _people(set(counted) - {None}, set(mine.values_list("team", flat=True)), on)
        ],
        ahead=[
            Day(day, by_day.get(day, 0)) for number in range(WEEK.days + 1) for day in [on + timedelta(days=number)]
        ],
        before_cases=before_cases,
        before_cases_overdue=sum(one.due_on < on for one in before_cases),
    )


def list_url(**chosen: str) -> str:
    """The list of the open cases that fit, such as `owner=…, due="overdue"`."""
    return f"{reverse('cases:list')}?{urlencode({'status': 'open', **chosen})}"


def _people(owners: set[int], teams: set[int], on: date) -> list[User]:
    """Those who have cases, also when they have left, and those who work on cases in these teams."""
    has_cases = [duty for duty in duties.duties() if duty.pathways]
    works = {write(duty.key, one) for duty in has_cases for one in (Compartment.ORDINARY, Compartment.LEGAL)}
    roles = [key for key, role in ROLES.items() if works & role.permissions]
    held = Q(memberships__organisation__in=teams, memberships__role__in=roles, memberships__from_on__lte=on)
    until = Q(memberships__until_on=None) | Q(memberships__until_on__gte=on)
    found = User.objects.filter(Q(pk__in=owners) | (Q(is_active=True) & held & until))
    return list(found.distinct().order_by("name", "pk"))
