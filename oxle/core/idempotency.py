"""A double click makes one record: each create form carries a token that can be spent once."""

from datetime import datetime

from django.db import connection

from oxle.core.models import Submission, new_key


def new_token() -> str:
    """A token for a freshly shown form."""
    return new_key()


def spend(token: str, *, at: datetime) -> str | None:
    """Claim a form's token inside the running transaction.

    None means it is ours: go on, and call `settle` with the result's address. Otherwise the form was already sent,
    and this is where its result lives. A second click waits here until the first one's transaction has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_submission (token, location, at) VALUES (%s, '', %s) ON CONFLICT DO NOTHING", [token, at]
        )
        if cursor.rowcount:
            return None
    return Submission.objects.get(pk=token).location


def settle(token: str, location: str) -> None:
    """Remember where the result of a spent form lives."""
    Submission.objects.filter(pk=token).update(location=location)
