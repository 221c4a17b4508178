"""Every page asked by every role: `permissions.csv` says what must come back, whose thing it is and what it is.

The table is the service's decision, written by hand; nothing in it comes from the code that it tests.
"""

import csv
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from oxle import urls
from oxle.accounts.roles import ROLES
from oxle.audit.actor import set_actor
from oxle.correspondence import rendering
from oxle.people import actions as people
from oxle.people.models import Child
from tests.house import world as county
from tests.house.world import Keys, World

TABLE = Path(__file__).with_name("permissions.csv")
LEGEND = re.compile(r"#   (\w{3})  (\w+)")
NOBODY = "nobody"
SIGN_IN, REFUSED, NOT_THERE = "in", "403", "404"
LET_IN = {"200", "302"}
# What differs between two answers that are the same: the one-time marks of forms and scripts.
MARKS = re.compile(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"')
# Things that are about no child in particular, so that a conflict of interest closes none of them.
ABOUT_NO_CHILD = {
    *("session", "passkey", "search", "pupils found", "pupils found for a school", "saved view"),
    *("message", "message’s file", "message to enter", "message of a school"),
    *("answered message", "held message"),
    *("unlisted draft", "typed parent"),  # whom nobody has identified yet
    *("unlisted timetable", "timetable to identify", "timetable of a new pupil"),
    *("unlisted missing child", "missing child to identify", "missing new pupil"),
    *("unlisted home education", "home education to identify", "home education of a new pupil"),
    *("meeting", "series"),  # about several: the one is left out, as tests/meetings says
    "concern to match",  # of whom nobody has said whom it is about
    *("sending school", "register to fill in"),  # all its pupils, without one who is closed: tests/registers
    *("governors’ school", "governor"),  # who may sit, whoever is before them
    "weekly return",  # about several too: tests/reduced_timetables
    "off-rolling",  # about several: the page stays, without that child; tests/ehe
}


@dataclass(frozen=True)
class Row:
    """One page, about one thing, of one side: what each role gets."""

    page: str
    thing: str
    whose: str
    asked: str
    expected: dict[str, str]

    def __str__(self) -> str:
        about = "" if self.thing == "-" else f" ({self.whose} {self.thing})"
        return f"{self.page}{about}{' by post' if self.asked == 'post' else ''}"


def rows_of(lines: Iterable[str]) -> list[Row]:
    """The rows of the table, each column under the role that the legend above the table gives it."""
    lines = list(lines)
    roles = dict(found.groups() for line in lines if (found := LEGEND.match(line)))
    table = csv.DictReader((line for line in lines if line.strip() and line[0] != "#"), skipinitialspace=True)
    rows = []
    for cells in table:
        said = {heading.strip(): cell.strip() for heading, cell in cells.items()}
        expected = {role: said[column] for column, role in roles.items()}
        rows.append(Row(said["page"], said["thing"], said["whose"], said["asked"], expected))
    return rows


def pages_of(resolver: URLResolver, within: str = "") -> Iterator[tuple[str, bool]]:
    """The name of every address, and whether it names a thing."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from pages_of(pattern, f"{within}{pattern.namespace}:" if pattern.namespace else within)
        elif isinstance(pattern, URLPattern):
            yield f"{within}{pattern.name}", bool(pattern.pattern.regex.groups)


def faults_of(rows: list[Row], pages: dict[str, bool]) -> list[str]:
    """What the table lacks or has too much of, in sentences."""
    sides: dict[str, set[str]] = {}
    for row in rows:
        sides.setdefault(row.page, set()).add(row.whose)
    found = [f"{page} is not in the table" for page in pages if page not in sides]
    found += [f"{page} is in the table and is no page" for page in sides if page not in pages]
    for page in sides.keys() & pages.keys():
        wanted = [{"own", "other"}, {"any"}] if pages[page] else [{"-"}]
        if sides[page] not in wanted:
            words = " or ".join(" and ".join(sorted(one, reverse=True)) for one in wanted)
            found.append(f"{page} is in the table for {' and '.join(sorted(sides[page]))}, and not for {words}")
    lines = [str(row) for row in rows]
    return sorted(found) + sorted({f"{line} is in the table twice" for line in lines if lines.count(line) > 1})


ROWS = rows_of(TABLE.read_text().splitlines())


def test_every_page_is_in_the_table_and_every_row_is_a_page() -> None:
    assert faults_of(ROWS, dict(pages_of(get_resolver()))) == []


def test_every_role_has_its_column() -> None:
    assert list(ROWS[0].expected) == [NOBODY, county.WITHOUT_ROLE, *ROLES]


@pytest.mark.parametrize(
    ("page", "sides", "fault"),
    [
        ("home", [], "home is not in the table"),
        ("gone", ["-"], "gone is in the table and is no page"),
        ("case", ["own"], "case is in the table for own, and not for own and other or any"),
        ("home", ["any"], "home is in the table for any, and not for -"),
        ("home", ["-", "-"], "home is in the table twice"),
    ],
)
def test_what_the_table_lacks_is_said(page: str, sides: list[str], fault: str) -> None:
    pages = {"home": False, "case": True}
    whole = [Row(one, "-", "any" if names else "-", "get", {}) for one, names in pages.items() if one != page]
    assert faults_of([*whole, *(Row(page, "-", side, "get", {}) for side in sides)], pages) == [fault]


class TestPermissions(TestCase):
    """The county is made once for all these tests; no page that is asked for leaves anything behind."""

    world: World
    browser: Client

    @classmethod
    def setUpClass(cls) -> None:
        cls.enterClassContext(pytest.MonkeyPatch.context()).setenv("OXLE_NOW", county.AT.isoformat())
        # Thousands of refusals are what is wanted here, and would bury a failure.
        logger = logging.getLogger("django.request")
        cls.addClassCleanup(logger.setLevel, logger.level)
        logger.setLevel(logging.CRITICAL)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        set_actor(county.MAKER)
        cls.world = county.build()
        # One for everybody, their session put in before each request: making one takes longer than a page.
        cls.browser = Client(raise_request_exception=False)

    def keys(self, row: Row, role: str) -> Keys:
        """What the row's address names when a role asks."""
        return {} if row.thing == "-" else self.world.keys(row.thing, row.whose, role)

    def ask(self, row: Row, role: str, keys: Keys | None = None, *, asked: str = "") -> Any:
        """The answer that a role gets, with everything it changed undone."""
        self.browser.cookies.clear()
        if role != NOBODY:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = self.world.sessions[role]
        path = reverse(row.page, kwargs=self.keys(row, role) if keys is None else keys)
        with transaction.atomic():
            answer = getattr(self.browser, asked or row.asked)(path)
            transaction.set_rollback(True)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file is closed once it has been read
        return answer

    def test_every_page_answers_every_role_as_the_table_says(self) -> None:
        # How a refusal looks is asked below. To draw thousands of them would take as long as all the rest.
        draws = self.enterContext(pytest.MonkeyPatch.context())
        for status in (403, 404):
            draws.setattr(urls, f"handler{status}", partial(plainly, status=status), raising=False)
        found = [
            f"{row}, {role}: expected {expected}, got {got}"
            for row in ROWS
            for role, expected in row.expected.items()
            if (got := in_words(self.ask(row, role))) != expected
        ]
        assert not found, report(found)

    def test_what_may_not_be_opened_may_not_be_sent_either(self) -> None:
        found = []
        for row in ROWS:
            if row.whose == "-" and not LET_IN & set(row.expected.values()):
                continue  # a page that says no to everybody, such as the one that says that somebody has no access
            # One role for each way of being refused: which role it is makes no difference to how a page is asked.
            refused = {got: role for role, got in row.expected.items() if got in {REFUSED, NOT_THERE}}
            for refusal, role in refused.items():
                if (got := in_words(self.ask(row, role, asked="post"))) != refusal:
                    found.append(f"{row}, {role}: expected {refusal} by post as well, got {got}")
        assert not found, report(found)

    def test_what_is_not_theirs_looks_the_same_as_what_does_not_exist(self) -> None:
        found = []
        for row in ROWS:
            for role in [role for role, got in row.expected.items() if row.whose == "other" and got == NOT_THERE][:1]:
                keys = self.keys(row, role)
                own = self.world.keys(row.thing, "own", role)
                nowhere = {name: value if value == own[name] else nothing(value) for name, value in keys.items()}
                hidden, absent = (self.ask(row, role, one) for one in (keys, nowhere))
                if (absent.status_code, bare(absent)) != (hidden.status_code, bare(hidden)):
                    found.append(f"{row}, {role}: differs from what does not exist")
        assert not found, report(found)

    def test_a_part_of_another_record_is_not_reached_through_ones_own(self) -> None:
        found = []
        for row in ROWS:
            for role in [role for role, got in row.expected.items() if row.whose == "own" and got in LET_IN]:
                own, other = (self.world.keys(row.thing, whose, role) for whose in ("own", "other"))
                whole, part = next(iter(own)), list(own)[-1]
                mixed = {**own, part: other[part]}
                if part in {whole, "school"} or mixed == own:
                    continue  # no part of anything, or one that is everywhere the same
                if (got := in_words(self.ask(row, role, mixed))) != NOT_THERE:
                    found.append(f"{row}, {role}: expected 404 for another’s part, got {got}")
        assert not found, report(found)

    def test_a_conflict_of_interest_closes_everything_about_the_child(self) -> None:
        for user in self.world.users.values():
            for child in Child.objects.filter(pk__in=[child.pk for child in self.world.own.children]):
                people.declare_conflict(child, user=user, reason="A niece", by=self.world.own.senior, on=county.ON)
        found = []
        for row in ROWS:
            if row.whose == "own" and row.thing not in ABOUT_NO_CHILD:
                for role in [role for role, got in row.expected.items() if got in LET_IN]:
                    if (got := in_words(self.ask(row, role))) != NOT_THERE:
                        found.append(f"{row}, {role}: expected 404 for a child they have a conflict with, got {got}")
        assert not found, report(found)


def plainly(request: HttpRequest, exception: Exception, *, status: int) -> HttpResponse:
    """A refusal without its page."""
    return HttpResponse(status=status)


def in_words(answer: Any) -> str:
    """An answer in the table's words."""
    if answer.status_code == 302 and answer["Location"].startswith(reverse("account_login")):
        return SIGN_IN
    if answer.status_code == 409 and rendering.missing():
        return "200"  # let in, on a machine that can make no PDF
    return str(answer.status_code)


def nothing(value: str | int) -> str | int:
    """A key of the same shape that is nobody's."""
    return 0 if isinstance(value, int) else "nosuchkey22222"


def bare(answer: Any) -> bytes:
    """What a page says, without its one-time marks."""
    return MARKS.sub(b"", answer.content)


def report(found: list[str]) -> str:
    """Everything that is wrong, a line each."""
    return "\n".join([f"{len(found)} answers are not as permissions.csv says:", *found])
