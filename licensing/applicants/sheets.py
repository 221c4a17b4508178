"""An application that is filled in on pages of one shape: its sections and forms, what it lacks, what sends it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from licensing.applicants import drafting, queries
from licensing.applicants.forms import FileForm
from licensing.applicants.item_forms import ItemForm
from licensing.applicants.models import ApplicationDraft, ApplicationFile
from licensing.applicants.sections import Missing, Section, items
from oxle.core.forms import OxleForm
from oxle.core.section_forms import SectionForm


class Sends(Protocol):
    """Receives what an open application says, and answers with the reference that its applicant is told."""

    def __call__(self, draft: ApplicationDraft, *, on: date, at: datetime) -> str: ...


@dataclass(frozen=True)
class Sheet:
    """One kind of application. A section is told on a page, is a list of items, or is a file; `optional` ones may stay
    empty. `begins`, `lists` and `next` are the templates of what one needs at hand, of what the pages of lists say,
    and of what happens next."""

    kind: str
    title: str
    before: str
    sections: tuple[Section, ...]
    forms: Mapping[str, type[SectionForm]]
    declares: type[OxleForm]
    receive: Sends
    begins: str
    next: str
    items: Mapping[str, type[ItemForm]] = field(default_factory=dict)
    files: Mapping[str, type[FileForm]] = field(default_factory=dict)
    optional: Collection[str] = ()
    heading: Callable[[str, dict[str, Any]], str] = lambda section, item: str(item["name"])
    summary: Callable[[str, dict[str, Any]], str] = lambda section, item: ""
    # What else must be put right before it can be sent, and what is only to know.
    also_missing: Callable[[ApplicationDraft, date], list[Missing]] = lambda draft, on: []
    to_know: Callable[[ApplicationDraft, date], list[str]] = lambda draft, on: []

    def section(self, key: str) -> Section | None:
        """A section by its key."""
        return next((one for one in self.sections if one.key == key), None)

    def is_finished(self, draft: ApplicationDraft, section: str, files: Collection[ApplicationFile]) -> bool:
        """Whether a section holds something."""
        if section in self.files:
            return any(one.section == section for one in files)
        if section in self.items:
            return bool(items(draft.answers, section))
        return bool(draft.answers.get(section))

    def still_missing(self, draft: ApplicationDraft, *, on: date) -> list[Missing]:
        """Everything that must be done before it can be sent, in the order of the task list."""
        files, later = queries.files_of(draft), drafting.unfinished(draft)
        found = [
            Missing(one.key, f"Complete “{one.title}”.")
            for one in self.sections
            if one.key in later or (one.key not in self.optional and not self.is_finished(draft, one.key, files))
        ]
        return found or self.also_missing(draft, on)
