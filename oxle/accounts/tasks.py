"""Background work of accounts: what is no longer needed is forgotten."""

from datetime import timedelta

from celery import shared_task

from oxle.accounts import sign_in
from oxle.core import dates, idempotency, throttle

# The longest limit on tries counts over a day.
TRIES_KEPT = timedelta(days=2)
# A form may be left open, but nobody clicks twice a week apart.
TOKENS_KEPT = timedelta(days=7)


@shared_task
def forget_old() -> None:
    """Delete ended sessions, tries that no limit counts any more, and the tokens of forms sent long ago."""
    at = dates.now()
    sign_in.forget_ended(at=at)
    throttle.forget_before(at - TRIES_KEPT)
    idempotency.forget_before(at - TOKENS_KEPT)
