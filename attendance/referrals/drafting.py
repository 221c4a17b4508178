"""Writes a referral that is being filled in: its sections, the pupil and parents who were typed in, its files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from attendance.referrals import pathway, sections
from attendance.referrals.models import Draft, DraftFile
from oxle.accounts.models import User
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.schools.models import School


@transaction.atomic
def start_draft(*, school: School, child: Child, by: User, at: datetime, message: InboxMessage | None = None) -> Draft:
    """Begin a referral, or find the one already begun for this child at this school."""
    School.objects.select_for_update().only("pk").get(pk=school.pk)
    begun = Draft.objects.filter(school=school, child=child, state=Draft.State.FILLING).first()
    if begun:
        if message is not None and begun.message is None:
            begun.message = message
            begun.save(update_fields=["message"])
        return begun
    already = Case.objects.filter(pathway=pathway.REFERRAL.key, child=child, closed_on=None).only("school").first()
    if already and already.school_id == school.pk:
        raise Refused("This pupil has already been referred. Open the referral to see how it stands.", field="pupil")
    if already:
        # By another school, which this one need not know.
        raise Refused("The County Attendance Team already works with this pupil. Ring the team.", field="pupil")
    return Draft.objects.create(
        school=school,
        child=child,
        channel=message.channel if message else "portal",
        message=message,
        started_at=at,
        started_by=by,
        saved_at=at,
    )


def start_unlisted(
    *, school: School, pupil: Mapping[str, Any], by: User, at: datetime, message: InboxMessage | None = None
) -> Draft:
    """Begin a referral of a pupil whom the school's list lacks. They stay as typed until somebody identifies them.

    Nothing is looked up and nobody is added: what the school sees is the same whoever the pupil may be.
    """
    return Draft.objects.create(
        school=school,
        answers={sections.PUPIL: dict(pupil)},
        channel=message.channel if message else "portal",
        message=message,
        started_at=at,
        started_by=by,
        saved_at=at,
    )


def save_parent(draft: Draft, key: str, told: Mapping[str, Any] | None, *, version: int, at: datetime) -> None:
    """Keep a typed parent at its key, in place of what was there; None takes it off."""
    _must_be_unlisted(draft)
    kept = [one if one["key"] != key else None for one in sections.typed_parents(draft)]
    if told is not None:
        place = kept.index(None) if None in kept else len(kept)
        kept[place : place + 1] = [{"key": key, **told}]
    save_section(draft, sections.PARENTS, {"typed": [one for one in kept if one]}, version=version, at=at)


def save_section(draft: Draft, section: str, answers: Mapping[str, Any], *, version: int, at: datetime) -> None:
    """Keep what was typed in one section. Stale when a colleague saved it since the page was opened."""
    save_sections(draft, {section: answers}, version=version, at=at)


@transaction.atomic
def save_sections(draft: Draft, answers: Mapping[str, Mapping[str, Any]], *, version: int, at: datetime) -> None:
    """Keep what was typed in several sections at once."""
    _must_be_open(draft)
    later = {section: typed for section, typed in sections.unfinished(draft).items() if section not in answers}
    finished = {section: dict(told) for section, told in answers.items()}
    draft.answers = {**draft.answers, **finished, sections.UNFINISHED: later}
    draft.saved_at = at
    save_if_unchanged(draft, version, ["answers", "saved_at"])


@transaction.atomic
def save_unfinished(draft: Draft, section: str, typed: Mapping[str, list[str]], *, version: int, at: datetime) -> None:
    """Keep what was typed into a section as it stands, to be finished later: nothing of it is checked, and the referral
    cannot be sent before. Stale when a colleague saved it since the page was opened."""
    _must_be_open(draft)
    later = {**sections.unfinished(draft), section: dict(typed)}
    draft.answers = {**draft.answers, sections.UNFINISHED: later}
    draft.saved_at = at
    save_if_unchanged(draft, version, ["answers", "saved_at"])


@transaction.atomic
def attach_to_draft(draft: Draft, file: File, *, section: str, title: str, at: datetime) -> DraftFile:
    """Attach a stored file to a draft, as evidence."""
    _must_be_open(draft)
    Draft.objects.filter(pk=draft.pk).update(saved_at=at)
    return DraftFile.objects.create(draft=draft, file=file, section=section, title=title, at=at)


@transaction.atomic
def remove_from_draft(attached: DraftFile, *, at: datetime) -> None:
    """Take an attached file off a draft that has not been sent."""
    _must_be_open(attached.draft)
    Draft.objects.filter(pk=attached.draft_id).update(saved_at=at)
    attached.removed_at = at
    attached.save(update_fields=["removed_at"])


@transaction.atomic
def discard(draft: Draft, *, version: int, at: datetime) -> None:
    """Throw away a referral that has become no case: never sent, or returned before anybody knew whose it is."""
    if draft.case_id or not draft.is_open:
        raise Refused("A referral that was sent cannot be discarded. Ask the team to withdraw it.")
    draft.state, draft.saved_at = Draft.State.DISCARDED, at
    save_if_unchanged(draft, version, ["state", "saved_at"])


def _must_be_unlisted(draft: Draft) -> None:
    if not draft.is_unlisted or draft.child_id is not None:
        raise Refused("The family of this pupil is on record. Write what is missing in the box.")


def _must_be_open(draft: Draft) -> None:
    if draft.has_ended:
        raise Refused("This referral is closed and cannot be changed.")
    if not draft.is_open:
        raise Refused("This referral has been sent and cannot be changed.")
