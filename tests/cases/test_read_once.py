"""What a page or a step asks again and again, and what cannot change meanwhile, is read once."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.referrals import pathway
from oxle.cases.models import Case
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")


@pytest.fixture
def people() -> court.People:
    return court.People()


@pytest.fixture
def case(people: court.People) -> Case:
    return referrals.sent(people.school, people.child, people.lead, court.REFERRED)


def asked_again(done: CaptureQueriesContext, *tables: str) -> dict[str, int]:
    """The questions to some tables that were asked more than once, with how often."""
    asked = Counter(one["sql"] for one in done if any(f'FROM "{table}"' in one["sql"] for table in tables))
    assert asked
    return {sql: times for sql, times in asked.items() if times > 1}


def test_a_page_finds_once_which_restricted_children_are_open_to_its_reader(people: court.People, case: Case) -> None:
    browser = make.signed_in(people.officer)
    with CaptureQueriesContext(
        connection,
    ) as done:
        assert browser.get(case.get_absolute_url()).status_code == 200
    assert len([one for one in done if "people_breakglass" in one["sql"]]) == 1


def test_what_several_parts_of_a_page_ask_is_asked_once(people: court.People) -> None:
    browser = make.signed_in(people.lead)
    with CaptureQueriesContext(connection) as done:
        assert browser.get(reverse("cases:portal")).status_code == 200
    assert asked_again(done, "cases_inboxmessage") == {}


def test_a_step_reads_each_calendar_once(people: court.People, case: Case) -> None:
    with CaptureQueriesContext(connection) as done:
        court.taken(case, pathway.WITHDRAW, people.officer, court.BEGUN, reason="Moved to another school.")
    assert asked_again(done, "schooldays_calendar") == {}
