"""Background work on licences: a wake-up only, what is to be done is read from the rows."""

from celery import shared_task

from licensing.performances import watching
from licensing.performances.deciding import LICENCES
from oxle.audit import acting
from oxle.core import dates


@shared_task
def follow_licences() -> None:
    """Close what has run out, and ask where education may suffer."""
    with acting("system: licences"):
        LICENCES.run_out_each(on=dates.today(), at=dates.now())
        watching.look_at_attendance(on=dates.today(), at=dates.now())
