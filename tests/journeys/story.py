"""What every story needs: a day that moves on, a browser, people who sit down at it, and workers behind the scenes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from attendance.prosecution.tasks import make_bundles
from oxle.accounts.models import User
from oxle.audit import acting
from oxle.correspondence.tasks import mark_served, render_waiting
from tests import make
from tests.browser import Visitor, chromium


class Story:
    """A running browser and the day of the story. Nobody stays signed in from one day to the next."""

    def __init__(self, browser: Any, address: str, monkeypatch: Any) -> None:
        self.browser, self.address, self.monkeypatch = browser, address, monkeypatch
        self.seen: set[tuple[int, str]] = set()

    def on(self, moment: str) -> None:
        """Go on to a later moment, such as `2026-10-16T10:00`."""
        self.monkeypatch.setenv("OXLE_NOW", moment)

    @contextmanager
    def window_of(self, person: User, **how: Any) -> Iterator[Visitor]:
        """A browser window in which a person is signed in, closed at the end. `how` is the visitor's."""
        with acting("test"):
            client = make.signed_in(person)
        visitor = Visitor(self.browser, self.address, client, seen=self.seen, **how)
        try:
            yield visitor
        finally:
            visitor.context.close()

    def workers_run(self) -> None:
        """What the workers behind the scenes do within a minute: letters and bundles are made, service is counted."""
        render_waiting()
        make_bundles()
        mark_served()


@contextmanager
def told_in(live_server: Any, monkeypatch: Any) -> Iterator[Story]:
    """A story told in a browser of its own. Whoever appears in it must be made before."""
    with chromium() as browser:
        yield Story(browser, live_server.url, monkeypatch)
