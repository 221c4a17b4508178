"""The pages of one meeting: its agenda and decisions, who came, and the tasks that came of it; packs are elsewhere."""

from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.cases.models import Case
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, Page, TooLate
from oxle.meetings import actions, deciding, forms, putting_right, queries
from oxle.meetings.models import Attendance, Item, Meeting, State, Task
from oxle.schooldays.wording import full_day, plain_day

COLOURS = {State.PLANNED: "blue", State.HELD: "green", State.CALLED_OFF: "grey"}


class OfMeeting(Page):
    """Loads the meeting that the address names."""

    meeting: Meeting

    def load(self, **kwargs: str) -> None:
        self.meeting = queries.get_meeting_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        url = reverse("meetings:meeting", args=[self.meeting.key])
        return {"meeting": self.meeting, "series": self.meeting.series, "back_url": url, "cancel_url": url}

    def to_meeting(self) -> HttpResponseRedirect:
        """To the page of the meeting."""
        return redirect("meetings:meeting", self.meeting.key)


class MeetingPage(OfMeeting):
    """One meeting: what stands before it, what was decided, who came, and its minutes."""

    permission = read("meetings")
    template_name = "meetings/meeting_page.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = f"{self.meeting.series.name}, {plain_day(self.meeting.on)}"

    def context(self) -> dict[str, Any]:
        meeting, user = self.meeting, self.request.user
        agenda = queries.agenda_of(user, meeting)
        follows = meeting.series.of_kind.sittings is not None
        is_open = meeting.state == State.PLANNED
        may_change = user.can(write("meetings")) and not follows
        may_write = may_change and is_open
        return {
            **super().context(),
            "back_url": reverse("meetings:series", args=[meeting.series.key]),
            "day": full_day(meeting.on),
            "state": {"text": meeting.get_state_display(), "colour": COLOURS[State(meeting.state)]},
            "may_write": may_write,
            "is_here": meeting.on <= self.on,
            "may_move": may_write and not actions.why_it_is_held(meeting),
            "may_put_right": may_change and meeting.state == State.HELD,
            "follows": putting_right.ON_THE_CASE if follows else "",
            "has_agenda": not meeting.series.of_kind.papers,
            "items": [
                {**row_of(item, may_write and meeting.on <= self.on), "right_url": self._right_url(item)}
                for item in agenda.items
            ],
            "told": [row_of(item, False) for item in agenda.told],
            "closed": agenda.closed,
            "attendance": [
                {"key": row.member.name, "value": "Came" if row.came else "Did not come"}
                for row in meeting.attendance.select_related("member").order_by("member__name")
            ],
        }

    def _right_url(self, item: Item) -> str:
        """Where a decision that was recorded wrongly is put right; empty for whoever may not, or where none is."""
        if not self.request.user.can(write("meetings")) or putting_right.why_not(item):
            return ""
        return reverse("meetings:put_right", args=[self.meeting.key, item.key])


def row_of(item: Item, may_decide: bool) -> dict[str, Any]:
    """An item as the pages of those who run the meeting show it."""
    decided = item.decided
    return {
        "item": item,
        "case_url": reverse("cases:case", args=[item.case.key]),
        "decided": decided.label if decided else "",
        "school": item.place,
        "decide_url": reverse("meetings:decide", args=[item.meeting.key, item.key])
        if may_decide and not decided
        else "",
        "tasks": [_task(task) for task in item.tasks.all()],
        "corrections": item.corrections.all(),
    }


def _task(task: Task) -> str:
    came = f", done {plain_day(task.done_on)}" if task.done_on else ""
    if task.overtaken_on:
        came = f", not to be done since {plain_day(task.overtaken_on)}: the decision was put right"
    return f"{task.what} ({task.owner.name}, by {plain_day(task.due_on)}{came})"


