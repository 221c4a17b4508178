"""The sections of a school's referral: which there are, which are finished, and exactly what is still missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from attendance.referrals import rules
from attendance.referrals.models import Draft, PreStepKind, Reason
from oxle.registers.codes import Counts, code_for
from oxle.registers.extract import Extract, read_extract
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of

REASON = "reason"
FAMILY = "family"
REGISTER = "register"
CONSIDERED = "considered"
VOICE = "voice"
EVIDENCE = "evidence"
DECLARATION = "declaration"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

BEFORE = {
    PreStepKind.CAUSE: "Reason for absence identified",
    PreStepKind.CONTACT: "Parents contacted",
    PreStepKind.HOME_VISIT: "Home visit",
    PreStepKind.EARLY_HELP: "Early help",
    PreStepKind.TARGET: "Target set with parents and pupil",
    PreStepKind.GP_PERMISSION: "Permission to contact the GP",
    PreStepKind.FIRST_REVIEW: "First review",
    PreStepKind.PENALTY_NOTICE: "Penalty notice considered",
    PreStepKind.TARGET_MISSED: "Target not met",
    PreStepKind.PLANNING_MEETING: "Planning meeting or TAC",
    PreStepKind.ACTION_PLAN: "Action plan and support",
    PreStepKind.SECOND_REVIEW: "Second review",
    PreStepKind.PLAN_FAILED: "Action plan did not work",
}


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


def reason_of(draft: Draft) -> str:
    """Why the child is referred; not attending, until something else is said."""
    return draft.answers.get(REASON, {}).get("reason", Reason.NOT_ATTENDING)


def sections_of(draft: Draft) -> list[Section]:
    """The sections this referral needs: suspected employment and the like need no percentages and no steps."""
    found = [
        Section(REASON, "Why you are referring", "The pupil and family"),
        Section(FAMILY, "Parents and carers", "The pupil and family"),
        Section(VOICE, "The pupil's view", "The pupil and family"),
    ]
    if reason_of(draft) == Reason.NOT_ATTENDING:
        found.append(Section(REGISTER, "Register extract", "Attendance"))
        found += [Section(step_section(kind), title, "What the school has done") for kind, title in BEFORE.items()]
    return [
        *found,
        Section(CONSIDERED, "What may stand in the way", "Before you send"),
        Section(EVIDENCE, "Other evidence", "Before you send"),
        Section(DECLARATION, "Head's declaration", "Before you send"),
    ]


def is_finished(draft: Draft, section: Section) -> bool:
    """Whether a section was filled in. Other evidence is optional."""
    return section.key == EVIDENCE or bool(draft.answers.get(section.key))


def extract_of(draft: Draft, on: date) -> Extract | None:
    """The register extract as typed, read again by the school's calendar; None when there is none."""
    text = draft.answers.get(REGISTER, {}).get("text", "")
    if not text or reason_of(draft) != Reason.NOT_ATTENDING:
        return None
    return read_extract(text, calendar_of(draft.school), on=on)


def missing(draft: Draft, extract: Extract | None) -> list[Missing]:
    """Everything that must still be done before sending, in the order of the task list."""
    found = [
        Missing(section.key, f"Complete “{section.title}”.")
        for section in sections_of(draft)
        if not is_finished(draft, section)
    ]
    given = draft.answers.get(REGISTER) and reason_of(draft) == Reason.NOT_ATTENDING
    if given and (extract is None or not extract.is_sound):
        found.append(Missing(REGISTER, "Correct the register extract."))
    return found


def doubts(draft: Draft, extract: Extract | None, on: date) -> list[str]:
    """What will make the team hesitate, said before sending. None of it keeps a referral from being received."""
    if extract is None or not extract.is_sound:
        return []
    found = []
    tally = extract.tally
    least, over = rules.UNAUTHORISED_AT_LEAST.on(on), rules.MEASURED_OVER.on(on)
    if tally.possible < over:
        found.append(f"The extract covers {tally.possible} possible sessions. The team measures over at least {over}.")
    if not tally.meets(least):
        found.append(
            f"Unauthorised absence is below {least:f}%. The team accepts a referral below it only for a reason."
        )
    skipped = [title for kind, title in BEFORE.items() if draft.answers.get(step_section(kind), {}).get("done") == "no"]
    if skipped:
        found.append(f"You said that these do not apply: {', '.join(skipped)}. The team will look at your reasons.")
    return found


def unauthorised_days(extract: Extract) -> list[date]:
    """The days on which a session was missed without authority, in order."""
    return [mark.on for mark in extract.marks if code_for(mark.code, mark.on).counts is Counts.UNAUTHORISED]


def words(section: str, answers: Mapping[str, Any], parents: Mapping[str, str]) -> list[tuple[str, str]]:
    """A section's answers as the check page shows them, question by question. `parents` are names by key."""
    from attendance.referrals.forms import form_for

    found = [("What happened", chosen)] if (chosen := chosen_answer(section, answers)) else []
    for name, field in form_for(section).base_fields.items():
        if section == REGISTER:
            # Two months of marks tell nobody anything: the page shows what they add up to.
            break
        choices = parents if name == "parents" else dict(getattr(field, "choices", None) or [])
        shown = _shown(answers.get(name), choices)
        if shown:
            found.append((str(field.label).removesuffix(" (optional)"), shown))
    return found


def chosen_answer(section: str, answers: Mapping[str, Any]) -> str:
    """What a step's own question was answered with, in words; empty where it has none."""
    from attendance.referrals.forms import ANSWERS

    for kind, (_, choices) in ANSWERS.items():
        if kind is not None and section == step_section(kind):
            return dict(choices).get(answers.get("answer", ""), "")
    return ""


def _shown(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return plain_day(date.fromisoformat(value))
    return "" if value in (None, "") else str(choices.get(value, value))
