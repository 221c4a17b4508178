"""My work, the team's queue, the inbox of what others did, and the manager's page."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import decide, read
from oxle.audit import sights
from oxle.cases import owing, queries, team, timeline, work
from oxle.cases.tables import BeforeCaseTable, MatterTable, QueueTable, ShareTable, WaitingTable
from oxle.cases.views.allocating import may_allocate_any
from oxle.core.navigation import entries_for
from oxle.core.pages import SIGNED_IN, Page
from oxle.people.queries import opened_to_review
from oxle.schooldays.wording import plain_day

# Asked for in the address: what falls due later than is work yet.
BEYOND = "beyond"


class Home(Page):
    """Sends each person to the page their day begins on."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.can(read("cases")):
            return redirect("cases:work")
        entries = entries_for(request)
        return redirect(entries[0]["url"]) if entries else redirect("accounts:account")


class MyWork(Page):
    """What this officer has to do today and next, and what they wait for."""

    permission = read("cases")
    template_name = "cases/work.html"
    title = "My work"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        done = work.work_of(user, self.on)
        shows_all = bool(done.beyond) and self.request.GET.get(BEYOND) == "yes"
        sections = {
            "Do today": done.today,
            "Next 5 school days": done.next_days,
            "Later": done.later,
            **({"No date yet": done.undated} if done.undated else {}),
            **({f"After {plain_day(done.ahead_to)}": done.beyond} if shows_all else {}),
        }
        tables = [
            (words, MatterTable.table_for(self.request, work.by_matter(tasks), prefix=letter, caption=words))
            for letter, (words, tasks) in zip("abcde", sections.items(), strict=False)
        ]
        shown = [task for _, table in tables for row in table.page.object_list for task in row.record.tasks]
        by_law = [task for task in done.today if task.is_law][:1]
        sights.see(work.children_of_tasks([*shown, *by_law]), "list")
        return {
            "work": done,
            "sections": tables,
            "tabs": tabs(user, "work", self.on, done),
            "by_law": by_law,
            "beyond": None if shows_all else done.beyond,
            "beyond_url": f"{reverse('cases:work')}?{BEYOND}=yes",
        }


class Waiting(Page):
    """What others owe, since when, and when it is next asked for."""

    permission = read("cases")
    template_name = "cases/work_waiting.html"
    title = "Waiting on others"

    def context(self) -> dict[str, Any]:
        done = work.work_of(self.request.user, self.on)
        sights.see(work.children_of_tasks(done.waiting), "list")
        table = WaitingTable.table_for(self.request, done.waiting, on=self.on)
        return {"table": table, "tabs": tabs(self.request.user, "waiting", self.on, done)}


class Queue(Page):
    """Cases of the team on which something is to be done, and that nobody owns yet."""

    permission = read("cases")
    template_name = "cases/work_queue.html"
    title = "Team queue"

    def context(self) -> dict[str, Any]:
        rows = owing.nobodys(queries.cases_for(self.request.user))
        table = QueueTable.table_for(self.request, rows, on=self.on)
        sights.see([row.record.child_id for row in table.page.object_list if row.record.child_id], "list")
        may = table.count and may_allocate_any(self.request.user)
        return {
            "table": table,
            "tabs": tabs(self.request.user, "queue", self.on),
            "primary": {"text": "Allocate several", "url": reverse("cases:allocate_several")} if may else None,
        }


class Changed(Page):
    """What others did on this officer's cases since they last looked."""

    permission = read("cases")
    template_name = "cases/work_changed.html"
    title = "Changed since you last looked"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        since = work.last_look(user) or self.at - timedelta(days=14)
        events = work.changed_since(user, since)
        sights.see({event.case.child_id for event in events if event.case.child_id}, "list")
        items = [
            {
                "title": f"{timeline.label_of(queries.pathway_of(event.case), event)}: {event.case.subject}",
                "by": event.by.name if event.by else "Oxle",
                "at": event.at,
                "text": event.reason,
                "url": event.case.get_absolute_url(),
                "link": event.case.reference,
            }
            for event in events
        ]
        return {"items": items, "since": since, "tabs": tabs(user, "changed", self.on)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        work.mark_seen(request.user, at=self.at)
        return redirect("cases:changed")


class Team(Page):
    """The manager's page: by officer, overdue, due this week, unallocated, the week ahead."""

    permission = read("team")
    template_name = "cases/team.html"
    title = "Team"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        found = team.team_of(user, self.on)
        reviews = user.can(decide("team"))
        before_cases = BeforeCaseTable.table_for(self.request, found.before_cases, on=self.on, prefix="before")
        return {
            "numbers": [
                {"number": found.unallocated, "label": "Unallocated", "url": reverse("cases:queue")},
                {"number": found.overdue, "label": "Overdue", "url": team.list_url(due="overdue")},
                {"number": found.this_week, "label": "Due in 7 days", "url": team.list_url(due="week")},
                {"number": found.cases, "label": "Open cases", "url": team.list_url()},
                *(
                    [{"number": found.closed, "label": "Closed, still to do", "url": team.list_url(status="owing")}]
                    if found.closed
                    else []
                ),
                *(
                    [{"number": found.before_cases_overdue, "label": "No case yet, overdue", "url": "#before-cases"}]
                    if found.before_cases
                    else []
                ),
            ],
            "before_cases": before_cases if found.before_cases else None,
            "officers": ShareTable.table_for(self.request, found.shares, on=self.on),
            "ahead": found.ahead,
            "reviews_url": reverse("people:glass_list") if reviews else "",
            "to_review": opened_to_review(user).count() if reviews else 0,
        }


def tabs(user: Any, here: str, on: date, done: work.Work | None = None) -> list[dict[str, Any]]:
    """The parts of my work, the open one marked."""
    parts = [
        ("work", "My tasks", done.count if done else None),
        ("queue", "Team queue", work.queue_of(user, on)),
        ("waiting", "Waiting on others", len(done.waiting) if done else None),
        ("changed", "Changed", None),
    ]
    return [
        {"label": label, "url": reverse(f"cases:{name}"), "active": name == here, "count": count}
        for name, label, count in parts
    ]
