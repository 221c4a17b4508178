"""Freezes the register as a job: asked for on a page, done by a worker, once. Any worker may die at any moment."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from oxle.accounts.models import User
from oxle.audit import acting
from oxle.celery import app
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.meetings.models import Meeting
from oxle.missing_out.freezing_models import Freezing
from oxle.missing_out.packs import freezing
from oxle.schooldays.wording import plain_day

# Longer than any part takes; after it another worker may begin what a dead one was at.
LEASE = timedelta(minutes=4)
MOST_ATTEMPTS = 3
ACTOR = "system: board packs"
TASK, QUEUE = "oxle.missing_out.tasks.freeze_waiting", "import"
GIVEN_UP = "It was begun three times and never came to its end. Try again; if it fails again, tell the administrator."
WAITS = "Waits for its turn"


@transaction.atomic
def ask(meeting: Meeting, *, frozen_on: date, by: User, on: date, at: datetime) -> Freezing:
    """Ask for the register to be frozen as it stood at the end of a day; a worker does it. Where that is asked for
    already it is the same one. Refused as `freezing.freeze` is, and while another day is being frozen."""
    held = freezing.hold(meeting, frozen_on, on)
    running = running_for(held)
    if running is None:
        running = Freezing.objects.create(meeting=held, frozen_on=frozen_on, asked_at=at, asked_by=by, doing=WAITS)
        # Where no broker answers, that is logged, and the scheduler wakes a worker a little later.
        transaction.on_commit(lambda: app.send_task(TASK, queue=QUEUE), robust=True)
    elif running.frozen_on != frozen_on:
        raise Refused(f"The register of {plain_day(running.frozen_on)} is being frozen for this meeting already.")
    return running


def running_for(meeting: Meeting) -> Freezing | None:
    """What is asked for, for a meeting, and has not come to its end; None where there is nothing."""
    return Freezing.objects.filter(meeting=meeting, ended_at=None).first()


def freeze_next(*, clock: Callable[[], datetime]) -> Freezing | None:
    """Do what waits longest; None when nothing does.

    It is claimed in one transaction and written in another; between them it only reads, so that nobody waits for it and
    a dead worker leaves nothing behind. What is refused meanwhile is said in its words. Whatever else goes wrong is
    raised, and tried again later: three times in all.
    """
    with acting(ACTOR):
        one = _claim(clock())
    if one is None:
        return None
    on = london_day(one.asked_at)
    try:
        found = freezing.find(one.frozen_on, on, lambda doing, done, of: _tell(one, doing, done, of, clock()))
        with acting(ACTOR):
            _finish(one, found, on, clock())
    except Refused as refusal:
        with acting(ACTOR):
            _fail(one, refusal.message, clock())
    except Exception:  # whatever it is, it does not wait for the lease to run out
        with acting(ACTOR):
            Freezing.objects.filter(pk=one.pk, ended_at=None).update(lease_until=None)
        raise
    return one


def _claim(at: datetime) -> Freezing | None:
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    rows = Freezing.objects.select_for_update(of=("self",), skip_locked=True).select_related("meeting", "asked_by")
    for one in rows.filter(free, ended_at=None).order_by("asked_at", "pk"):
        if one.attempts >= MOST_ATTEMPTS:
            _fail(one, GIVEN_UP, at)
            continue
        one.lease_until, one.attempts = at + LEASE, one.attempts + 1
        one.save(update_fields=["lease_until", "attempts"])
        return one
    return None


def _tell(one: Freezing, doing: str, done: int, of: int, at: datetime) -> None:
    """Say how far it has come, for everybody to see at once; the worker lives, so its lease is longer."""
    with acting(ACTOR):
        Freezing.objects.filter(pk=one.pk, ended_at=None).update(doing=doing, done=done, of=of, lease_until=at + LEASE)


def _finish(one: Freezing, found: freezing.Found, on: date, at: datetime) -> None:
    now = Freezing.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if now.ended_at is not None:
        return  # finished by the worker that took it over
    pack = freezing.keep_found(one.meeting, found, frozen_on=one.frozen_on, by=one.asked_by, on=on, at=at)
    Freezing.objects.filter(pk=one.pk).update(pack=pack, ended_at=at, lease_until=None, done=now.of, doing="")


def _fail(one: Freezing, why: str, at: datetime) -> None:
    Freezing.objects.filter(pk=one.pk, ended_at=None).update(failure=why, ended_at=at, lease_until=None, doing="")
