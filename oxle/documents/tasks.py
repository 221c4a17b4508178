"""Background work on files: wake-ups only, what is to be done is read from the rows."""

import logging

from celery import shared_task

from oxle.audit import acting
from oxle.core import dates
from oxle.documents import actions, queries
from oxle.documents.scanning import ScannerSilent

log = logging.getLogger(__name__)
MOST_IN_ONE_RUN = 50


@shared_task
def scan_waiting() -> None:
    """Scan what has come in. A file that the scanner cannot judge stays closed and does not hold up the others."""
    for file_id in queries.files_to_scan(most=MOST_IN_ONE_RUN):
        try:
            with acting("system: virus scanner"):
                actions.scan(file_id, at=dates.now())
        except ScannerSilent as silence:
            log.warning("file %s: %s", file_id, silence)


@shared_task
def remove_orphans() -> None:
    """Take away bytes that no row speaks of."""
    actions.remove_orphans(at=dates.now())
