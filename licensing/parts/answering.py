"""A parent and a school answer by the links that were sent to them, each once, about one child."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from licensing.parts.asking import PERFORMANCE, Asks
from licensing.parts.models import LinkSent, PartAsked
from licensing.parts.plain import to_plain
from licensing.performances import actions
from licensing.performances.models import Entrant
from licensing.performances.pathway import UNDECIDED
from oxle.cases.models import Case
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.links import has_link, peek_link, withdraw_links

GONE = "This link no longer works."


class Asked(Protocol):
    """What somebody without an account was asked by a link, as the pages behind it (`parts.views`) need it."""

    @property
    def purpose(self) -> str:
        """That of the links, under which what is asked stands in the session."""

    def asked_by(self, secret: str, *, at: datetime) -> str | None:
        """The key of what a link that still works asks; None for every other, whatever the cause."""

    def waiting(self, key: str, *, at: datetime) -> Any | None:
        """What was asked and can be answered; None for every other."""

    def children_of(self, asked: Any) -> list[int]:
        """The children of ours whom somebody sees who opens it, for the record of sights."""

    def answer(self, asked: Any, said: dict[str, Any], *, at: datetime) -> None:
        """Keep what was answered. Refused where the link does not work any more."""


@dataclass(frozen=True)
class Answers:
    """How the parts of one kind of application are answered.

    `rows` are the links with their application, which `applied` takes of one; `stages` are those in which its case is
    undecided, and `over` the states in which the application waits for nobody. `say` makes an answer an entry of the
    case: (case, whose, said, on, at).
    """

    asks: Asks
    rows: Callable[[], Any]
    applied: Callable[[Any], Any]
    stages: frozenset[str]
    over: str
    say: Callable[..., Any]

    @property
    def purpose(self) -> str:
        return self.asks.purpose

    def asked_by(self, secret: str, *, at: datetime) -> str | None:
        """The key of what a link that still works asks; None for every other, whatever the cause."""
        key = peek_link(secret, self.asks.purpose, at=at)
        return key if key and self.waiting(key, at=at) else None

    def waiting(self, key: str, *, at: datetime) -> Any | None:
        """What somebody was asked and has not answered; None once it is answered, overtaken, over, decided or no
        longer ours."""
        asked = self.rows().filter(key=key, answered_at=None).first()
        if asked is None or not has_link(self.asks.purpose, key, at=at):
            return None
        applied = self.applied(asked)
        later = applied.parts_asked.filter(whose=asked.whose, pk__gt=asked.pk).exists()
        return None if later or self.is_over(applied) else asked

    def children_of(self, asked: LinkSent) -> list[int]:
        """The child, once it is known who that is."""
        case: Case | None = self.applied(asked).case
        return [case.child_id] if case is not None and case.child_id else []

    def is_over(self, applied: Any) -> bool:
        """Whether an application waits for no part any more: it is decided, or no longer ours."""
        case: Case | None = applied.case
        return applied.match == self.over or (case is not None and case.stage not in self.stages)

    @transaction.atomic
    def answer(self, asked: LinkSent, said: dict[str, Any], *, at: datetime) -> None:
        """Keep what a parent or a school says as an entry of the case; until there is one, with the child’s
        application. Refused where the link does not work any more."""
        applied = self.applied(asked)
        type(applied).objects.select_for_update(of=("self",)).get(pk=applied.pk)
        found = self.waiting(asked.key, at=at)
        if found is None:
            raise Refused(GONE)
        found.answered_at = at
        case = self.applied(found).case
        if case is None:
            found.said = to_plain(said)
        else:
            self.say(case, found.whose, said, on=london_day(at), at=at)
        found.save(update_fields=["answered_at", "said"])
        withdraw_links(self.asks.purpose, found.key, at=at)


OF_PERFORMANCES = Answers(
    asks=PERFORMANCE,
    rows=lambda: PartAsked.objects.select_related("entrant__production", "entrant__case"),
    applied=lambda asked: asked.entrant,
    stages=frozenset(stage.key for stage in UNDECIDED),
    over=Entrant.Match.ELSEWHERE,
    say=actions.say_part,
)
