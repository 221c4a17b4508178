"""How the list of cases is narrowed: pathway first, then a stage of one, officer, school, and the dates that matter."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import duties, owing
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline
from oxle.cases.pathways import OWING
from oxle.core import filters
from oxle.core.widgets import Radios
from oxle.schools.models import School

# A week as a manager plans it: today and the six days after.
WEEK = timedelta(days=6)


def pathway_choices() -> list[tuple[str, str]]:
    """Every pathway, once, by the name of its newest version."""
    newest = {
        one.key: one.name for duty in duties.duties() for one in sorted(duty.pathways, key=lambda each: each.version)
    }
    return sorted(newest.items(), key=lambda choice: choice[1])


def stage_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The stages of every pathway under its name. Two pathways may call a stage alike, so a value says whose it is."""
    stages: dict[str, dict[str, str]] = {}
    for duty in duties.duties():
        for pathway in sorted(duty.pathways, key=lambda each: each.version):
            found = stages.setdefault(pathway.key, {})
            found |= {f"{pathway.key}:{stage.key}": stage.label for stage in pathway.stages}
    return [(name, list(stages[key].items())) for key, name in pathway_choices()]


def with_date(rows: QuerySet[Case], first: date | None, last: date | None) -> QuerySet[Case]:
    """The cases with a date that we or a school must keep, from `first` to `last`, both included (None: any)."""
    between = Q()
    if first:
        between &= Q(due_on__gte=first)
    if last:
        between &= Q(due_on__lte=last)
    owed = Deadline.objects.filter(between, state=State.RUNNING, against__in=OWING, case=OuterRef("pk"))
    return rows.filter(Exists(owed))


class Status(django_filters.ChoiceFilter):
    """Open cases, closed ones, closed ones with something still to be done, or what nobody owns."""

    def filter(self, rows: QuerySet[Case], value: str) -> QuerySet[Case]:
        if value == "open":
            return rows.filter(closed_on=None)
        if value == "closed":
            return rows.exclude(closed_on=None)
        if value == "unallocated":
            return owing.nobodys(rows)
        if value == "owing":
            return owing.closed_and_owing(rows)
        return rows


class Due(django_filters.ChoiceFilter):
    """Cases with a date that has passed, or that comes within a week."""

    def filter(self, rows: QuerySet[Case], value: str) -> QuerySet[Case]:
        on = self.parent.on
        if value == "overdue":
            return with_date(rows, None, on - timedelta(days=1))
        if value == "week":
            return with_date(rows, on, on + WEEK)
        return rows


class DueOn(filters.OnDay):
    """Cases with a date on one day."""

    def filter(self, rows: QuerySet[Case], value: date | None) -> QuerySet[Case]:
        return with_date(rows, value, value) if value else rows


class AtStage(django_filters.ChoiceFilter):
    """Cases at one stage of one pathway."""

    def filter(self, rows: QuerySet[Case], value: str) -> QuerySet[Case]:
        pathway, _, stage = (value or "").partition(":")
        return rows.filter(pathway=pathway, stage=stage) if stage else rows


class OfRecord(django_filters.ModelChoiceFilter):
    """Cases that point to one record, named in the address by its key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(to_field_name="key", empty_label="Any", **kwargs)


def officers(request: HttpRequest) -> QuerySet[User]:
    """Those who have an open case that this person may see."""
    theirs = visible_to(request.user, Case).filter(owner=OuterRef("pk"), closed_on=None)
    return User.objects.filter(Exists(theirs)).order_by("name")


def schools(request: HttpRequest) -> QuerySet[School]:
    """The schools of the cases that this person may see."""
    of_it = visible_to(request.user, Case).filter(school=OuterRef("pk"))
    return School.objects.filter(Exists(of_it)).select_related("organisation").order_by("organisation__name")


class CaseFilters(filters.Filters):
    """What narrows the list of cases. Its rows are already only what a person may see, and a filter only takes away."""

    status = Status(
        label="Status",
        choices=[
            ("open", "Open"),
            ("unallocated", "Nobody’s, with something to be done"),
            ("closed", "Closed"),
            ("owing", "Closed, with something still to be done"),
        ],
        widget=Radios(),
    )
    pathway = filters.AnyOf(label="Pathway", choices=pathway_choices)
    stage = AtStage(label="Stage", choices=stage_choices)
    owner = OfRecord(label="Officer", queryset=officers)
    school = OfRecord(label="School", queryset=schools)
    due = Due(label="Dates that run", choices=[("overdue", "Overdue"), ("week", "In the next 7 days")], widget=Radios())
    due_on = DueOn(label="With a date on")
    opened_from = filters.OnDay(label="Opened on or after", field_name="opened_on", lookup_expr="gte")
    opened_to = filters.OnDay(label="Opened on or before", field_name="opened_on", lookup_expr="lte")


class QueueFilters(CaseFilters):
    """What narrows the list of cases that nobody owns: whose they are, and that they are open, goes without saying."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("status", "owner"):
            del self.filters[name]


class PortalFilters(filters.RowFilters):
    """What a school has begun or sent, by where it stands and by pupil: chosen from a list, as no name goes into an
    address."""

    status = filters.AnyOf(label="Where it stands", choices=[])
    pupil = django_filters.ChoiceFilter(label="Pupil", choices=[], empty_label="Every pupil")

    words = {"status": "status", "pupil": "title"}
