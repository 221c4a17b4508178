"""What is asked elsewhere of names that schools took off their registers, as of a pupil whose exclusion is not over."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Off:
    """That a school took the name of a child off its register on a day; school and child by primary key. `at_home`: on
    the ground that the child is educated at home."""

    child: int
    school: int
    on: date
    at_home: bool = False


@dataclass(frozen=True)
class Contest:
    """Why the name was not to come off on that day, in a sentence. `url`: where the school answers, while it is to."""

    why: str
    url: str = ""


# Each finds those of some names about which it asks.
contests: list[Callable[[Collection[Off]], Mapping[Off, Contest]]] = []


# Each finds what schools returned of a child whom they took off a register.
returns: list[Callable[[int], Collection[Off]]] = []


def returned_of(child: int) -> list[Off]:
    """What schools returned of a child, by primary key, whom they took off a register, in order."""
    return sorted((off for told in returns for off in told(child)), key=lambda off: off.on)


def contested(gone: Collection[Off]) -> dict[Off, Contest]:
    """Those of some names about which something is asked."""
    return {off: contest for ask in contests for off, contest in ask(gone).items()} if gone else {}
