"""Background work on children’s work: a wake-up only, what is to be done is read from the rows."""

from celery import shared_task

from licensing.work.permits import watching
from licensing.work.permits.deciding import PERMITS
from oxle.audit import acting
from oxle.core import dates


@shared_task
def follow_permits() -> None:
    """Close what has run out, and ask where education may suffer."""
    with acting("system: work permits"):
        PERMITS.run_out_each(on=dates.today(), at=dates.now())
        watching.look_at_attendance(on=dates.today(), at=dates.now())
