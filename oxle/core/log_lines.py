"""How a line of the log is written: what went wrong and where, never what an exception says."""

import logging
import traceback
from collections.abc import Iterator
from copy import copy
from types import TracebackType

# As `logging` gives it to a formatter: the type, the exception and its trace, or three times nothing.
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Line(logging.Formatter):
    """A line without the words of exceptions.

    A database answers a broken rule with the whole row, and a refused form with what was typed: the words of an
    exception hold names, birth dates and numbers of children. Its type and the lines of code it went through stay.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line; where the record carries an exception, its message too is rid of that exception's words."""
        if not record.exc_info or record.exc_info[1] is None:
            return super().format(record)
        quiet = copy(record)
        quiet.msg, quiet.args, quiet.exc_text = _without_words(record.getMessage(), record.exc_info[1]), None, None
        return super().format(quiet)

    def formatException(self, ei: ExcInfo) -> str:
        """The trace of each exception that led to this one, the last one last."""
        if ei[1] is None:
            return "NoneType"
        # What the caller names as the trace: Celery's exceptions come without their own.
        traces = [(one, ei[2] if one is ei[1] else one.__traceback__) for one in _chain(ei[1])]
        return "\n".join(_trace(one, trace) for one, trace in reversed(traces))


def _trace(exception: BaseException, trace: TracebackType | None) -> str:
    frames = traceback.StackSummary.extract(traceback.walk_tb(trace)).format()
    return "".join(["Traceback (most recent call last):\n", *frames, type(exception).__qualname__])


def _chain(exception: BaseException) -> Iterator[BaseException]:
    """The exception and those that led to it, each once."""
    seen: set[int] = set()
    now: BaseException | None = exception
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        yield now
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)


def _without_words(message: str, exception: BaseException) -> str:
    for one in _chain(exception):
        for words in (repr(one), str(one)):
            if words:
                message = message.replace(words, type(one).__qualname__)
    return message
