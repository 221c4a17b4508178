"""Rate limits, counted in the database so that every web process sees the same count."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from oxle.core.models import Attempt


def allow(what: str, who: str, *, at: datetime, most: int, within: timedelta) -> bool:
    """Count one attempt, and say whether it is still within the limit. `who` is stored only as a keyed hash."""
    digest = hmac.new(settings.SECRET_KEY.encode(), who.lower().encode(), sha256).hexdigest()
    recent = Attempt.objects.filter(what=what, who=digest, at__gt=at - within)
    if recent.count() >= most:
        return False
    Attempt.objects.create(what=what, who=digest, at=at)
    return True


def forget_before(moment: datetime) -> int:
    """Drop attempts older than any limit needs; the count of those dropped."""
    return Attempt.objects.filter(at__lt=moment).delete()[0]
