"""Background work on reduced timetables: a wake-up only, what is to be asked is read from the rows."""

from celery import shared_task

from oxle.audit import acting
from oxle.core import dates
from reduced_timetables import returning, sweeping


@shared_task
def ask_how_they_stand() -> None:
    """Ask of every open timetable, once each half-term, how it stands."""
    with acting("system: reduced timetables"):
        sweeping.ask_each(on=dates.today(), at=dates.now())


@shared_task
def challenge_overruns() -> None:
    """Challenge every open timetable whose planned end has passed in silence."""
    with acting("system: reduced timetables"):
        sweeping.challenge_overruns(on=dates.today(), at=dates.now())


@shared_task
def ask_for_returns() -> None:
    """Ask the schools whose register does not come for their weekly return, and again for what is overdue."""
    with acting("system: reduced timetables"):
        returning.ask_each(on=dates.today(), at=dates.now())
        returning.chase_each(on=dates.today(), at=dates.now())
