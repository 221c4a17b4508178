"""The life of a letter so far: as its page tells it, and as its case does, where it is one of many things."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from oxle.core.dates import london_day
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.schooldays.wording import plain_day

SERVICE = "Oxle"


def history_of(letter: Letter) -> list[dict[str, Any]]:
    """What happened to the letter, when and by whom, the newest first."""
    told = [
        {"title": "Drafted", "at": letter.drafted_at, "by": letter.drafted_by or SERVICE},
        letter.approved_at
        and {"title": "Agreed to by the first of two people", "at": letter.approved_at, "by": letter.approved_by},
        letter.released_at
        and {
            "title": "Released",
            "at": letter.released_at,
            "by": letter.released_by,
            "text": _why_there(letter),
        },
        letter.rendered_at
        and {
            "title": "PDF made",
            "at": letter.rendered_at,
            "by": SERVICE,
            "text": f"Fingerprint of the file (SHA-256): {letter.pdf.sha256}",
        },
        letter.despite_change_at
        and {
            "title": "Goes all the same",
            "at": letter.despite_change_at,
            "by": letter.despite_change_by,
            "text": _all_the_same(letter),
        },
        letter.sent_at
        and {
            "title": "Recorded as sent",
            "at": letter.sent_at,
            "by": letter.sent_by,
            "text": f"Sent on {plain_day(letter.sent_on)}: {Method(letter.method).label}. {letter.proof}".strip(),
        },
        letter.returned_at
        and {
            "title": f"Came back undelivered on {plain_day(letter.returned_on)}",
            "at": letter.returned_at,
            "by": letter.returned_by,
            "text": _why_returned(letter),
        },
        letter.unreturned_at
        and {
            "title": "Recorded as come back by mistake",
            "at": letter.unreturned_at,
            "by": letter.unreturned_by,
            "text": letter.unreturned_reason,
        },
        letter.withdrawn_at
        and {
            "title": "Withdrawn",
            "at": letter.withdrawn_at,
            "by": letter.withdrawn_by,
            "text": letter.withdrawn_reason,
        },
    ]
    happened = [one for one in told if one]
    happened.reverse()  # so that of two things that happened at one moment the later one still comes first
    happened.sort(key=lambda one: one["at"], reverse=True)
    return happened


@dataclass(frozen=True)
class Told:
    """One thing that happened to a letter: by whom, of which day, and when it was entered."""

    title: str
    by: str
    on: date
    at: datetime
    text: str


def told_of(letter: Letter) -> list[Told]:
    """What the letter's case tells of it, the newest first, from its release on: its draft is told by the step.

    The release says what stood in its way: two people had to agree, or its address is not known to be right any more.
    """
    return list(_since_release(letter))[::-1]


def _since_release(letter: Letter) -> Iterator[Told]:
    if letter.released_at is None:
        return
    yield Told("Letter released", letter.released_by.name, letter.released_on, letter.released_at, _overridden(letter))
    if letter.despite_change_at:
        day, words = london_day(letter.despite_change_at), _all_the_same(letter)
        yield Told("Letter goes all the same", letter.despite_change_by.name, day, letter.despite_change_at, words)
    if letter.sent_at:
        yield Told("Letter sent", letter.sent_by.name, letter.sent_on, letter.sent_at, letter.get_method_display())
    if letter.returned_at:
        words = _why_returned(letter)
        yield Told("Letter came back", letter.returned_by.name, letter.returned_on, letter.returned_at, words)
    if letter.unreturned_at:
        day, words = london_day(letter.unreturned_at), letter.unreturned_reason
        yield Told("Letter did not come back", letter.unreturned_by.name, day, letter.unreturned_at, words)
    if letter.withdrawn_at:
        day, words = london_day(letter.withdrawn_at), letter.withdrawn_reason
        yield Told("Letter withdrawn", letter.withdrawn_by.name, day, letter.withdrawn_at, words)


def _overridden(letter: Letter) -> str:
    first = ""
    if letter.approved_by_id not in {None, letter.released_by_id}:
        first = f"{letter.approved_by.name} agreed to it first: two people must release a letter to this family."
    return f"{first} {_why_there(letter)}".strip()


def _all_the_same(letter: Letter) -> str:
    return f"{letter.despite_change_of} It goes, because: {letter.despite_change}"


def _why_returned(letter: Letter) -> str:
    return f"{letter.get_returned_because_display()}. {letter.returned_words}".strip()


def _why_there(letter: Letter) -> str:
    told = []
    if letter.address_reason:
        told.append(f"To the last known address, because: {letter.address_reason}")
    if letter.despite_return:
        told.append(f"To where post had come back from, because: {letter.despite_return}")
    return " ".join(told)
