"""What a duty counts for the board beside the register of pupils missing out (`Duty.board_figures`), what the service
aims at with it (`Duty.board_aims`), and where it is listed today (`Duty.board_lists`)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import resolve, reverse

from oxle.accounts.models import User
from oxle.core.rules import LARGEST, Rule, whole_number_or_none

NONE_SET = "none set"
NO_SOURCE = "The service’s choice: no source sets one"


@dataclass(frozen=True)
class BoardFigure:
    """A number over everybody, as it was at the end of a day. `key` is that of the figure within its duty."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class ListOf:
    """Where what a figure counts is listed today: a page by its name, and how it is asked for just these."""

    page: str
    asks: tuple[tuple[str, str], ...] = ()

    def url_for(self, user: User) -> str:
        """The address of the list; empty for whoever may not open the page."""
        url = reverse(self.page)
        if not user.can(resolve(url).func.view_class.permission):  # type: ignore[attr-defined]
            return ""
        return f"{url}?{urlencode(self.asks)}" if self.asks else url


def cases_at(pathway: str, stage: str = "") -> ListOf:
    """The open cases of a pathway by its key, or those at one of its stages."""
    asks = (("status", "open"), ("pathway", pathway), *([("stage", f"{pathway}:{stage}")] if stage else []))
    return ListOf("cases:list", asks)


@dataclass(frozen=True)
class Target:
    """A number that the service has set itself for a figure; None where it has set none."""

    number: int | None

    def __str__(self) -> str:
        return NONE_SET if self.number is None else str(self.number)


@dataclass(frozen=True)
class Aim:
    """What a figure is to come to: at most its target, or, with `at_least`, no less. The target is a dated setting."""

    rule: Rule[Target]
    at_least: bool = False

    def in_words(self, target: Target) -> str:
        """The target as a table says it; empty where none is set."""
        if target.number is None:
            return ""
        return f"{'At least' if self.at_least else 'At most'} {target.number}"

    def stands(self, number: int, target: Target) -> str:
        """How a number stands to its target; empty where none is set."""
        if target.number is None:
            return ""
        if self.at_least:
            return "Reached" if number >= target.number else "Not reached"
        return "Kept" if number <= target.number else "Passed"


def aim(
    key: str, label: str, number: int | None = None, source: str = NO_SOURCE, *, at_least: bool = False
) -> Aim:  # fmt: skip
    """An aim with the setting that holds its target, which says so first in the list of settings."""
    asks = "at least" if at_least else "at most"
    rule = Rule(
        key, f"Target for the monthly data pack, {asks}: {label}", Target(number), parse_target, source, local=True,
        certain=source != NO_SOURCE,
    )  # fmt: skip
    return Aim(rule, at_least)


def parse_target(typed: str) -> Target:
    """Reads a whole number, or the words that none is set."""
    if typed.casefold() == NONE_SET:
        return Target(None)
    try:
        number = whole_number_or_none(typed)
    except ValueError:
        raise ValueError(f"write a whole number of 0 or more, or “{NONE_SET}”") from None
    if number > LARGEST:
        raise ValueError(f"write a number of {LARGEST:,} or less")
    return Target(number)
