"""The lists of cases: tasks, cases, the inbox. Each says in words what its colours mean."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.cases.filters import CaseFilters, PortalFilters, QueueFilters
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.offers import Task
from oxle.cases.pathways import OWING, Against
from oxle.cases.team import list_url
from oxle.core import tables
from oxle.core.dates import today
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar


def due_words(
    due_on: date | None, on: date, against: str = Against.COUNCIL, calendar: SchoolCalendar | None = None
) -> tuple[str, str]:
    """How far away a day is, in words, and the state its bar shows. Only what is owed can be overdue.

    `calendar`: counted in its school days, as the time itself was.
    """
    if due_on is None:
        return "No date yet", "unknown"
    days = (due_on - on).days
    if days == 0:
        return "Due today", "today"
    far = _how_far(on, due_on, calendar)
    if days < 0 and against in set(Against) - set(OWING):
        return f"Ended {far} ago", "later"
    if days < 0:
        return f"Overdue by {far}", "overdue"
    return f"In {far}", "soon" if days <= 7 else "later"


def _how_far(on: date, due_on: date, calendar: SchoolCalendar | None) -> str:
    first, last = sorted((on, due_on))
    days, unit = (last - first).days, "day"
    if calendar is not None:
        with suppress(NotLoaded):
            # None between a last day and the weekend after it: then every day counts.
            if school_days := calendar.count_between(first + timedelta(days=1), last):
                days, unit = school_days, "school day"
    return f"{days} {unit}{'' if days == 1 else 's'}"


class TaskTable(tables.OxleTable):
    caption, noun, nouns = "Tasks", "task", "tasks"
    empty = "Nothing to do here. Tasks appear when a case, a letter or a meeting needs you."
    per_page = 50

    title = tables.LinkColumn(lambda task: task.url, verbose_name="What to do", orderable=False)
    about = django_tables2.Column(verbose_name="Child and school", orderable=False)
    why = django_tables2.Column(verbose_name="Why it exists", orderable=False)
    due_on = tables.DueColumn(
        label=lambda task: due_words(task.due_on, today(), task.waiting_on or Against.COUNCIL, task.calendar)[0],
        state=lambda task: due_words(task.due_on, today(), task.waiting_on or Against.COUNCIL, task.calendar)[1],
        verbose_name="Due",
        orderable=False,
    )

    class Meta(tables.OxleTable.Meta):
        pass


class MatterTable(tables.OxleTable):
    """One's own tasks, a row for each case with everything that is to be done about it."""

    caption, noun, nouns = "Tasks", "case or other task", "cases and other tasks"
    empty = TaskTable.empty
    per_page = 10

    about = django_tables2.Column(verbose_name="Child and school", orderable=False, default="")
    tasks = django_tables2.Column(verbose_name="What to do", orderable=False)

    class Meta(tables.OxleTable.Meta):
        pass

    def render_tasks(self, value: Sequence[Task]) -> str:
        """Each task with its date, in words and never by a colour alone."""
        rows = []
        for task in value:
            label, state = due_words(task.due_on, today(), calendar=task.calendar)
            rows.append({"task": task, "label": label, "state": state})
        return render_to_string("cases/_tasks.html", {"rows": rows})


class WaitingTable(TaskTable):
    empty = "Nothing waits on others. What schools, parents, courts and colleagues owe appears here."

    waiting_on = django_tables2.Column(verbose_name="Waiting for", orderable=False)

    class Meta(TaskTable.Meta):
        sequence = ("title", "about", "waiting_on", "...")


class MessageTable(tables.OxleTable):
    caption, noun, nouns = "Dealt with", "message", "messages"
    empty = "Messages appear here when they have been linked to a case or answered."

    sender = tables.LinkColumn(
        lambda message: reverse("cases:message", args=[message.key]), verbose_name="From", orderable=False
    )
    channel = django_tables2.Column(verbose_name="Came by", orderable=False)
    received_on = tables.DayColumn(verbose_name="Came on", orderable=False)
    outcome = django_tables2.Column(verbose_name="What became of it", orderable=False, empty_values=())
    dealt_by = django_tables2.Column(verbose_name="By", orderable=False)

    class Meta(tables.OxleTable.Meta):
        pass

    def render_outcome(self, record: InboxMessage) -> str:
        return f"Linked to {record.case.reference}" if record.case else record.get_state_display()


