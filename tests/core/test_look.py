"""The look, in a real browser: every component, form and list in every state, wide and narrow, scripts on and off."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from pypdf import PdfReader

from oxle.core import assets
from tests.core.gallery import FORMS, HOSTILE, ON
from tests.core.serving import gallery_served

ROOT = Path(settings.ROOT)
CHROMIUM = shutil.which("chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Address, and what to do there before looking.
PAGES = [
    ("components/", ""),
    ("components/", "open"),
    ("form/", ""),
    ("form/", "send"),
    ("form/route/", "send"),
    ("form/born/", "send"),
    ("form/name/", ""),
    ("form/name/", "send"),
    ("forms/", ""),
    ("forms/", "send"),
    ("list/", ""),
    ("list/?page=16&sort=-sessions", ""),
    ("list/?status=open&status=paused&since=1%2F9%2F26", ""),
    ("list/?since=soon", ""),
    ("list/?status=open&since=1%2F1%2F2030", ""),
    ("list/empty/", ""),
    ("list/one/", ""),
    ("interruption/", ""),
    ("done/", ""),
    ("stale/", ""),
    ("fault/400/", ""),
    ("fault/403/", ""),
    ("fault/403_csrf/", ""),
    ("fault/404/", ""),
    ("fault/413/", ""),
    ("fault/429/", ""),
    ("fault/500/", ""),
]
WIDTHS = [1280, 320]
ABORTED = "net::ERR_ABORTED"
ALL_RULES = """() => axe.run(document, {
    rules: Object.fromEntries(axe.getRules().map((rule) => [rule.ruleId, {enabled: true}])),
}).then((found) => found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target.join(" "))]))"""

browser_only = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="the front-end packages are not installed"),
]


def in_browser(test):
    """Mark a test that needs Chromium."""
    for mark in browser_only:
        test = mark(test)
    return test


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with gallery_served() as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, gallery):
    """Opens an address of the gallery; everything the browser complains of is gathered in `page.complaints`."""
    contexts = []

    def opened(path: str, *, width: int = 1280, scripts: bool = True, doing: str = ""):
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        # The browser calls any page that is not a 200 an error; the conflict page is meant to be one.
        page.on("console", lambda said: said.type == "error" and "409" not in said.text and complain(page, said.text))
        page.on("pageerror", lambda error: complain(page, str(error)))
        # What was still on its way when one went on to the next page, such as the icon, nobody waits for any more.
        page.on("requestfailed", lambda request: request.failure != ABORTED and complain(page, request.url))
        page.goto(f"{gallery}/{path}")
        ready(page, scripts)
        if doing == "send":
            with page.expect_navigation():
                page.locator("main button[type=submit]").last.click()
            ready(page, scripts)
        if doing == "open":
            page.locator("details summary").first.click()
            page.locator(".moj-button-menu__toggle-button").first.click()
        return page

    yield opened
    for context in contexts:
        context.close()


def complain(page, text: str) -> None:
    page.complaints.append(text)


def ready(page, scripts: bool) -> None:
    if scripts:
        page.wait_for_selector("html[data-ready]", state="attached")


# --- every page in every state ------------------------------------------------------------------------------


@in_browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("path", "doing"), PAGES, ids=[f"{path}{doing}" for path, doing in PAGES])
def test_every_page_passes_every_axe_rule_fits_its_screen_and_draws_no_complaint(open_page, path, doing, width):
    page = open_page(path, width=width, doing=doing)
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert (page.evaluate(ALL_RULES), sideways, page.complaints) == ([], 0, [])


@in_browser
@pytest.mark.parametrize("path", ["components/", "form/", "list/", "interruption/"])
def test_every_letter_is_in_arial_and_no_font_is_asked_for(open_page, gallery, path):
    page = open_page("done/")
    asked = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url.removeprefix(gallery))))
    page.goto(f"{gallery}/{path}")
    ready(page, scripts=True)
    families = page.evaluate(
        "[...new Set([...document.querySelectorAll('body, body *')].map((one) => getComputedStyle(one).fontFamily))]"
    )
    assert sorted(families) in (
        ['Arial, "Liberation Sans", "Helvetica Neue", sans-serif'],
        [
            '"Liberation Mono", Consolas, Menlo, monospace',
            'Arial, "Liberation Sans", "Helvetica Neue", sans-serif',
        ],
    )
    assert [url for kind, url in asked if kind == "font" or url.startswith("/assets")] == []


# --- mistakes -----------------------------------------------------------------------------------------------


@in_browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["form/", "form/route/", "form/born/", "form/name/", "forms/", "list/?since=soon"])
def test_every_line_of_the_error_summary_leads_to_its_control(open_page, path, width):
    page = open_page(path, width=width, doing="" if "?" in path else "send")
    links = page.locator(".govuk-error-summary__list a")
    assert links.count() == page.locator(".govuk-error-message:visible").count() > 0
    for place in range(links.count()):
        links.nth(place).click()
        target = links.nth(place).get_attribute("href").removeprefix("#")
        assert page.evaluate("document.activeElement.id") == target
        assert page.evaluate("document.activeElement.matches('input, select, textarea')") is True


@in_browser
def test_the_title_says_error_and_the_summary_has_the_focus(open_page):
    page = open_page("form/", doing="send")
    assert page.title() == "Error: Everything a form can ask – Oxle"
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert open_page("form/").title() == "Everything a form can ask – Oxle"


@in_browser
@pytest.mark.parametrize("typed", HOSTILE)
def test_everything_typed_is_still_there_after_a_mistake(open_page, typed):
    page = open_page("form/")
    page.get_by_label("Child’s name").fill(typed)
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill(typed)
    page.get_by_label("Year").fill("2014")
    page.get_by_label("Date of the meeting").fill("31 Aug 26")
    page.get_by_label("PACE meeting").check()
    page.get_by_label("Medical").check()
    page.get_by_label("School").select_option("3")
    page.get_by_label("Reason").fill(f"{typed}\n{typed}")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").click()
    assert page.get_by_label("Child’s name").input_value() == typed
    assert [page.get_by_label(part).input_value() for part in ("Day", "Month", "Year")] == ["31", typed, "2014"]
    assert page.get_by_label("Date of the meeting").input_value() == "31 Aug 26"
    assert page.get_by_label("PACE meeting").is_checked()
    assert page.get_by_label("Medical").is_checked()
    assert page.get_by_label("School").input_value() == "3"
    assert page.get_by_label("Reason").input_value() == f"{typed}\n{typed}"
    assert page.locator("#id_meeting_on-error").text_content() == (
        "Error: Date of the meeting must be on or after 1 September 2026, the day of the referral"
    )


@in_browser
def test_names_are_shown_exactly_as_typed_and_none_runs(open_page):
    page = open_page("components/")
    assert page.locator("main > ul.govuk-list--bullet > li").all_inner_texts() == HOSTILE
    assert page.title() == "Gallery – Oxle"


# --- without scripts, and by keyboard -----------------------------------------------------------------------


@in_browser
@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_navigation_filters_and_menus_are_simply_there(open_page, width):
    page = open_page("list/?status=open", width=width, scripts=False)
    assert page.get_by_role("link", name="Schools").is_visible()
    page.get_by_label("Paused").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Apply filters").click()
    assert page.locator(".oxle-results__count").inner_text() == "Showing 1 to 25 of 267 cases"
    components = open_page("components/", width=width, scripts=False)
    assert components.get_by_role("button", name="Hand the case over").first.is_visible()


@in_browser
@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_a_mistake_is_shown_and_its_link_still_leads_there(open_page, width):
    page = open_page("form/", width=width, scripts=False, doing="send")
    page.get_by_role("link", name="Select yes if the child has an EHCP").click()
    assert page.url.endswith("#id_ehcp")
    assert page.locator("#id_ehcp:target").count() == 1


@in_browser
def test_the_first_tab_offers_to_skip_to_the_content(open_page):
    page = open_page("list/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


@in_browser
def test_shortcuts_search_and_go_to_my_work_but_not_while_typing_nor_when_turned_off(open_page):
    page = open_page("list/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.type("g/w n")
    assert page.locator("#search-box").input_value() == "g/w n"
    page.locator("h1").click()
    page.keyboard.press("g")
    with page.expect_navigation(url="**/components/"):
        page.keyboard.press("w")
    ready(page, scripts=True)
    page.get_by_role("button", name="Turn shortcuts off").click()
    page.locator("h1").first.click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search-box"


@in_browser
def test_the_footer_names_exactly_the_shortcuts_of_the_page(open_page):
    said = {path: open_page(path).locator(".oxle-footer__shortcuts").inner_text() for path in ("list/", "components/")}
    assert said == {
        "list/": "Keyboard shortcuts on this page: / search. g then w my work. Turn shortcuts off",
        "components/": "Keyboard shortcuts on this page: / search. g then w my work. n add a note. Turn shortcuts off",
    }


@in_browser
def test_a_table_too_wide_for_the_screen_scrolls_in_a_region_the_keyboard_reaches(open_page):
    # On a telephone its cells stand under each other, and nothing scrolls.
    wide, narrow, telephone = (
        open_page("list/one/"),
        open_page("list/one/", width=660),
        open_page("list/one/", width=320),
    )
    region = "[role=region].oxle-scroll"
    assert narrow.locator(region).get_attribute("tabindex") == "0"
    assert narrow.locator(region).get_attribute("aria-label") == "Cases: table"
    assert [page.locator(region).get_attribute("tabindex") for page in (wide, telephone)] == [None, None]
    narrow.locator(region).focus()
    narrow.keyboard.press("ArrowRight")
    scrolled = narrow.evaluate(
        """new Promise((done) => {
            const region = document.querySelector(".oxle-scroll");
            if (region.scrollLeft > 0) done(true);
            region.addEventListener("scroll", () => done(true));
        })"""
    )
    assert scrolled is True


@in_browser
def test_on_a_small_screen_the_filters_fold_away_unless_one_is_wrong(open_page):
    page = open_page("list/", width=320)
    assert page.locator("#filter").is_hidden()
    page.get_by_role("button", name="Show filters").click()
    assert page.locator("#filter").is_visible()
    assert open_page("list/?since=soon", width=320).locator("#filter").is_visible()
    assert open_page("list/").get_by_role("button", name="Show filters").count() == 0


# --- on paper -----------------------------------------------------------------------------------------------


def on_paper(page) -> str:
    """The words that come out of the printer."""
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


@in_browser
def test_a_list_on_paper_has_its_rows_and_columns_and_nothing_that_is_pressed(open_page):
    page = open_page("list/")
    headings = page.locator("thead th").all_inner_texts()
    words = on_paper(page)
    assert [one for one in [*headings, "Showing 1 to 25 of 400 cases"] if one not in words] == []
    pressed = ["Apply filters", "Next", "Skip to main content", "My work", "Sign out", "Keyboard shortcuts", "Search"]
    assert [one for one in [*pressed, "/form/"] if one in words] == []


@in_browser
def test_a_wide_table_is_whole_on_paper(open_page):
    page = open_page("list/one/", width=320)
    page.emulate_media(media="print")
    cut = """() => [...document.querySelectorAll(".oxle-scroll")].filter((one) =>
        getComputedStyle(one).overflowX !== "visible").length"""
    assert page.evaluate(cut) == 0


@in_browser
def test_on_paper_a_page_keeps_who_it_is_about_and_what_the_colours_mean_and_loses_its_buttons(open_page):
    page = open_page("components/")
    page.emulate_media(media="print")
    read = [".oxle-identity", ".govuk-tag", ".moj-timeline__item", ".oxle-due__label"]
    pressed = [".govuk-button", ".moj-sub-navigation", ".govuk-back-link", ".oxle-dialog", ".oxle-link-button"]
    shown = {selector: page.locator(selector).first.is_visible() for selector in [*read, *pressed]}
    assert [selector for selector, is_shown in shown.items() if is_shown] == read


# --- time-out -----------------------------------------------------------------------------------------------


@in_browser
def test_the_page_warns_five_minutes_before_signing_out_and_staying_keeps_what_was_typed(open_page, gallery):
    page = open_page("done/")
    page.clock.install()
    page.goto(f"{gallery}/form/name/")
    ready(page, scripts=True)
    page.locator("#id_name").fill("half a sente")
    page.clock.fast_forward("54:00")
    dialog = page.locator("dialog")
    assert dialog.is_hidden()
    page.clock.fast_forward("01:30")
    assert dialog.is_visible()
    assert dialog.locator("[data-remaining]").inner_text() == "5 minutes"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    with page.expect_response("**/stay/") as answer:
        page.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 204
    dialog.wait_for(state="hidden")
    assert page.locator("#id_name").input_value() == "half a sente"
    page.clock.fast_forward("54:00")
    assert dialog.is_hidden()


@in_browser
def test_when_the_hour_is_over_the_record_leaves_the_screen(open_page, gallery):
    page = open_page("done/")
    page.clock.install()
    page.goto(f"{gallery}/form/name/")
    ready(page, scripts=True)
    with page.expect_navigation(url="**/form/name/"):
        page.clock.fast_forward("01:00:10")


@in_browser
def test_when_the_hour_is_over_what_was_typed_is_sent_to_be_kept(open_page, gallery):
    page = open_page("done/")
    page.clock.install()
    page.goto(f"{gallery}/form/name/")
    ready(page, scripts=True)
    page.locator("#id_name").fill("half a sente")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.clock.fast_forward("01:00:10")
    assert sent.value.url == f"{gallery}/form/name/?time_out"
    assert "name=half+a+sente" in sent.value.post_data


@in_browser
def test_the_time_out_warning_itself_passes_every_axe_rule(open_page):
    page = open_page("form/name/")
    page.evaluate("document.querySelector('dialog').showModal()")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(ALL_RULES) == []


# --- what needs no browser ----------------------------------------------------------------------------------


def test_no_template_and_no_module_of_ours_switches_escaping_off():
    unsafe = re.compile(r"\|\s*safe\b|safeseq|autoescape\s+off|mark_safe|SafeString\(|html_safe")
    # Words of the type checker are not calls: core.controls only names the type that Django returns.
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("oxle/core/**/*.py")]
    assert len(files) > 60
    assert [str(file.relative_to(ROOT)) for file in files if unsafe.search(file.read_text(encoding="utf-8"))] == []


def test_no_template_has_a_style_a_handler_or_a_script_of_its_own():
    inline = r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:"
    found = []
    for file in ROOT.glob("templates/**/*.html"):
        # What is made into a PDF brings its styles along: there is no browser, and nothing to fetch them from.
        paper = {"letters", "papers"} & set(file.parts)
        if re.search(inline if paper else f"{inline}|<style", file.read_text(encoding="utf-8")):
            found.append(str(file.relative_to(ROOT)))
    assert found == []


def test_no_question_hides_inside_another_the_next_page_asks_it():
    reveals = re.compile(r"data-aria-controls|__conditional|--conditional")
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/js/*.js"), *ROOT.glob("oxle/core/*.py")]
    assert len(files) > 60
    assert [str(file.relative_to(ROOT)) for file in files if reveals.search(file.read_text(encoding="utf-8"))] == []


def test_neither_the_crown_nor_the_transport_font_is_ever_served():
    served = [path for finder in finders.get_finders() for path, _ in finder.list([])]
    assert [
        path for path in served if re.search(r"font|crown|crest|\.woff", path) and path.startswith(("govuk", "moj"))
    ] == []
    assert finders.find("govuk/assets/images/govuk-crest.svg") is None
    assert {path for path in served if path.startswith(("govuk/", "moj/"))} <= set(assets.SERVED)


@pytest.mark.skipif(not AXE.exists(), reason="the front-end packages are not installed")
def test_no_stylesheet_that_is_served_names_a_font_to_be_fetched():
    sheets = [Path(finders.find(path)) for path in assets.SERVED if path.endswith(".css")]
    assert [sheet.name for sheet in sheets if "@font-face" in sheet.read_text(encoding="utf-8")] == []


@pytest.mark.skipif(not AXE.exists(), reason="the front-end packages are not installed")
def test_every_file_on_the_list_of_served_files_exists():
    assert [path for path in assets.SERVED if finders.find(path) is None] == []


@pytest.mark.parametrize("code", [400, 403, 404, 413, 429, 500])
def test_an_error_page_needs_nothing_but_itself(code):
    html = render_to_string(f"{code}.html")
    assert html.count("<h1") == 1
    assert html.count("– Oxle</title>") == 1


@pytest.mark.parametrize("which", FORMS)
def test_a_form_never_lets_the_browser_refuse_or_cut_what_is_typed(which):
    html = render_to_string("core/form.html", {"form": FORMS[which](on=ON), "title": "A form"})
    assert re.findall(r"<form[^>]*>", html) == re.findall(r"<form[^>]* novalidate[^>]*>", html)
    assert re.findall(r"\s(?:required|maxlength|pattern|min|max)(?:=|\s|>)", html) == []
