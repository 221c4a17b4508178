"""The pages about children in a real browser: every axe rule, wide and narrow, and after a mistake."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from oxle.people import actions
from oxle.people.models import Child, SearchRun
from tests import make

CHROMIUM = shutil.which("chromium")
AXE = Path(settings.ROOT) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
EVERY_RULE = """() => axe.run(document, {
    rules: Object.fromEntries(axe.getRules().map((rule) => [rule.ruleId, {enabled: true}])),
}).then((found) => found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html)]))"""
NOON = datetime(2026, 9, 15, 11, 0, tzinfo=UTC)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="the front-end packages are not installed"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", NOON.isoformat())


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

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


def family() -> Child:
    """A child about whom everything is known, with names that are hard to show."""
    by, school = make.someone(), make.school("St Example’s Church of England Voluntary Aided Secondary School")
    child = make.child("Łukasz Aurelio", "O'Brien-Fernández", upn="R674123101121", at=school, language="Polish")
    actions.edit_child(child, child.version, interpreter_needed=True, by=by, on=make.ON)
    child.refresh_from_db()
    actions.rename(child, child.version, kind="legal", given="Łukasz", family="W" * 120, by=by, on=date(2026, 9, 1))
    mother = make.parent(child, "Demo", "Mother", parental_responsibility=True, lives_with=True, notes="Prefers text")
    actions.edit_adult(
        mother, mother.version, phone="01865 000000", hazard_warning="Large dog: ring before", by=by, on=make.ON
    )
    father = make.parent(child, "محمد", "الفاسي", kind="Father", contact_is_unsafe=True)
    make.address(mother, withheld_from=[father])
    make.address(father, "2 Example Road", "OX2 2BB")
    make.address(child, withheld=True, withheld_because="Refuge")
    for kind in ("child_protection", "ehcp"):
        actions.add_vulnerability(child, kind=kind, from_on=date(2026, 1, 5), source="Social care", by=by, on=make.ON)
    other = make.child("Luke", "O'Brien-Fernandez")
    actions.merge(child, make.child("Lucas", "O'Brien"), reason="Same birth certificate", by=by, at=NOON)
    actions.restrict(other, other.version, because="x", by=by, on=make.ON)
    return Child.objects.get(pk=child.pk)


def fill(page: Any, typed: dict[str, str]) -> None:
    for name, text in typed.items():
        page.fill(f"#id_{name}", text)


def look(page: Any, state: str, wrong: dict[str, Any]) -> None:
    """Try every rule on what is shown, and keep what is wrong under the name of the state."""
    if page.locator("h1").count() != 1:
        wrong[f"{state} h1"] = page.locator("h1").count()
    page.evaluate(AXE.read_text())
    if found := page.evaluate(EVERY_RULE):
        wrong[state] = found
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong[f"{state} overflow"] = True
    if shots := os.environ.get("OXLE_SHOTS"):
        page.screenshot(path=f"{shots}/{state.replace(' ', '-')}.png", full_page=True)


def test_every_page_about_a_child_is_accessible_wide_and_narrow(live_server: Any, chromium: Any) -> None:
    child = family()
    other = make.child("Lukasz", "O’Brien", upn="H801200001001")
    manager = make.user("manager")
    user = make.user("senior_attendance_officer")
    user.memberships.create(organisation=make.organisation(), role="manager", from_on=date(2020, 1, 1))
    closed = Child.objects.get(restricted=True)
    actions.break_glass(closed, reason="Duty call about an injury", by=manager, at=NOON)
    relationship, enrolment = child.relationships.first(), child.enrolments.first()
    address, plan = child.relationships.first().adult.addresses.first(), child.vulnerabilities.first()
    cookie = make.signed_in(user).cookies["sessionid"].value
    runs = [
        SearchRun.objects.create(user=user, query=query, at=NOON, expires_at=datetime(2026, 9, 16, tzinfo=UTC)).key
        for query in ("o'brien", "st example", "nothing like it", "")
    ]

    def to(name: str, *keys: str) -> str:
        return reverse(f"people:{name}", args=keys)

    pages = {
        "home": to("home"),
        **{f"results{number}": to("results", key) for number, key in enumerate(runs)},
        "child": to("child", child.key),
        "looks": to("looks", child.key),
        "adult": to("adult", relationship.adult.key),
        "break_glass": to("break_glass", closed.key),
        "glass_list": to("glass_list"),
        "merge": to("merge", child.merges_kept.get().key),
        "merge_compare": to("merge_compare", child.key, other.key),
    }
    forms = {
        "add_child": to("add_child"),
        **{
            name: to(name, child.key)
            for name in (
                "edit_child", "rename", "add_adult", "add_address", "enrol", "add_vulnerability", "declare_conflict",
                "restrict", "merge_find",
            )
        },
        "edit_relationship": to("edit_relationship", child.key, relationship.key),
        "end_relationship": to("end_relationship", child.key, relationship.key),
        "edit_enrolment": to("edit_enrolment", child.key, enrolment.key),
        "edit_vulnerability": to("edit_vulnerability", child.key, plan.key),
        "edit_adult": to("edit_adult", relationship.adult.key),
        "correct_address": to("correct_address", address.key),
        "lift_withholding": to("lift_withholding", address.key),
        "withhold": to("withhold", child.addresses.first().key),
    }  # fmt: skip
    wrong: dict[str, Any] = {}
    for width in (1280, 320):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        for name, path in {**pages, **forms}.items():
            # Forms are looked at wide as they first appear and narrow with every mistake.
            send = name in forms and width == 320
            page.goto(live_server.url + path)
            if send:
                page.locator("main form button[type=submit], main form button:not([type])").last.click()
                page.wait_for_load_state()
            look(page, f"{name} {width}{' sent' if send else ''}", wrong)
        page.goto(live_server.url + to("add_child"))
        fill(page, {"given": "Lukasz", "family": "O'Brien"})
        fill(page, {"born_on_day": "4", "born_on_month": "3", "born_on_year": "2014"})
        page.check("#id_sex")
        page.check("#id_interpreter_needed")
        page.click("main form button")
        page.wait_for_selector("text=We may already hold this child")
        look(page, f"child_duplicates {width}", wrong)
        page.goto(live_server.url + to("add_adult", other.key))
        fill(page, {"given": "Demo", "family": "Mother", "source": "Call"})
        page.select_option("#id_kind", "Mother")
        for name in ("interpreter_needed", "parental_responsibility", "lives_with", "has_care", "contact_is_unsafe"):
            page.check(f"#id_{name}")
        page.click("main form button")
        page.wait_for_selector("text=Do we already hold this adult?")
        look(page, f"adult_duplicates {width}", wrong)
        context.close()
    assert wrong == {}


def test_the_search_box_works_without_scripts(live_server: Any, chromium: Any) -> None:
    child = make.child("Demo", "O'Brien")
    cookie = make.signed_in(make.user("attendance_officer")).cookies["sessionid"].value
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("people:home"))
    page.fill("#find", "obrien")
    page.click("main button")
    page.click("text=Demo O'Brien")
    assert page.url == live_server.url + reverse("people:child", args=[child.key])
    assert "obrien" not in page.url
    context.close()
