"""Says when the timers have stopped: a banner for officers, and a failing deep health check."""

from datetime import timedelta

from django.http import HttpRequest

from oxle.accounts.permissions import read
from oxle.cases.queries import last_sweep_ended_at
from oxle.core import dates, health
from oxle.core.context import BANNERS

LATE_AFTER = timedelta(minutes=15)


def sweep_is_late() -> str | None:
    """One sentence when the last sweep ended over 15 minutes ago; None while all is well."""
    ended = last_sweep_ended_at()
    if ended is None:
        return "The reminders have not run since the service started."
    if dates.now() - ended > LATE_AFTER:
        shown = ended.astimezone(dates.LONDON)
        return f"The reminders last ran at {shown:%H:%M} on {shown.day} {shown:%B}. Dates shown here are still right."
    return None


def banner(request: HttpRequest) -> list[dict[str, str]]:
    """The same sentence, on every page of those who rely on the reminders."""
    if not request.user.is_authenticated or not request.user.can(read("cases")):
        return []
    problem = sweep_is_late()
    return [{"title": "Reminders are late", "text": problem}] if problem else []


def register() -> None:
    """Add the check to the deep health page, and the banner to every page."""
    health.CHECKS["sweep"] = sweep_is_late
    if banner not in BANNERS:
        BANNERS.append(banner)
