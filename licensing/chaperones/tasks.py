"""Background work on chaperones: a wake-up only, what is to be done is read from the rows."""

from celery import shared_task

from licensing.chaperones import deciding
from oxle.audit import acting
from oxle.core import dates


@shared_task
def follow_chaperones() -> None:
    """Remind whoever must renew, and let lapse what has run out."""
    with acting("system: chaperones"):
        deciding.remind_each(on=dates.today(), at=dates.now())
        deciding.lapse_each(on=dates.today(), at=dates.now())
