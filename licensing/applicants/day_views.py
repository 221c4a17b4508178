"""The pages of the days and times: all lines with what the checker says of them, a table pasted, one line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import days, drafting, queries, sections
from licensing.applicants.day_forms import DaysForm, LineForm
from licensing.applicants.item_forms import RemoveForm
from licensing.applicants.pages import DraftForm
from licensing.applicants.tables import LineFindingTable, LineTable, line_rows

MOST_PROBLEMS = 100


class ApplyDays(DraftForm):
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
        return reverse("licensing:apply_line", args=[self.draft.key, number])

    def context(self) -> dict[str, Any]:
        answers = self.draft.answers
        found = queries.days_of(answers, on=self.on)
        problems = days.problems_of(sections.to_correct(answers), days.plain_children(answers))
        findings = LineFindingTable.table_for(
            self.request, list(found.findings), on=self.on, prefix="found", url=self.line_url
        )
        lines = line_rows(found, self.line_url)
        return {
            **super().context(),
            "has_children": bool(sections.items(answers, sections.CHILDREN)),
            "count": len(sections.rows(answers)),
            "findings": findings,
            "lines": LineTable.table_for(self.request, lines, on=self.on, prefix="line"),
            "unread": found.problems[:MOST_PROBLEMS],
            "problems": problems[:MOST_PROBLEMS],
            "more_problems": max(0, len(problems) - MOST_PROBLEMS),
            "headings": days.HEADINGS,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        added = form.cleaned_data.get("added")
        rows = added.rows if added else sections.rows(self.draft.answers)
        wrong = added.to_correct if added else ""
        drafting.save_days(self.draft, rows, wrong, version=self.version(), at=self.at)
        if added:
            messages.success(self.request, _in_words(added))
        return redirect("licensing:apply_days", self.draft.key)


def _in_words(added: days.Added) -> str:
    words = f"{added.came:,} {'line' if added.came == 1 else 'lines'} saved and checked."
    if added.passed_over:
        words += f" {added.passed_over:,} {'was' if added.passed_over == 1 else 'were'} there already."
    return f"{words} Some rows could not be read: they are below." if added.to_correct else words


class ApplyLine(DraftForm):
    """One line: changed."""

    template_name = "licensing/applicants/line.html"
    form_class = LineForm
    submit_label = "Save and check"

    def load(self, **kwargs: Any) -> None:
        super().load(**kwargs)
        self.rows = sections.rows(self.draft.answers)
        self.number = kwargs.get("number")
        if self.number is not None and not 0 < self.number <= len(self.rows):
            raise Http404

    def page_title(self) -> str:
        """Which line."""
        return f"Line {self.number}" if self.number else "Add a line"

    def initial(self) -> dict[str, Any]:
        return LineForm.cells_of(self.rows[self.number - 1]) if self.number else {}

    def stored(self, record: Any) -> dict[str, Any]:
        rows = sections.rows(record.answers)
        return LineForm.cells_of(rows[self.number - 1]) if self.number and self.number <= len(rows) else {}

    def form_kwargs(self) -> dict[str, Any]:
        others = [row for place, row in enumerate(self.rows, start=1) if place != self.number]
        children = days.plain_children(self.draft.answers)
        return {"children": children, "rows": others, "single": self.number is not None}

    def context(self) -> dict[str, Any]:
        back = reverse("licensing:apply_days", args=[self.draft.key])
        found = queries.days_of(self.draft.answers, on=self.on) if self.number else None
        return {
            **super().context(),
            "back_url": back,
            "cancel_url": back,
            "number": self.number,
            "said": [one for one in found.findings if one.line == self.number] if found else [],
            "unread": [one for one in found.problems if one.row == self.number] if found else [],
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        found, rows = form.cleaned_data["found"], list(self.rows)
        place = len(rows) if self.number is None else self.number - 1
        rows[place : place + 1] = found
        drafting.save_days(self.draft, rows, version=self.version(), at=self.at)
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
        rows = [row for place, row in enumerate(self.rows, start=1) if place != self.number]
        drafting.save_days(self.draft, rows, version=self.version(), at=self.at)
        messages.success(self.request, "The line is taken off")
        return redirect("licensing:apply_days", self.draft.key)
