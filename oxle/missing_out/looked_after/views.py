"""The pages of the reports on looked-after children: the weeks, one of them with its file, and that of a meeting."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.meetings.models import Meeting
from oxle.missing_out.looked_after.figures import report, week_of
from oxle.missing_out.looked_after.queries import READ, WITH_REGISTER, get_meeting_for, span_of
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.school_years import Span
from oxle.schooldays.wording import day_range, full_day

WEEKS, SIX_DAYS = 12, timedelta(days=6)
HEADINGS = ("Figure", "Number", "Before", "More or fewer")


class Weeks(Page):
    """The weeks of which there is a report, the newest first."""

    permission = READ
    template_name = "missing_out/looked_after/weeks.html"
    title = "Looked-after children"

    def context(self) -> dict[str, Any]:
        last = week_of(self.on)
        days = [last.ends_on - timedelta(weeks=number) for number in range(WEEKS)]
        return {
            "weeks": [
                {"words": day_range(day - SIX_DAYS, day), "url": reverse("missing_out:looked_after:week", args=[day])}
                for day in days
            ],
            "meetings_url": reverse("meetings:list") if self.request.user.can(read("meetings")) else "",
        }


class OfDays(Page):
    """The report of some days, beside as many days before."""

    permission = READ
    template_name = "missing_out/looked_after/report.html"
    span: Span

    def context(self) -> dict[str, Any]:
        user = self.request.user
        shown = {
            "days": day_range(self.span.starts_on, self.span.ends_on), "on": self.span.ends_on,
            "list_url": f"{reverse('missing_out:dashboard:rows')}?mark=Looked+after" if user.can(WITH_REGISTER) else "",
            "plans_url": reverse("missing_out:plans:list") if user.can(read("peps")) else "",
            "back_url": reverse("missing_out:looked_after:weeks"),
        }  # fmt: skip
        try:
            return {**shown, "figures": report(user, self.span, asked_on=self.on)}
        except NotLoaded as problem:
            return {**shown, "problem": f"This cannot be worked out: {problem}."}


class Week(OfDays):
    """The report of a week, by its Sunday. 404 for a day that is none, and for a week that is not over."""

    permission = READ
    day: date

    def load(self, **kwargs: str) -> None:
        try:
            self.day = date.fromisoformat(kwargs["day"])
        except ValueError:
            raise Http404 from None
        if self.day.isoweekday() != 7 or self.day >= self.on:
            raise Http404
        self.span = Span(kwargs["day"], self.day - SIX_DAYS, self.day)
        self.title = "Looked-after children: a week"

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "caption": "Weekly report",
            "file_url": reverse("missing_out:looked_after:week_file", args=[self.day.isoformat()]),
        }  # fmt: skip


class WeekFile(Week):
    """The same as a file, with true numbers: it stays inside the service."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        shown = self.context()
        if problem := shown.get("problem"):
            messages.warning(request, problem)
            return redirect("missing_out:looked_after:week", self.day.isoformat())
        rows = [[one.label, one.number, one.before, one.change] for one in shown["figures"]]
        return csv_download(f"looked-after-{self.day.isoformat()}.csv", HEADINGS, rows)


class OfMeeting(OfDays):
    """What a six-weekly meeting reads: the days since the one before, as far as they have gone."""

    permission = READ
    meeting: Meeting

    def load(self, **kwargs: str) -> None:
        self.meeting = get_meeting_for(self.request.user, kwargs["key"])
        self.span = span_of(self.meeting, self.on)
        self.title = f"Looked-after children, {full_day(self.meeting.on)}"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "caption": f"{self.meeting.series.name}, {full_day(self.meeting.on)}"}
