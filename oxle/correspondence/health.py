"""Whether letters are made and e-mails leave; and the banner that says so when they do not."""

from typing import Any

from django.http import HttpRequest

from oxle.accounts.permissions import read
from oxle.core import dates
from oxle.correspondence import queries, rendering


def letters_problem() -> str | None:
    """Why released letters wait; None when none does, or none need."""
    if rendering.missing() is not None and queries.letters_waiting():
        return rendering.missing()
    failed = queries.letters_that_failed().count()
    return f"Letters that could not be made into a PDF: {failed}." if failed else None


def outbox_problem() -> str | None:
    """How many e-mails ought to have left half an hour ago; None when none."""
    late = queries.late_messages(dates.now())
    return f"E-mails that have waited for more than half an hour: {late}." if late else None


def banners(request: HttpRequest) -> list[dict[str, Any]]:
    """What people who work with letters are told on every page."""
    if not request.user.is_authenticated or not request.user.can(read("letters")):
        return []
    lack = rendering.missing()
    return [{"kind": "warning", "text": lack}] if lack and queries.letters_waiting() else []
