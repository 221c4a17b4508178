"""The pages of one referral: filled in over several sittings, checked, sent; then what became of it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance import retention
from attendance.referrals import drafting, following, panels, queries, section_forms, sections
from attendance.referrals.models import Draft
from attendance.referrals.steps import hint_of
from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.cases import abandoning
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.permissions import PORTAL
from oxle.core import typed
from oxle.core.errors import Refused, Stale
from oxle.core.forms import OxleForm
from oxle.core.models import new_key
from oxle.core.pages import FormPage, Page, TooLate
from oxle.core.rules import RuleBook
from oxle.documents.actions import store_upload
from oxle.documents.serving import serve
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.schools.queries import calendar_of


class OfDraft(Page):
    """Base of the pages of one referral: the school's own people, or the officer who enters it for them."""

    permission = PORTAL

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # One page for both: an officer with the inbox stands in for the school.
        if request.user.is_authenticated and not request.user.can(PORTAL):
            self.permission = write("inbox")
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        self.draft = queries.get_draft_for(self.request.user, kwargs["key"])

    def message(self) -> InboxMessage | None:
        """What the school said, before whoever enters it for the school; None to the school itself."""
        seen = visible_to(self.request.user, InboxMessage).filter(pk=self.draft.message_id)
        return seen.first() if self.draft.message_id and self.request.user.is_council else None

    def begun_by(self) -> str:
        """Which colleague is entering it, before whoever else at the council opens it; empty before themselves."""
        draft, user = self.draft, self.request.user
        entered = draft.message_id and draft.state == Draft.State.FILLING and user.is_council
        return panels.begun_by(draft) if entered and draft.started_by != user else ""

    def context(self) -> dict[str, Any]:
        return {
            "draft": self.draft,
            "message": self.message(),
            "begun_by": self.begun_by(),
            "cancel_url": reverse("attendance:draft", args=[self.draft.key]),
            "back_url": reverse("attendance:draft", args=[self.draft.key]),
        }


class OnDraft(OfDraft, FormPage):
    """Base of the pages on which a referral is filled in, sent or thrown away."""

    def edited(self) -> Any:
        return self.draft

    def must_be_open(self) -> None:
        """Nothing of a referral that was sent is offered to be filled in; to what is typed all the same there is an
        answer (`too_late`)."""
        if not self.draft.is_open and self.sent is None:
            raise Http404

    def too_late(self) -> TooLate | None:
        if self.draft.is_open:
            return None
        happened = "discarded" if self.draft.state == Draft.State.DISCARDED else "sent"
        if self.draft.has_ended:
            happened = "closed"
        return TooLate(
            title=f"This referral was {happened} while you had this page open",
            explanation="It can no longer be changed, and what you did on this page is no part of it.",
            url=reverse("attendance:draft", args=[self.draft.key]),
            link="See how the referral stands",
        )


class DraftTasks(OfDraft):
    """The task list: what is finished, what is not; after sending, how the referral stands."""

    template_name = "attendance/draft_tasks.html"
    title = "Referral to the County Attendance Team"

    @property
    def home(self) -> str:
        """Whence one came: the school's home page, the case of one that was returned, or the inbox."""
        if not self.request.user.is_council:
            return reverse("cases:portal")
        return self.draft.case.get_absolute_url() if self.draft.case else reverse("cases:inbox")

    def context(self) -> dict[str, Any]:
        draft = self.draft
        extract = sections.extract_of(draft, self.on)
        missing = sections.missing(draft, extract)
        wrong = {one.section for one in missing}
        attached = draft.files.filter(section=sections.EVIDENCE, removed_at=None).values_list("section", flat=True)
        told = {key for key, answers in draft.answers.items() if answers}
        begun = {*told, *sections.unfinished(draft), *attached}
        groups: dict[str, list[dict[str, Any]]] = {}
        for section in sections.sections_of(draft):
            status, colour = "To do", "blue"
            if section.key not in wrong:
                status, colour = ("Completed" if section.key in begun else "Optional"), ""
            elif section.key in begun:
                status, colour = "Not finished", "yellow"
            groups.setdefault(section.group, []).append(
                {
                    "title": section.title,
                    "url": reverse("attendance:section", args=[draft.key, section.key]) if draft.is_open else "",
                    "status": status,
                    "colour": colour,
                }
            )
        return {
            **super().context(),
            "groups": [{"heading": heading, "tasks": tasks} for heading, tasks in groups.items()],
            "missing": missing,
            "ready": not missing,
            "reference": following.reference_of(draft),
            "stage": following.stage_of(draft),
            "question": following.open_question(draft),
            "answer_by": queries.answers_due(queries.with_answer_due(Draft.objects.filter(pk=draft.pk))).get(draft.pk),
            "history": following.history(draft),
            "may_discard": draft.case is None,
            "goes_on": self.goes_on(),
        }

    def goes_on(self) -> date | None:
        """On which day a referral that was never sent goes by itself, when nobody touches it; None where it stays."""
        goes = self.draft.is_open and retention.UNSENT.rows().filter(pk=self.draft.pk).exists()
        return abandoning.goes_on(retention.UNSENT, self.draft, RuleBook()) if goes else None


