"""Background work on approved organisations: a wake-up only, what is to be done is read from the rows."""

from celery import shared_task

from licensing.bodies.deciding import APPROVALS
from oxle.audit import acting
from oxle.core import dates


@shared_task
def follow_bodies() -> None:
    """Remind whoever must renew, and close what has run out."""
    with acting("system: approved organisations"):
        APPROVALS.remind_each(on=dates.today(), at=dates.now())
        APPROVALS.run_out_each(on=dates.today(), at=dates.now())
