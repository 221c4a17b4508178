"""Where a child was found, and on what that rests: who verified it and when, and the paper that shows it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cme import pathway
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.schooldays.wording import plain_day

FOUND = (pathway.FIND_HERE, pathway.FIND_ELSEWHERE, pathway.FIND_ABROAD, pathway.FIND_HOME)
PAPER = "What shows where the child is"


@transaction.atomic
def find(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record where the child is. `data`: perhaps the paper that shows it, which becomes a document of the case."""
    event = actions.take(case, step, **taken)
    upload = data.get("paper")
    if upload and event.by is not None:
        file = upload if isinstance(upload, File) else store_upload(upload, by=event.by, at=event.at, field="paper")
        casework.attach(case, file, title=PAPER, by=event.by, on=event.on, at=event.at)
    return event


def in_words(event: Event) -> str:
    """Where the child is, how that is known, and whether anybody verified it."""
    where, how = event.facts.get("where", ""), event.facts.get("how_known", "")
    said = f"{where}. {how}" if where and how else where or how
    return f"{said} {verified(event)}".strip()


def verified(event: Event) -> str:
    """By whom and when it was verified where the child is; empty where nobody did."""
    by, on = event.facts.get("verified_by"), from_iso(event.facts.get("verified_on"))
    return f"Verified by {by} on {plain_day(on)}." if by and on else ""


def evidence_of(case: Case) -> list[dict[str, str]]:
    """What whoever agrees to close a case reads of where the child is; nothing of a child who was not found."""
    last = last_taken(case, *(step.key for step in FOUND), pathway.LOST_AGAIN.key, pathway.NOT_FOUND.key)
    if last is None or last.step not in {step.key for step in FOUND}:
        return []
    paper = case.documents.filter(title=PAPER).exists()
    said = [
        in_words(last),
        "" if verified(last) else "Nobody has verified it.",
        "A paper that shows it is with the documents of the case." if paper else "No paper shows it.",
    ]
    return [{"key": "Where the child is", "value": " ".join(one for one in said if one)}]
