"""The pages of one referral: filled in over several sittings, checked, sent; then what became of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import actions, doubts, forms, queries, sections
from attendance.referrals.models import Draft
from attendance.referrals.steps import HINTS
from oxle.accounts.permissions import write
from oxle.core.pages import FormPage
from oxle.documents.actions import store_upload
from oxle.documents.serving import serve
from oxle.people.queries import parents_of
from oxle.schools.queries import calendar_of

PORTAL = write("portal")


class OnDraft(FormPage):
    """Base of the pages of one referral: the school's own people, or the officer who enters it for them."""

    permission = PORTAL

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # One page for both: an officer with the inbox stands in for the school.
        if request.user.is_authenticated and not request.user.can(PORTAL):
            self.permission = write("inbox")  # type: ignore[misc]
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        self.draft = queries.get_draft_for(self.request.user, kwargs["key"])

    @property
    def is_open(self) -> bool:
        """Whether the referral can still be filled in."""
        return self.draft.state in {Draft.State.FILLING, Draft.State.RETURNED}

    def edited(self) -> Any:
        return self.draft

    def context(self) -> dict[str, Any]:
        return {
            "draft": self.draft,
            "cancel_url": reverse("attendance:draft", args=[self.draft.key]),
            "back_url": reverse("attendance:draft", args=[self.draft.key]),
        }


class DraftTasks(OnDraft):
    """The task list: what is finished, what is not; after sending, how the referral stands."""

    template_name = "attendance/draft_tasks.html"
    title = "Referral to the County Attendance Team"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show()

    def context(self) -> dict[str, Any]:
        draft = self.draft
        extract = sections.extract_of(draft, self.on)
        missing = sections.missing(draft, extract)
        wrong = {one.section for one in missing}
        groups: dict[str, list[dict[str, Any]]] = {}
        for section in sections.sections_of(draft):
            finished = section.key not in wrong
            groups.setdefault(section.group, []).append(
                {
                    "title": section.title,
                    "url": reverse("attendance:section", args=[draft.key, section.key]) if self.is_open else "",
                    "status": "Completed"
                    if finished
                    else "Not finished"
                    if draft.answers.get(section.key)
                    else "To do",
                    "colour": "" if finished else "blue" if not draft.answers.get(section.key) else "yellow",
                }
            )
        case = draft.case
        returned = case.events.filter(step="return").order_by("order").last() if case else None
        return {
            **super().context(),
            "groups": [{"heading": heading, "tasks": tasks} for heading, tasks in groups.items()],
            "missing": missing,
            "ready": not missing,
            "is_open": self.is_open,
            "case": case,
            "returned": returned if draft.state == Draft.State.RETURNED else None,
            "history": school_history(case) if case else [],
        }


class DraftSection(OnDraft):
    """One section. What is typed is kept at every page, finished or not."""

    template_name = "attendance/draft_section.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        known = {section.key: section for section in sections.sections_of(self.draft)}
        if kwargs["section"] not in known or kwargs["section"] == sections.EVIDENCE or not self.is_open:
            raise Http404
        self.section = known[kwargs["section"]]

    @property
    def title(self) -> str:  # type: ignore[override]
        """The section's name."""
        return self.section.title

    @property
    def form_class(self) -> Any:  # type: ignore[override]
        """The section's form."""
        return forms.form_for(self.section.key)

    def initial(self) -> dict[str, Any]:
        return self.draft.answers.get(self.section.key, {})

    def form_kwargs(self) -> dict[str, Any]:
        found: dict[str, Any] = {"on": self.on}
        if self.section.key == sections.FAMILY:
            found["parents"] = [
                (one.adult.key, f"{one.adult.name} ({one.kind})") for one in parents_of(self.draft.child, self.on)
            ]
        if kind := sections.step_of(self.section.key):
            found["kind"] = kind
        if self.section.key == sections.REGISTER:
            found["calendar"] = calendar_of(self.draft.school)
        return found

    def context(self) -> dict[str, Any]:
        kind = sections.step_of(self.section.key)
        extract = sections.extract_of(self.draft, self.on) if self.section.key == sections.REGISTER else None
        return {
            **super().context(),
            "section": self.section,
            "question": kind.label if kind else "",
            "hint": HINTS[kind] if kind else "",
            "attached": list(self.draft.files.filter(section=self.section.key, removed_at=None)),
            "tally": extract.tally if extract and extract.is_sound else None,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload = form.cleaned_data.get("file") if self.section.key != sections.REGISTER else None
        if upload:
            file = store_upload(upload, by=self.request.user, at=self.at)
            actions.attach_to_draft(self.draft, file, section=self.section.key, title=self.section.title, at=self.at)
        actions.save_section(self.draft, self.section.key, form.answers(), version=self.version(), at=self.at)
        return redirect("attendance:draft", self.draft.key)


class DraftEvidence(OnDraft):
    """Files attached to the referral as a whole: any number, one at a time."""

    template_name = "attendance/draft_evidence.html"
    form_class = forms.EvidenceForm
    title = "Other evidence"
    submit_label = "Attach this file"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.is_open:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "attached": list(self.draft.files.filter(removed_at=None).select_related("file"))}

    def form_valid(self, form: Any) -> HttpResponseBase:
        file = store_upload(form.cleaned_data["file"], by=self.request.user, at=self.at)
        actions.attach_to_draft(
            self.draft, file, section=sections.EVIDENCE, title=form.cleaned_data["title"], at=self.at
        )
        messages.success(self.request, "The file is attached")
        return redirect("attendance:section", self.draft.key, sections.EVIDENCE)


