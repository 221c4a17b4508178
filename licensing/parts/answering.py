"""A parent and a school answer by the links that were sent to them, each once, about one child."""

from datetime import datetime
from typing import Any

from django.db import transaction

from licensing.parts import messages
from licensing.parts.models import PartAsked
from licensing.parts.plain import to_plain
from licensing.performances import actions
from licensing.performances.models import Entrant
from licensing.performances.pathway import UNDECIDED
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.links import has_link, peek_link, withdraw_links

GONE = "This link no longer works."


def asked_by(secret: str, *, at: datetime) -> str | None:
    """The key of what a link that still works asks; None for every other, whatever the cause."""
    key = peek_link(secret, messages.PURPOSE, at=at)
    return key if key and waiting(key, at=at) else None


def waiting(key: str, *, at: datetime) -> PartAsked | None:
    """What somebody was asked and has not answered; None once it is answered, overtaken, over, decided or sent on."""
    rows = PartAsked.objects.select_related("entrant__production", "entrant__case")
    asked = rows.filter(key=key, answered_at=None).first()
    if asked is None or not has_link(messages.PURPOSE, key, at=at):
        return None
    entrant = asked.entrant
    later = entrant.parts_asked.filter(whose=asked.whose, pk__gt=asked.pk).exists()
    decided = entrant.case is not None and entrant.case.stage not in {stage.key for stage in UNDECIDED}
    return None if later or decided or entrant.match == Entrant.Match.ELSEWHERE else asked


@transaction.atomic
def answer(asked: PartAsked, said: dict[str, Any], *, at: datetime) -> None:
    """Keep what a parent or a school says as an entry of the case; until there is one, with the child’s application.

    Refused where the link does not work any more.
    """
    Entrant.objects.select_for_update(of=("self",)).get(pk=asked.entrant_id)
    found = waiting(asked.key, at=at)
    if found is None:
        raise Refused(GONE)
    found.answered_at = at
    if found.entrant.case is None:
        found.said = to_plain(said)
    else:
        actions.SAYS[found.whose](found.entrant.case, said, by=None, on=london_day(at), at=at)
    found.save(update_fields=["answered_at", "said"])
    withdraw_links(messages.PURPOSE, found.key, at=at)
