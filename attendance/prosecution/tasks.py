"""Background work on court bundles: a wake-up only, what is to be made is read from the rows."""

from time import monotonic

from celery import shared_task

from attendance.prosecution import bundle_making
from oxle.core import dates
from oxle.correspondence import rendering

# One run stops well before its time limit; the next goes on where it stopped.
LONGEST_RUN = 30  # seconds


@shared_task
def make_bundles() -> None:
    """Make the bundles that were asked for, where this machine can make PDFs."""
    started = monotonic()
    while (
        rendering.missing() is None and bundle_making.make_next(at=dates.now()) and monotonic() - started < LONGEST_RUN
    ):
        pass
