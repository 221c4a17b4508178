"""Whatever a page offers to somebody works for them: no link and no button leads to a page they may not open.

The made-up county, small, as each role: from the home page, every link and every form of every page, one page of each
sort (the same view, of a record in the same state) after the other.
"""

from collections import deque
from collections.abc import Iterator
from copy import copy, deepcopy
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from oxle.accounts.models import Membership, User
from oxle.accounts.roles import ROLES
from oxle.audit.actor import set_actor
from oxle.cases.models import Case
from oxle.core.models import KEY_SIGNS
from oxle.correspondence.models import Letter
from tests import make
from tests.county import one_of_each
from tests.offers import Form, Offers

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
OF_EACH_SORT = 1
# The pages whose links differ with the state of their record.
OFFER_BY_STATE = {"cases:case", "correspondence:letter"}
# A browser never gets here by itself, or leaves the service by it.
LEFT_ALONE = {"account_logout"}
ANSWERS = {200, 204, 302}


@pytest.fixture(scope="module")
def county(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """The small county on a fixed day, made once for all roles and undone at the end."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("OXLE_NOW", NOW.isoformat())
        set_actor("test")
        one_of_each(NOW)
        yield
        transaction.set_rollback(True)


def somebody(role: str) -> User:
    """The county's own person of a role, or where it has none, one made for it."""
    held = Membership.objects.filter(role=role, user__email__endswith="@demo.example").order_by("pk").first()
    return held.user if held else make.user(role)


def sort_of(url: str, user: User) -> tuple[Any, ...]:
    """What kind of page an address is: its view, its fixed words, and what matters of the record that it names."""
    parts = urlsplit(url)
    match = resolve(parts.path)
    words = []
    for name, value in sorted(match.kwargs.items()):
        if isinstance(value, str) and len(value) == 14 and set(value) <= set(KEY_SIGNS):
            words.append(state_of(value, user, whole=match.view_name in OFFER_BY_STATE))
        elif not isinstance(value, int):
            words.append(f"{name}={value}")
    return (match.view_name, *words, *sorted({name for name, _ in parse_qsl(parts.query)}))


def state_of(key: str, user: User, *, whole: bool) -> Any:
    """What of a record decides which pages it has, and with `whole` also what its own page offers."""
    case = Case.objects.filter(key=key).first()
    if case:
        more = (case.stage, case.paused_since_on is not None, case.owner_id == user.pk)
        return (case.pathway, case.closed_on is not None, *(more if whole else ()))
    letter = Letter.objects.filter(key=key).first()
    return (letter.state, letter.kind if whole else "") if letter else ""


class Crawl:
    """One person's way through everything that they are offered. `faults` are what led nowhere, with where from."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.browser: Client = make.signed_in(user)
        self.browser.raise_request_exception = False
        self.seen: set[str] = set()
        self.counts: dict[tuple[Any, ...], int] = {}
        self.faults: list[str] = []
        self.waiting: deque[tuple[str, str]] = deque([("/", "the home page")])

    def run(self) -> list[str]:
        while self.waiting:
            self.open(*self.waiting.popleft())
        return self.faults

    def offer(self, url: str, page: str) -> None:
        """Take an address in, unless it was there before or leads out of the service."""
        address = urldefrag(urljoin(page, url)).url
        if not address.startswith("/") or address in self.seen:
            return
        self.seen.add(address)
        try:
            sort = sort_of(address, self.user)
        except Resolver404:
            self.faults.append(f"{page} offers {address}, which is no page")
            return
        if sort[0] in LEFT_ALONE or self.counts.get(sort, 0) >= OF_EACH_SORT:
            return
        self.counts[sort] = self.counts.get(sort, 0) + 1
        self.waiting.append((address, page))

    def open(self, address: str, page: str) -> None:
        answer = self.browser.get(address)
        assert "/accounts/login/" not in answer.headers.get("Location", ""), f"{address} signs out"
        if answer.status_code == 302:
            self.offer(answer.headers["Location"], page)
        elif answer.status_code not in ANSWERS:
            self.faults.append(f"{page} links to {address}: {answer.status_code}")
        elif answer.streaming:
            b"".join(answer.streaming_content)  # a file is closed once it has been read
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            offers = Offers(answer.content.decode())
            for link in offers.links:
                self.offer(link, address)
            for form in offers.forms:
                self.send(form, address)

    def send(self, form: Form, page: str) -> None:
        """Send a form untouched, and undo whatever that did."""
        address = urldefrag(urljoin(page, form.action)).url
        if form.method == "get":
            self.offer(address, page)
            return
        sort = ("POST", *sort_of(address, self.user))
        if sort[1] in LEFT_ALONE or self.counts.get(sort, 0) >= OF_EACH_SORT:
            return
        self.counts[sort] = 1
        browser = copy(self.browser)
        # What signs this person out there must not sign them out here.
        browser.cookies = deepcopy(self.browser.cookies)
        with transaction.atomic():
            status = browser.post(address, form.fields).status_code
            transaction.set_rollback(True)
        if status not in ANSWERS:
            self.faults.append(f"{page} has a form to {address}: {status}")


@pytest.mark.parametrize("role", ROLES)
def test_nothing_offered_to_a_role_leads_nowhere(county: None, db: None, monkeypatch: pytest.MonkeyPatch, role: str):
    monkeypatch.setenv("OXLE_NOW", NOW.isoformat())
    assert Crawl(somebody(role)).run() == []
