"""The pages of an application that has a sheet: the task list, sections, lists, files, checking and sending."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import drafting, queries, sheet_sending
from licensing.applicants.forms import in_words
from licensing.applicants.item_forms import RemoveForm
from licensing.applicants.item_views import ApplyItem, ApplyItemRemove, ApplyList
from licensing.applicants.models import ApplicationDraft, ApplicationFile
from licensing.applicants.pages import ApplicantPage, DraftForm
from licensing.applicants.sections import Missing, Section, items
from licensing.applicants.sending_views import ApplySent
from licensing.applicants.sheets import Sheet
from licensing.applicants.views import ApplyRisks, ApplySection, ApplyTasks
from licensing.sheets import SHEETS
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage

PAGES = "licensing:sheet"


def address_of(sheet: Sheet, draft: ApplicationDraft, section: str) -> str:
    """Where a section is filled in."""
    page = "list" if section in sheet.items else "file" if section in sheet.files else "section"
    return reverse(f"{PAGES}_{page}", args=[draft.key, section])


class OfSheet:
    """A page of an application whose kind has a sheet."""

    kind = ""
    draft: ApplicationDraft

    @property
    def sheet(self) -> Sheet:
        """The sheet of this application; 404 for a kind that has none."""
        return sheet_of(self.draft.kind)


def sheet_of(kind: str) -> Sheet:
    """The sheet of a kind of application; 404 for a kind that has none."""
    if kind not in SHEETS:
        raise Http404
    return SHEETS[kind]


class SheetBegin(ApplicantPage, FormPage):
    """What one needs at hand; then an application of a kind is begun."""

    form_class = OxleForm
    template_name = "licensing/applicants/sheet_begin.html"
    submit_label = "Start the application"
    creates = True

    def load(self, **kwargs: str) -> None:
        self.sheet = sheet_of(kwargs["kind"])

    def page_title(self) -> str:
        """Of what it is."""
        return self.sheet.before

    def context(self) -> dict[str, Any]:
        return {**super().context(), "begins": self.sheet.begins}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect(drafting.start(self.applicant, at=self.at, kind=self.sheet.kind))


class SheetTasks(OfSheet, ApplyTasks):
    """The task list: what is finished, what is not."""

    check_page, again_page = f"{PAGES}_check", ""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.listed = self.sheet.sections

    def page_title(self) -> str:
        """What is applied for."""
        return self.sheet.title

    def is_finished(self, section: str, files: Sequence[ApplicationFile]) -> bool:
        return self.sheet.is_finished(self.draft, section, files)

    def address_of(self, section: str) -> str:
        return address_of(self.sheet, self.draft, section)

    def still_missing(self) -> list[Missing]:
        return self.sheet.still_missing(self.draft, on=self.on)

    def count_of(self, section: Section) -> str:
        count = len(items(self.draft.answers, section.key)) if section.noun else 0
        return f"{count} {section.noun if count == 1 else section.nouns}" if count else ""


class SheetSection(OfSheet, ApplySection):
    """One section of one page."""

    def told_on(self, key: str) -> Any:
        section = self.sheet.section(key)
        if section is None or key not in self.sheet.forms:
            raise Http404
        return section, self.sheet.forms[key]


class OfList(OfSheet):
    """A page of what an application of a sheet lists."""

    pages = PAGES
    section: Section

    def section_of(self, key: str) -> Section:
        """The section of a list; 404 for every other."""
        section = self.sheet.section(key)
        if section is None or key not in self.sheet.items:
            raise Http404
        return section

    def form_of_item(self) -> Any:
        """The form on which an item of the list is told."""
        return self.sheet.items[self.section.key]

    def heading(self, item: dict[str, Any]) -> str:
        """What an item is called."""
        return self.sheet.heading(self.section.key, item)

    def summary(self, item: dict[str, Any]) -> str:
        """One line on an item."""
        return self.sheet.summary(self.section.key, item)


class SheetList(OfList, ApplyList):
    """What a list holds, with a page for each to change it."""


class SheetItem(OfList, ApplyItem):
    """One thing of a list, changed."""


class SheetItemAdd(SheetItem):
    """One more."""

    creates = True


class SheetItemRemove(OfList, ApplyItemRemove):
    """Takes one thing off its list, after asking."""

    def form_of_item(self) -> Any:
        return RemoveForm


class SheetFile(OfSheet, ApplyRisks):
    """The one file of a section."""

    template_name = "licensing/applicants/sheet_file.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        section = self.sheet.section(kwargs["section"])
        if section is None or section.key not in self.sheet.files:
            raise Http404
        self.section, self.file_form = section, self.sheet.files[section.key]
        self.form_class = self.file_form

    def page_title(self) -> str:
        """The section’s name."""
        return self.section.title

    def context(self) -> dict[str, Any]:
        attached = [one for one in queries.files_of(self.draft) if one.section == self.section.key]
        return {**super().context(), "attached": attached, "words": self.file_form.words}

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.attach(
            self.draft,
            form.cleaned_data["file"],
            title=self.section.title,
            at=self.at,
            section=self.section.key,
            picture=self.file_form.picture,
        )
        messages.success(self.request, "The file is attached")
        return redirect(address_of(self.sheet, self.draft, self.section.key))


class SheetCheck(OfSheet, DraftForm):
    """Check your answers, and send; once they are sent, what was."""

    template_name = "licensing/applicants/sheet_check.html"
    submit_label = "Send the application"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.form_class = self.sheet.declares

    def page_title(self) -> str:
        """What is done here."""
        return "Check your answers" if self.draft.is_open else "What you sent"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.draft.reference:
            # A second click on the same button: the first one’s result.
            return redirect(f"{PAGES}_sent", self.draft.key)
        return super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        files, is_open = queries.files_of(self.draft), self.draft.is_open
        return {
            **super().context(),
            "sections": [self.shown(section, files) for section in self.sheet.sections],
            "missing": self.sheet.still_missing(self.draft, on=self.on) if is_open else [],
            "to_know": self.sheet.to_know(self.draft, self.on) if is_open else [],
        }

    def shown(self, section: Section, files: Sequence[ApplicationFile]) -> dict[str, Any]:
        """A section with its answers in words."""
        sheet, answers, key = self.sheet, self.draft.answers, section.key
        if key in sheet.files:
            rows = [{"key": one.title, "value": one.file.name} for one in files if one.section == key]
        elif key in sheet.items:
            rows = [
                {"key": sheet.heading(key, item), "value": sheet.summary(key, item)} for item in items(answers, key)
            ]
        else:
            rows = in_words(sheet.forms[key], answers.get(key, {}))
        url = address_of(sheet, self.draft, key) if self.draft.is_open else ""
        return {"title": section.title, "rows": rows, "url": url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        name = form.cleaned_data["declared_by"]
        sheet_sending.send(
            self.sheet, self.draft, declared_by=name, version=self.version(), on=self.on, at=self.at
        )  # fmt: skip
        return redirect(f"{PAGES}_sent", self.draft.key)


class SheetSent(OfSheet, ApplySent):
    """The end of the journey: the reference, and what happens next."""

    template_name = "licensing/applicants/sheet_sent.html"

    def context(self) -> dict[str, Any]:
        check_url = reverse(f"{PAGES}_check", args=[self.draft.key])
        return {**super().context(), "check_url": check_url, "next": self.sheet.next}