class _WhilePlanned(OfMeeting, FormPage):
    """What is done to a meeting that is still to be closed: afterwards its page says what came of it, and no form."""

    only_in_time = True

    def too_late(self) -> TooLate | None:
        follows = self.meeting.series.of_kind.sittings is not None
        why = putting_right.ON_THE_CASE if follows else self.why_not()
        if why is None:
            return None
        meeting = self.meeting
        return TooLate(
            title="This cannot be done now",
            explanation=why,
            url=reverse("meetings:meeting", args=[meeting.key]),
            link="See the meeting",
            about=f"{meeting.series.name}, {plain_day(meeting.on)}",
        )

    def why_not(self) -> str | None:
        """Why it cannot be done, in one sentence; None where it can."""
        if self.meeting.state == State.PLANNED:
            return None
        return f"The meeting stands as “{self.meeting.get_state_display()}”."

    def before_its_day(self) -> str | None:
        """The same, of what cannot be told before the meeting was."""
        return f"The meeting is on {plain_day(self.meeting.on)}." if self.meeting.on > self.on else None


class AgendaAdd(_WhilePlanned):
    """Put cases before the meeting that wait, or that stand before a later one of the series."""

    permission = write("meetings")
    form_class = forms.AgendaForm
    title = "Put cases on the agenda"
    template_name = "meetings/agenda_form.html"
    submit_label = "Put on the agenda"
    creates = True
    done = "The agenda has been changed."
    waiting: list[Case]
    later: list[Item]
    # What they lack that cannot come on the agenda yet, by case.
    lacking: list[tuple[Case, str]]

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        found = queries.waiting_for(self.request.user, self.meeting.series)
        lacking = deciding.unready(found, self.meeting.series.of_kind)
        self.waiting = [case for case in found if case.pk not in lacking]
        self.lacking = [(case, lacking[case.pk]) for case in found if case.pk in lacking]
        self.later = queries.later_for(self.request.user, self.meeting)

    def form_kwargs(self) -> dict[str, Any]:
        return {"series": self.meeting.series, "waiting": self.waiting, "later": self.later}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "waiting": self.waiting or self.later, "lacking": self.lacking}

    def form_valid(self, form: Any) -> HttpResponseBase:
        offered = [*self.waiting, *(item.case for item in self.later)]
        chosen = [case for case in offered if case.key in form.cleaned_data["cases"]]
        deciding.bring(self.meeting, chosen, by=self.request.user, on=self.on, asks=form.cleaned_data["asks"])
        return self.to_meeting()


class Decide(_WhilePlanned):
    """Record what the meeting decided about one case."""

    permission = write("meetings")
    form_class = forms.DecideForm
    title = "Record the decision"
    template_name = "meetings/decide_form.html"
    submit_label = "Record the decision"
    done = "The decision has been recorded."
    item: Item

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.item = queries.get_item_for(self.request.user, self.meeting, kwargs["item"])

    def edited(self) -> Item:
        return self.item

    def why_not(self) -> str | None:
        # Who sends a decision after somebody else's is shown that one beside their own.
        if self.item.decided and self.request.method != "POST":
            return f"It was decided: {self.item.decided.label}."
        return super().why_not() or self.before_its_day()

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.meeting.series.of_kind, "child": self.item.case.child, "meets_on": self.meeting.on}

    def context(self) -> dict[str, Any]:
        kind = self.meeting.series.of_kind
        about = (kind.in_full or kind.about)([self.item.case])
        return {**super().context(), "item": self.item, "rows": about[self.item.case_id]}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data, by = form.cleaned_data, self.request.user
        deciding.decide(
            self.item,
            self.version(),
            data["decision"],
            words=data["words"],
            school=data["school"],
            provider=data["provider"],
            starts_on=data["starts_on"],
            other_year=data["other_year"],
            by=by,
            on=self.on,
            at=self.at,
        )
        if data["task"]:
            deciding.give_task(self.item, what=data["task"], owner=data["owner"], due_on=data["due_on"], by=by)
        return self.to_meeting()


class _BeforeItIsHeld(_WhilePlanned):
    """What nobody does to a meeting any more at which something was decided."""

    def why_not(self) -> str | None:
        return super().why_not() or actions.why_it_is_held(self.meeting) or None


