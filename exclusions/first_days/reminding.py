"""Asks a school once more, while the first five school days run, of whose work it has not said that it is set.

Once for each exclusion, and no more: that work is set is guidance, and nothing lets the council demand an answer.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from exclusions.first_days.owing import permanent_without, suspensions_without
from exclusions.first_days.rules import ASKED_AGAIN_AFTER
from oxle.cases.recipients import school_people
from oxle.core.dates import london_day
from oxle.core.periodic import Periodic
from oxle.correspondence.messages import MessageKind, register
from oxle.correspondence.outbox import message, queue_messages
from oxle.schooldays.counting import due
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

SCHEDULE = {"ask for the work of the first days": Periodic("exclusions.tasks.first_days", every=3600)}
ASKED = MessageKind(
    key="exclusions.first_days",
    title="Work of the first five school days",
    subject="{service}: is work set for a pupil who is out? {reference}",
    body="You told us of an exclusion, {reference}, and have not said that work is set for its first five school days."
    " Please sign in and say whether it is.\n\n{link}\n\n{service}, {council}\n",
)
register(ASKED)


@transaction.atomic
def ask_again(*, at: datetime) -> int:
    """Ask the people of each school; of how many exclusions. One of which they were asked is not asked about again."""
    on, count = london_day(at), 0
    for reference, school, first_on in _waiting(on):
        again_on = due(ASKED_AGAIN_AFTER.on(first_on), first_on, calendar_of(school)).on
        if again_on is None or again_on >= on:
            continue
        count += 1
        queue_messages(
            message(
                ASKED,
                person,
                dedupe=f"{ASKED.key}:{reference}:{person.pk}",
                reference=reference,
                link=reverse("home"),
                at=at,
            )
            for person in school_people(school.organisation_id)
        )
    return count


def _waiting(on: date) -> Iterator[tuple[str, School, date]]:
    running = {"first_on__lt": on, "work_until_on__gte": on}
    for one in suspensions_without().filter(**running).select_related("school__calendar").order_by("pk"):
        yield one.reference, one.school, one.first_on
    for told in permanent_without().filter(**running).select_related("case__school__calendar").order_by("pk"):
        if told.case.school is not None:
            yield told.case.reference, told.case.school, told.first_on
