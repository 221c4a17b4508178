"""Background work on cases."""

from oxle.audit import acting
from oxle.cases import destroying, recounting, retention
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
    recounting.recount_waiting(at=dates.now())


@app.task(soft_time_limit=840, time_limit=870)
def dispose() -> None:
    """Destroy what two people decided to destroy; nothing else begins here."""
    destroying.run(at=dates.now())


@app.task(soft_time_limit=840, time_limit=870)
def settle_retention() -> None:
    """Work out until when closed cases are kept, where that is not known yet or may have changed."""
    with acting("system: retention"):
        retention.settle_waiting(on=dates.today())