LATER = "later"


class DraftSection(OnDraft):
    """One section. It is kept when it is finished, and also when it is not and somebody asks to come back to it."""

    template_name = "attendance/draft_section.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        known = {section.key: section for section in sections.sections_of(self.draft)}
        self.must_be_open()
        if kwargs["section"] not in known or kwargs["section"] == sections.EVIDENCE:
            raise Http404
        self.section = known[kwargs["section"]]

    def page_title(self) -> str:
        """The section's name."""
        return self.section.title

    def form_type(self) -> Any:
        """The section's form."""
        return section_forms.form_for(self.section.key, self.draft)

    def initial(self) -> dict[str, Any]:
        return dict(self.draft.answers.get(self.section.key, {}))

    def form(self) -> Any:
        form = super().form()
        unfinished = sections.unfinished(self.draft).get(self.section.key)
        if unfinished is not None and not form.is_bound:
            form.show_typed(unfinished)
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if LATER in request.POST and self.draft.is_open:
            return self.save_for_later()
        return super().post(request, *args, **kwargs)

    def save_for_later(self) -> HttpResponseBase:
        """Keep what was typed, whatever is wrong or missing."""
        typed.forget(self.request)
        form, overview = self.form(), redirect("attendance:draft", self.draft.key)
        # A file is looked at now, for nobody can choose it again for them.
        if "file" in self.request.FILES and not form.is_valid() and "file" in form.errors:
            return self._show_form(form)
        try:
            with transaction.atomic():
                self.attach(self.request.FILES.get("file"))
                drafting.save_unfinished(self.draft, self.section.key, form.typed(), version=self.version(), at=self.at)
                self._remember(overview)
        except Refused as refusal:
            form.add_error("file", refusal.message)
            return self._show_form(form)
        except Stale as stale:
            form.is_valid()
            return self._sent_before() or self.show_stale(form, stale.record)
        messages.success(self.request, f"“{self.section.title}” is kept as it stands. Finish it before you send.")
        return overview

    def form_kwargs(self) -> dict[str, Any]:
        found: dict[str, Any] = {"on": self.on}
        if self.section.key == sections.FAMILY and not self.draft.is_unlisted:
            found |= self.parents_on_record()
        if kind := sections.step_of(self.section.key):
            found["kind"] = kind
        if self.section.key == sections.REASON:
            found["reasons"] = sections.reasons_for(self.draft)
        if self.section.key == sections.REGISTER:
            found["calendar"] = calendar_of(self.draft.school)
        return found

    def parents_on_record(self) -> dict[str, Any]:
        """The parents whom our record of the pupil names; to a school that the pupil has left, only those it chose."""
        shown = parents_of(self.draft.child, self.on)
        if not visible_to(self.request.user, Child).filter(pk=self.draft.child_id).exists():
            chosen = self.draft.answers.get(sections.FAMILY, {}).get("parents", [])
            shown = [one for one in shown if one.adult.key in chosen]
        return {"parents": [(one.adult.key, f"{one.adult.name} ({one.kind})") for one in shown]}

    def stored(self, record: Any) -> dict[str, Any]:
        return record.answers.get(self.section.key, {})

    def context(self) -> dict[str, Any]:
        kind = sections.step_of(self.section.key)
        extract = sections.extract_of(self.draft, self.on) if self.section.key == sections.REGISTER else None
        return {
            **super().context(),
            "section": self.section,
            "question": kind.label if kind else "",
            "hint": hint_of(kind, self.on) if kind else "",
            "attached": list(self.draft.files.filter(section=self.section.key, removed_at=None)),
            "register": queries.register_shown(extract, self.on),
            "typed_parents": self.typed_parents(),
        }

    def typed_parents(self) -> list[dict[str, Any]] | None:
        """The parents of a pupil who was typed in, each with its page while they can be changed; None elsewhere."""
        if self.section.key != sections.FAMILY or not self.draft.is_unlisted:
            return None
        return [
            {
                "words": section_forms.typed_parent(typed),
                "kind": typed["kind"],
                "key": typed["key"],
                "may_change": self.draft.child_id is None,
            }
            for typed in sections.typed_parents(self.draft)
        ]

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.attach(form.cleaned_data.get("file"))
        drafting.save_section(self.draft, self.section.key, form.answers(), version=self.version(), at=self.at)
        if self.section.key == sections.REGISTER:
            messages.success(self.request, queries.register_in_words(sections.extract_of(self.draft, self.on)))
        return redirect("attendance:draft", self.draft.key)

    def attach(self, upload: Any) -> None:
        """Keep a document that was chosen with the section; that of a register is read into its text, and not kept."""
        if upload and self.section.key != sections.REGISTER:
            file = store_upload(upload, by=self.request.user, at=self.at)
            drafting.attach_to_draft(self.draft, file, section=self.section.key, title=self.section.title, at=self.at)


