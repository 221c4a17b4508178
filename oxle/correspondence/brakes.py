"""The surge brake: an unusual number of letters or e-mails of one kind at once is held until a manager has looked.

A mistake in a rule or an import once sent hundreds of people something that was not theirs. A brake costs a legitimate
burst one click. What is counted is what leaves: all that a person's digest tells of is one e-mail.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide
from oxle.accounts.queries import with_roles
from oxle.accounts.roles import ROLES
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.correspondence import messages
from oxle.correspondence.actions import withdraw_letter
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.messages import MESSAGES, is_digest
from oxle.correspondence.models import Brake, Letter, Message
from oxle.correspondence.outbox import queue_message
from oxle.correspondence.queries import HELD_LETTERS
from oxle.correspondence.rules import BURST, BURST_WINDOW

# Who may let a held burst go, or discard it.
DECIDES = decide("team")


def hold_bursts(what: Brake.What, *, at: datetime) -> list[Brake]:
    """Hold every kind of which more than its limit came within one sweep, and what joins one already held.

    What already left counts too; what a manager has let go does not: it is no part of a new burst.
    """
    open_now = {brake.kind: brake for brake in Brake.objects.filter(what=what, ended_at=None)}
    limit = BURST.on(london_day(at))
    for kind, count in _came_since(what, at - BURST_WINDOW):
        most = _own_limit(what, kind) or limit
        if count > most and kind not in open_now:
            open_now[kind] = _put_on(what, kind, most, at)
    for brake in open_now.values():
        _hold(brake)
    return list(open_now.values())


@transaction.atomic
def let_go(brake: Brake, *, by: User, at: datetime, reason: str) -> None:
    """A manager has looked, and says that this burst is meant: everything held goes out."""
    brake = _end(brake, by=by, at=at, reason=reason, discarded=False)
    Message.objects.filter(brake=brake, state=Message.State.HELD).update(state=Message.State.WAITING)


@transaction.atomic
def discard(brake: Brake, *, by: User, at: datetime, reason: str) -> None:
    """A manager has looked, and says that this burst is a mistake: nothing of it goes out."""
    brake = _end(brake, by=by, at=at, reason=reason, discarded=True)
    Message.objects.filter(brake=brake, state=Message.State.HELD).update(state=Message.State.DROPPED)
    for letter in Letter.objects.filter(brake=brake, state__in=HELD_LETTERS):
        withdraw_letter(letter, by=by, at=at, reason=reason)


def held_count(brake: Brake) -> int:
    """How many letters or e-mails a brake holds."""
    if brake.what == Brake.What.LETTER:
        return Letter.objects.filter(brake=brake, state__in=HELD_LETTERS).count()
    return emails(Message.objects.filter(brake=brake, state=Message.State.HELD)).get(brake.kind, 0)


def title_of(brake: Brake) -> str:
    """What is held, in words."""
    kinds = KINDS if brake.what == Brake.What.LETTER else MESSAGES
    return kinds[brake.kind].title if brake.kind in kinds else brake.kind


def _end(brake: Brake, *, by: User, at: datetime, reason: str, discarded: bool) -> Brake:
    brake = Brake.objects.select_for_update().get(pk=brake.pk)
    if brake.ended_at is not None:
        raise Refused("Somebody else has decided on this already.")
    if not reason.strip():
        raise Refused("Say why.", field="reason")
    brake.ended_at, brake.ended_by, brake.reason, brake.discarded = at, by, reason.strip(), discarded
    brake.save(update_fields=["ended_at", "ended_by", "reason", "discarded"])
    return brake


def emails(rows: QuerySet[Message]) -> dict[str, int]:
    """How many e-mails of each kind rows of the outbox make: one a row, or one a person for a digest. One query."""
    people = Count("user", distinct=True) + Count("email", distinct=True, filter=~Q(email=""))
    counted = rows.order_by().values_list("kind").annotate(each=Count("pk"), people=people)
    return {kind: people if is_digest(kind) else each for kind, each, people in counted}


def _came_since(what: Brake.What, moment: datetime) -> list[tuple[str, int]]:
    if what is Brake.What.LETTER:
        letters = Letter.objects.filter(released_at__gt=moment, brake=None).values_list("kind")
        return list(letters.order_by("kind").annotate(Count("pk")))
    return sorted(emails(Message.objects.filter(queued_at__gt=moment, brake=None)).items())


def _put_on(what: Brake.What, kind: str, limit: int, at: datetime) -> Brake:
    brake, is_new = Brake.objects.get_or_create(
        what=what, kind=kind, ended_at=None, defaults={"limit": limit, "held_at": at}
    )
    if is_new:
        for manager in managers():
            queue_message(
                messages.HELD,
                manager,
                dedupe=f"held:{brake.key}:{manager.pk}",
                link=reverse("correspondence:outbox"),
                at=at,
            )
    return brake


def managers() -> list[User]:
    """Everybody who may let a held burst go."""
    roles = [role.key for role in ROLES.values() if DECIDES in role.permissions]
    people = User.objects.filter(is_active=True, memberships__role__in=roles).distinct().order_by("pk")
    return [person for person in with_roles(people) if person.can(DECIDES)]


def _hold(brake: Brake) -> None:
    if brake.what == Brake.What.LETTER:
        Letter.objects.filter(kind=brake.kind, state__in=HELD_LETTERS, brake=None).update(brake=brake)
    else:
        waiting = Message.objects.filter(kind=brake.kind, state=Message.State.WAITING, brake=None)
        waiting.update(brake=brake, state=Message.State.HELD)


def _own_limit(what: Brake.What, kind: str) -> int | None:
    return MESSAGES[kind].ceiling if what is Brake.What.MESSAGE and kind in MESSAGES else None
