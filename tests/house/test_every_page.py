"""Every page there is, drawn in Chromium as wide as a telephone: axe finds nothing, and nothing scrolls sideways.

The pages are those of `permissions.csv`, each as the first role that may open it, and a form also as it comes back when
nothing was filled in. The journeys look at pages in more states and at more widths; this sees to it that no page was
ever left out.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse

from oxle.audit.actor import set_actor
from tests.browser import Visitor, chromium, in_browser
from tests.house import world as county
from tests.house.test_permissions import NOBODY, ROWS, Row
from tests.house.world import World

SITE = "http://oxle.example"
PHONE = 320
# Added to the address of a page as it comes back with errors.
REFUSED = "?refused"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def one_of_each_page() -> Iterator[tuple[Row, str]]:
    """Each page once, with the first role that may open it."""
    done = set()
    for row in ROWS:
        role = next((role for role, got in row.expected.items() if got == "200"), None)
        if role and row.asked == "get" and row.page not in done:
            done.add(row.page)
            yield row, role


@in_browser
class TestEveryPage(TestCase):
    """The county is made once. The pages are drawn first, for the browser would ask on another connection."""

    pages: dict[str, str]

    @classmethod
    def setUpClass(cls) -> None:
        cls.enterClassContext(pytest.MonkeyPatch.context()).setenv("OXLE_NOW", county.AT.isoformat())
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        set_actor(county.MAKER)
        world, browser = county.build(), Client()
        drawn = (page for row, role in one_of_each_page() for page in drawn_for(world, browser, row, role))
        cls.pages = dict(drawn)

    def test_every_page_is_sound_on_a_telephone(self) -> None:
        assert len(self.pages) > 100
        assert sum(path.endswith(REFUSED) for path in self.pages) > 40
        found = []
        with chromium() as browser:
            visitor = Visitor(browser, SITE, width=PHONE, seen=set())
            visitor.page.route("**/*", self.answer)
            for path in self.pages:
                try:
                    visitor.open(path)
                except AssertionError as fault:
                    found.append(str(fault))
                    visitor.troubles.clear()
        assert not found, "\n".join(found)

    def answer(self, route: Any) -> None:
        """What the service would send: a page drawn before, or a static file."""
        path, asked = urlsplit(route.request.url).path, route.request.url.removeprefix(SITE)
        if asked in self.pages:
            route.fulfill(body=self.pages[asked], content_type="text/html; charset=utf-8")
        elif path.startswith(settings.STATIC_URL) and (file := static_file(path)):
            route.fulfill(path=file, content_type=TYPES.get(file.rpartition(".")[2], "application/octet-stream"))
        else:
            # What frames and scripts ask for besides: nothing of it is looked at here.
            route.fulfill(body="", content_type="text/html")


def drawn_for(world: World, browser: Client, row: Row, role: str) -> Iterator[tuple[str, str]]:
    """A page for a role, by its address, and again after its form was sent with nothing filled in, where that is
    refused; nothing where what comes is no page."""
    keys = {} if row.thing == "-" else world.keys(row.thing, row.whose, role)
    path = reverse(row.page, kwargs=keys)
    browser.cookies.clear()
    if role != NOBODY:
        browser.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    opened = page_of(browser.get, path)
    if opened is None:
        return
    yield path, opened
    if 'method="post"' in opened:
        sent = page_of(browser.post, path)
        if sent is not None and "govuk-error-summary" in sent:
            yield path + REFUSED, sent


def page_of(ask: Callable[[str], Any], path: str) -> str | None:
    """What is answered, leaving everything as it was; None where that is no page."""
    with transaction.atomic():
        answer = ask(path)
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file is closed once it has been read
        return None
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else None


def static_file(path: str) -> str | None:
    """Where a static file lies, by the address that the pages give it."""
    name = path.removeprefix(settings.STATIC_URL)
    found: str | None = finders.find(name)
    if found is None and (settings.STATIC_ROOT / name).exists():
        found = str(settings.STATIC_ROOT / name)
    return found
