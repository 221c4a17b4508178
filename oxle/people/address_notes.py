"""What higher layers say of an address, beside it on a record: that post came back from it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from oxle.people.models import Address

# What is said of some addresses, by their keys, as one person may know it: (user, addresses) -> sentences. It must not
# query more when there are more of them.
Notes = Callable[[Any, Iterable[Address]], Mapping[int, str]]
sources: list[Notes] = []


def notes_on(user: Any, addresses: Iterable[Address]) -> dict[int, list[str]]:
    """All that is said of these addresses, by their keys."""
    rows = list(addresses)
    found: dict[int, list[str]] = {}
    for source in sources:
        for key, text in source(user, rows).items():
            found.setdefault(key, []).append(text)
    return found
