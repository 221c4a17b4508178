"""Background work on cases."""

from oxle.audit import acting
from oxle.cases import listening
from oxle.cases import sweep as sweeping
from oxle.celery import app
from oxle.core import dates


@app.task
def sweep() -> None:
    """Find what is due and act on it."""
    with acting("system:sweep"):
        sweeping.sweep(at=dates.now())


@app.task(soft_time_limit=1_700, time_limit=1_800)
def recount() -> None:
    """Work deadlines out again where a calendar has changed: long after a county's terms are loaded anew."""
    with acting("system:recount"):
        listening.recount_waiting(at=dates.now())
