"""Makes the PDF of each released letter, once. Any number of workers may run at once, and any may die."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from oxle.audit import acting
from oxle.correspondence import brakes, pictures, rendering
from oxle.correspondence.models import Brake, Letter
from oxle.documents.actions import store_made
from oxle.documents.types import PDF

# Longer than any letter takes; after it another worker may have a letter whose worker died.
LEASE = timedelta(minutes=3)
# After this many failures a letter is left for a person to look at.
MOST_ATTEMPTS = 5
ACTOR = "system: letters"


def print_next(*, at: datetime) -> Letter | None:
    """Make the PDF of one released letter; None when none is left to make.

    The letter is claimed in one transaction and finished in another, so that no lock is held while the PDF is made.
    One that fails is tried again later, five times in all, and does not hold up the others. One with a picture that
    the virus scanner has not seen yet is tried until it has.
    """
    with acting(ACTOR):
        brakes.hold_bursts(Brake.What.LETTER, at=at)
        letter = _claim(at)
    if letter is None:
        return None
    try:
        content = rendering.pdf(pictures.drawn(letter.html))
    except rendering.CannotRender:
        raise
    except pictures.NotYet:
        # That a scanner takes its time is no failure of the letter, which waits for as long as it does.
        with acting(ACTOR):
            Letter.objects.filter(pk=letter.pk, pdf=None).update(attempts=F("attempts") - 1)
        return letter
    except Exception as failure:  # whatever it is, the other letters go on
        with acting(ACTOR):
            Letter.objects.filter(pk=letter.pk, pdf=None).update(problem=f"{type(failure).__name__}: {failure}"[:500])
        return letter
    with acting(ACTOR):
        _finish(letter, content, at)
    return letter


def print_at_once(letter: Letter, *, at: datetime) -> None:
    """Make the PDF of this released letter now, before those whose turn it is: for the demonstration's loader, whose
    court papers hold letters that left long ago."""
    content = rendering.pdf(pictures.drawn(letter.html))
    with acting(ACTOR):
        _finish(letter, content, at)


def _claim(at: datetime) -> Letter | None:
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    unmade = Letter.objects.filter(free, pdf=None, released_at__isnull=False, withdrawn_at=None)
    waiting = unmade.filter(Q(brake=None) | Q(brake__ended_at__isnull=False), attempts__lt=MOST_ATTEMPTS)
    in_order = waiting.order_by("released_at", "pk").select_for_update(of=("self",), skip_locked=True)
    # Somebody waits to post the released ones; those that left long ago come after.
    letter = in_order.filter(state=Letter.State.RELEASED).first() or in_order.first()
    if letter is not None:
        letter.lease_until = at + LEASE
        letter.attempts += 1
        letter.save(update_fields=["lease_until", "attempts"])
    return letter


def _finish(letter: Letter, content: bytes, at: datetime) -> None:
    with transaction.atomic():
        now = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if now.pdf_id is not None or now.state == Letter.State.WITHDRAWN:
            return  # finished by the worker that took it over, or withdrawn meanwhile
        file = store_made(content, kind=PDF, name=f"letter-{now.key}.pdf", at=at)
        state = Letter.State.RENDERED if now.state == Letter.State.RELEASED else now.state
        Letter.objects.filter(pk=now.pk).update(
            state=state, pdf=file, rendered_at=at, lease_until=None, problem="", version=F("version") + 1
        )


def try_again(letter: Letter) -> None:
    """Let the workers have another go at a letter that failed."""
    Letter.objects.filter(pk=letter.pk, pdf=None).update(attempts=0, lease_until=None, problem="")
