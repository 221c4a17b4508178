"""What the house does without: unescaped text, unfinished work, a second clock, work queued before it is true."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from oxle.launch.skips import EXCUSE
from tests.house.test_layers import modules

ROOT = Path(settings.ROOT)
# The launcher runs before there is a service, so it has a clock of its own; these read it for everybody else.
MAY_ASK_THE_TIME = {"oxle/core/dates.py"}
LAUNCHER = "oxle/launch/"
# A scheduler that starts asks for every periodic job at once: it is in no transaction.
MAY_QUEUE_AT_ONCE = {"oxle/celery.py"}
UNESCAPED = ("|safe", "| safe", "autoescape off", "safeseq")
# Names that switch escaping off in code, and those that read the clock.
MARKERS_OF_SAFETY = {"mark_safe", "SafeString", "SafeText", "html_safe"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now"),
          ("timezone", "localdate"), ("time", "time"), ("time", "localtime"), ("time", "gmtime")}  # fmt: skip
# What an address may count: the place of a step, and of another record, within its case.
COUNTED = {"order", "number"}
# A person's own passkeys, at the addresses of the library that keeps them.
MAY_NAME_A_ROW = {"oxle/accounts/sign_in_urls.py", "templates/mfa/webauthn/authenticator_list.html"}
QUEUEING = {"delay", "apply_async", "send_task"}
# Written apart, so that this file does not find itself.
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Yet")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def written() -> Iterator[Path]:
    """Every file of ours that holds words: code, templates, styles, prose, tests."""
    for folder in ("oxle", *settings.DUTIES, "templates", "static", "tests", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".js", ".css", ".md", ".toml", ".yml"}:
                yield path


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, str]]:
    """Each call of a dotted name: the call, what is before the dot, and the name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            before = node.func.value
            yield node, getattr(before, "id", getattr(before, "attr", "")), node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node, "", node.func.id


def clocks_read(path: Path) -> list[str]:
    """Where a module asks what time it is."""
    return [
        f"{named(path)}:{call.lineno} {before}.{name}()"
        for call, before, name in calls(ast.parse(path.read_text()))
        if (before, name) in CLOCKS
    ]


def queued_early(path: Path) -> list[str]:
    """Where a module hands work to the broker without waiting for the transaction to be true."""
    tree = ast.parse(path.read_text())
    after_commit = {
        inner for call, _, name in calls(tree) if name == "on_commit" for part in call.args for inner in ast.walk(part)
    }
    return [
        f"{named(path)}:{call.lineno} .{name}()"
        for call, before, name in calls(tree)
        if name in QUEUEING and before and call not in after_commit
    ]


def marks_safe(path: Path) -> list[str]:
    """Where a module calls text safe that was not built by format_html or a template."""
    return [
        f"{named(path)}:{call.lineno} {name}()"
        for call, _, name in calls(ast.parse(path.read_text()))
        if name in MARKERS_OF_SAFETY
    ]


def looks_too_soon(path: Path) -> list[str]:
    """Where a test looks at a page at once after a click that does not wait for it, and may meet the one that is left.

    Within `with page.expect_navigation():` a click waits.
    """

    def ends_with(node: ast.stmt, name: str) -> bool:
        call = node.value if isinstance(node, ast.Expr) else None
        return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == name

    return [
        f"{named(path)}:{after.lineno} look() after click()"
        for node in ast.walk(ast.parse(path.read_text()))
        for body in [getattr(node, "body", None)]
        if isinstance(body, list)
        for before, after in pairwise(body)
        if ends_with(before, "click") and ends_with(after, "look")
    ]


def test_no_template_switches_escaping_off() -> None:
    pages = sorted((ROOT / "templates").rglob("*.*"))
    assert len(pages) > 50
    assert [f"{named(path)}: {word}" for path in pages for word in UNESCAPED if word in path.read_text()] == []


def test_no_code_calls_text_safe() -> None:
    assert [fault for path in modules() for fault in marks_safe(path)] == []


def test_nothing_is_left_unfinished() -> None:
    assert [f"{named(path)}: {word}" for path in written() for word in UNFINISHED if word in path.read_text()] == []


def test_only_one_module_reads_the_clock() -> None:
    paths = [path for path in modules() if not named(path).startswith(LAUNCHER)]
    assert [fault for path in paths if named(path) not in MAY_ASK_THE_TIME for fault in clocks_read(path)] == []


def test_no_work_is_queued_before_its_transaction_is_true() -> None:
    paths = [path for path in modules() if named(path) not in MAY_QUEUE_AT_ONCE]
    assert [fault for path in paths for fault in queued_early(path)] == []


def test_no_browser_test_looks_at_a_page_that_is_being_left() -> None:
    assert [fault for path in sorted((ROOT / "tests").rglob("*.py")) for fault in looks_too_soon(path)] == []


@pytest.mark.parametrize(
    ("check", "source", "faults"),
    [
        (clocks_read, "from datetime import date\nx = date.today()", ["made_up.py:2 date.today()"]),
        (clocks_read, "import datetime\nx = datetime.datetime.now()", ["made_up.py:2 datetime.now()"]),
        (clocks_read, "from django.utils import timezone\nx = timezone.now()", ["made_up.py:2 timezone.now()"]),
        (clocks_read, "from oxle.core import dates\nx = dates.now()", []),
        (queued_early, "def f():\n    send.delay(1)", ["made_up.py:2 .delay()"]),
        (queued_early, "transaction.on_commit(lambda: send.delay(1))", []),
        (marks_safe, "x = mark_safe(typed)", ["made_up.py:1 mark_safe()"]),
        (looks_too_soon, "link.click()\nme.look()", ["made_up.py:2 look() after click()"]),
        (looks_too_soon, "with page.expect_navigation():\n    link.click()\nme.look()", []),
        (marks_safe, "x = format_html('<p>{}</p>', typed)", []),
    ],
)
def test_a_shortcut_is_found(tmp_path, monkeypatch, check, source, faults) -> None:
    monkeypatch.setattr("tests.house.test_no_shortcuts.ROOT", tmp_path)
    made_up = tmp_path / "made_up.py"
    made_up.write_text(source)
    assert check(made_up) == faults


def test_no_address_and_no_page_names_a_primary_key():
    counted = {named(path) for path in modules() if set(re.findall(r"<int:(\w+)>", path.read_text())) - COUNTED}
    shown = {
        named(path)
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"{{[^}]*\.pk\b|{% url [^%]*\.pk\b", path.read_text())
    }
    assert counted | shown == MAY_NAME_A_ROW


def test_a_test_without_the_shared_data_is_skipped_in_the_one_way_that_excuses_it():
    """On a machine without them CI would fail of anything else, and nobody with the data would see it."""
    others = [
        f"{named(path)}:{call.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for call, _, name in calls(ast.parse(path.read_text()))
        if name == "skipif" and "SHARED" in ast.unparse(call.args[0]) and EXCUSE not in ast.unparse(call)
    ]
    assert others == []
