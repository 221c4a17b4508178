"""The reads of the governors' clerk: which exclusions come before the governors, and how each of them stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from exclusions.governors.before import BY_PATHWAY, Before
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.pathway.stages import GOVERNORS_CLERK
from exclusions.permanent.queries import governors_meet_on, meeting_day, said_by, with_takers
from exclusions.permanent.telling_since import NOT_YET
from exclusions.suspensions.pathway import SETTLED, SUSPENDED
from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404
from oxle.audit import sights
from oxle.cases.actions import why_not
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline
from oxle.cases.pathways import Step
from oxle.cases.standing import newest_first
from oxle.core.dates import today
from oxle.people.visibility import conflicts_of
from oxle.schooldays.school_years import school_year_of
from oxle.schooldays.wording import plain_day


def cases_before(user: User) -> QuerySet[Case]:
    """The exclusions of a clerk's own school; a conflict of interest closes one. None for whoever is no clerk."""
    mine = Q(pathway__in=BY_PATHWAY, school__organisation__in=user.organisations_where(GOVERNORS_CLERK))
    return Case.objects.filter(mine).exclude(child__in=conflicts_of(user, today()).values("child"))


def get_case_before(user: User, key: str) -> Case:
    """One of them, the sight of the child recorded; 404 to strangers."""
    rows = cases_before(user).select_related("child", "school__organisation", "school__calendar")
    case = get_or_404(rows, key=key)
    sights.see([case.child_id], "page")
    return case


@dataclass(frozen=True)
class Row:
    """An exclusion as the list of a clerk shows it: `due` is the next of the governors' dates, where one runs."""

    case: Case
    due: Deadline | None

    @property
    def pupil(self) -> str:
        """Whom it is about."""
        return self.case.child.shown_name if self.case.child else ""

    @property
    def what(self) -> str:
        """Which kind of exclusion."""
        return f"{BY_PATHWAY[self.case.pathway].called} {self.case.reference}"

    @property
    def due_on(self) -> date | None:
        """The day of what is due next."""
        return self.due.due_on if self.due else None

    @property
    def next_on(self) -> date:
        """The day by which a list is put in order: where nothing is due it stands last."""
        return self.due_on or date.max

    @property
    def is_due(self) -> str:
        """What is due next, in words."""
        if not self.case.is_open:
            return "Nothing, unless the parents make representations"
        return self.due.label if self.due else "Nothing from the governors now"


def list_before(user: User) -> list[Row]:
    """What comes before the governors, what is due first at the top; the sights are recorded.

    It is open, or was closed in this school year and is opened again by what the parents say.
    """
    again = Q(stage=SETTLED.key, pathway=SUSPENDED.key, closed_on__gte=school_year_of(today()).starts_on)
    shown = cases_before(user).filter(Q(closed_on=None) | again)
    cases = list(shown.select_related("child").order_by("closed_on", "-opened_on", "-pk"))
    due: dict[int, Deadline] = {}
    for row in _running(Deadline.objects.filter(case__in=cases), BY_PATHWAY.values()):
        due.setdefault(row.case_id, row)
    sights.see([case.child_id for case in cases if case.child_id], "list")
    return sorted((Row(case, due.get(case.pk)) for case in cases), key=lambda row: row.next_on)


def to_record(case: Case, before: Before, user: User, on: date) -> list[Step]:
    """What the clerk can record on a case now, in the order of the pathway."""
    return [step for step in before.steps_of(case) if why_not(case, step, by=user, on=on) is None]


def dates_of(case: Case, before: Before) -> list[Deadline]:
    """The governors' dates that run, the next first."""
    return list(_running(case.deadlines.all(), [before]))


def _running(rows: QuerySet[Deadline], befores: Iterable[Before]) -> QuerySet[Deadline]:
    """The governors' dates among these that run, the next first."""
    clocks = {(one.pathway.key, clock.key) for one in befores for clock in one.clocks}
    theirs = Q()
    for pathway, clock in sorted(clocks):
        theirs |= Q(case__pathway=pathway, clock=clock)
    return rows.filter(theirs, state=State.RUNNING).order_by("due_on", "pk")


def history_of(case: Case, before: Before) -> list[dict[str, Any]]:
    """What happened, newest first, as a timeline shows it: never the council's notes."""
    events = newest_first(with_takers(case.events.filter(step__in=before.titles)))
    return [
        {"title": before.titles[event.step], "by": said_by(event), "on": event.on, "text": meeting_day(event)}
        for event in events
    ]


def about(case: Case, before: Before) -> list[dict[str, str]]:
    """What an exclusion is and where it stands, as a summary list shows it."""
    told = PermanentExclusion.objects.filter(case=case).first()
    rows = [("Where it stands", case.stage_label)]
    if told is not None:
        rows += [
            ("First excluded day", plain_day(told.first_on)),
            ("The governors were told", plain_day(told.governors_told_on) if told.governors_told_on else NOT_YET),
        ]
        if told.exam_on:
            rows.append(("Examination or test missed", f"Begins on {plain_day(told.exam_on)}"))
    suspended = [
        f"{plain_day(one.first_on)} to {plain_day(one.last_on)}"
        + (f". An examination or test is missed on {plain_day(one.exam_on)}" if one.exam_on else "")
        for one in case.suspensions.order_by("first_on")
    ]
    if suspended:
        rows.append(("Suspended", suspended))
    if meets_on := governors_meet_on(case):
        rows.append(("The governors meet", plain_day(meets_on)))
    if before.of_academy:
        arranges = "The academy’s trust: record what it does here" if case.school.is_academy else "The council"
        rows.append(("Who arranges a review", arranges))
    return [{"key": key, "value": value} for key, value in rows]
