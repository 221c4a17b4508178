"""Tells the stories of a county: one after the other, or side by side in several processes."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, cast

from django.db import connection

from oxle.audit import acting
from oxle.core.keeping import keeping
from oxle.demo.county import County
from oxle.demo.savepoints import without_savepoints

Story = Callable[[], object]
WHAT = "Cases"
# So long a story waits for what one in another process holds. That one is kept only when all are told, so it would be
# for ever.
LONGEST_WAIT = "60s"
# What a process says to the one that began it, and the answer when everything is told: keep it.
TOLD, FREE, READY, FAILED, KEEP = "told", "free", "ready", "failed", "keep"


class CutOff(Exception):
    """A process that told stories failed or was killed, so that nothing of them is kept; the text says why."""


def tell(county: County, schools: Sequence[Sequence[Story]]) -> None:
    """Tell all stories of every school in the caller's transaction."""
    stories = [story for told in schools for story in told]
    with keeping(), without_savepoints():
        for number, story in enumerate(stories, start=1):
            story()
            county.progress(WHAT, number, len(stories))


def tell_side_by_side(county: County, schools: Sequence[Sequence[Story]], *, actor: str, processes: int) -> None:
    """Tell the stories in several processes, each in a transaction of its own; all are kept, or none.

    What they need must be committed. A school's stories stay in one process: each begins with a school of its own, and
    whichever is free takes the next. Raises CutOff.
    """
    # A process must not begin with a line to the database that another uses.
    connection.close()
    beginning = get_context("fork")
    # The longest first, so that none is left over for the end when the others have nothing more to do.
    longest_first = sorted(schools, key=len, reverse=True)
    lines, begun = [], []
    for first in range(min(processes, len(schools))):
        ours, theirs = beginning.Pipe()
        process = beginning.Process(target=_share, args=(theirs, county, longest_first, first, actor), daemon=True)
        process.start()
        theirs.close()
        lines.append(ours)
        begun.append(process)
    with _ended_with_us(begun):
        _listen(county, lines, longest_first)
        for line in lines:
            line.send(KEEP)
        for process in begun:
            process.join()
            if process.exitcode:
                raise CutOff("a process could not keep its stories")


@contextmanager
def _ended_with_us(processes: Sequence[Any]) -> Iterator[None]:
    """Nobody goes on telling when the one that waits is done, fails, or is told to end."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: os._exit(_end(processes) or 128 + number))
    try:
        yield
    finally:
        _end(processes)
        signal.signal(signal.SIGTERM, before)


def _end(processes: Sequence[Any]) -> None:
    for process in processes:
        process.kill()


def _listen(county: County, lines: Sequence[Connection], schools: Sequence[Sequence[Story]]) -> None:
    """Give out the schools until all are told, and take over what the processes remember for the marks."""
    talking, told, of = list(lines), 0, sum(map(len, schools))
    left = iter(range(len(lines), len(schools)))
    while talking:
        for line in cast(list[Connection], wait(talking)):
            try:
                said, what = line.recv()
            except EOFError:
                raise CutOff("a process that told stories was killed") from None
            if said == FAILED:
                raise CutOff(what)
            if said == TOLD:
                told += 1
                county.progress(WHAT, told, of)
            elif said == FREE:
                with suppress(OSError):  # one that was killed meanwhile is noticed when it is listened to
                    line.send(next(left, None))
            else:
                _remember(county, *what)
                talking.remove(line)


def _remember(county: County, weeks: dict[Any, str], left: dict[int, Any]) -> None:
    county.weeks |= weeks
    for pupil in county.all_pupils():
        pupil.left_on = left.get(pupil.child.pk, pupil.left_on)


def _given(line: Connection, schools: Sequence[Sequence[Story]], first: int) -> Iterator[Story]:
    """The stories of one school after the other: of the `first`, then of those that the one that waits gives out."""
    place: int | None = first
    while place is not None:
        yield from schools[place]
        line.send((FREE, None))
        place = line.recv()


def _share(line: Connection, county: County, schools: Sequence[Sequence[Story]], first: int, actor: str) -> None:
    """What one process does; it ends without the clean-up of the one it was forked from."""
    try:
        with acting(actor), keeping(), without_savepoints():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            for story in _given(line, schools, first):
                story()
                line.send((TOLD, None))
            with connection.cursor() as cursor:
                # What would be refused at the end is refused now, before the others keep theirs.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            left = {pupil.child.pk: pupil.left_on for pupil in county.all_pupils() if pupil.left_on}
            line.send((READY, (county.weeks, left)))
            if line.recv() != KEEP:
                raise CutOff("it is not to be kept")
    except BaseException:  # whatever it is, the one that waits must hear of it, unless it is gone
        with suppress(OSError):
            line.send((FAILED, traceback.format_exc()))
        os._exit(1)
    os._exit(0)
