"""Searches are kept for a while, so that their results have an address without a name in it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from oxle.accounts.models import User
from oxle.people.models import SearchRun
from oxle.people.rules import SEARCH_HOURS

LONGEST_QUERY = 700


@transaction.atomic
def begin_search(text: str, *, by: User, on: date, at: datetime) -> SearchRun:
    """Keep what was asked; its results are at its key, for this person only, until it expires."""
    expires_at = at + timedelta(hours=SEARCH_HOURS.on(on))
    text = text.replace("\x00", "").strip()[:LONGEST_QUERY]
    return SearchRun.objects.create(user=by, query=text, at=at, expires_at=expires_at)


@transaction.atomic
def forget_searches(*, at: datetime) -> int:
    """Drop searches whose results have expired; how many. The audit keeps that they were made."""
    return SearchRun.objects.filter(expires_at__lte=at).delete()[0]
