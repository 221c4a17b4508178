"""The end of filling in a referral: its answers are checked and sent, or it is thrown away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import (
    actions,
    answering,
    doubts,
    drafting,
    following,
    forms,
    queries,
    section_forms,
    sections,
)
from attendance.referrals.models import Draft
from attendance.referrals.school_views import OfDraft, OnDraft
from oxle.cases.permissions import PORTAL
from oxle.core.forms import OxleForm
from oxle.people.queries import parents_of


class DraftCheck(OnDraft):
    """Check answers, and send; once they are sent, what was."""

    template_name = "attendance/draft_check.html"
    submit_label = "Send the referral"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.extract = sections.extract_of(self.draft, self.on)

    def page_title(self) -> str:
        """Whether there is still something to check."""
        if self.draft.is_open:
            return "Check your answers"
        return "What was sent" if self.request.user.is_council else "What you sent"

    @property
    def enters_answer(self) -> bool:
        """Whether an officer sends again what was returned to a school: from the day on which its answer came."""
        return self.draft.needs_answer and not self.request.user.can(PORTAL)

    def form_type(self) -> Any:
        """What is asked beside the referral: of one that came back, for an answer."""
        if self.enters_answer:
            return forms.EnteredAnswerForm
        return forms.AnswerForm if self.draft.needs_answer else OxleForm

    def form_kwargs(self) -> dict[str, Any]:
        if not self.draft.needs_answer:
            return {}
        asked = {"on": self.on, "unchanged": answering.is_unchanged(self.draft)}
        return {**asked, "returned_on": queries.returned_on(self.draft)} if self.enters_answer else asked

    def initial(self) -> dict[str, Any]:
        return {"came_on": queries.answer_came_on(self.draft)} if self.enters_answer else {}

    def context(self) -> dict[str, Any]:
        draft = self.draft
        on_record = [] if draft.is_unlisted else parents_of(draft.child, self.on)
        parents = {one.adult.key: one.adult.name for one in on_record}
        groups: dict[str, list[dict[str, Any]]] = {}
        for section in sections.sections_of(draft):
            if section.key == sections.EVIDENCE:
                continue
            told = section_forms.words(draft, section.key, parents)
            groups.setdefault(section.group, []).append(
                {
                    "section": section,
                    "rows": [{"key": question, "value": answer} for question, answer in told],
                    "url": reverse("attendance:section", args=[draft.key, section.key]) if draft.is_open else "",
                }
            )
        return {
            **super().context(),
            "groups": [{"heading": heading, "tasks": tasks} for heading, tasks in groups.items()],
            "all_open": "closed" not in self.request.GET,
            "question": following.open_question(draft),
            "unchanged": answering.is_unchanged(draft),
            "register": queries.register_shown(self.extract, self.on),
            "missing": sections.missing(draft, self.extract),
            "doubts": doubts.of_draft(draft, self.extract, self.on) if draft.is_open else [],
            "attached": list(draft.files.filter(removed_at=None).select_related("file")),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.send(
            self.draft,
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
            extract=self.extract,
            came_on=form.cleaned_data.get("came_on"),
            answer=form.cleaned_data.get("answer", ""),
        )
        return redirect("attendance:sent", self.draft.key)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.draft.state in {Draft.State.SENT, Draft.State.TO_IDENTIFY}:
            # A second click on the same button: the first one's result.
            return redirect("attendance:sent", self.draft.key)
        return super().post(request, *args, **kwargs)


class DraftSent(OfDraft):
    """The end of the journey: the reference, and what happens next."""

    template_name = "attendance/draft_sent.html"
    title = "Referral sent"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.draft.case is None and self.draft.state != Draft.State.TO_IDENTIFY:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "reference": following.reference_of(self.draft),
            "decided_by": queries.decided_by(self.draft),
        }


class DraftDiscard(OnDraft):
    """Throws away a referral that became no case, after asking."""

    template_name = "attendance/draft_discard.html"
    form_class = OxleForm
    title = "Discard this referral?"
    submit_label = "Discard it"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.must_be_open()
        if self.draft.is_open and self.draft.case_id:
            raise Http404

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.discard(self.draft, version=self.version(), at=self.at)
        messages.success(self.request, "The referral is discarded")
        return redirect("cases:inbox" if self.request.user.is_council else "cases:portal")
