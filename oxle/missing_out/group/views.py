"""The pages of the group's work: themes, a decision in the meeting, an escalation, and what somebody has done."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.cases.concerns import WORK
from oxle.core.pages import FormPage, Page, TooLate
from oxle.meetings.models import Meeting, State
from oxle.meetings.planning import next_meeting
from oxle.missing_out.group import actions, forms, queries
from oxle.missing_out.group.candidates import candidates
from oxle.missing_out.group_models import GroupAction, Theme
from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.queries import READ, get_board_meeting_for
from oxle.people.models import Child
from oxle.schooldays.wording import full_day, plain_day


class Themes(Page):
    """Every theme: its barrier, its pupils by reference, what was decided, and what is still to be done."""

    permission = READ
    template_name = "missing_out/group/themes.html"
    title = "Themes of the Strategic Group"

    def context(self) -> dict[str, Any]:
        lines = queries.themes_for(self.request.user, self.on, until=self.at)
        return {"lines": lines, "may_write": self.request.user.can(WORK)}


class ThemeAdd(FormPage):
    """Make a theme of several pupils."""

    permission = WORK
    form_class = forms.ThemeForm
    title = "Make a theme"
    template_name = "missing_out/group/form.html"
    submit_label = "Make the theme"
    creates = True
    done = "The theme is made. It stands in the pack that is not agreed yet, and in those that follow."
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.series = queries.the_group()

    def too_late(self) -> TooLate | None:
        if self.series is not None:
            return None
        return TooLate(
            "This cannot be done now", "The Strategic Group has no series of meetings yet. Add it first.",
            reverse("missing_out:group:themes"), "See the themes",
        )  # fmt: skip

    def form_kwargs(self) -> dict[str, Any]:
        key = self.request.GET.get("pupil", "")
        wanted = list(Child.objects.filter(key=key).values_list("pk", flat=True)) if key else []
        return {"offered": candidates(self.request.user, self.on, wanted)}

    def initial(self) -> dict[str, Any]:
        return {"pupils": [self.request.GET.get("pupil", "")]}

    def context(self) -> dict[str, Any]:
        url = reverse("missing_out:group:themes")
        return {"back_url": url, "cancel_url": url, "caption": self.series.name if self.series else ""}

    def form_valid(self, form: Any) -> HttpResponseBase:
        if self.series is not None:
            actions.make_theme(self.series, **form.cleaned_data, by=self.request.user, at=self.at)
        return redirect("missing_out:group:themes")


class ThemePupils(FormPage):
    """Put pupils under a theme, or take them off."""

    permission = WORK
    form_class = forms.PupilsForm
    title = "Pupils of a theme"
    template_name = "missing_out/group/form.html"
    submit_label = "Save"
    done = "The pupils of the theme are changed."
    only_in_time = True
    theme: Theme

    def load(self, **kwargs: str) -> None:
        self.theme = queries.get_theme_for(self.request.user, kwargs["key"])
        there = self.theme.pupils.filter(left_at=None, child__isnull=False).values_list("child", flat=True)
        self.offered = candidates(self.request.user, self.on, list(there))
        self.under = [one.child for one in self.offered if one.child.pk in set(there)]

    def edited(self) -> Theme:
        return self.theme

    def too_late(self) -> TooLate | None:
        if self.theme.ended_at is None:
            return None
        return TooLate("This cannot be done now", "The theme has ended.", reverse("missing_out:group:themes"), "See it")

    def form_kwargs(self) -> dict[str, Any]:
        return {"offered": self.offered}

    def initial(self) -> dict[str, Any]:
        return {"pupils": [child.key for child in self.under]}

    def stored(self, record: Any) -> dict[str, Any]:
        return self.initial()

    def context(self) -> dict[str, Any]:
        url = reverse("missing_out:group:themes")
        return {"back_url": url, "cancel_url": url, "caption": str(self.theme)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = form.cleaned_data["pupils"]
        leave = [child for child in self.under if child not in chosen]
        actions.change_pupils(
            self.theme, self.version(), add=chosen, leave=leave, by=self.request.user, at=self.at
        )  # fmt: skip
        return redirect("missing_out:group:themes")


class _OfMatter(FormPage):
    """A form about a pupil of the pack of a meeting, or about a theme."""

    permission = WORK
    template_name = "missing_out/group/form.html"
    only_in_time = True
    creates = True
    meeting: Meeting
    matter: PackRow | Theme

    def load(self, **kwargs: str) -> None:
        self.meeting = get_board_meeting_for(self.request.user, kwargs["key"])
        self.matter = queries.get_matter_for(self.request.user, self.meeting, kwargs["matter"], self.on)

    @property
    def back(self) -> str:
        """The pack that is read in the meeting; the page of the meeting where none is agreed."""
        pack = queries.agreed_pack_of(self.request.user, self.meeting)
        if pack is not None:
            return reverse("missing_out:packs:pack", args=[pack.key])
        return reverse("missing_out:packs:of_meeting", args=[self.meeting.key])

    def too_late(self) -> TooLate | None:
        why = self.why_not()
        if why is None:
            return None
        return TooLate("This cannot be done now", why, self.back, "See the pack", str(self.matter))

    def why_not(self) -> str | None:
        """Why it cannot be done, in one sentence; None where it can."""
        if isinstance(self.matter, Theme) and self.matter.ended_at is not None:
            return "The theme has ended."
        return None

    def context(self) -> dict[str, Any]:
        caption = f"{self.matter}, {full_day(self.meeting.on)}"
        return {"back_url": self.back, "cancel_url": self.back, "caption": caption}


class Decide(_OfMatter):
    """Record what the group decided in its meeting."""

    form_class = forms.DecideForm
    title = "Record a decision of the group"
    submit_label = "Record the decision"
    done = "The decision is recorded. What somebody does stands in their work, and comes back at the next meeting."

    def why_not(self) -> str | None:
        if self.meeting.state != State.PLANNED:
            return "This meeting is closed."
        if self.meeting.on > self.on:
            return f"The meeting is on {plain_day(self.meeting.on)}. What is decided can be recorded from that day on."
        return super().why_not()

    def form_kwargs(self) -> dict[str, Any]:
        return {"of_theme": isinstance(self.matter, Theme), "meets_on": self.meeting.on}

    def initial(self) -> dict[str, Any]:
        following = next_meeting(self.meeting.series, self.on)
        if following is not None and following.pk == self.meeting.pk:
            later = self.meeting.series.meetings.filter(state=State.PLANNED, on__gt=self.meeting.on)
            following = later.order_by("on").first()
        what = self.matter.action if isinstance(self.matter, Theme) else ""
        return {"what": what, "due_on": following.on if following else None}

    def form_valid(self, form: Any) -> HttpResponseBase:
        kind, words = actions.Kind(form.cleaned_data["kind"]), form.cleaned_data["words"]
        actions.decide(
            self.meeting, self.matter, kind=kind, words=words, todo=form.todo(), by=self.request.user, on=self.on,
            at=self.at,
        )  # fmt: skip
        return redirect(self.back)


class Escalate(_OfMatter):
    """Escalate a pupil or a theme to the director."""

    form_class = forms.EscalateForm
    title = "Escalate to the director"
    submit_label = "Escalate to the director"
    done = "It is escalated to the director, and comes back at the next meeting."

    def why_not(self) -> str | None:
        if actions.director_of(self.meeting.series, self.on) is None:
            return "Nobody is the director of this series of meetings. Add one on its page first."
        return super().why_not()

    def form_valid(self, form: Any) -> HttpResponseBase:
        because = form.cleaned_data["because"]
        actions.escalate(self.meeting, self.matter, because=because, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.back)


class ActionDone(FormPage):
    """Record that an action of the group is done, and what came of it."""

    permission = read("board")
    form_class = forms.DoneForm
    title = "Record that it is done"
    template_name = "missing_out/group/form.html"
    submit_label = "It is done"
    done = "It is done. The group reads what came of it at its next meeting."
    only_in_time = True
    action: GroupAction

    def load(self, **kwargs: str) -> None:
        self.action = queries.get_action_for(self.request.user, kwargs["key"], self.on)

    def edited(self) -> GroupAction:
        return self.action

    def initial(self) -> dict[str, Any]:
        return {"done_on": self.on}

    def too_late(self) -> TooLate | None:
        if self.action.done_on is None:
            return None
        said = f"It was done on {plain_day(self.action.done_on)}."
        return TooLate("This cannot be done now", said, self._back(), "See the packs", self.action.what)

    def _back(self) -> str:
        return reverse("missing_out:packs:list")

    def context(self) -> dict[str, Any]:
        decision, url = self.action.decision, self._back()
        about = decision.theme or decision.row
        rows = [
            {"key": "What is done", "value": self.action.what},
            {"key": "About", "value": str(about)},
            {"key": "Who does it", "value": f"{self.action.owner.name}, by {plain_day(self.action.due_on)}"},
            {"key": "Decided", "value": f"{plain_day(decision.on)}: {decision.words}"},
        ]
        return {"back_url": url, "cancel_url": url, "rows": rows}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.finish(
            self.action, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )  # fmt: skip
        return redirect(self._back())
