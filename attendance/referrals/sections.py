"""The sections of a school's referral: which there are, which are finished, and exactly what is still missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from attendance.referrals.models import TYPED_PUPIL, Draft, PreStepKind, Reason
from attendance.referrals.steps import TITLES
from oxle.registers.codes import Counts, code_for
from oxle.registers.extract import Extract, read_extract
from oxle.schools.queries import calendar_of

PUPIL = TYPED_PUPIL
# What was typed into a section that is to be finished later, as typed: by section, kept apart from what is finished.
UNFINISHED = "unfinished"
# What is kept of the last sending, apart from the answers: see answering.py.
LAST_SENT = "last_sent"
REASON = "reason"
FAMILY = "family"
# Parents of a pupil who was typed in, as typed: kept beside the section of the family, a row each.
PARENTS = "parents"
REGISTER = "register"
CONSIDERED = "considered"
VOICE = "voice"
EVIDENCE = "evidence"
DECLARATION = "declaration"


@dataclass(frozen=True)
class Section:
    """One line of the task list. `group` is the heading it stands under."""

    key: str
    title: str
    group: str


@dataclass(frozen=True)
class Missing:
    """Something that must be there before the referral can be sent, and the section it belongs to."""

    section: str
    text: str


def step_section(kind: PreStepKind) -> str:
    """The section of one of the school's own steps."""
    return f"step_{kind.value}"


def step_of(section: str) -> PreStepKind | None:
    """The school's own step that a section is about; None for every other section."""
    return PreStepKind(section.removeprefix("step_")) if section.startswith("step_") else None


def reason_of(draft: Draft) -> str:
    """Why the child is referred; not attending, until something else is said."""
    return draft.answers.get(REASON, {}).get("reason", Reason.NOT_ATTENDING)


def reasons_for(draft: Draft) -> set[str]:
    """The reasons that may be given: a school's own, and every one where an officer enters what came to the team.

    A penalty notice that was not paid and a third threshold are the council's to know.
    """
    return set(Reason) if draft.message_id else {Reason.NOT_ATTENDING, Reason.EMPLOYED}


def sections_of(draft: Draft) -> list[Section]:
    """The sections this referral needs: suspected employment and the like need no percentages and no steps."""
    typed = [Section(PUPIL, "The pupil", "The pupil and family")] if draft.child_id is None else []
    found = [
        *typed,
        Section(REASON, "Why you are referring", "The pupil and family"),
        Section(FAMILY, "Parents and carers", "The pupil and family"),
        Section(VOICE, "The pupil's view", "The pupil and family"),
    ]
    if has_register(draft):
        found.append(Section(REGISTER, "Register extract", "Attendance"))
        found += [Section(step_section(kind), title, "What the school has done") for kind, title in TITLES.items()]
    return [
        *found,
        Section(CONSIDERED, "What may stand in the way", "Before you send"),
        Section(EVIDENCE, "Other evidence", "Before you send"),
        Section(DECLARATION, "Head's declaration", "Before you send"),
    ]


def has_register(draft: Draft) -> bool:
    """Whether the referral comes with a register and the school's steps; only one for absence does."""
    return reason_of(draft) == Reason.NOT_ATTENDING


def is_finished(draft: Draft, section: Section) -> bool:
    """Whether a section was filled in. Other evidence is optional; a pupil who was typed in needs a parent as well.

    The head declares what the referral holds: a declaration made before its reason changed is made again.
    """
    if section.key == DECLARATION and section.key not in unfinished(draft):
        return bool(draft.answers.get(DECLARATION, {}).get("true" if has_register(draft) else "said"))
    if section.key in unfinished(draft) or (section.key == FAMILY and draft.is_unlisted and not typed_parents(draft)):
        return False
    return section.key == EVIDENCE or bool(draft.answers.get(section.key))


def unfinished(draft: Draft) -> dict[str, dict[str, list[str]]]:
    """What was typed into the sections that are to be finished later, by section and name of the field."""
    return draft.answers.get(UNFINISHED, {})


def typed_parents(draft: Draft) -> list[dict[str, Any]]:
    """The parents of a pupil who was typed in, as typed; each has a key of its own."""
    return draft.answers.get(PARENTS, {}).get("typed", [])


def extract_of(draft: Draft, on: date) -> Extract | None:
    """The register extract as typed, read again by the school's calendar; None when there is none."""
    text = draft.answers.get(REGISTER, {}).get("text", "")
    if not text or not has_register(draft):
        return None
    return read_extract(text, calendar_of(draft.school), on=on)


def missing(draft: Draft, extract: Extract | None) -> list[Missing]:
    """Everything that must still be done before sending, in the order of the task list."""
    found = [
        Missing(section.key, f"Complete “{section.title}”.")
        for section in sections_of(draft)
        if not is_finished(draft, section)
    ]
    given = draft.answers.get(REGISTER) and has_register(draft)
    if given and (extract is None or not extract.is_sound):
        found.append(Missing(REGISTER, "Correct the register extract."))
    return found


def unauthorised_days(extract: Extract) -> list[date]:
    """The days on which a session was missed without authority, in order."""
    return [mark.on for mark in extract.marks if code_for(mark.code, mark.on).counts is Counts.UNAUTHORISED]
