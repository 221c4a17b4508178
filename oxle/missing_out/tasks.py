"""Background work on board packs and the register: a wake-up only, what is to be done is read from the rows."""

from celery import shared_task

from oxle.core import dates
from oxle.missing_out import kept
from oxle.missing_out.looked_after import telling
from oxle.missing_out.packs import waiting
from oxle.schooldays.calendar import NotLoaded


@shared_task(soft_time_limit=840, time_limit=870)
def freeze_waiting() -> None:
    """Freeze the register wherever somebody asked for it."""
    while waiting.freeze_next(clock=dates.now):
        pass


@shared_task(soft_time_limit=280, time_limit=300)
def keep_register() -> None:
    """Bring the copy of the register up to date, so that no page has to. Where terms are not loaded there is none."""
    try:
        kept.bring_up_to_date(dates.today(), dates.now())
    except NotLoaded:
        return


@shared_task
def tell_of_week() -> None:
    """Tell managers once a week that the report on looked-after children is there."""
    telling.tell_of_week(dates.today(), dates.now())
