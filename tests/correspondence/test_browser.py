"""The pages of letters in a real browser: every axe rule, wide and narrow, as they first appear and after a mistake."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from oxle.correspondence import actions, outbox, printing, rendering, sending
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Brake, Letter, Message
from oxle.people import actions as people
from tests import make
from tests.correspondence.samples import (
    AT,
    DIGEST,
    ON,
    REMINDER,
    draft,
    family,
    officer,
    released,
    senior,
)  # fmt: skip

CHROMIUM = shutil.which("chromium")
AXE = Path(settings.ROOT) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
EVERY_RULE = """() => axe.run(document, {
    rules: Object.fromEntries(axe.getRules().map((rule) => [rule.ruleId, {enabled: true}])),
}).then((found) => found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html)]))"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="the front-end packages are not installed"),
    pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    # Playwright runs an event loop in this thread. Django takes that for asynchronous code, and gives it a database
    # connection of its own, which needs the tests' actor too and must be closed again.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('oxle.actor', 'test', false)")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
        connection.close()


def _letters() -> dict[str, Letter]:
    """A letter in every state, to people whose names are hard to show."""
    child, mother = family("Łukasz Aurelio", "O'Brien-Fernández")
    father = make.parent(child, "محمد", "W" * 120, kind="Father", contact_is_unsafe=True)
    make.address(father, "2 Example Road", "OX2 2BB")
    made = {"draft": draft(child, mother), "flagged": draft(child, father)}
    make.child("Ann", "Other")
    actions.edit_draft(made["flagged"], 1, own_paragraph="As we told Ann Other: {{7*7}} <b>😀</b>", by=officer())
    made["lacking"] = draft(child, mother, context={"percentage": ""})
    lapsed = make.child("王小明", "Pupil")
    gone = make.parent(lapsed, "Demo", "Mover")
    people.end_address(make.address(gone), 1, by=officer(), on=ON - timedelta(days=9))
    made["lapsed"] = draft(lapsed, gone)
    made["homeless"] = draft(lapsed, make.parent(lapsed, "Demo", "Nowhere", kind="Father"))
    for name in ("to post", "sent", "failed", "withdrawn"):
        made[name] = released(draft(child, mother))
    Letter.objects.filter(pk=made["failed"].pk).update(problem="MemoryError: x", attempts=5)
    while printing.print_next(at=AT):
        pass
    sending_ = {"by": officer(), "on": ON, "at": AT, "method": Method.FIRST_CLASS, "proof": "RX 123 456 789 GB"}
    actions.record_sent(made["sent"], **sending_)
    actions.withdraw_letter(made["withdrawn"], by=officer(), at=AT, reason="Wrong parent")
    return made


def _look(page: Any, state: str, wrong: dict[str, Any]) -> None:
    if page.locator("h1").count() != 1:
        wrong[f"{state} h1"] = page.locator("h1").count()
    page.evaluate(AXE.read_text())
    if found := page.evaluate(EVERY_RULE):
        wrong[state] = found
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong[f"{state} overflow"] = True
    if shots := os.environ.get("OXLE_SHOTS"):
        page.screenshot(path=f"{shots}/{state.replace(' ', '-')}.png", full_page=True)


def _to(name: str, *keys: str) -> str:
    return reverse(f"correspondence:{name}", args=keys)


def test_every_page_about_letters_is_accessible_wide_and_narrow(live_server: Any, chromium: Any) -> None:
    letters = _letters()
    for number in range(201):
        outbox.queue_message(REMINDER, officer(), dedupe=str(number), link="/cases/", at=AT)
    sending.send_next(at=AT)
    failed = outbox.queue_message(DIGEST, officer(), dedupe="failed", link="/cases/", at=AT)
    Message.objects.filter(pk=failed.pk).update(state="failed", problem="SMTPServerDisconnected: gone")
    user = senior()
    user.memberships.create(organisation=make.organisation(), role="manager", from_on=ON)
    cookie = make.signed_in(user).cookies["sessionid"].value
    pages = {
        **{name: _to(name) for name in ("to_post", "to_release", "being_made", "sent", "outbox")},
        **{f"letter {name}": _to("letter", letter.key) for name, letter in letters.items()},
        "release homeless": _to("letter_release", letters["homeless"].key),
    }
    forms = {
        "print": _to("print"),
        "posted": _to("posted"),
        "brake": _to("brake", Brake.objects.get(what="message").key),
        "edit": _to("letter_edit", letters["draft"].key),
        "release": _to("letter_release", letters["draft"].key),
        "release flagged": _to("letter_release", letters["flagged"].key),
        "release lapsed": _to("letter_release", letters["lapsed"].key),
        "withdraw": _to("letter_withdraw", letters["draft"].key),
        "record sent": _to("letter_sent", letters["to post"].key),
        "correct sent": _to("letter_correct", letters["sent"].key),
    }
    wrong: dict[str, Any] = {}
    for width in (1280, 320):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        for name, path in {**pages, **forms}.items():
            page.goto(live_server.url + path)
            _look(page, f"{name} {width}", wrong)
        if width == 320:
            # And with every mistake: nothing ticked, nothing typed.
            for name in ("posted", "print", "release flagged", "release lapsed", "withdraw", "record sent", "brake"):
                page.goto(live_server.url + forms[name])
                for box in page.locator("main input[type=checkbox]:checked").all():
                    box.uncheck()
                page.locator("main form button").last.click()
                page.wait_for_selector(".govuk-error-summary")
                _look(page, f"{name} {width} sent", wrong)
        context.close()
    assert wrong == {}


def test_the_letter_itself_reads_well_on_a_small_screen_and_is_accessible(
    live_server: Any, chromium: Any, tmp_path: Path
) -> None:
    letter = released()
    # Its own page forbids every script, even the rules': they look at the same words in a file.
    (tmp_path / "letter.html").write_text(letter.html)
    wrong: dict[str, Any] = {}
    for width in (1280, 320):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto((tmp_path / "letter.html").as_uri())
        _look(page, f"text {width}", wrong)
        context.close()
    assert wrong == {}
