"""What the launcher says while it works, and the one line it ends with when it cannot go on."""

import time

STARTED = time.monotonic()


class CannotGoOn(Exception):
    """Something outside the code stops us; the text says what to do about it, in one line."""


def say(text: str) -> None:
    """Print one progress line with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", flush=True)
