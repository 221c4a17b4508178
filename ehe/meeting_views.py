"""The pages of meetings with parents who educate at home: the list, one meeting, and what is recorded of it."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from ehe import meeting_forms, meetings, pathway, queries
from ehe.meeting_models import FollowUp, ParentsMeeting
from ehe.tables import MeetingTable
from oxle.core.pages import FormPage, Page, TooLate
from oxle.schooldays.wording import plain_day


class Meetings(Page):
    """Every meeting that was held, the newest first."""

    permission = queries.READ
    template_name = "ehe/meetings.html"
    title = "Meetings with parents"

    def context(self) -> dict[str, Any]:
        table = MeetingTable.table_for(self.request, meetings.meetings_for(self.request.user), on=self.on)
        return {"table": table, "may_write": self.request.user.can(pathway.WORK)}


class _OfMeeting(Page):
    """Loads the meeting that the address names."""

    meeting: ParentsMeeting

    def load(self, **kwargs: str) -> None:
        self.meeting = meetings.get_meeting_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        url = reverse("ehe:meeting", args=[self.meeting.key])
        return {**super().context(), "back_url": url, "cancel_url": url}


class Meeting(_OfMeeting):
    """One meeting, and what follows from it."""

    permission = queries.READ
    template_name = "ehe/meeting.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = f"Meeting with parents, {plain_day(self.meeting.on)}"

    def context(self) -> dict[str, Any]:
        one = self.meeting
        return {
            **super().context(),
            "back_url": reverse("ehe:meetings"),
            "meeting": one,
            "rows": [
                {"key": "Where", "value": one.place},
                {"key": "Families invited", "value": "Everybody could come" if one.invited is None else one.invited},
                {"key": "Parents who came", "value": one.came},
                {"key": "Took part beside them", "value": one.took_part},
                {"key": "What parents asked", "value": one.asked or "Nothing was recorded"},
                {"key": "Recorded by", "value": one.by.name},
            ],
            "follow_ups": list(one.follow_ups.select_related("settled_by")),
            "may_write": self.request.user.can(pathway.WORK),
        }


class MeetingAdd(FormPage):
    """Record a meeting that was held."""

    permission = pathway.WORK
    form_class = meeting_forms.MeetingForm
    title = "Record a meeting with parents"
    submit_label = "Save the meeting"
    creates = True

    def context(self) -> dict[str, Any]:
        url = reverse("ehe:meetings")
        return {"back_url": url, "cancel_url": url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        made = meetings.record(**form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect("ehe:meeting", made.key)


class MeetingCorrect(_OfMeeting, FormPage):
    """Put right what was recorded of a meeting."""

    permission = pathway.WORK
    form_class = meeting_forms.MeetingForm
    title = "Put right what was recorded of a meeting"
    submit_label = "Save"
    done = "The meeting is put right"

    def edited(self) -> ParentsMeeting:
        return self.meeting

    def stored(self, record: ParentsMeeting) -> dict[str, Any]:
        return {"held_on": record.on}

    def initial(self) -> dict[str, Any]:
        one = self.meeting
        return {"held_on": one.on} | {
            name: getattr(one, name) for name in ("place", "invited", "came", "took_part", "asked")
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        meetings.correct(self.meeting, **form.cleaned_data, **self.taken())
        return redirect("ehe:meeting", self.meeting.key)


class FollowUpAdd(_OfMeeting, FormPage):
    """Record what follows from a meeting."""

    permission = pathway.WORK
    form_class = meeting_forms.FollowUpForm
    title = "Record what follows from the meeting"
    submit_label = "Save"
    creates = True
    done = "It is recorded, and is in your work until it is done"

    def form_valid(self, form: Any) -> HttpResponseBase:
        meetings.follow(self.meeting, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect("ehe:meeting", self.meeting.key)


class FollowUpSettle(_OfMeeting, FormPage):
    """Say what came of what follows from a meeting."""

    permission = pathway.WORK
    form_class = meeting_forms.SettleFollowUpForm
    template_name = "cases/settle.html"
    title = "Record what came of it"
    submit_label = "Save"
    done = "What came of it is recorded"
    only_in_time = True
    one: FollowUp

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.one = meetings.get_follow_up(self.meeting, kwargs["follow_up"])

    def edited(self) -> FollowUp:
        return self.one

    def too_late(self) -> TooLate | None:
        if self.one.settled_by is None or self.one.settled_on is None:
            return None
        return TooLate(
            title="What came of this has been recorded",
            explanation=f"{self.one.settled_by.name} recorded it on {plain_day(self.one.settled_on)}.",
            url=reverse("ehe:meeting", args=[self.meeting.key]),
            link="Go to the meeting",
        )

    def context(self) -> dict[str, Any]:
        facts = [
            {"key": "What", "value": self.one.what},
            {"key": "Who", "value": self.one.who},
            {"key": "By", "value": plain_day(self.one.due_on)},
        ]
        return {**super().context(), "facts": facts}

    def form_valid(self, form: Any) -> HttpResponseBase:
        meetings.settle(self.one, **form.cleaned_data, **self.taken())
        return redirect("ehe:meeting", self.meeting.key)
