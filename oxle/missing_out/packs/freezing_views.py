"""The pages on which the register is frozen for a meeting: what is asked for, and how far that has come."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.core.pages import FormPage, Page, TooLate
from oxle.meetings.models import Meeting
from oxle.missing_out.freezing_models import Freezing
from oxle.missing_out.packs import queries, waiting
from oxle.missing_out.packs.forms import FreezeForm
from oxle.missing_out.rules import freeze_day
from oxle.schooldays.wording import full_day


class PackFreeze(FormPage):
    """Ask for the register to be frozen for a meeting. One that failed before is asked for again with its day."""

    permission = write("missing_out")
    form_class = FreezeForm
    title = "Freeze the register for a meeting"
    template_name = "missing_out/packs/form.html"
    submit_label = "Freeze the register"
    creates = True
    only_in_time = True
    meeting: Meeting

    def load(self, **kwargs: str) -> None:
        self.meeting = queries.get_board_meeting_for(self.request.user, kwargs["key"])

    def too_late(self) -> TooLate | None:
        running = waiting.running_for(self.meeting)
        if running is None:
            return None
        return TooLate(
            title="The register is being frozen", explanation=f"{running.asked_by.name} asked for it.",
            url=_url(running), link="See how far it is", about=full_day(self.meeting.on),
        )  # fmt: skip

    def initial(self) -> dict[str, Any]:
        failed = queries.freezings_of(self.meeting).exclude(failure="").first()
        return {"frozen_on": failed.frozen_on if failed else min(freeze_day(self.meeting.on), self.on)}

    def context(self) -> dict[str, Any]:
        url = reverse("missing_out:packs:of_meeting", args=[self.meeting.key])
        return {"back_url": url, "cancel_url": url, "caption": full_day(self.meeting.on)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect(
            _url(waiting.ask(self.meeting, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at))
        )


class FreezingPage(Page):
    """How far it has come. It leads to the pack once there is one; what failed says why, and how to try again."""

    permission = write("missing_out")
    template_name = "missing_out/packs/freezing.html"
    title = "The register is being frozen"
    freezing: Freezing

    def load(self, **kwargs: str) -> None:
        self.freezing = queries.get_freezing_for(self.request.user, kwargs["key"])
        if self.freezing.failure:
            self.title = "The register is not frozen"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.freezing.pack is not None:
            return redirect("missing_out:packs:pack", self.freezing.pack.key)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        meeting = self.freezing.meeting
        return {
            "freezing": self.freezing,
            "meeting": meeting,
            "day": full_day(meeting.on),
            "back_url": reverse("missing_out:packs:of_meeting", args=[meeting.key]),
            # What failed is of no matter once another was asked for, or a pack is agreed.
            "may_try_again": waiting.running_for(meeting) is None,
        }


def _url(freezing: Freezing) -> str:
    return reverse("missing_out:packs:freezing", args=[freezing.key])
