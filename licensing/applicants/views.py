"""The pages of one application: the task list, its sections, its files; and throwing it away."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import drafting, forms, queries, retention, sections, sending
from licensing.applicants.models import ApplicationDraft, ApplicationFile
from licensing.applicants.pages import DraftForm, OnDraft
from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.cases import abandoning
from oxle.core import typed
from oxle.core.errors import Refused, Stale
from oxle.core.forms import OxleForm
from oxle.core.rules import RuleBook
from oxle.core.section_forms import SectionForm
from oxle.core.throttle import allow
from oxle.documents.serving import serve

LATER = "later"
MOST_UPLOADS = 40


def address_of(draft: Any, section: str) -> str:
    """Where a section is filled in."""
    if section in (sections.DAYS, sections.RISKS):
        return reverse(f"licensing:apply_{section}", args=[draft.key])
    page = "licensing:apply_list" if section in sections.LISTS else "licensing:apply_section"
    return reverse(page, args=[draft.key, section])


class ApplyTasks(OnDraft):
    """The task list: what is finished, what is not."""

    template_name = "licensing/applicants/tasks.html"
    title = "Application for a performance licence"
    listed: Sequence[sections.Section] = sections.SECTIONS
    check_page, again_page = "licensing:apply_check", "licensing:apply_again"

    def context(self) -> dict[str, Any]:
        draft, files = self.draft, queries.files_of(self.draft)
        later = drafting.unfinished(draft)
        groups: dict[str, list[dict[str, Any]]] = {}
        for section in self.listed:
            finished = self.is_finished(section.key, files) and section.key not in later
            begun = sections.is_begun(draft.answers, section.key) or section.key in later
            status, colour = (
                ("Completed", "") if finished else ("Not finished", "yellow") if begun else ("To do", "blue")
            )
            groups.setdefault(section.group, []).append(
                {
                    "title": section.title,
                    "url": self.address_of(section.key) if draft.is_open else "",
                    "status": status,
                    "colour": colour,
                    "hint": self.count_of(section),
                }
            )
        return {
            **super().context(),
            "groups": [{"heading": heading, "tasks": tasks} for heading, tasks in groups.items()],
            "missing": self.still_missing() if draft.is_open else [],
            "again_url": reverse(self.again_page, args=[draft.key]) if self.again_page and not draft.is_open else "",
            "check_url": reverse(self.check_page, args=[draft.key]),
            "goes_on": self.goes_on(),
        }

    def is_finished(self, section: str, files: Sequence[ApplicationFile]) -> bool:
        """Whether a section holds what must be there."""
        return sections.is_finished(self.draft.answers, section, files)

    def address_of(self, section: str) -> str:
        """Where a section is filled in."""
        return address_of(self.draft, section)

    def still_missing(self) -> list[sections.Missing]:
        """Everything that must be done before it can be sent."""
        return sending.still_missing(self.draft)

    def count_of(self, section: sections.Section) -> str:
        """How much of a list there is."""
        if section.key == sections.DAYS:
            count, noun, nouns = len(sections.rows(self.draft.answers)), "line", "lines"
        elif section.noun:
            count, noun, nouns = len(sections.items(self.draft.answers, section.key)), section.noun, section.nouns
        else:
            return ""
        return f"{count:,} {noun if count == 1 else nouns}" if count else ""

    def goes_on(self) -> date | None:
        """On which day it goes by itself, when nobody touches it; None once it is sent."""
        if not self.draft.is_open:
            return None
        return abandoning.goes_on(retention.UNSENT, self.draft, RuleBook())


class ApplySection(DraftForm):
    """One section of one page. It is kept when it is finished, and also when somebody asks to come back to it."""

    template_name = "licensing/applicants/section.html"
    by_key: ClassVar[Mapping[str, sections.Section]] = sections.BY_KEY
    form_of: ClassVar[Mapping[str, type[SectionForm]]] = forms.FORMS

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.section, self.form_class = self.told_on(kwargs["section"])

    def told_on(self, key: str) -> tuple[sections.Section, type[SectionForm]]:
        """A section of one page, and its form; 404 for every other."""
        if key not in self.form_of:
            raise Http404
        return self.by_key[key], self.form_of[key]

    def page_title(self) -> str:
        """The section’s name."""
        return self.section.title

    def initial(self) -> dict[str, Any]:
        return dict(self.draft.answers.get(self.section.key, {}))

    def form(self) -> Any:
        form = super().form()
        later = drafting.unfinished(self.draft).get(self.section.key)
        if later is not None and not form.is_bound:
            form.show_typed(later)
        return form

    def stored(self, record: Any) -> dict[str, Any]:
        return dict(record.answers.get(self.section.key, {}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if LATER in request.POST and self.draft.is_open:
            return self.save_for_later()
        return super().post(request, *args, **kwargs)

    def save_for_later(self) -> HttpResponseBase:
        """Keep what was typed, whatever is wrong or missing."""
        typed.forget(self.request)
        form, overview = self.form(), redirect(self.draft)
        try:
            with transaction.atomic():
                drafting.save_unfinished(self.draft, self.section.key, form.typed(), version=self.version(), at=self.at)
                self._remember(overview)
        except Stale as stale:
            form.is_valid()
            return self._sent_before() or self.show_stale(form, stale.record)
        messages.success(self.request, f"“{self.section.title}” is kept as it stands. Finish it before you send.")
        return overview

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.save_section(self.draft, self.section.key, form.answers(), version=self.version(), at=self.at)
        return redirect(self.goes_on())

    def goes_on(self) -> str:
        """Where saving leads."""
        return self.draft.get_absolute_url()


class ApplyRisks(DraftForm):
    """The risk assessment, as a file."""

    template_name = "licensing/applicants/risks.html"
    form_class = forms.RiskForm
    title = sections.BY_KEY[sections.RISKS].title
    submit_label = "Attach this file"
    creates = True
    most_uploads: ClassVar[int] = MOST_UPLOADS

    def edited(self) -> Any:
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who = self.applicant.key
        if not allow("applicant upload", who, at=self.at, most=self.most_uploads, within=limits.HOUR):
            return too_many(request)
        return super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "attached": queries.files_of(self.draft)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.attach(self.draft, form.cleaned_data["file"], title=sections.BY_KEY[sections.RISKS].title, at=self.at)
        messages.success(self.request, "The file is attached")
        return redirect("licensing:apply_risks", self.draft.key)


class ApplyFile(OnDraft):
    """One attached file of an application of any kind: download it, or with a POST take it off."""

    kind = ""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.attached = self.draft.files.filter(key=kwargs["file"]).select_related("file").first()
        # A second click on taking it off goes where the first one went.
        if self.attached is None or (self.attached.removed_at and self.request.method != "POST"):
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.attached.file, children=[])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            drafting.remove_file(self.attached, at=self.at)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.draft)
        messages.success(request, "The file is taken off")
        if self.attached.item:
            return redirect("licensing:apply_child_paper", self.draft.key, self.attached.item, self.attached.section)
        if self.draft.kind == ApplicationDraft.Kind.PERFORMANCES:
            return redirect("licensing:apply_risks", self.draft.key)
        page = "job_file" if self.draft.kind == ApplicationDraft.Kind.WORK else "sheet_file"
        return redirect(f"licensing:{page}", self.draft.key, self.attached.section)


class ApplyDiscard(DraftForm):
    """Throws an application away that was not sent, after asking."""

    form_class = OxleForm
    template_name = "licensing/applicants/discard.html"
    kind = ""
    title = "Discard this application?"
    submit_label = "Discard it"
    only_in_time = True

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.discard(self.draft, version=self.version(), at=self.at)
        messages.success(self.request, "The application is discarded")
        return redirect("licensing:apply_home")
