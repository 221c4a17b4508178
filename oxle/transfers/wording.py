"""How a transfer of records is said: the move, how each file stands, why it is due on its day, what happened."""

from datetime import date
from typing import Any

from oxle.core.dates import london_day
from oxle.schooldays.wording import plain_day
from oxle.transfers.deadlines import RULES, Due
from oxle.transfers.models import Happening, How, Kind, Line, Transfer, What
from oxle.transfers.queries import Waiting

NOT_KNOWN = "Not known yet"
NOBODY_SIGNS_IN = "is not on our lists, so nobody there confirms receipt here: the council enters it."


def facts_of(transfer: Transfer, *, for_council: bool) -> list[dict[str, Any]]:
    """The move, as a summary list shows it; why an officer opened it is for the council alone."""
    because = [transfer.because] if transfer.because and for_council else []
    to = transfer.where_to or NOT_KNOWN
    rows: list[dict[str, Any]] = [
        {"key": "From", "value": transfer.sender.name},
        {"key": "To", "value": [to, f"{to} {NOBODY_SIGNS_IN}"] if transfer.elsewhere else to},
        {"key": "Why", "value": [transfer.get_reason_display(), *because]},
        _last_day(transfer),
    ]
    if transfer.known_on:
        rows.append({"key": "New place known since", "value": plain_day(transfer.known_on)})
    if transfer.starts_on:
        rows.append({"key": "First day there", "value": plain_day(transfer.starts_on)})
    if transfer.withdrawn_at:
        by = transfer.withdrawn_by.name if transfer.withdrawn_by else "Oxle"
        said = f"{by}, {plain_day(london_day(transfer.withdrawn_at))}"
        rows.append({"key": "Withdrawn", "value": [transfer.withdrawn_because, said]})
    return rows


def _last_day(transfer: Transfer) -> dict[str, Any]:
    if transfer.from_provider_id is not None:
        return {
            "key": "Last day there",
            "value": plain_day(transfer.ceased_on) if transfer.ceased_on else "Still there",
        }
    last = plain_day(transfer.ceased_on) if transfer.ceased_on else "Still on the register"
    return {"key": "Last day on the register", "value": last}


def state_of(line: Line, transfer: Transfer, on: date) -> tuple[str, str]:
    """How a file stands, in words and as the colour that repeats them."""
    if line.received_on is not None:
        return "Receipt confirmed", "green"
    if line.none_at is not None:
        return "No file exists", "green"
    if not line.owed:
        return "Not owed", "grey"
    if line.lost_on is not None and not transfer.is_known:
        return "In the lost pupil database", "green"
    if line.sent_on is not None:
        return "Sent, no receipt yet", "yellow"
    if transfer.withdrawn_at is not None:
        return "Not to be sent", "grey"
    if line.due_on is not None and line.due_on < on:
        return "Overdue", "red"
    return ("To send", "blue") if transfer.is_known else ("Waits for the new place", "grey")


def said_of(line: Line) -> list[str]:
    """What is recorded of a file, a sentence each."""
    said = []
    if line.sent_on and line.sent_by:
        how = How(line.sent_how).label
        said.append(f"Sent on {plain_day(line.sent_on)}: {how[:1].lower() + how[1:] if how[1].islower() else how}. "
                    f"{line.sent_by.name} recorded it.")  # fmt: skip
    if line.received_on and line.received_by:
        said.append(
            f"Received on {plain_day(line.received_on)} by {line.receiver}. {line.received_by.name} confirmed it."
        )
    if line.none_at and line.none_by:
        said.append(
            f"{line.none_said} says that no safeguarding file exists. {line.none_by.name} recorded it on "
            f"{plain_day(london_day(line.none_at))}."
        )
    if line.lost_on and line.lost_by:
        said.append(f"In the lost pupil database since {plain_day(line.lost_on)}. {line.lost_by.name} recorded it.")
    return said


def due_words(due: Due) -> str:
    """The day by which a file must be sent, or why there is none."""
    return f"To be sent by {plain_day(due.on)}" if due.on else due.why_not


def why_rows(line: Line, due: Due) -> list[dict[str, Any]]:
    """Why a file is due on its day, as a summary list shows it."""
    counted = due.counted
    if counted is None:
        return []
    rule = RULES[Kind(line.kind)]
    return [
        {"key": "Counted from", "value": f"{plain_day(counted.from_on)}, {due.since}"},
        {"key": "How long", "value": str(counted.limit)},
        {"key": "How it was counted", "value": list(counted.explanation) or [due.why_not]},
        {"key": "Rule", "value": [rule.label, rule.source]},
    ]


def waiting_words(waiting: Waiting | None) -> str:
    """What a school or provider has to do about records, in a sentence or two; empty where there is nothing."""
    if waiting is None:
        return ""
    said = []
    if waiting.to_send:
        said.append(f"{_files(waiting.to_send)} to send.")
    if waiting.overdue:
        said.append(f"{_files(waiting.overdue)} overdue.")
    if waiting.to_confirm:
        said.append(f"{_files(waiting.to_confirm)} to confirm.")
    return " ".join(said)


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"


def item_of(happening: Happening, *, for_council: bool) -> dict[str, Any]:
    """One thing that happened, as a timeline shows it; what an officer noted of it is for the council alone."""
    is_note = happening.what in {What.OPENED, What.CHASED}
    kind = f"{Kind(happening.kind).label}: " if happening.kind else ""
    what = happening.get_what_display()
    title = f"{kind}{what[:1].lower()}{what[1:]}" if kind else what
    return {
        "title": title,
        "by": happening.by.name if happening.by else "Oxle",
        "at": happening.at,
        "text": happening.text if for_council or not is_note else "",
    }
