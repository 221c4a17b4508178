"""Reading a time as people type it: 10:30, 10.30, 1030, 10am, 2.30pm, noon. Pure, so it can be tried on anything."""

import re
from datetime import time

LINE = re.compile(r"(\d{1,2})(?:\s*[:.]?\s*(\d{2}))?(?::\d{2})?\s*(am|pm)?")
WORDS = {"noon": time(12), "12 noon": time(12), "midday": time(12)}
# A lone digit up to this hour, with neither am nor pm, is as likely the afternoon: it is asked and not guessed.
EITHER_HALF = 7


class Unreadable(ValueError):
    """This is no time."""


class EitherHalf(ValueError):
    """This is a time of the morning or of the afternoon, and nothing says which."""


def read(text: str) -> time:
    """The time that a line of text means, on the clock of 24 hours where it says neither am nor pm.

    Raises Unreadable; and EitherHalf of 2:30, which is 02:30 to a clock and half past two to whoever types it.
    """
    words = re.sub(r"\s+", " ", text.strip().lower())
    if words in WORDS:
        return WORDS[words]
    found = LINE.fullmatch(re.sub(r"([ap])\.?m\.?$", r"\1m", words))
    if not found or not (found[2] or found[3]):
        raise Unreadable
    hour, half = int(found[1]), found[3]
    if half and not 1 <= hour <= 12:
        raise Unreadable
    if not half and len(found[1]) == 1 and 1 <= hour <= EITHER_HALF:
        raise EitherHalf
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, int(found[2] or 0))
    except ValueError:
        raise Unreadable from None
