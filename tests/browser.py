"""What the journeys share: a real Chromium, people who are signed in, axe on every page, and screenshots on request.

OXLE_SHOTS=folder keeps a picture of every page a journey opens, for eyes.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

CHROMIUM = shutil.which("chromium")
AXE = Path(settings.ROOT) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HEIGHT = 900
# Long, because it costs nothing where all is well: what is waited for comes late on a machine with much to do.
PATIENCE = 60_000  # milliseconds
ALL_RULES = """() => axe.run(document, {
    resultTypes: ["violations"],
    rules: Object.fromEntries(axe.getRules().map((rule) => [rule.ruleId, {enabled: true}])),
}).then((found) => found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target.join(" "))]))"""

# How a page is built: each element's way down from the root, what it carries, and whether anything is in it. What is
# written there, and how often a row is repeated, does not matter.
BUILT = """() => [...new Set([...document.querySelectorAll("*")].map((element) => {
    let way = element.textContent.trim() ? "" : "empty";
    for (let one = element; one; one = one.parentElement) {
        way = `${one.localName} ${one.className} ${one.getAttributeNames()} > ${way}`;
    }
    return way;
}))].sort().join()"""

# A page is looked at as a person meets it: with its letters, and drawn once since the window has its width.
SETTLED = """async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}"""


def in_browser(test: Any) -> Any:
    """Mark a test that needs Chromium and the front-end packages."""
    for mark in (
        pytest.mark.browser,
        pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
        pytest.mark.skipif(not AXE.exists(), reason="the front-end packages are not installed"),
    ):
        test = mark(test)
    return test


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser."""
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop in this thread, and Django then takes every query for one made inside it, and makes a new
    # connection for them: whoever must sign in or write does so before the browser starts.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
            # The connection that was made inside the loop would outlive the test's database.
            connections.close_all()


class Visitor:
    """One person's browser window. Every page it opens is checked with axe, for its width, and for a clean console.

    `also` are more widths at which each page is looked at; without `scripts` the pages have to do without any. Windows
    that share what they have `seen` ask axe once about pages that are built alike: a long journey opens many.
    """

    def __init__(
        self,
        browser: Any,
        address: str,
        client: Client | None = None,
        *,
        width: int = 1280,
        also: tuple[int, ...] = (),
        scripts: bool = True,
        seen: set[tuple[int, str]] | None = None,
    ) -> None:
        self.width, self.also, self.seen = width, also, seen
        self.context = browser.new_context(viewport={"width": width, "height": HEIGHT}, base_url=address)
        if client is not None:
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.scripts = scripts
        self.devtools = self.context.new_cdp_session(self.page)
        self._run_scripts(scripts)
        self.troubles: list[str] = []
        self.page.on("console", lambda message: self._hear(message))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.shots = 0

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.troubles.append(message.text)

    def _run_scripts(self, run: bool) -> None:
        self.devtools.send("Emulation.setScriptExecutionDisabled", {"value": not run})

    def open(self, path: str, *, status: int = 200) -> None:
        """Open an address and look at the page."""
        answer = self.page.goto(path)
        assert answer.status == status, f"{path} answered {answer.status}"
        if status != 200:
            self.troubles.clear()
        self.look()

    def press(self, name: str, *, role: str = "button", exact: bool = True) -> None:
        """Press a button or follow a link by its words (not `exact`: by some of them), and look at the page that comes.

        A click alone does not wait for that page, and axe would meet the one that is left: the house refuses it
        (`test_no_shortcuts`).
        """
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.look()

    def fill(self, label: str, text: str) -> None:
        """Type into the field of that label."""
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, group: str, option: str) -> None:
        """Choose a radio button or tick a box within its question."""
        self.page.get_by_role("group", name=group).get_by_label(option, exact=True).check()

    def date(self, group: str, day: int, month: int, year: int) -> None:
        """Fill the three boxes of a date."""
        boxes = self.page.get_by_role("group", name=group)
        for label, number in (("Day", day), ("Month", month), ("Year", year)):
            boxes.get_by_label(label).fill(str(number))

    def download(self, name: str) -> bytes:
        """Press what downloads a file, by its words, and give the file."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=name).or_(self.page.get_by_role("button", name=name)).first.click()
        return Path(coming.value.path()).read_bytes()

    def look(self) -> None:
        """Check the page that is open, at each width: axe, the console, its width; keep a picture when asked."""
        self._look_once(self.width)
        for width in self.also:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self._look_once(width)
        if self.also:
            self.page.set_viewport_size({"width": self.width, "height": HEIGHT})

    def _look_once(self, width: int) -> None:
        if self.scripts:
            self.page.evaluate(SETTLED)
        self.shoot()
        built = (width, self.page.evaluate(BUILT))
        if self.seen is None or built not in self.seen:
            found = self._ask_axe()
            assert found == [], f"{self.page.url}: {found}"
        if self.seen is not None:
            self.seen.add(built)
        assert self.troubles == [], f"{self.page.url}: {self.troubles}"
        wide = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{self.page.url} scrolls sideways"

    def _ask_axe(self) -> list[Any]:
        # axe waits for timers, which stand still while scripts are off. A page that came without them stays without.
        self._run_scripts(True)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found: list[Any] = self.page.evaluate(ALL_RULES)
        self._run_scripts(self.scripts)
        return found

    def shoot(self) -> None:
        """Keep a picture, when OXLE_SHOTS names a folder."""
        folder = os.environ.get("OXLE_SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.shots += 1
            words = self.page.url.split("/", 3)[3].strip("/").replace("/", "-") or "home"
            name = f"{id(self) % 997:03}-{self.shots:02}-{words[:60]}.png"
            self.page.screenshot(path=str(Path(folder) / name), full_page=True)
