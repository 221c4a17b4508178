"""Who reads the reports on looked-after children, and of which days a meeting reads. No writes."""

from datetime import date, timedelta

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.meetings.models import Meeting, State
from oxle.missing_out.looked_after.kind import LOOKED_AFTER
from oxle.schooldays.school_years import Span

WITH_REGISTER, READ = read("missing_out"), read("board")
DAY = timedelta(days=1)


def get_meeting_for(user: User, key: str) -> Meeting:
    """A meeting on looked-after children; 404 to whoever is neither of its series nor works with the register."""
    rows = Meeting.objects.filter(series__kind=LOOKED_AFTER.key).select_related("series")
    mine = rows if user.can(WITH_REGISTER) else rows.filter(pk__in=visible_to(user, Meeting).values("pk"))
    return get_or_404(mine, key=key)


def span_of(meeting: Meeting, on: date) -> Span:
    """The days that a meeting reads of: from the day of the one before, or six weeks, up to its own eve; as far as they
    have gone."""
    held = meeting.series.meetings.filter(on__lt=meeting.on).exclude(state=State.CALLED_OFF)
    before = held.order_by("on").values_list("on", flat=True).last()
    starts_on = before or meeting.on - timedelta(weeks=LOOKED_AFTER.weeks or 0)
    return Span(str(meeting), min(starts_on, on - DAY), min(meeting.on, on) - DAY)
