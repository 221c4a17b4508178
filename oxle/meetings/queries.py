"""The reads on meetings: series and meetings a person may see, an agenda, what waits for one, who took how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from oxle.accounts.models import Membership, User
from oxle.accounts.permissions import Permission, write
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases.models import Case
from oxle.cases.offers import Task as WorkTask
from oxle.meetings.kinds import KINDS, Kind
from oxle.meetings.models import Item, Meeting, Member, Series, State, Task
from oxle.people.visibility import in_force
from oxle.schooldays.school_years import school_year_of
from oxle.schools.models import School

SOON = timedelta(weeks=8)
PAST_SHOWN = 12


def series_for(user: User, on: date) -> QuerySet[Series]:
    """The series this person may see, each with the day on which it next meets (`next_on`), but for those of schools:
    `meetings_of_schools`."""
    rows = visible_to(user, Series).filter(school=None).select_related("provider__organisation")
    return rows.annotate(next_on=_next_on(on)).order_by("name")


def _next_on(on: date) -> Subquery:
    planned = Meeting.objects.filter(series=OuterRef("pk"), state=State.PLANNED, on__gte=on).order_by("on")
    return Subquery(planned.values("on")[:1])


def meetings_of_schools(user: User, on: date) -> list[Meeting]:
    """The meetings of schools' own series, such as their governors', that are to come or were and are not closed, the
    first at the top, each with how many cases stand before it (`cases`)."""
    rows = visible_to(user, Meeting).filter(series__school__isnull=False, state=State.PLANNED)
    counted = rows.annotate(cases=Count("items", filter=Q(items__decision="")))
    return list(counted.select_related("series__school__organisation").order_by("on", "series__name"))


def get_series_for(user: User, key: str) -> Series:
    """One of them by its key; 404 to strangers."""
    return get_or_404(
        visible_to(user, Series).select_related("provider__organisation", "school__organisation"), key=key
    )


def get_member_of(series: Series, key: str) -> Member:
    """A member of a series that is loaded already; 404 for another's."""
    return get_or_404(series.members.all(), key=key)


def get_meeting_for(user: User, key: str) -> Meeting:
    """A meeting by its key; 404 to strangers."""
    return get_or_404(visible_to(user, Meeting).select_related("series__provider__organisation", "closed_by"), key=key)


def get_item_for(user: User, meeting: Meeting, key: str) -> Item:
    """An item of a meeting, its sight recorded; 404 to strangers."""
    rows = (
        visible_to(user, Item)
        .filter(meeting=meeting)
        .select_related(
            "case__child",
            "case__school__organisation",
            "meeting__series",
            "school__organisation",
            "provider__organisation",
        )
    )
    item = get_or_404(rows, key=key)
    sights.see([item.case.child_id], "page")
    return item


def get_task_for(user: User, key: str) -> Task:
    """A task that is this person's, or that they may finish for its owner; its sight recorded, 404 to strangers."""
    seen = visible_to(user, Item).values("pk")
    rows = visible_to(user, Task).filter(Q(owner=user) | Q(item__in=seen))
    task = get_or_404(rows.select_related("item__case__child", "item__meeting__series", "owner"), key=key)
    sights.see([task.item.case.child_id], "page")
    return task


@dataclass(frozen=True)
class Agenda:
    """The items of a meeting that a person may read, and how many are closed to them."""

    items: list[Item]
    told: list[Item]
    closed: int


def agenda_of(user: User, meeting: Meeting, *, sight: str = "list") -> Agenda:
    """What stands before a meeting and what was decided before it could; the `sight` of the children is recorded."""
    rows = (
        visible_to(user, Item)
        .filter(meeting=meeting)
        .select_related(
            "case__child", "case__school__organisation", "school__organisation", "provider__organisation",
            "meeting__series", "recorded_by",
        )
    )  # fmt: skip
    shown = list(rows.prefetch_related("tasks__owner", "corrections__by"))
    sights.see([item.case.child_id for item in shown], sight)
    return Agenda(
        items=[item for item in shown if not item.between],
        told=[item for item in shown if item.between],
        closed=meeting.items.count() - len(shown),
    )


def of_series(series: Series, cases: Iterable[Case]) -> list[Case]:
    """Those of some cases that are a series' own: where it is one provider's, of the children who are taught there."""
    found, taught_by = list(cases), series.of_kind.taught_by
    if series.provider is None or taught_by is None:
        return found
    at = taught_by(found)
    return [case for case in found if at.get(case.pk) == series.provider.key]


def waiting_for(user: User, series: Series) -> list[Case]:
    """The cases that should come before a series and are on no agenda of its kind, of those this person may see.

    Their sights are recorded. A series of an area has those of its schools, and one of a unit its pupils'.
    """
    on_agenda = Item.objects.filter(case=OuterRef("pk"), kind=series.kind, decision="")
    rows = series.of_kind.waiting().filter(~Exists(on_agenda), pk__in=visible_to(user, Case).values("pk"))
    if series.area:
        rows = rows.filter(school__area=series.area)
    found = of_series(series, rows.select_related("child", "school__organisation").order_by("opened_on", "pk"))
    sights.see([case.child_id for case in found], "list")
    return found


