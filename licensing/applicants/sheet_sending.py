"""The end of filling in an application of a sheet: it is received once, and its applicant’s copy is closed."""

from datetime import date, datetime

from django.db import transaction

from licensing.applicants import drafting
from licensing.applicants.models import ApplicationDraft
from licensing.applicants.sending import DECLARED
from licensing.applicants.sheets import Sheet
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused


@transaction.atomic
def send(
    sheet: Sheet, draft: ApplicationDraft, *, declared_by: str, version: int, on: date, at: datetime
) -> ApplicationDraft:
    """Send an application. Stale when it was saved in another window meanwhile; Refused while something is missing."""
    if not drafting.locked(draft).is_open:
        raise Refused("This application has been sent already.")
    if missing := sheet.still_missing(draft, on=on):
        raise Refused(f"This application cannot be sent yet. {missing[0].text}")
    draft.reference = sheet.receive(draft, on=on, at=at)
    draft.state, draft.sent_on, draft.saved_at = ApplicationDraft.State.SENT, on, at
    draft.answers = {**draft.answers, DECLARED: {"by": declared_by, "on": on.isoformat()}}
    save_if_unchanged(draft, version, ["state", "sent_on", "reference", "answers", "saved_at"])
    return draft
