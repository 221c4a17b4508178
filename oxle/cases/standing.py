"""Events as they stand: each as it was last put right, at the place of the one that was first recorded; none that was
taken back.

A correction is the newest entry of a case, and what it corrects may be an old one: whoever asks for the last step of a
kind must not take the one that was put right last for it.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from oxle.cases.models import Case, Event
from oxle.cases.pathways import TAKEN_BACK


def as_they_stand(events: QuerySet[Event]) -> list[Event]:
    """These events, corrections applied, by case and then in the order in which they were first recorded.

    `events` holds every entry of the steps that it asks for, those that were put right too.
    """
    places: dict[int, int] = {}
    standing: dict[int, Event] = {}
    taken_back = Event.objects.filter(supersedes=OuterRef("pk"), step=TAKEN_BACK)
    for one in events.exclude(step=TAKEN_BACK).annotate(is_taken_back=Exists(taken_back)).order_by("case", "order"):
        places[one.pk] = places.get(one.supersedes_id or 0, one.order)
        standing.pop(one.supersedes_id or 0, None)
        standing[one.pk] = one
    kept = (one for one in standing.values() if not one.is_taken_back)
    return sorted(kept, key=lambda one: (one.case_id, places[one.pk]))


def last_taken(case: Case, *steps: str) -> Event | None:
    """The last of some steps of a case, as it stands; None where none was taken."""
    return next(reversed(as_they_stand(case.events.filter(step__in=steps))), None)


def newest_first(events: QuerySet[Event]) -> list[Event]:
    """These events of one case as they stand, as a timeline shows them."""
    return as_they_stand(events)[::-1]


def last_of_each(events: Iterable[Event]) -> dict[tuple[int, str], Event]:
    """Of events as they stand the last of each step, by case and step."""
    return {(one.case_id, one.step): one for one in events}
