"""What the members of a meeting read before it, as a page and as a file: of each child no more than they need."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.accounts.permissions import read, summary
from oxle.core.pages import Page
from oxle.correspondence import rendering
from oxle.documents.serving import download_pdf
from oxle.meetings import queries
from oxle.meetings.meeting_views import OfMeeting
from oxle.meetings.models import Item
from oxle.people.shown import born
from oxle.schooldays.wording import full_day, plain_day


class Pack(OfMeeting):
    """The pack of a meeting, to be read on the screen."""

    permission = summary("packs")
    template_name = "meetings/pack.html"
    # As what the sight of each child is recorded.
    sight = "list"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = f"Pack: {self.meeting.series.name}, {plain_day(self.meeting.on)}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if papers := self.meeting.series.of_kind.papers:
            return redirect(papers, self.meeting.key)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        user, kind = self.request.user, self.meeting.series.of_kind
        agenda = queries.agenda_of(user, self.meeting, sight=self.sight)
        # What the panel decided stays; what was told of a child for it goes when the case is closed.
        about = kind.about([item.case for item in agenda.items if item.case.is_open])
        runs_it = user.can(read("meetings"))
        return {
            **super().context(),
            "back_url": reverse("meetings:meeting", args=[self.meeting.key]) if runs_it else reverse("meetings:packs"),
            "day": full_day(self.meeting.on),
            "items": [_for_members(item, about.get(item.case_id, ())) for item in agenda.items],
            "told": [_for_members(item, ()) for item in agenda.told],
            "closed": agenda.closed,
        }


class PackFile(Pack):
    """The same as a file to print: made for one person, whose name and the moment stand on each page; not kept."""

    template_name = "meetings/papers/pack.html"
    sight = "pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if papers := self.meeting.series.of_kind.papers:
            return redirect(papers, self.meeting.key)
        made = {"title": "Pack for members", "made_for": request.user, "made_at": self.at}
        try:
            content = rendering.pdf_apart(render_to_string(self.template_name, {**self.context(), **made}))
        except rendering.CannotRender as lack:
            messages.warning(request, str(lack))
            return redirect("meetings:pack", self.meeting.key)
        return download_pdf(f"pack-{self.meeting.key}.pdf", content)


def _for_members(item: Item, rows: Any) -> dict[str, Any]:
    decided, child = item.decided, item.case.child
    return {
        "item": item,
        "child": child.shown_name,
        "rows": [{"key": "Born", "value": born(child, item.added_on)}, *rows],
        "decided": decided.label if decided else "",
        "school": item.place,
        # Why it was, and what was recorded before, is for those who run the meeting.
        "put_right": list(item.corrections.all())[-1:],
    }


class Packs(Page):
    """The meetings of a member's own series."""

    permission = read("packs")
    template_name = "meetings/packs.html"
    title = "Panels"

    def context(self) -> dict[str, Any]:
        meetings = queries.meetings_to_read(self.request.user, self.on)
        return {
            "to_come": [{"meeting": one, "day": full_day(one.on)} for one in reversed(meetings) if one.on >= self.on],
            "past": [{"meeting": one, "day": full_day(one.on)} for one in meetings if one.on < self.on],
        }
