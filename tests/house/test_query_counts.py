"""What every page asks of the database: five rows cost what one does, and the busiest pages keep to a budget.

All is counted: the session, the person, their memberships, the naming of the actor, the sight in the audit. Only
SAVEPOINTs are not: they stand for the beginning and end of the request's transaction, which here is inside another.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from oxle.audit.actor import set_actor
from oxle.core.idempotency import new_token
from oxle.missing_out.kept import bring_up_to_date
from oxle.schooldays import queries as schooldays
from tests import make
from tests.house.county import AT, County
from tests.house.pages import ACTS, BUDGETS, LISTS, NOT_COUNTED, SINGLE

pytestmark = pytest.mark.django_db
MOST = 5
# A page that shows nothing: what it asks, every page does.
EMPTY = "people:home"
# How much longer a list must be with four more rows on it: a number in a sentence must not pass for a list.
LONGER = 100


@dataclass(frozen=True)
class Line:
    """A line of the table: the page, who opens it, and what its address names."""

    page: str
    who: str
    arguments: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the page's address."""
        return self.page.partition("#")[0]

    def url(self, county: County) -> str:
        """The page's address in a county."""
        asked = "".join(word for word in self.arguments if word.startswith("?"))
        named = [word for word in self.arguments if not word.startswith("?")]
        return reverse(self.name, args=[_value(word, county) for word in named]) + asked


def _value(word: str, county: County) -> Any:
    return word[1:] if word.startswith("=") else attrgetter(word)(county)


def lines(table: str) -> list[Line]:
    """The lines of a table."""
    return [Line(page, who, tuple(rest)) for page, who, *rest in map(str.split, filter(None, table.splitlines()))]


@dataclass(frozen=True)
class Opened:
    """A page as it was opened once: what it asked, and how long it was."""

    status: int
    asked: list[str]
    size: int


def opened(client: Client, url: str) -> Opened:
    """What a page asks in a process that has no term dates in memory yet."""
    schooldays._in_memory.clear()
    return requested(lambda: client.get(url))


def opened_again(client: Client, url: str) -> Opened:
    """What a page asks once the term dates that it needs are in memory."""
    client.get(url)
    return requested(lambda: client.get(url))


def requested(send: Callable[[], Any]) -> Opened:
    """What a request asks."""
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        response = send()
        size = len(b"".join(response.streaming_content) if response.streaming else response.content)
    asked = [query["sql"] for query in captured.captured_queries]
    return Opened(response.status_code, [sql for sql in asked if "SAVEPOINT" not in sql], size)


def acts(county: County, clients: dict[str, Client]) -> dict[str, Opened]:
    """What is done, and what each thing asks."""
    county.case.refresh_from_db()
    key, version = county.case.key, county.case.version
    note = {"text": "Rang.", "compartment": "ordinary", "on": "2026-11-23", "once": new_token()}
    hold = {"reason": "A claim.", "version": version}
    county.lead.set_password(make.PASSWORD)
    county.lead.save()
    who = {"login": county.lead.email, "password": make.PASSWORD}
    return {
        "sign in": requested(lambda: Client().post(reverse("account_login"), who)),
        "write a note": requested(lambda: clients["officer"].post(reverse("cases:note", args=[key]), note)),
        "put on hold": requested(lambda: clients["senior"].post(reverse("cases:hold", args=[key]), hold)),
    }


@dataclass
class Counted:
    """Every page, opened with one row of everything and with five; with term dates in memory; and what is done."""

    one: dict[str, Opened]
    five: dict[str, Opened]
    again: dict[str, Opened]
    acts: dict[str, Opened]


