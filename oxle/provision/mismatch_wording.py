"""How a register mismatch is said: the session, what each register holds, how it stands and what happened to it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from oxle.core.dates import london_day
from oxle.provision.marks import words_of
from oxle.provision.mismatch_models import ChangeKind, Mismatch, MismatchChange, MismatchKind
from oxle.provision.mismatches import STATES
from oxle.provision.models import Provider, Whereabouts
from oxle.provision.unseen import Unseen
from oxle.registers.codes import CODES
from oxle.registers.extract_rows import Half
from oxle.schooldays.wording import full_day, plain_day

COLOURS = {"open": "red", "explained": "blue", "notice": "grey", "agreed": "green"}
NO_MARK = "No mark"
MATTERS = {
    MismatchKind.ABSENT: "The school’s register says that the pupil was educated at the provider. The provider says "
    "that the pupil was not there.",
    MismatchKind.UNMARKED: "The school’s register says that the pupil was educated at the provider. The provider gave "
    "no mark by the end of the day, so nobody has said that the pupil was seen.",
    MismatchKind.UNPLACED: "The school’s register says that the pupil was educated elsewhere. No place with a provider "
    "is recorded for this session, so nobody has said that the pupil was seen.",
    MismatchKind.UNSCHEDULED: "The school’s register says that the pupil was to be at another place. This session is "
    "on no timetable, so neither expected the pupil.",
    MismatchKind.NOTICE: "With code D the school’s register does not say that the pupil was present. The provider "
    "says that the pupil was not there. There is nothing to explain.",
}


def state_of(mismatch: Mismatch) -> str:
    """How a mismatch stands: the key of one of STATES."""
    if mismatch.agreed_at is not None:
        return "agreed"
    if mismatch.kind == MismatchKind.NOTICE:
        return "notice"
    return "open" if mismatch.explained_at is None else "explained"


def matter_of(mismatch: Mismatch) -> str:
    """What is the matter, in a sentence or two."""
    if mismatch.agreed_at is not None:
        return "The registers differed about this session, and do not any more. What happened is below."
    return MATTERS[MismatchKind(mismatch.kind)]


def state_tag(mismatch: Mismatch) -> dict[str, str]:
    """The same in words and as the colour that repeats them."""
    state = state_of(mismatch)
    return {"text": STATES[state][0], "colour": COLOURS[state]}


def session_of(half: Half, on: date) -> str:
    """“Morning of Tuesday 24 November 2026”."""
    return f"{str(half).capitalize()} of {full_day(on)}"


def unseen_session(one: Unseen) -> str:
    """“Morning of Tuesday 24 November 2026: absent”."""
    return f"{session_of(one.half, one.on)}: {words_of(one.code).lower() if one.code else NO_MARK.lower()}"


def school_says(code: str) -> str:
    """A mark of a school's register, by its code and in words."""
    return f"{code}: {CODES[code].meaning}" if code else NO_MARK


def provider_says(provider: Provider | None, code: str) -> str:
    """What a provider's register says, in the words of its own page."""
    if provider is None:
        return "No place is recorded"
    return f"{provider.name}: {words_of(code) if code else NO_MARK.lower()}"


def facts_of(mismatch: Mismatch) -> list[dict[str, Any]]:
    """The session and both registers, as a summary list shows them."""
    rows: list[dict[str, Any]] = [
        {"key": "Session", "value": session_of(mismatch.session, mismatch.on)},
        {"key": "School", "value": mismatch.school.name},
        {"key": "The school’s register", "value": school_says(mismatch.school_code)},
        {"key": "The provider’s register", "value": provider_says(mismatch.provider, mismatch.provider_code)},
    ]
    if mismatch.agreed_at is not None:
        rows.append({"key": "The marks agree since", "value": plain_day(london_day(mismatch.agreed_at))})
    if mismatch.explained_at is not None and mismatch.explained_by is not None:
        explained_on = plain_day(london_day(mismatch.explained_at))
        rows.append(
            {
                "key": "Explained",
                "value": [mismatch.explained_because, f"{mismatch.explained_by.name}, {explained_on}"],
            }
        )
    return rows


def sessions_of(matter: Iterable[Mismatch]) -> list[dict[str, str]]:
    """How many open sessions a matter has where it has several, as a summary list shows them."""
    days = [one.on for one in matter]
    if len(days) < 2:
        return []
    said = f"{len(days)} open since {plain_day(min(days))}. They are one matter: they are explained together."
    return [{"key": "Sessions without a recorded place", "value": said}]


def row_of(mismatch: Mismatch) -> dict[str, Any]:
    """One mismatch in the panel of a pupil's page."""
    return {
        "session": session_of(mismatch.session, mismatch.on),
        "what": mismatch.get_kind_display(),
        "tag": state_tag(mismatch),
        "url": reverse("provision:mismatch", args=[mismatch.key]),
    }


def said_of(one: Whereabouts) -> dict[str, Any]:
    """What was found out about a session in which a provider did not see the pupil, in the same panel."""
    return {
        "session": session_of(Half(one.half), one.on),
        "provider": one.provider.name,
        "said": one.said,
        "by": f"{one.by.name}, {plain_day(london_day(one.at))}",
    }


def item_of(change: MismatchChange) -> dict[str, Any]:
    """One thing that happened to a mismatch, as a timeline shows it."""
    if change.what == ChangeKind.EXPLAINED and change.by is not None:
        return {"title": "Explained", "at": change.at, "by": change.by.name, "text": change.because}
    title = {
        ChangeKind.FOUND: MismatchKind(change.kind).label,
        ChangeKind.CHANGED: f"A mark was changed: {MismatchKind(change.kind).label[:1].lower()}"
        f"{MismatchKind(change.kind).label[1:]}",
    }.get(ChangeKind(change.what), "The marks agree")
    said = f"The school: {school_says(change.school_code)}\n{provider_says(change.provider, change.provider_code)}"
    return {"title": title, "at": change.at, "text": said}
