"""The pages of an employer’s application: the task list, its sections and hours, its files, checking and sending."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import drafting, queries
from licensing.applicants.again_views import ApplyAgain
from licensing.applicants.forms import in_words
from licensing.applicants.models import ApplicationDraft, ApplicationFile
from licensing.applicants.pages import ApplicantPage, DraftForm
from licensing.applicants.sections import Missing, Section
from licensing.applicants.sending_views import ApplySent
from licensing.applicants.views import ApplyRisks, ApplySection, ApplyTasks
from licensing.tables import COLOURS
from licensing.work import hours, rules
from licensing.work.online import checked, forms, sections, sending
from licensing.work.online.models import JobApplied
from licensing.work.online.parts import OF_WORK
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage
from oxle.schooldays.wording import plain_day

WORK = ApplicationDraft.Kind.WORK


def address_of(draft: ApplicationDraft, section: str) -> str:
    """Where a section is filled in."""
    if section == sections.HOURS:
        return reverse("licensing:job_hours", args=[draft.key])
    page = "licensing:job_file" if section in sections.FILES else "licensing:job_section"
    return reverse(page, args=[draft.key, section])


def found_in(draft: ApplicationDraft, on: date) -> dict[str, Any]:
    """What the checker says of the hours, worded for a page."""
    found = checked.check(draft.answers, on=on)
    return {
        "found": found,
        "findings": [
            {"weight": one.weight.value, "colour": COLOURS[one.weight], "words": str(one)}
            for one in (found.findings if found else ())
        ],
        "impossible": checked.impossible(draft.answers, on=on),
    }


class JobBegin(ApplicantPage, FormPage):
    """What an employer needs at hand; then an application is begun."""

    title = "Before you apply for a work permit"
    form_class = OxleForm
    template_name = "licensing/applicants/job_begin.html"
    submit_label = "Start the application"
    creates = True

    def context(self) -> dict[str, Any]:
        return {**super().context(), "months": rules.PHOTO_MONTHS.on(self.on)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect(drafting.start(self.applicant, at=self.at, kind=WORK))


class JobTasks(ApplyTasks):
    """The task list: what is finished, what is not."""

    kind = WORK
    title = "Application for a work permit"
    listed = sections.SECTIONS
    check_page, again_page = "licensing:job_check", "licensing:job_again"

    def is_finished(self, section: str, files: Sequence[ApplicationFile]) -> bool:
        return sections.is_finished(self.draft.answers, section, files)

    def address_of(self, section: str) -> str:
        return address_of(self.draft, section)

    def still_missing(self) -> list[Missing]:
        return sending.still_missing(self.draft, on=self.on)

    def count_of(self, section: Section) -> str:
        return ""


class JobSection(ApplySection):
    """One section of one page."""

    kind = WORK
    by_key = sections.BY_KEY
    form_of = forms.FORMS

    def form_kwargs(self) -> dict[str, Any]:
        kept = super().form_kwargs()
        return {**kept, "applicant": self.applicant.email} if self.section.key == sections.CHILD else kept


class JobHours(JobSection):
    """The days and hours: saving shows what they break, line by line."""

    template_name = "licensing/applicants/job_hours.html"
    submit_label = "Save and check"

    def load(self, **kwargs: str) -> None:
        super().load(section=sections.HOURS, **kwargs)

    def context(self) -> dict[str, Any]:
        told = hours.in_words(checked.hours_of(self.draft.answers))
        return {**super().context(), **found_in(self.draft, self.on), "hours": told}

    def goes_on(self) -> str:
        return address_of(self.draft, sections.HOURS)


class JobFile(ApplyRisks):
    """The photograph of the child, or the risk assessment."""

    kind = WORK
    template_name = "licensing/applicants/job_file.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if kwargs["section"] not in sections.FILES:
            raise Http404
        self.section = sections.BY_KEY[kwargs["section"]]
        self.form_class = forms.PhotoForm if self.section.key == sections.PHOTO else forms.RiskForm

    def page_title(self) -> str:
        """The section’s name."""
        return self.section.title

    def context(self) -> dict[str, Any]:
        attached = [one for one in queries.files_of(self.draft) if one.section == self.section.key]
        months = rules.PHOTO_MONTHS.on(self.on)
        return {**super().context(), "attached": attached, "section": self.section.key, "months": months}

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.attach(
            self.draft,
            form.cleaned_data["file"],
            title=self.section.title,
            at=self.at,
            section=self.section.key,
            taken_on=form.cleaned_data.get("taken_on"),
        )
        return redirect(address_of(self.draft, self.section.key))


class JobCheck(DraftForm):
    """Check your answers, and send; once they are sent, what was."""

    kind = WORK
    template_name = "licensing/applicants/job_check.html"
    form_class = forms.SendForm
    submit_label = "Send the application"

    def page_title(self) -> str:
        """What is done here."""
        return "Check your answers" if self.draft.is_open else "What you sent"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.draft.reference:
            # A second click on the same button: the first one’s result.
            return redirect("licensing:job_sent", self.draft.key)
        return super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        draft = self.draft
        child = draft.answers.get(sections.CHILD, {})
        files = queries.files_of(draft)
        return {
            **super().context(),
            **found_in(draft, self.on),
            "sections": [self.shown(section, files) for section in sections.SECTIONS],
            "missing": sending.still_missing(draft, on=self.on) if draft.is_open else [],
            "late": self.late(),
            "unknown_school": bool(child.get("school")) and checked.school_of(draft.answers, on=self.on) is None,
        }

    def late(self) -> str:
        """That the application comes later than within so many days of the first day of work; "" where it does not."""
        starts_on = self.draft.answers.get(sections.JOB, {}).get("starts_on")
        within = rules.APPLY_WITHIN.on(self.on)
        if not starts_on or (self.on - date.fromisoformat(starts_on)).days <= within:
            return ""
        first = plain_day(date.fromisoformat(starts_on))
        return f"Late: an employer applies within {within} days of the first day of work, {first}."

    def shown(self, section: Section, files: Sequence[ApplicationFile]) -> dict[str, Any]:
        """A section with its answers in words."""
        answers = self.draft.answers
        if section.key in sections.FILES:
            rows = [{"key": one.title, "value": one.file.name} for one in files if one.section == section.key]
        elif section.key == sections.HOURS:
            lines = hours.in_words(checked.hours_of(answers))
            rows = [{"key": "Hours", "value": lines}] if lines else []
        else:
            rows = in_words(forms.FORMS[section.key], answers.get(section.key, {}))
        url = address_of(self.draft, section.key) if self.draft.is_open else ""
        return {"title": section.title, "rows": rows, "url": url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        name = form.cleaned_data["declared_by"]
        sending.send(self.draft, declared_by=name, version=self.version(), on=self.on, at=self.at)
        return redirect("licensing:job_sent", self.draft.key)


class JobSent(ApplySent):
    """The end of the journey: the reference, and what happens next."""

    kind = WORK
    template_name = "licensing/applicants/job_sent.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "check_url": reverse("licensing:job_check", args=[self.draft.key])}


class JobAgain(ApplyAgain):
    """The links that went out for an employer’s application."""

    kind = WORK
    answers = OF_WORK
    page = "licensing:job_again"

    @staticmethod
    def children_of(draft: ApplicationDraft) -> Any:
        """The application that was sent, about its one child."""
        return JobApplied.objects.filter(reference=draft.reference).select_related("case")
