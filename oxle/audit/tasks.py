"""Background work on the audit."""

from oxle.audit import acting, sealing, unusual
from oxle.celery import app
from oxle.core import dates


@app.task
def seal() -> None:
    """Add what happened since to the hash chain."""
    sealing.seal_all(at=dates.now())


@app.task
def find_unusual_reads() -> None:
    """List the last weeks' unusual reads for a manager."""
    with acting("system: unusual reads"):
        unusual.find(on=dates.today())
