"""The kinds of meeting. A duty registers its own: which cases wait for it, what members read, what can be decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.cases.models import Case

if TYPE_CHECKING:
    from oxle.meetings.models import Item, Series


@dataclass(frozen=True)
class Decision:
    """What a meeting can decide about a case. With `place` a school is chosen, with `provider` a provider of the
    directory, and the first day there."""

    key: str
    label: str
    place: bool = False
    provider: bool = False

    def __str__(self) -> str:
        return self.label


# Every meeting can decide these; no case moves by them.
PUT_OFF = Decision("put_off", "Put off to the next meeting")
TAKEN_OFF = Decision("taken_off", "Taken off the agenda")
# Decided by somebody before the meeting could: it is told, not asked.
BETWEEN = Decision("between", "Decided between meetings")


@dataclass(frozen=True)
class Kind:
    """A kind of meeting.

    `weeks`: how many lie between two meetings as a rule; None: it meets when somebody calls it. `waiting`: the open
    cases that should come before it. `about`: what its members may read of some cases, as rows of a summary list by
    case, never more than they need. `in_full`: the same for those who record what is decided, where it is more.
    `unready`: what each of some cases still lacks before it can come on an agenda, by case. `purpose`: for which its
    members may use that, as its papers say it. `carry_out`: what a decision does to the case. `undo`: takes that back,
    for a reason, because it was recorded wrongly, and refuses it where something came of it that cannot be; None where
    no decision does anything. `repeats_why`: whether what a decision does says why it was made, too. `taught_by`: of a
    kind whose series are each of one provider of the directory, by whom each of some cases is taught now, by case; a
    series has those of its own. `beside`: what an officer must read beside each case to choose, where a series of such
    a kind is of no provider; nobody is ticked then. `termly`: its series meet once in each of the council's terms.
    `papers`: of a kind whose members read something else than an agenda of cases, the name of the page that has it,
    which takes the meeting's key. `planned`: told of a series, in the same transaction, whenever its meetings may have
    changed: planned, called, moved, called off or held. `sittings`: of a kind that is recorded on the cases before it,
    what a case says of its meetings: nobody records one of these twice, a series is of one school, and no page changes
    a meeting or its agenda.
    """

    key: str
    name: str
    weeks: int | None
    decisions: tuple[Decision, ...]
    waiting: Callable[[], QuerySet[Case]]
    about: Callable[[Sequence[Case]], Mapping[int, Sequence[dict[str, Any]]]]
    purpose: str
    carry_out: "Callable[[Item, Decision, User, date, datetime], None]"
    undo: "Callable[[Item, Decision, User, datetime, str], None] | None" = None
    repeats_why: bool = False
    taught_by: Callable[[Sequence[Case]], Mapping[int, str]] | None = None
    beside: Callable[[Sequence[Case]], Mapping[int, str]] | None = None
    termly: bool = False
    papers: str = ""
    planned: "Callable[[Series], None] | None" = None
    sittings: "Callable[[Case], Sequence[Sitting]] | None" = None
    in_full: Callable[[Sequence[Case]], Mapping[int, Sequence[dict[str, Any]]]] | None = None
    unready: Callable[[Sequence[Case]], Mapping[int, str]] | None = None

    @property
    def finds_schools(self) -> bool:
        """Whether it is one of those that count how many children each school took."""
        return any(one.place for one in self.decisions)

    def decision(self, key: str) -> Decision:
        """One of its decisions, or of those of every meeting, by its key."""
        return next(one for one in (*self.decisions, PUT_OFF, TAKEN_OFF, BETWEEN) if one.key == key)


@dataclass(frozen=True)
class Sitting:
    """What a case says of one meeting about it: on which day, and recorded by whom; once it was held, what was decided,
    why and by whom, where it was not the meeting, and who of the members `came`, by key. `starts_at` and `place` as far
    as they are known.
    """

    on: date
    by: User
    decision: Decision | None = None
    words: str = ""
    decided_by: str = ""
    came: frozenset[str] = frozenset()
    starts_at: time | None = None
    place: str = ""


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind; called once, when the duty that needs it starts."""
    if KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"there are two kinds of meeting called {kind.key}")
    return kind
