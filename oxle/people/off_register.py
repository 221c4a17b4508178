"""What is asked elsewhere of names that schools took off their registers, as of a pupil whose exclusion is not over."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Off:
    """That a school took the name of a child off its register on a day; school and child by primary key."""

    child: int
    school: int
    on: date


@dataclass(frozen=True)
class Contest:
    """Why the name was not to come off on that day, in a sentence. `url`: where the school answers, while it is to."""

    why: str
    url: str = ""


# Each finds those of some names about which it asks.
contests: list[Callable[[Collection[Off]], Mapping[Off, Contest]]] = []


def contested(gone: Collection[Off]) -> dict[Off, Contest]:
    """Those of some names about which something is asked."""
    return {off: contest for ask in contests for off, contest in ask(gone).items()} if gone else {}