def later_items(meeting: Meeting) -> QuerySet[Item]:
    """What stands undecided before later meetings of the same series, and could come before this one."""
    later = Meeting.objects.filter(series=meeting.series_id, state=State.PLANNED, on__gt=meeting.on)
    return Item.objects.filter(meeting__in=later, decision="").order_by("meeting__on", "pk")


def later_for(user: User, meeting: Meeting) -> list[Item]:
    """What this person may see on the agendas of later meetings of the same series; the sights are recorded."""
    rows = later_items(meeting).filter(pk__in=visible_to(user, Item).values("pk"))
    found = list(rows.select_related("case__child", "case__school__organisation", "meeting"))
    sights.see([item.case.child_id for item in found], "list")
    return found


def series_of_school(kind: Kind, school: School | None, on: date) -> Any:
    """The series of a kind that is for a school, with `next_on`; None where there is none.

    That of the school's area comes before one that is for all.
    """
    if school is None:
        return None
    rows = Series.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), kind=kind.key, area__in=("", school.area))
    return rows.annotate(next_on=_next_on(on)).order_by("-area", "pk").first()


def items_about(case: Case) -> list[Item]:
    """What meetings have to do with a case: where it waits, and what was decided of it, the oldest first.

    Not those that follow from the case itself: it says them already.
    """
    following = [kind.key for kind in KINDS.values() if kind.sittings is not None]
    rows = case.meeting_items.exclude(kind__in=following).select_related("meeting__series")
    return list(rows.order_by("added_on", "pk"))


@dataclass(frozen=True)
class Share:
    """How many children a school took by decision of a series in a school year, and how many that is of its roll.

    A school that refused, or in whose stead another was named, did not take the child.
    """

    school: School
    taken: int

    @property
    def per_hundred(self) -> str:
        """For each hundred on roll, to one decimal, cut; empty where the roll is not known."""
        return f"{self.taken * 1000 // self.school.roll / 10:.1f}" if self.school.roll else ""


def shares_of(series: Series, on: date) -> list[Share]:
    """Every school of the series' area and any other that took a child, the one that took most for its size first.
    Counts one school year."""
    year = school_year_of(on)
    took = Q(
        children_by_meeting__meeting__series=series,
        children_by_meeting__overtaken_on=None,
        children_by_meeting__decided_on__gte=year.starts_on,
        children_by_meeting__decided_on__lte=year.ends_on,
    )
    counted = School.objects.annotate(taken=Count("children_by_meeting", filter=took)).select_related("organisation")
    of_series = Q(closed_on=None, area=series.area) if series.area else Q(closed_on=None)
    counted = counted.filter(of_series | Q(taken__gt=0))
    shares = [Share(school, school.taken) for school in counted]
    return sorted(shares, key=lambda one: (-one.taken / (one.school.roll or 1_000_000), one.school.name))


def meetings_to_read(user: User, on: date) -> list[Meeting]:
    """The meetings of this person's own series in the next eight weeks, and the last held ones, the newest first."""
    mine = Member.objects.filter(in_force(on), user=user).values("series")
    rows = Meeting.objects.filter(series__in=mine).exclude(state=State.CALLED_OFF).select_related("series")
    to_come = rows.filter(on__gte=on, on__lte=on + SOON).order_by("-on", "-series__name")
    return [*to_come, *rows.filter(on__lt=on).order_by("-on", "series__name")[:PAST_SHOWN]]


def people_who(on: date, *may: Permission) -> QuerySet[User]:
    """The people whose roles hold one of these permissions on a day, by name: whom a form offers."""
    roles = [key for key, role in ROLES.items() if role.permissions & set(may)]
    held = Membership.objects.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, role__in=roles)
    return User.objects.filter(Exists(held.filter(user=OuterRef("pk"))), is_active=True).order_by("name", "pk")


def tasks_of(user: User, on: date) -> list[WorkTask]:
    """A person's open tasks, as rows of their work."""
    if not user.can(write("meetings")):
        return []
    rows = Task.objects.filter(
        owner=user, done_on=None, overtaken_on=None, item__in=visible_to(user, Item).values("pk")
    )
    rows = rows.select_related("item__case__child", "item__case__school__organisation", "item__meeting__series")
    return [
        WorkTask(
            title=task.what,
            about=" · ".join(str(part) for part in (task.item.case.child, task.item.case.school) if part),
            why=f"Decided by {task.item.meeting}",
            action="Record that it is done",
            url=reverse("meetings:task_done", args=[task.key]),
            due_on=task.due_on,
            case=task.item.case_id,
            child=task.item.case.child_id,
        )
        for task in rows
    ]