class MeetingMove(_BeforeItIsHeld):
    """Another day, time or place."""

    permission = write("meetings")
    form_class = forms.MoveForm
    title = "Move this meeting"
    template_name = "meetings/meeting_form.html"
    done = "The meeting has been moved."

    def edited(self) -> Meeting:
        return self.meeting

    def initial(self) -> dict[str, Any]:
        return {"move_to": self.meeting.on, "starts_at": self.meeting.starts_at, "place": self.meeting.place}

    def stored(self, record: Meeting) -> dict[str, Any]:
        return {"move_to": record.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = dict(form.cleaned_data)
        to, by = data.pop("move_to"), self.request.user
        actions.move_meeting(self.meeting, self.version(), to=to, today=self.on, by=by, **data)
        return self.to_meeting()


class MeetingCallOff(_BeforeItIsHeld):
    """The meeting is not held; its agenda goes to the next."""

    permission = write("meetings")
    form_class = forms.CallOffForm
    title = "Call this meeting off"
    template_name = "meetings/meeting_form.html"
    submit_label = "Call it off"
    done = "The meeting is called off. Its agenda is that of the next one."

    def edited(self) -> Meeting:
        return self.meeting

    def form_valid(self, form: Any) -> HttpResponseBase:
        because, by = form.cleaned_data["because"], self.request.user
        actions.call_off(self.meeting, self.version(), because=because, by=by, on=self.on, at=self.at)
        return self.to_meeting()


class MeetingHold(_WhilePlanned):
    """Record that the meeting was held: who came, and the minutes; afterwards, put both right."""

    permission = write("meetings")
    form_class = forms.HoldForm
    title = "Record the meeting"
    template_name = "meetings/meeting_form.html"
    submit_label = "Close the meeting"
    done = "The meeting is recorded."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.was_held = self.meeting.state == State.HELD
        if self.was_held:
            self.title, self.submit_label = "Put right who came, and the minutes", "Save"
            self.done = "Who came and the minutes are put right."

    def edited(self) -> Meeting:
        return self.meeting

    def why_not(self) -> str | None:
        return None if self.was_held else super().why_not() or self.before_its_day()

    def form_kwargs(self) -> dict[str, Any]:
        return {"members": [row.member for row in self._rows()] or actions.members_on(self.meeting)}

    def initial(self) -> dict[str, Any]:
        return self.stored(self.meeting)

    def stored(self, record: Meeting) -> dict[str, Any]:
        return {"came": [row.member.key for row in self._rows() if row.came], "minutes": record.minutes}

    def _rows(self) -> list[Attendance]:
        """Who was a member on the day of a meeting that was held; none of one that was not."""
        return list(self.meeting.attendance.select_related("member__user").order_by("member__name"))

    def form_valid(self, form: Any) -> HttpResponseBase:
        said = {name: form.cleaned_data[name] for name in ("came", "minutes")}
        by = self.request.user
        if self.was_held:
            actions.put_right(self.meeting, self.version(), **said, by=by)
        else:
            actions.hold(self.meeting, self.version(), **said, by=by, on=self.on, at=self.at)
        return self.to_meeting()


class TaskDone(FormPage):
    """Record that a task of a meeting is done."""

    permission = write("meetings")
    form_class = OxleForm
    title = "Record that it is done"
    template_name = "meetings/task_form.html"
    submit_label = "It is done"
    done = "The task is done."
    task: Task

    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.task = queries.get_task_for(self.request.user, kwargs["key"])

    def too_late(self) -> TooLate | None:
        if not (why := deciding.why_not_to_do(self.task)):
            return None
        return TooLate(
            title="This cannot be done now",
            explanation=why,
            url=reverse("meetings:meeting", args=[self.task.item.meeting.key]),
            link="See the meeting",
        )

    def edited(self) -> Task:
        return self.task

    def context(self) -> dict[str, Any]:
        item = self.task.item
        url = reverse("meetings:meeting", args=[item.meeting.key])
        return {"task": self.task, "item": item, "back_url": url, "cancel_url": url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        deciding.finish_task(self.task, self.version(), by=self.request.user, on=self.on)
        return redirect("meetings:meeting", self.task.item.meeting.key)
