"""Background work on letters and e-mails: wake-ups only, what is to be done is read from the rows."""

from time import monotonic

from celery import shared_task

from oxle.audit import acting
from oxle.core import dates
from oxle.correspondence import actions, printing, rendering, sending, sign_in_mail

# One run stops well before its time limit; the next goes on where it stopped.
LONGEST_RUN = 30  # seconds


@shared_task
def send_waiting() -> None:
    """Send the e-mails that are due."""
    started = monotonic()
    while sign_in_mail.send_next_sealed(at=dates.now()) and monotonic() - started < LONGEST_RUN:
        pass
    while sending.send_next(at=dates.now()) and monotonic() - started < LONGEST_RUN:
        pass


@shared_task
def render_waiting() -> None:
    """Make the PDFs of released letters, where this machine can."""
    started = monotonic()
    while rendering.missing() is None and printing.print_next(at=dates.now()) and monotonic() - started < LONGEST_RUN:
        pass


@shared_task
def mark_served() -> None:
    """Count letters as served whose day has come."""
    with acting("system: service of letters"):
        actions.mark_served(on=dates.today())
