"""Background work on exclusions."""

from celery import shared_task

from exclusions import exam_challenges
from exclusions.first_days import reminding
from oxle.audit import acting
from oxle.core import dates


@shared_task
def exams() -> None:
    """Challenge what the governors did not decide before an examination."""
    with acting("system: exclusions"):
        exam_challenges.challenge_passed(at=dates.now())


@shared_task
def first_days() -> None:
    """Ask schools once more whether work of the first five school days is set."""
    with acting("system: exclusions"):
        reminding.ask_again(at=dates.now())
