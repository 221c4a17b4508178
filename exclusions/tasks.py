"""Background work on exclusions."""

from celery import shared_task

from exclusions import exam_challenges
from oxle.audit import acting
from oxle.core import dates


@shared_task
def exams() -> None:
    """Challenge what the governors did not decide before an examination."""
    with acting("system: exclusions"):
        exam_challenges.challenge_passed(at=dates.now())
