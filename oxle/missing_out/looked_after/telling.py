"""Tells managers each week that the report on looked-after children is there: an e-mail with a link and no number."""

from datetime import date, datetime

from django.urls import reverse

from oxle.accounts.permissions import decide
from oxle.correspondence.outbox import message, queue_messages
from oxle.meetings.queries import people_who
from oxle.missing_out.looked_after.figures import week_of
from oxle.missing_out.messages import WEEK


def tell_of_week(on: date, at: datetime) -> None:
    """Once a week and manager, however often it is called and on whatever day of the week it is called first."""
    day = week_of(on).ends_on.isoformat()
    link = reverse("missing_out:looked_after:week", args=[day])
    queue_messages(
        message(WEEK, person, dedupe=f"{WEEK.key}:{day}:{person.pk}", link=link, at=at)
        for person in people_who(on, decide("missing_out"))
    )
