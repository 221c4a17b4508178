"""The life of a letter so far, newest first, as its page tells it."""

from typing import Any

from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.schooldays.wording import plain_day

SERVICE = "Oxle"


def history_of(letter: Letter) -> list[dict[str, Any]]:
    """What happened to the letter, when and by whom."""
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
            "text": f"{letter.despite_change_of} It goes, because: {letter.despite_change}",
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
            "text": f"{letter.get_returned_because_display()}. {letter.returned_words}".strip(),
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


def _why_there(letter: Letter) -> str:
    told = []
    if letter.address_reason:
        told.append(f"To the last known address, because: {letter.address_reason}")
    if letter.despite_return:
        told.append(f"To where post had come back from, because: {letter.despite_return}")
    return " ".join(told)
