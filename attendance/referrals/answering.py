"""What a school answers to a referral that came back to it: whether it changed anything since, and what it says."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from attendance.referrals import sections
from attendance.referrals.models import Draft
from oxle.cases.models import Case


def as_sent(answers: Mapping[str, Any], files: Iterable[str] = (), answer: str = "") -> dict[str, Any]:
    """What is sent, its answers and the keys of its files, with what a draft keeps of it: a digest of all of that, and
    what was answered to the council with it."""
    return {**answers, sections.LAST_SENT: {"digest": _digest(answers, files), "answer": answer}}


def files_of(draft: Draft) -> list[str]:
    """The keys of the files attached to a draft."""
    return list(draft.files.filter(removed_at=None).values_list("key", flat=True))


def answer_of(draft: Draft) -> str:
    """What was answered to the council when the draft was sent last; empty where nothing was."""
    return draft.answers.get(sections.LAST_SENT, {}).get("answer", "")


def answer_on(case: Case) -> str:
    """The same of the draft that a case came of; empty where it came of none."""
    draft = Draft.objects.filter(case=case).first()
    return answer_of(draft) if draft else ""


def is_unchanged(draft: Draft) -> bool:
    """Whether a draft that was returned says what it said when it was sent, in the same words and with the same files.

    One of which nobody kept what was sent counts as changed.
    """
    kept = draft.answers.get(sections.LAST_SENT, {}).get("digest")
    return draft.needs_answer and kept == _digest(draft.answers, files_of(draft))


def _digest(answers: Mapping[str, Any], files: Iterable[str]) -> str:
    apart = {sections.UNFINISHED, sections.LAST_SENT}
    said = {key: told for key, told in answers.items() if told and key not in apart}
    return hashlib.sha256(json.dumps([said, sorted(files)], sort_keys=True).encode()).hexdigest()