class DraftFilePage(OnDraft):
    """One attached file: download it, or with a POST take it off."""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.attached = self.draft.files.filter(key=kwargs["file"], removed_at=None).select_related("file").first()
        if self.attached is None:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.attached.file, children=[self.draft.child_id])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actions.remove_from_draft(self.attached, at=self.at)
        messages.success(request, "The file is taken off")
        return redirect("attendance:section", self.draft.key, sections.EVIDENCE)


class DraftCheck(OnDraft):
    """Check answers, and send."""

    template_name = "attendance/draft_check.html"
    form_class = forms.OxleForm
    title = "Check your answers"
    submit_label = "Send the referral"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.extract = sections.extract_of(self.draft, self.on)

    def context(self) -> dict[str, Any]:
        draft = self.draft
        parents = {one.adult.key: one.adult.name for one in parents_of(draft.child, self.on)}
        shown = []
        for section in sections.sections_of(draft):
            if section.key == sections.EVIDENCE:
                continue
            rows = [
                {
                    "key": question,
                    "value": answer,
                    "url": reverse("attendance:section", args=[draft.key, section.key]) if self.is_open else "",
                    "hidden": section.title,
                }
                for question, answer in sections.words(section.key, draft.answers.get(section.key, {}), parents)
            ]
            shown.append({"section": section, "rows": rows})
        return {
            **super().context(),
            "shown": shown,
            "tally": self.extract.tally if self.extract and self.extract.is_sound else None,
            "missing": sections.missing(draft, self.extract),
            "doubts": doubts.of_draft(draft, self.extract, self.on),
            "attached": list(draft.files.filter(removed_at=None)),
            "is_open": self.is_open,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = actions.send(
            self.draft, by=self.request.user, on=self.on, at=self.at, version=self.version(), extract=self.extract
        )
        return redirect("attendance:sent", self.draft.key) if case else redirect("cases:portal")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.draft.state == Draft.State.SENT:
            # A second click on the same button: the first one's result.
            return redirect("attendance:sent", self.draft.key)
        return super().post(request, *args, **kwargs)


class DraftSent(OnDraft):
    """The end of the journey: the reference, and what happens next."""

    template_name = "attendance/draft_sent.html"
    title = "Referral sent"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.draft.case is None:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show()

    def context(self) -> dict[str, Any]:
        decision = self.draft.case.deadlines.filter(clock="decision").order_by("pk").last()
        return {**super().context(), "case": self.draft.case, "decision": decision}


class DraftDiscard(OnDraft):
    """Throws away a referral that was never sent, after asking."""

    template_name = "attendance/draft_discard.html"
    form_class = forms.OxleForm
    title = "Discard this referral?"
    submit_label = "Discard it"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.draft.state != Draft.State.FILLING:
            raise Http404

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.discard(self.draft, version=self.version())
        messages.success(self.request, "The referral is discarded")
        return redirect("cases:portal")


def school_history(case: Any) -> list[dict[str, Any]]:
    """What a school may know of a referral it made: the stages, and the reasons written for it. Never our notes."""
    told = {
        "refer": "Received by the County Attendance Team",
        "resubmit": "Received again",
        "return": "Returned for more information",
        "accept": "Accepted",
        "reject": "Not accepted",
        "invite_panel": "Attendance Panel Meeting arranged",
        "record_panel": "Attendance Panel Meeting held",
        "target_met": "Target met",
        "target_missed": "Target not met",
        "final_warning": "Final warning given",
        "prepare_papers": "Papers being prepared for court",
        "court_ended": "Court proceedings ended",
        "close_improved": "Closed: attendance improved",
        "withdraw": "Withdrawn",
        "transfer_out": "Closed: moved to another authority",
        "over_age": "Closed: over compulsory school age",
    }
    for_school = {"return", "reject"}
    return [
        {
            "title": told[event.step],
            "by": "County Attendance Team",
            "on": event.on,
            "text": event.reason if event.step in for_school else "",
        }
        for event in case.events.filter(superseded_by=None).order_by("-order")
        if event.step in told
    ]
