"""Background work on chaperones: a wake-up only, what is to be done is read from the rows."""

from celery import shared_task

from licensing.chaperones.deciding import APPROVALS
from oxle.audit import acting
from oxle.core import dates


@shared_task
def follow_chaperones() -> None:
    """Remind whoever must renew, and let lapse what has run out."""
    with acting("system: chaperones"):
        APPROVALS.remind_each(on=dates.today(), at=dates.now())
        APPROVALS.run_out_each(on=dates.today(), at=dates.now())
