"""A step put right is a new entry: from one of them to the first, and to the one that stands."""

from oxle.cases.models import Event


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
