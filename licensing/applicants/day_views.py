"""The pages of the days and times: all lines with what the checker says of them, a table pasted, one line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import days, drafting, queries, sections
from licensing.applicants.day_forms import DaysForm, LineForm
from licensing.applicants.item_forms import RemoveForm
from licensing.applicants.pages import DraftForm
from licensing.applicants.tables import LineFindingTable, LineTable, line_rows
from licensing.pasting import not_read
from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.core.models import new_key
from oxle.core.pages import TooLate
from oxle.core.throttle import allow

MOST_PROBLEMS = 100
# All lines are read anew with each change, so that nobody makes hundreds of them by a program.
MOST_CHANGES = 300


class DaysPage(DraftForm):
    """Base: a change of the days and times, so many in an hour."""

    lines: dict[str, list[str]]

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.lines = sections.lines(self.draft.answers)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not allow("applicant days", self.applicant.key, at=self.at, most=MOST_CHANGES, within=limits.HOUR):
            return too_many(request)
        return super().post(request, *args, **kwargs)


class ApplyDays(DaysPage):
    """All lines, what is over a limit, the rows that could not be read; a table to paste."""

    template_name = "licensing/applicants/days.html"
    form_class = DaysForm
    title = sections.BY_KEY[sections.DAYS].title
    submit_label = "Save and check"

    def initial(self) -> dict[str, Any]:
        return {"table": sections.to_correct(self.draft.answers)}

    def form_kwargs(self) -> dict[str, Any]:
        answers = self.draft.answers
        wrong = sections.to_correct(answers)
        return {"answers": answers, "children": days.plain_children(answers), "to_correct": wrong}

    def line_url(self, number: int) -> str:
        """The page of a line."""
        return reverse("licensing:apply_line", args=[self.draft.key, self.keys[number - 1]])

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.keys = list(self.lines)

    def context(self) -> dict[str, Any]:
        answers = self.draft.answers
        found = queries.days_of(answers, on=self.on)
        problems = days.problems_of(answers, days.plain_children(answers))
        findings = LineFindingTable.table_for(
            self.request, list(found.findings), on=self.on, prefix="found", url=self.line_url
        )
        lines = line_rows(found, self.line_url)
        return {
            **super().context(),
            "has_children": bool(sections.items(answers, sections.CHILDREN)),
            "count": len(self.lines),
            "findings": findings,
            "lines": LineTable.table_for(self.request, lines, on=self.on, prefix="line"),
            "unread": [(self.line_url(problem.row), problem) for problem in found.problems[:MOST_PROBLEMS]],
            "problems": problems[:MOST_PROBLEMS],
            "more_problems": max(0, len(problems) - MOST_PROBLEMS),
            "headings": days.HEADINGS,
            "places": sections.places(answers),
            "without_place": sections.without_place(answers),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        added = form.cleaned_data.get("added")
        lines = {**added.kept, **{new_key(): row for row in added.new}} if added else self.lines
        wrong = added.to_correct if added else ""
        drafting.save_days(self.draft, lines, wrong, version=self.version(), at=self.at)
        if added:
            messages.success(self.request, _in_words(added))
        return redirect("licensing:apply_days", self.draft.key)


def _in_words(added: days.Added) -> str:
    came = len(added.new)
    words = f"{came:,} new {'line' if came == 1 else 'lines'} saved and checked."
    if added.changed:
        words += f" {added.changed:,} {'was' if added.changed == 1 else 'were'} changed to what you pasted."
    if added.passed_over:
        words += f" {added.passed_over:,} {'was' if added.passed_over == 1 else 'were'} there already, just so."
    if unread := not_read(added.unknown):
        words += f" {unread}"
    return f"{words} Some rows could not be read: they are below." if added.to_correct else words


class ApplyLine(DaysPage):
    """One line: changed."""

    template_name = "licensing/applicants/line.html"
    form_class = LineForm
    submit_label = "Save and check"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.key = kwargs.get("line")
        self.is_gone = self.key is not None and self.key not in self.lines
        if self.is_gone and self.sent is None:
            raise Http404
        self.number = list(self.lines).index(self.key) + 1 if self.key in self.lines else None

    def too_late(self) -> TooLate | None:
        return super().too_late() or (self.gone("line", self.back_url()) if self.is_gone else None)

    def back_url(self) -> str:
        """The page of all lines."""
        return reverse("licensing:apply_days", args=[self.draft.key])

    def page_title(self) -> str:
        """Which line."""
        return f"Line {self.number}" if self.number else "Add a line"

    def initial(self) -> dict[str, Any]:
        return LineForm.cells_of(self.lines[self.key]) if self.key in self.lines else {}

    def stored(self, record: Any) -> dict[str, Any]:
        lines = sections.lines(record.answers)
        return LineForm.cells_of(lines[self.key]) if self.key in lines else {}

    def form_kwargs(self) -> dict[str, Any]:
        children = days.plain_children(self.draft.answers)
        places = sections.places(self.draft.answers)
        return {"children": children, "rows": list(self.lines.values()), "places": places, "number": self.number}

    def context(self) -> dict[str, Any]:
        back = self.back_url()
        found = queries.days_of(self.draft.answers, on=self.on) if self.number else None
        return {
            **super().context(),
            "back_url": back,
            "cancel_url": back,
            "line": self.key,
            "said": [one for one in found.findings if one.line == self.number] if found else [],
            "unread": [one for one in found.problems if one.row == self.number] if found else [],
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        found = form.cleaned_data["found"]
        changed = {self.key: found[0]} if self.key else {new_key(): row for row in found}
        drafting.save_days(self.draft, {**self.lines, **changed}, version=self.version(), at=self.at)
        messages.success(
            self.request, "The line is saved and checked" if len(found) == 1 else "The lines are saved and checked"
        )
        return redirect("licensing:apply_days", self.draft.key)


class ApplyLineAdd(ApplyLine):
    """One more line, or the same on several days."""

    creates = True


class ApplyLineRemove(ApplyLine):
    """Takes a line off, after asking."""

    template_name = "licensing/applicants/remove.html"
    form_class = RemoveForm
    submit_label = "Take off"
    only_in_time = True

    def page_title(self) -> str:
        """What is asked."""
        return f"Take line {self.number} off?"

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def form_valid(self, form: Any) -> HttpResponseBase:
        lines = {key: row for key, row in self.lines.items() if key != self.key}
        drafting.save_days(self.draft, lines, version=self.version(), at=self.at)
        messages.success(self.request, "The line is taken off")
        return redirect("licensing:apply_days", self.draft.key)
