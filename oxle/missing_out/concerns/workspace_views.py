"""The workspace before a meeting: every pupil once, advice and challenges, and what is concluded."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.audit import sights
from oxle.cases.concern_models import Advice
from oxle.cases.concerns import WORK, restricted_concerns, waiting_concerns
from oxle.core.pages import FormPage, Page, TooLate
from oxle.missing_out import rules
from oxle.missing_out.concerns import actions
from oxle.missing_out.concerns.forms import AdviceAnswerForm, AdviceForm, ConcludeForm
from oxle.missing_out.concerns.history import items_of
from oxle.missing_out.concerns.queries import State, get_advice_for, line_of, lines_for
from oxle.missing_out.concerns.tables import COLOURS, WorkspaceLine, WorkspaceTable
from oxle.missing_out.concerns.wording import words_of
from oxle.people.models import Child
from oxle.people.visibility import get_child_for
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.counting import due


class Workspace(Page):
    """Every pupil of whom teams told or whom the register has red or amber, one line each."""

    permission = WORK
    template_name = "missing_out/concerns/workspace.html"
    title = "Before the next meeting"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        queue = waiting_concerns(user).count() + len(restricted_concerns(user))
        back = reverse("missing_out:register")
        try:
            found = lines_for(user, self.on)
        except NotLoaded as problem:
            return {"problem": f"This cannot be worked out: {problem}.", "queue": queue, "back_url": back}
        lines = [WorkspaceLine(line, user, self.on) for line in found]
        table = WorkspaceTable.table_for(self.request, lines, on=self.on)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        tiles = [
            {
                "number": sum(line.state == one for line in found),
                "label": str(one),
                "url": f"?{urlencode({'stands': str(one)})}",
                "warn": one == State.TO_LOOK_AT,
            }
            for one in State
        ]
        return {"table": table, "tiles": tiles, "queue": queue, "back_url": back}


class _OfPupil(Page):
    """A page about one pupil of the workspace."""

    permission = WORK
    child: Child

    def load(self, **kwargs: str) -> None:
        self.child = get_child_for(self.request.user, kwargs["key"])

    @property
    def pupil_url(self) -> str:
        """The pupil's page in the workspace."""
        return reverse("missing_out:concerns:pupil", args=[self.child.key])

    def context(self) -> dict[str, Any]:
        return {"child": self.child, "back_url": self.pupil_url, "cancel_url": self.pupil_url}


class PupilPage(_OfPupil):
    """One pupil: each team's words, the rating, open cases, what was asked and concluded."""

    template_name = "missing_out/concerns/pupil.html"
    title = "Concerns about a pupil"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        context = {**super().context(), "back_url": reverse("missing_out:concerns:workspace")}
        try:
            line = line_of(user, self.child, self.on)
        except NotLoaded as problem:
            return {**context, "problem": f"This cannot be worked out: {problem}."}
        told = [
            {
                "concern": one,
                "rows": [{"key": key, "value": value} for key, value in words_of(one)],
                "is_new": one in line.new,
            }
            for one in line.concerns
        ]
        return {
            **context,
            "line": line,
            "why": line.rating.said_to(user),
            "colour": COLOURS[line.state],
            "told": told,
            "awaited": [{"one": one, "overdue": one.is_overdue(self.on)} for one in line.awaited],
            "items": items_of(user, self.child),
        }


class AdviceGive(_OfPupil, FormPage):
    """Record advice given, or a challenge made."""

    form_class = AdviceForm
    template_name = "missing_out/concerns/pupil_form.html"
    title = "Record advice or a challenge"
    submit_label = "Save"
    creates = True
    done = "It is recorded. It stands in your work on the day by which they answer."

    def initial(self) -> dict[str, Any]:
        return {"due_on": due(rules.ADVICE_WITHIN.on(self.on), self.on).on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.advise(self.child, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.pupil_url)


class AdviceAnswer(_OfPupil, FormPage):
    """Record what was answered to advice or a challenge."""

    form_class = AdviceAnswerForm
    template_name = "missing_out/concerns/pupil_form.html"
    title = "Record the answer"
    submit_label = "Save the answer"
    done = "The answer is recorded."
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.one = get_advice_for(self.request.user, kwargs["key"])
        self.child = self.one.child

    def edited(self) -> Advice:
        return self.one

    def context(self) -> dict[str, Any]:
        return {**super().context(), "asked": self.one}

    def too_late(self) -> TooLate | None:
        if self.one.waits:
            return None
        by = self.one.answered_by.name if self.one.answered_by else ""
        return TooLate("The answer is recorded", f"{by} recorded it.", self.pupil_url, "See it", str(self.child))

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_answer(
            self.one, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )
        return redirect(self.pupil_url)


class Conclude(_OfPupil, FormPage):
    """Conclude that a pupil goes to the Strategic Group, or that it is settled here."""

    form_class = ConcludeForm
    template_name = "missing_out/concerns/pupil_form.html"
    title = "Goes to the group, or settled here"
    submit_label = "Save"
    creates = True
    done = "It is recorded."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.conclude(self.child, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.pupil_url)
