"""A step put right is a new entry: from one of them to the first, and to the one that stands."""

from collections.abc import Iterable

from oxle.cases.models import Case, Event


def root_of(event: Event) -> Event:
    """The step as it was first taken, whatever has been put right since."""
    while event.supersedes is not None:
        event = event.supersedes
    return event


def newest_of(event: Event) -> Event:
    """A step's entry as it was last put right."""
    while hasattr(event, "superseded_by"):
        event = event.superseded_by
    return event


def newest_of_each(case: Case, entries: Iterable[int]) -> dict[int, int]:
    """Each of some entries of a case (primary keys) with its own as it was last put right. One query for all."""
    renewed = dict(case.events.filter(supersedes__isnull=False).values_list("supersedes", "pk"))
    found = {}
    for entry in entries:
        newest = entry
        while newest in renewed:
            newest = renewed[newest]
        found[entry] = newest
    return found