class DraftParent(OnDraft):
    """A parent of a pupil who was typed in: added, or changed."""

    form_class = section_forms.TypedParentForm
    template_name = "attendance/draft_parent.html"
    title = "A parent or carer"
    submit_label = "Save"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.must_be_open()
        if not self.draft.is_unlisted or (self.draft.is_open and self.draft.child_id):
            raise Http404
        by_key = {typed["key"]: typed for typed in sections.typed_parents(self.draft)}
        self.creates = "parent" not in kwargs
        if not self.creates and kwargs["parent"] not in by_key:
            raise Http404
        self.key = kwargs.get("parent") or new_key()
        self.typed = by_key.get(self.key, {})

    def initial(self) -> dict[str, Any]:
        return self.typed

    def stored(self, record: Any) -> dict[str, Any]:
        return next((one for one in sections.typed_parents(record) if one["key"] == self.key), {})

    def context(self) -> dict[str, Any]:
        back = reverse("attendance:section", args=[self.draft.key, sections.FAMILY])
        return {**super().context(), "back_url": back, "cancel_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.save_parent(self.draft, self.key, form.answers(), version=self.version(), at=self.at)
        return redirect("attendance:section", self.draft.key, sections.FAMILY)


class DraftParentRemove(DraftParent):
    """Takes a typed parent off again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (late := self.too_late()) is not None:
            return self.show_too_late(late)
        drafting.save_parent(self.draft, self.key, None, version=self.draft.version, at=self.at)
        messages.success(request, "The parent or carer is taken off")
        return redirect("attendance:section", self.draft.key, sections.FAMILY)


class DraftEvidence(OnDraft):
    """Files attached to the referral as a whole: any number, one at a time."""

    template_name = "attendance/draft_evidence.html"
    form_class = section_forms.EvidenceForm
    title = "Other evidence"
    submit_label = "Attach this file"
    creates = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.must_be_open()

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "attached": list(self.draft.files.filter(removed_at=None).select_related("file"))}

    def form_valid(self, form: Any) -> HttpResponseBase:
        file = store_upload(form.cleaned_data["file"], by=self.request.user, at=self.at)
        drafting.attach_to_draft(
            self.draft, file, section=sections.EVIDENCE, title=form.cleaned_data["title"], at=self.at
        )
        messages.success(self.request, "The file is attached")
        return redirect("attendance:section", self.draft.key, sections.EVIDENCE)


class DraftFilePage(OnDraft):
    """One attached file: download it, or with a POST take it off."""

    form_class = OxleForm
    done = "The file is taken off"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.attached = self.draft.files.filter(key=kwargs["file"], removed_at=None).select_related("file").first()
        if self.attached is None:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.attached.file, children=[self.draft.child_id] if self.draft.child_id else [])

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.remove_from_draft(self.attached, at=self.at)
        return redirect("attendance:section", self.draft.key, sections.EVIDENCE)