@pytest.fixture(scope="module")
def counted(django_db_setup: None, django_db_blocker: Any) -> Counted:
    """The county is made once for all these tests, in a transaction that is undone."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("OXLE_NOW", AT.isoformat())
        set_actor("test")
        county = County()
        county.grow()
        people = {line.who for line in lines(LISTS + SINGLE)}
        clients = {who: make.signed_in(getattr(county, who)) for who in people - {"visitor"}} | {"visitor": Client()}
        for client in clients.values():
            # The first request of a session writes down when and where it began.
            client.get(reverse("healthz"))
        # The addresses are those of the first county: the one case that is opened stays the same one.
        urls = {line: line.url(county) for line in lines(LISTS + SINGLE)}
        # As the worker does each minute: a page asks more only where something happened since.
        bring_up_to_date(AT.date(), AT)
        one = {line.page: opened(clients[line.who], url) for line, url in urls.items()}
        for _ in range(MOST - 1):
            county.grow()
        bring_up_to_date(AT.date(), AT)
        five = {line.page: opened(clients[line.who], url) for line, url in urls.items()}
        again = {
            line.page: opened_again(clients[line.who], url)
            for line, url in urls.items()
            if line.page in {EMPTY, *BUDGETS}
        }
        done = acts(county, clients)
        transaction.set_rollback(True)
    return Counted(one, five, again, done)


def addresses(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the service by its name, with the view behind it."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{prefix}{one.namespace}:" if one.namespace else prefix)
        elif isinstance(one, URLPattern):
            yield f"{prefix}{one.name}", one.callback


def answers_get(view: Any) -> bool:
    """Whether a view answers GET at all."""
    page = getattr(view, "view_class", None)
    return page is None or ("get" in page.http_method_names and hasattr(page, "get"))


def test_every_address_is_counted_or_says_why_not() -> None:
    there = {name for name, view in addresses(get_resolver().url_patterns) if answers_get(view)}
    declared = {line.name for line in lines(LISTS + SINGLE)}
    assert sorted(there - declared - set(NOT_COUNTED)) == []
    assert sorted((declared | set(NOT_COUNTED)) - there) == []
    assert sorted(declared & set(NOT_COUNTED)) == []


@pytest.mark.parametrize("page", [line.page for line in lines(LISTS + SINGLE)])
def test_five_rows_cost_as_many_queries_as_one(counted: Counted, page: str) -> None:
    one, five = counted.one[page], counted.five[page]
    assert (one.status, five.status) == (200, 200)
    assert len(five.asked) == len(one.asked), more_often(one.asked, five.asked)


@pytest.mark.parametrize("page", [line.page for line in lines(LISTS)])
def test_a_list_is_longer_with_five_rows_than_with_one(counted: Counted, page: str) -> None:
    assert counted.five[page].size - counted.one[page].size > LONGER


@pytest.mark.parametrize("page", BUDGETS)
def test_a_page_keeps_to_its_budget(counted: Counted, page: str) -> None:
    own = more_often(counted.again[EMPTY].asked, counted.again[page].asked)
    assert own.total() <= BUDGETS[page], own


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_keeps_to_its_budget(counted: Counted, act: str) -> None:
    own = more_often(counted.again[EMPTY].asked, counted.acts[act].asked)
    assert counted.acts[act].status == 302
    assert own.total() <= ACTS[act], own


def more_often(few: list[str], many: list[str]) -> Counter[str]:
    """The statements, without their values, that are made more often, and how much more often."""
    return Counter(map(without_values, many)) - Counter(map(without_values, few))


def without_values(sql: str) -> str:
    """A statement as it is for every row: tables and conditions, and no values."""
    sql = re.sub(r"SELECT .*? FROM", "SELECT … FROM", sql)
    return re.sub(r"\?(, ?\?)+", "?", re.sub(r"'[^']*'|\b\d+\b", "?", sql))


def test_a_statement_made_once_a_row_is_found() -> None:
    of_one = 'SELECT "c" FROM "d" WHERE "id" = 7'
    one = ['SELECT "a" FROM "b" WHERE "id" IN (1)', of_one]
    five = ['SELECT "a" FROM "b" WHERE "id" IN (1, 2, 3)', *[of_one.replace("7", number) for number in "56789"]]
    assert more_often(one, five) == {'SELECT … FROM "d" WHERE "id" = ?': 4}
