"""Background work on board packs: a wake-up only, what is to be done is read from the rows."""

from celery import shared_task

from oxle.core import dates
from oxle.missing_out.packs import waiting


@shared_task(soft_time_limit=840, time_limit=870)
def freeze_waiting() -> None:
    """Freeze the register wherever somebody asked for it."""
    while waiting.freeze_next(clock=dates.now):
        pass
