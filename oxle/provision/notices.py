"""What stands above a provider's register besides the register: layers above say what else waits there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User


@dataclass(frozen=True)
class Notice:
    """Something that waits for a provider's people: what, in a sentence that names nobody, and where it is done."""

    title: str
    text: str
    url: str
    link: str


notices: list[Callable[[User, date], Notice | None]] = []


def notices_for(user: User, on: date) -> list[Notice]:
    """What waits for somebody who takes a register."""
    return [found for notice in notices if (found := notice(user, on)) is not None]
