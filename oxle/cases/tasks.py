"""Background work on cases."""

from oxle.audit import acting
from oxle.cases import sweep as sweeping
from oxle.celery import app
from oxle.core import dates


@app.task
def sweep() -> None:
    """Find what is due and act on it."""
    with acting("system:sweep"):
        sweeping.sweep(at=dates.now())
