"""What a draft becomes when it is sent: the referral beside its case, the steps the school took. Nothing is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from attendance.referrals import sections
from attendance.referrals.models import DraftFile, PreStep, PreStepKind, Reason, Referral, Topic
from attendance.referrals.steps import CAME, INVITED
from oxle.cases.models import Case
from oxle.registers.extract import Extract

Answers = Mapping[str, Mapping[str, Any]]
UNSAFE_SAID = "The school says that it may be unsafe to contact somebody in the family, or that an address is secret."


@dataclass(frozen=True)
class Figures:
    """What the register shows, from its first day to its last, in sessions, as a referral keeps it."""

    first_on: date
    last_on: date
    possible: int
    present: int
    authorised: int
    unauthorised: int
    first_absence_on: date | None
    last_absence_on: date | None


def figures(extract: Extract) -> Figures:
    """The figures of a sound register extract."""
    tally, absences = extract.tally, sections.unauthorised_days(extract)
    return Figures(
        first_on=extract.first_on,
        last_on=extract.last_on,
        possible=tally.possible,
        present=tally.present,
        authorised=tally.authorised,
        unauthorised=tally.unauthorised,
        first_absence_on=absences[0] if absences else None,
        last_absence_on=absences[-1] if absences else None,
    )


def referral(case: Case, answers: Answers, on: date, register: Figures | None) -> Referral:
    """The referral that answers which are complete make of a case, sent on a day."""
    why, declared = answers[sections.REASON], answers.get(sections.DECLARATION)
    return Referral(
        case=case,
        reason=why["reason"],
        cause=why.get("cause", ""),
        complete_on=on,
        **(vars(register) if register else {}),
        considered=_considered(answers),
        child_view=answers.get(sections.VOICE, {}).get("child_view", ""),
        family_note=answers.get(sections.FAMILY, {}).get("missing", ""),
        # What came by hand-over nobody at the school declared.
        declared_by=declared["name"] if declared else "",
        declared_as=declared["role"] if declared else "",
        declared_on=on if declared else None,
    )


def keep_register(referral: Referral, before: Referral) -> None:
    """Carry over the register's figures, and who declared the register true, where the referral before held one."""
    if before.possible is None:
        return
    for name in (*(one.name for one in fields(Figures)), "declared_by", "declared_as", "declared_on"):
        setattr(referral, name, getattr(before, name))


def _considered(answers: Answers) -> dict[str, str]:
    """What the school said of each topic, with what it said of the family that belongs to one."""
    found = {
        topic: words
        for topic, words in answers.get(sections.CONSIDERED, {}).items()
        if words and not topic.startswith("has_")
    }
    if answers.get(sections.FAMILY, {}).get("unsafe"):
        said = found.get(Topic.UNSAFE_CONTACT.value, "")
        found[Topic.UNSAFE_CONTACT.value] = f"{UNSAFE_SAID} {said}".strip()
    return found


def pre_steps(of: Referral, answers: Answers, files: Sequence[DraftFile] = ()) -> list[PreStep]:
    """The school's own steps before it referred, each with its document; none where the reason needs none.

    `files` come newest first, and of several to a step the newest is its document.
    """
    if of.reason != Reason.NOT_ATTENDING:
        return []
    documents = {attached.section: attached.file for attached in reversed(files)}
    found = []
    for kind in PreStepKind:
        section = sections.step_section(kind)
        told = answers[section]
        done = told["done"] == "yes"
        found.append(
            PreStep(
                referral=of,
                kind=kind,
                done=done,
                on=date.fromisoformat(told["on"]) if done else None,
                method=told.get("method", "") if done else "",
                answer=told.get("answer", "") if done else "",
                outcome=_outcome(told) if done else "",
                not_applicable_because="" if done else told["because"],
                document=documents.get(section),
            )
        )
    return found


def _outcome(told: Mapping[str, Any]) -> str:
    parts = [
        f"{question} {said}" for question, key in ((INVITED, "invited"), (CAME, "came")) if (said := told.get(key))
    ]
    return "\n".join([*parts, told.get("outcome", "")])
