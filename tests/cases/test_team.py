"""The manager's page: every number is true, counts what its list shows, and holds nothing the manager may not see."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from oxle.accounts.models import User
from oxle.cases.clocks import State
from oxle.cases.models import Case
from oxle.people import actions as people
from tests import make
from tests.cases import make as cases

pytestmark = pytest.mark.django_db
ON = cases.ON
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", cases.moment(ON).isoformat())


def member(role: str, name: str = "") -> User:
    return make.user(role, make.organisation("team", cases.TEAM), name=name)


@pytest.fixture
def manager() -> User:
    return member("manager")


@pytest.fixture
def browser(manager) -> Client:
    return make.signed_in(manager)


@pytest.fixture
def busy() -> User:
    """An officer with a case overdue, one that is due twice within the week, and one later; there three days a week."""
    officer = member("attendance_officer", "Busy officer")
    User.objects.filter(pk=officer.pk).update(days_a_week=3)
    cases.case(owner=officer, due=[ON - DAY, ON + DAY])
    cases.case(owner=officer, due=[ON, ON + 6 * DAY])
    cases.case(owner=officer, due=[ON + 7 * DAY])
    return officer


def tiles(browser: Client) -> dict[str, int]:
    return {one["label"]: one["number"] for one in browser.get("/team/").context["numbers"]}


def shares(browser: Client) -> dict[str, tuple[int, int, int, str]]:
    rows = browser.get("/team/").context["officers"].page.object_list
    return {
        row.get_cell_value("name"): (*(row.get_cell_value(name) for name in ("cases", "overdue", "this_week")),
                                     row.get_cell("cases_a_day"))
        for row in rows
    }  # fmt: skip


def test_the_four_numbers_count_open_cases_and_a_fifth_the_closed_with_something_to_do(browser, busy):
    cases.case(due=[ON - 3 * DAY])
    cases.case(due=[ON + 2 * DAY])
    closed = cases.case(owner=busy, due=[ON - DAY])
    Case.objects.filter(pk=closed.pk).update(closed_on=ON)
    assert tiles(browser) == {
        "Unallocated": 2,
        "Overdue": 2,
        "Due in 7 days": 3,
        "Open cases": 5,
        "Closed, still to do": 1,
    }


def test_a_closed_case_on_which_something_is_still_to_be_done_is_counted_and_waits_for_an_owner(browser, busy):
    left = cases.case(due=[ON - DAY])
    done = cases.case(due=[ON - DAY])
    done.deadlines.update(state=State.MET, met_on=ON)
    Case.objects.filter(pk__in=[left.pk, done.pk]).update(closed_on=ON)
    found = tiles(browser)
    assert (found["Unallocated"], found["Closed, still to do"], found["Open cases"]) == (1, 1, 3)
    owing = browser.get("/cases/", {"status": "owing"}).context["table"]
    assert [row.record for row in owing.page.object_list] == [left]
    queue = browser.get("/work/queue/").context["table"]
    assert [row.record for row in queue.page.object_list] == [left]
    page = browser.get("/work/queue/allocate/")
    said = {"cases": [left.key], "to": busy.key, "reason": "The challenge is yours.", "once": page.context["once"]}
    browser.post("/work/queue/allocate/", said)
    left.refresh_from_db()
    assert left.owner == busy
    assert tiles(browser)["Unallocated"] == 0


def test_only_what_is_owed_and_still_runs_is_overdue(browser):
    met, parents = cases.case(due=[ON - DAY]), cases.case(due=[ON - DAY])
    met.deadlines.update(state=State.MET, met_on=ON)
    parents.deadlines.update(against="parent")
    assert tiles(browser)["Overdue"] == 0


def test_each_officer_stands_with_their_cases_and_one_without_any_too(browser, busy):
    member("attendance_officer", "Free officer")
    cases.case()
    assert shares(browser) == {"Busy officer": (3, 1, 2, "1.0"), "Free officer": (0, 0, 0, "0.0")}


def test_who_cannot_work_on_cases_is_left_out_and_who_has_left_with_cases_is_not(browser, busy):
    member("solicitor", "The solicitor")
    member("auditor", "The auditor")
    User.objects.filter(pk=busy.pk).update(is_active=False)
    assert shares(browser) == {"Busy officer (has left)": (3, 1, 2, "1.0"), "The solicitor": (0, 0, 0, "0.0")}


def test_the_week_ahead_counts_the_cases_of_each_day(browser, busy):
    cases.case(due=[ON + DAY])
    ahead = browser.get("/team/").context["ahead"]
    assert [(day.on - ON, day.cases) for day in ahead] == [
        (number * DAY, count) for number, count in enumerate([1, 2, 0, 0, 0, 0, 1])
    ]


def test_every_number_leads_to_a_list_of_exactly_so_many(browser, busy):
    cases.case(due=[ON - 3 * DAY])
    answer = browser.get("/team/")
    linked = re.findall(r'href="(/cases/[^"]+)"[^>]*>(\d+)<', answer.content.decode())
    expected = {one["url"]: one["number"] for one in answer.context["numbers"]}
    expected |= {html.unescape(url): int(number) for url, number in linked}
    expected |= {f"/cases/?status=open&owner={busy.key}": 3}
    found = {url: browser.get(url).context["table"].count for url in expected}
    # Four numbers, one officer's three, and the three days with a date.
    assert (found, len(expected)) == (expected, 10)


def test_what_is_closed_to_the_manager_is_in_no_number(browser, manager, busy):
    before, by_officer = tiles(browser), shares(browser)
    hidden = cases.case(owner=busy, due=[ON - DAY, ON + DAY])
    people.declare_conflict(hidden.child, user=manager, reason="A cousin", by=busy, on=ON)
    cases.case(pathway=cases.PROSECUTION, stage="preparing", owner=busy, due=[ON - DAY])
    assert (tiles(browser), shares(browser)) == (before, by_officer)


def test_an_empty_team_has_noughts_and_says_what_will_appear(browser):
    answer = browser.get("/team/")
    assert set(tiles(browser).values()) == {0}
    assert "Officers appear here when they join a team" in answer.content.decode()
    assert [day.url for day in answer.context["ahead"]] == [""] * 7


def test_four_hundred_cases_of_many_officers_take_the_same_few_queries(browser, busy, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as few:
        browser.get("/team/")
    for number in range(20):
        officer = member("attendance_officer", f"Officer {number}")
        for _ in range(20):
            cases.case(owner=officer)
    with django_assert_max_num_queries(len(few)):
        browser.get("/team/")
    assert tiles(browser)["Open cases"] == 403


def test_a_senior_officer_sees_the_team_and_an_officer_does_not(busy):
    answers = [make.signed_in(user).get("/team/").status_code for user in (member("senior_attendance_officer"), busy)]
    assert answers == [200, 403]