class CaseTable(tables.OxleTable):
    caption, noun, nouns = "Cases", "case", "cases"
    empty = "Cases appear here when a school refers a child."
    filters = CaseFilters

    reference = tables.LinkColumn(lambda case: case.get_absolute_url(), verbose_name="Case")
    subject = django_tables2.Column(verbose_name="Child or parent", orderable=False)
    school = django_tables2.Column(verbose_name="School", order_by=("school__organisation__name",))
    owner = django_tables2.Column(verbose_name="Officer", order_by=("owner__name",), default="Nobody yet")
    next_due_on = tables.DueColumn(
        label=lambda case: due_words(case.next_due_on, today())[0],
        state=lambda case: due_words(case.next_due_on, today())[1],
        verbose_name="Next date",
    )
    stage_label = tables.TagColumn(
        colour=lambda case: "grey" if case.closed_on else "blue", verbose_name="Stage", order_by=("stage",)
    )

    class Meta(tables.OxleTable.Meta):
        order_by = ("next_due_on",)


class QueueTable(CaseTable):
    caption = "Cases that nobody owns yet"
    empty = "Every case has an officer. Cases that nobody owns yet appear here."
    filters = QueueFilters

    class Meta(CaseTable.Meta):
        exclude = ("owner",)


class ShareTable(tables.OxleTable):
    caption, noun, nouns = "Open cases by officer", "officer", "officers"
    empty = "Officers appear here when they join a team, or when a case is allocated to them."
    per_page = 50

    name = tables.LinkColumn(lambda share: list_url(owner=share.user.key), verbose_name="Officer")
    cases = tables.NumberColumn(verbose_name="Open cases")
    overdue = tables.NumberColumn(
        verbose_name="Overdue",
        linkify=lambda record: list_url(owner=record.user.key, due="overdue") if record.overdue else None,
        attrs={"a": {"class": "govuk-link"}},
    )
    this_week = tables.NumberColumn(
        verbose_name="Due in 7 days",
        linkify=lambda record: list_url(owner=record.user.key, due="week") if record.this_week else None,
        attrs={"a": {"class": "govuk-link"}},
    )
    cases_a_day = tables.NumberColumn(verbose_name="Cases a working day")

    class Meta(tables.OxleTable.Meta):
        pass

    def render_cases_a_day(self, value: float) -> str:
        return f"{value:.1f}"


class BeforeCaseTable(tables.OxleTable):
    caption, noun, nouns = "What waits and is no case yet", "referral", "referrals"
    per_page = 50

    reference = django_tables2.Column(
        linkify=lambda record: record.url or None,
        attrs={"a": {"class": "govuk-link"}},
        verbose_name="Reference",
        orderable=False,
    )
    label = django_tables2.Column(verbose_name="What is due", orderable=False)
    about = django_tables2.Column(verbose_name="School", orderable=False)
    due_on = tables.DueColumn(
        label=lambda one: due_words(one.due_on, today(), one.against)[0],
        state=lambda one: due_words(one.due_on, today(), one.against)[1],
        verbose_name="Due",
        orderable=False,
    )

    class Meta(tables.OxleTable.Meta):
        pass


class PortalTable(tables.OxleTable):
    caption, noun, nouns = "What you have begun or sent", "entry", "entries"
    empty = "What you begin or tell us appears here."
    filters = PortalFilters

    title = tables.LinkColumn(lambda row: row.url, verbose_name="Pupil")
    what = django_tables2.Column(verbose_name="What", orderable=False)
    moment = tables.DayColumn(verbose_name="Last changed")
    status = tables.TagColumn(colour=lambda row: row.colour, verbose_name="Where it stands")

    class Meta(tables.OxleTable.Meta):
        order_by = ("-moment",)
