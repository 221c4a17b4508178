"""Rate limits, counted in the database so that every web process sees the same count."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection

from oxle.core.models import Attempt


def allow(what: str, who: str, *, at: datetime, most: int, within: timedelta) -> bool:
    """Count one attempt, and say whether it is still within the limit. `who` is stored only as a keyed hash."""
    digest = hmac.new(settings.SECRET_KEY.encode(), who.lower().encode(), sha256).hexdigest()
    with connection.cursor() as cursor:
        # Counted and added in one statement: three limits stand before every password.
        cursor.execute(
            "INSERT INTO core_attempt (what, who, at) SELECT %(what)s, %(who)s, %(at)s WHERE %(most)s >"
            " (SELECT count(*) FROM core_attempt WHERE what = %(what)s AND who = %(who)s AND at > %(since)s)",
            {"what": what, "who": digest, "at": at, "since": at - within, "most": most},
        )
        return cursor.rowcount == 1


def forget_before(moment: datetime) -> int:
    """Drop attempts older than any limit needs; the count of those dropped."""
    return Attempt.objects.filter(at__lt=moment).delete()[0]
