"""A referee answers by the link that was sent, once: what they say is evidence on the case, and decides nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction

from licensing.chaperones import actions, pathway
from licensing.chaperones.models import Referee
from licensing.chaperones.references import messages
from licensing.chaperones.references.models import ReferenceAsked
from licensing.parts.answering import GONE
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.links import has_link, peek_link

UNDECIDED = frozenset(stage.key for stage in pathway.UNDECIDED)


class References:
    """Answered as the parts of an application are (`licensing.parts.answering.Asked`)."""

    purpose = messages.PURPOSE

    def asked_by(self, secret: str, *, at: datetime) -> str | None:
        """The key of what a link that still works asks; None for every other, whatever the cause."""
        key = peek_link(secret, self.purpose, at=at)
        return key if key and self.waiting(key, at=at) else None

    def waiting(self, key: str, *, at: datetime) -> ReferenceAsked | None:
        """What a referee was asked and has not answered; None once they have, by whichever way, once a newer link was
        sent, its time is over, or the chaperone is decided on."""
        rows = ReferenceAsked.objects.select_related("referee__case__adult")
        asked = rows.filter(key=key, answered_at=None, referee__suitable=None).first()
        if asked is None or not has_link(self.purpose, key, at=at):
            return None
        return asked if asked.referee.case.stage in UNDECIDED else None

    def children_of(self, asked: ReferenceAsked) -> list[int]:
        """None: a case of a chaperone is about an adult."""
        return []

    @transaction.atomic
    def answer(self, asked: ReferenceAsked, said: dict[str, Any], *, at: datetime) -> None:
        """Keep what a referee says as an entry of the case. `said`: the answers of `forms.RefereeForm`. Refused where
        the link does not work any more."""
        Referee.objects.select_for_update().get(pk=asked.referee_id)
        found = self.waiting(asked.key, at=at)
        if found is None:
            raise Refused(GONE)
        data = {
            "referee": found.referee.key, "suitable": said["suitable"], "related": said["related"],
            "said": in_words(said),
        }  # fmt: skip
        # Before the answer, which ends the links: this one was used, and not overtaken.
        found.answered_at = at
        found.save(update_fields=["answered_at"])
        actions.take_reference(found.referee.case, pathway.REFERENCE, data=data, by=None, on=london_day(at), at=at)


def in_words(said: dict[str, Any]) -> str:
    """What a referee answered, as the case shows it: a line for each question."""
    lines = [
        f"Knows them: {said['known']}",
        f"With children: {said['children']}",
        f"What speaks against it: {said['against']}" if said["against"] else "",
        f"Answered by: {said['given_by']}",
    ]
    return "\n".join(line for line in lines if line)


OF_CHAPERONES = References()
