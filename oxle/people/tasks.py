"""Periodic work on people. A task is a wake-up: what is due is read from rows."""

from celery import shared_task

from oxle.audit import acting
from oxle.core import dates
from oxle.people import actions


@shared_task
def forget_searches() -> int:
    """Drop the searches whose results have expired."""
    with acting("system:forget searches"):
        return actions.forget_searches(at=dates.now())
