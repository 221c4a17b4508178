"""What packs count beside the register, as it is now: each number with its list, where there is one."""

from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.board import ListOf
from oxle.missing_out.packs.beside import OF, counted_beside, title_of

LISTS: dict[str, ListOf] = {
    "at_home": ListOf("missing_out:at_home"),
    "mismatches": ListOf("provision:mismatches"),
    "records": ListOf("transfers:list", (("status", "open"),)),
}


@dataclass(frozen=True)
class Line:
    """A figure as it is now; `url` leads to its list, empty where there is none or the reader may not open it."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Now:
    """The figures of one duty, or those of the register’s own, under their title."""

    title: str
    lines: tuple[Line, ...]


def beside_now(user: User, on: date) -> list[Now]:
    """What is counted beside the register at the end of a day, over everybody: also over who is closed to the reader,
    so that a list may hold fewer. Raises NotLoaded where the day lies outside the terms that are loaded."""
    of_duties = {f"{one.key}{OF}{key}": each for one in duties.duties() for key, each in one.board_lists.items()}
    urls = {key: one.url_for(user) for key, one in (LISTS | of_duties).items()}
    found: dict[str, list[Line]] = {}
    for key, label, number in counted_beside(on):
        found.setdefault(title_of(str(key)), []).append(Line(str(label), int(number), urls.get(str(key), "")))
    return [Now(title, tuple(lines)) for title, lines in found.items()]
