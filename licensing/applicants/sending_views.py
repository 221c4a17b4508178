"""The pages on which an application is checked and sent, and on which its reference stands then."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import approval, child_papers, days, forms, item_forms, queries, sections, sending, wording
from licensing.applicants.pages import DraftForm, OnDraft
from licensing.applicants.views import address_of
from licensing.checking.four_days import notice_given
from licensing.checking.schedule import Line
from licensing.performances.undated import why_unusual


class ApplyCheck(DraftForm):
    """Check your answers, and send; once they are sent, what was."""

    template_name = "licensing/applicants/check.html"
    form_class = forms.SendForm
    submit_label = "Send the application"

    def page_title(self) -> str:
        return "Check your answers" if self.draft.is_open else "What you sent"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.draft.reference:
            # A second click on the same button: the first one’s result.
            return redirect("licensing:apply_sent", self.draft.key)
        return super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        answers = self.draft.answers
        self.papers = queries.papers_of(self.draft)
        found = queries.days_of(answers, on=self.on)
        first_on = found.first_on
        covered = {day for one in found.lines for day in (one.on, one.last_on)}
        notice = notice_given(self.draft.sent_on or self.on, first_on) if first_on else None
        return {
            **super().context(),
            "sections": [self.shown(section, found.lines) for section in sections.SECTIONS],
            "attached": queries.files_of(self.draft),
            "missing": sending.still_missing(self.draft) if self.draft.is_open else [],
            "unknown_schools": len(queries.unknown_schools(answers, on=self.on)),
            "over": len({one.line for one in found.findings if one.weight.name == "BREACH"}),
            "approval": approval.in_words(answers, covered) if self.draft.is_open else "",
            "need_none": days.need_no_licence(answers, found) if self.draft.is_open else [],
            "papers_lacking": child_papers.lacking(sections.items(answers, sections.CHILDREN), self.papers),
            "unusual": self.unusual(found.lines),
            "late": notice.words if notice and notice.late else "",
        }

    def shown(self, section: sections.Section, lines: Sequence[Line]) -> dict[str, Any]:
        """A section with all its answers in words; `lines` are those of the days and times."""
        answers, url = self.draft.answers, address_of(self.draft, section.key) if self.draft.is_open else ""
        if section.key in sections.LISTS:
            listed = sections.items(answers, section.key)
            rows = [
                {
                    "key": item_forms.heading(section.key, item),
                    "value": [*wording.of_item(section.key, item), *self.attached_of(item["key"])],
                }
                for item in listed
            ]
        elif section.key == sections.DAYS:
            rows = wording.of_days(lines)
        elif section.key == sections.RISKS:
            rows = [{"key": one.title, "value": one.file.name} for one in queries.files_of(self.draft)]
        else:
            rows = forms.in_words(forms.FORMS[section.key], answers.get(section.key, {}))
        return {"title": section.title, "rows": rows, "url": url}

    def unusual(self, lines: Sequence[Line]) -> str:
        """That a production of this kind names dates, where one of its lines has none; "" else."""
        nature = self.draft.answers.get(sections.PRODUCTION, {}).get("kind", "")
        undated = any(one.among for one in lines)
        return why_unusual(nature, self.on) if nature and undated and self.draft.is_open else ""

    def attached_of(self, item: str) -> list[str]:
        """The files about one child, in words."""
        return [f"{one.title}: {one.file.name}" for one in self.papers.get(item, {}).values()]

    def form_valid(self, form: Any) -> HttpResponseBase:
        sending.send(
            self.draft,
            declared_by=form.cleaned_data["declared_by"],
            version=self.version(),
            on=self.on,
            at=self.at,
        )
        return redirect("licensing:apply_sent", self.draft.key)


class ApplySent(OnDraft):
    """The end of the journey: the reference, and what happens next."""

    template_name = "licensing/applicants/sent.html"
    title = "Application sent"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.draft.reference:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "check_url": reverse("licensing:apply_check", args=[self.draft.key])}
