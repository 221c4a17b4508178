"""Writes an application that is being filled in: its sections, what it lists, its days and times, its files."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.applicants import days, sections
from licensing.applicants.models import Applicant, ApplicationDraft, ApplicationFile
from licensing.pasting import MOST_ROWS, PLACE
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.documents.types import PICTURES

# What was typed into a section that is to be finished later, by section, apart from what is finished.
UNFINISHED = "unfinished"
MOST_OPEN, MOST_ITEMS = 20, 200
# So many files are attached to one application, or about one child of it, and by one applicant to all that were never
# sent, apart from those about the children of a list. One that was taken off counts too: it stays on the disk for as
# long as the application.
MOST_FILES, MOST_UNSENT_FILES, MOST_UNSENT_OF_CHILDREN = 10, 60, 400
Kind = ApplicationDraft.Kind


@transaction.atomic
def start(applicant: Applicant, *, at: datetime, kind: str = Kind.PERFORMANCES) -> ApplicationDraft:
    """Begin an application of a kind. Refused for whoever has begun twenty and sent none of them."""
    Applicant.objects.select_for_update().get(pk=applicant.pk)
    if applicant.drafts.filter(state=ApplicationDraft.State.FILLING).count() >= MOST_OPEN:
        raise Refused(f"You have {MOST_OPEN} applications that are not sent. Send or discard one first.")
    return ApplicationDraft.objects.create(applicant=applicant, kind=kind, started_at=at, saved_at=at)


def save_section(
    draft: ApplicationDraft, section: str, answers: Mapping[str, Any], *, version: int, at: datetime
) -> None:
    """Keep what was answered in one section. Stale when it was saved in another window since the page was opened."""
    _save(draft, {section: dict(answers)}, finished=section, version=version, at=at)


def save_unfinished(
    draft: ApplicationDraft, section: str, typed: Mapping[str, list[str]], *, version: int, at: datetime
) -> None:
    """Keep what was typed into a section as it stands; nothing of it is checked, and it is not finished."""
    _save(draft, {UNFINISHED: {**unfinished(draft), section: dict(typed)}}, version=version, at=at)


def save_item(
    draft: ApplicationDraft, section: str, key: str, told: Mapping[str, Any], *, nouns: str, version: int, at: datetime
) -> None:
    """Keep one thing of a list at its key, in place of what was there. A child’s or a place’s new
    name goes into the days.

    `nouns`: what the list holds, for a refusal of one too many.
    """
    listed = sections.items(draft.answers, section)
    place = next((number for number, item in enumerate(listed) if item["key"] == key), len(listed))
    if place == MOST_ITEMS:
        raise Refused(f"An application has at most {MOST_ITEMS} {nouns}.")
    before = listed[place] if place < len(listed) else None
    listed[place : place + 1] = [{"key": key, **told}]
    changed: dict[str, Any] = {section: {"items": listed}}
    if section == sections.CHILDREN and before:
        names = sections.child_name(before), sections.child_name(told)
        changed |= _days(draft, days.renamed(sections.lines(draft.answers), *names))
    elif section == sections.PLACES and before:
        names = before["name"], told["name"]
        changed |= _days(draft, days.renamed(sections.lines(draft.answers), *names, column=PLACE))
    _save(draft, changed, version=version, at=at)


def add_items(
    draft: ApplicationDraft, section: str, told: list[Mapping[str, Any]], *, version: int, at: datetime
) -> None:
    """Keep several new things of a list, each with a key of its own already."""
    listed = [*sections.items(draft.answers, section), *told]
    if len(listed) > MOST_ITEMS:
        raise Refused(f"An application has at most {MOST_ITEMS} {sections.BY_KEY[section].nouns}.")
    _save(draft, {section: {"items": listed}}, version=version, at=at)


@transaction.atomic
def remove_item(draft: ApplicationDraft, section: str, key: str, *, version: int, at: datetime) -> None:
    """Take one thing off a list; with a child go its files and its lines of the days and times, and those at a place
    are at none."""
    listed = sections.items(draft.answers, section)
    changed: dict[str, Any] = {section: {"items": [item for item in listed if item["key"] != key]}}
    gone = next((item for item in listed if item["key"] == key), None)
    if section == sections.CHILDREN and gone:
        changed |= _days(draft, days.without(sections.lines(draft.answers), sections.child_name(gone)))
    elif section == sections.PLACES and gone:
        changed |= _days(draft, days.renamed(sections.lines(draft.answers), gone["name"], "", column=PLACE))
    _save(draft, changed, version=version, at=at)
    draft.files.filter(item=key, removed_at=None).update(removed_at=at)


def save_days(
    draft: ApplicationDraft,
    lines: Mapping[str, list[str]],
    to_correct: str | None = None,
    *,
    version: int,
    at: datetime,
) -> None:
    """Keep the lines of the days and times by their keys, and the rows that are to be corrected; None leaves these as
    they are. Refused for more lines than can be read again."""
    if len(lines) > MOST_ROWS:
        raise Refused(f"An application has at most {MOST_ROWS:,} lines. Split it into several.")
    _save(draft, _days(draft, lines, to_correct), version=version, at=at)


@transaction.atomic
def attach(
    draft: ApplicationDraft,
    upload: Any,
    *,
    title: str,
    at: datetime,
    section: str = sections.RISKS,
    item: str = "",
    taken_on: date | None = None,
    picture: bool = False,
) -> ApplicationFile:
    """Keep the file of a section of an application, of one child of its list where `item` is that child’s key. Of a
    photograph (`taken_on`, `picture`) only a picture. Refused, at its field, for what may not be uploaded, where there
    is one, and for one too many."""
    _must_be_open(locked(draft))
    if draft.files.filter(section=section, item=item, removed_at=None).exists():
        raise Refused("Take the file that is there off first.", field="file")
    if draft.files.filter(item=item).count() >= MOST_FILES:
        of, instead = ("this child", "Send it later.") if item else ("this application", "Begin a new one.")
        words = f"{MOST_FILES} files were attached to {of}, with those taken off. {instead}"
        raise Refused(words, field="file")
    unsent = ApplicationFile.objects.filter(draft__applicant_id=draft.applicant_id)
    unsent = unsent.exclude(draft__state=ApplicationDraft.State.SENT)
    counted = unsent.exclude(item="") if item else unsent.filter(item="")
    if counted.count() >= (MOST_UNSENT_OF_CHILDREN if item else MOST_UNSENT_FILES):
        raise Refused("You attached too many files to applications that are not sent. Send one first.", field="file")
    file = store_upload(upload, by=None, at=at)
    if (picture or taken_on is not None) and file.kind.key not in PICTURES:
        raise Refused("The photograph must be a JPEG or a PNG", field="file")
    ApplicationDraft.objects.filter(pk=draft.pk).update(saved_at=at)
    return ApplicationFile.objects.create(
        draft=draft, section=section, item=item, file=file, title=title, taken_on=taken_on, at=at
    )


@transaction.atomic
def remove_file(attached: ApplicationFile, *, at: datetime) -> None:
    """Take a file off an application that was not sent. One that was taken off before stays so."""
    _must_be_open(locked(attached.draft))
    if ApplicationFile.objects.filter(pk=attached.pk, removed_at=None).update(removed_at=at):
        ApplicationDraft.objects.filter(pk=attached.draft_id).update(saved_at=at)


@transaction.atomic
def discard(draft: ApplicationDraft, *, version: int, at: datetime) -> None:
    """Throw away an application that was not sent."""
    _must_be_open(draft)
    draft.state, draft.saved_at = ApplicationDraft.State.DISCARDED, at
    save_if_unchanged(draft, version, ["state", "saved_at"])


def unfinished(draft: ApplicationDraft) -> dict[str, dict[str, list[str]]]:
    """What was typed into the sections that are to be finished later, by section and name of the field."""
    return dict(draft.answers.get(UNFINISHED, {}))


def _days(draft: ApplicationDraft, lines: Mapping[str, list[str]], to_correct: str | None = None) -> dict[str, Any]:
    wrong = sections.to_correct(draft.answers) if to_correct is None else to_correct
    return {sections.DAYS: {"keys": list(lines), "rows": list(lines.values()), "wrong": wrong}}


@transaction.atomic
def _save(
    draft: ApplicationDraft, changed: Mapping[str, Any], *, version: int, at: datetime, finished: str = ""
) -> None:
    _must_be_open(draft)
    later = {section: typed for section, typed in unfinished(draft).items() if section != finished}
    draft.answers = {**draft.answers, UNFINISHED: later, **changed}
    draft.saved_at = at
    save_if_unchanged(draft, version, ["answers", "saved_at"])


def locked(draft: ApplicationDraft) -> ApplicationDraft:
    """An application as it stands now, which nobody sends or changes until this transaction is over."""
    return ApplicationDraft.objects.select_for_update().get(pk=draft.pk)


def _must_be_open(draft: ApplicationDraft) -> None:
    if not draft.is_open:
        raise Refused("This application has been sent and cannot be changed.")
