"""The officer’s pages of work permits: an application that is entered, the case’s panel, the list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from licensing.work.models import Employer, Permit
from licensing.work.permits import pathway
from oxle.cases.models import Case
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing.working import answered, applied, hours

ON = date(2026, 11, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", moment(ON).isoformat())


@pytest.fixture
def officer():
    return make.user("admin_officer")


@pytest.fixture
def browser(officer):
    return make.signed_in(officer)


@pytest.fixture
def child():
    calendar()
    return make.child("Ida", "Example", date(2011, 3, 14), at=make.school())


def typed(**changes):
    return {
        "received_on": "16/11/2026", "employer": "new", "employer_name": "Example Bakery",
        "employer_lines": "1 Market Street", "job": "Shop assistant", "tasks": "Serves.", "place": "1 Market Street",
        "starts_on": "20/11/2026", "light": "yes", "listed": "no", "weekends": "Saturday 09:00-12:00",
        "photo_on": "1/10/2026", "risk_words": "Read.", **changes,
    }  # fmt: skip


def enter(browser, child, **changes):
    dates = ("received_on", "starts_on", "photo_on", "ends_on")
    data = typed(**changes)
    for name in dates:
        if name in data:
            parts = dict(zip(("day", "month", "year"), data.pop(name).split("/"), strict=True))
            data |= {f"{name}_{part}": value for part, value in parts.items()}
    return browser.post(reverse("licensing:permit_apply", args=[child.key]), data)


def test_an_officer_enters_an_application_and_goes_on_at_its_case(browser, child, officer):
    response = enter(browser, child)
    case = Case.objects.get(pathway=pathway.PERMIT.key)
    assert response.headers["Location"] == case.get_absolute_url()
    page = browser.get(case.get_absolute_url()).content.decode()
    assert "At weekends in term: Saturday 09:00 to 12:00" in page
    assert "A parent’s written permission has not come." in page
    assert Permit.objects.get().by == officer


def test_an_employer_that_is_known_is_chosen_and_not_made_again(browser, child):
    known = applied(child, ON).work_permit.employer
    enter(browser, child, employer=known.key, employer_name="", employer_lines="")
    assert Employer.objects.get() == known


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"employer_name": ""}, "Enter the name of the employer"),
        ({"employer_lines": ""}, "Enter the address of the employer"),
        ({"weekends": "Saturday nine to noon"}, "Line 1: “nine” is no time, such as 16:30"),
        ({"weekends": ""}, "Enter the hours of at least one day"),
        ({"away": "in August"}, "Line 1: write two dates"),
        ({"ends_on": "19/11/2026"}, "The job cannot end before it begins"),
        ({"starts_on": "1/9/2027"}, "No permit is needed: the child’s compulsory school age ends on Friday 25 June"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_still_there(browser, child, changes, words):
    page = enter(browser, child, job="Counter hand", **changes).content.decode()
    assert words in page
    assert "Counter hand" in page
    assert Case.objects.count() == 0


def test_the_case_page_says_by_line_what_the_hours_break_and_what_the_new_law_would_say(browser, child, officer):
    case = applied(child, ON, hours(weekends="Sunday 10:00-13:00"), by=officer, starts_on=date(2026, 11, 1))
    page = browser.get(case.get_absolute_url()).content.decode()
    assert "At weekends in term, Sunday: 3 hours of work on a Sunday: at most 2 hours" in page
    assert "As if the Act of 2026 were in force" in page
    assert "Nothing in these hours would be over a limit." in page
    assert "later than within 7 days" in page
    assert "there is no permit. Ask whether the child works." in page


def test_the_step_of_granting_asks_why_only_where_something_is_to_be_considered(browser, child, officer):
    for attendance, asks in (("95", False), ("90", True)):
        case = applied(child, ON, by=officer)
        answered(case, ON, by=officer, attendance=attendance)
        case.refresh_from_db()
        for step in ("check", "grant"):
            address = reverse("cases:step", args=[case.key, step])
            page = browser.get(address).content.decode()
            if step == "check":
                day = {"on_day": "16", "on_month": "11", "on_year": "2026", "version": case.version}
                assert browser.post(address, day).status_code == 302
        assert ("Why is it granted all the same?" in page) is asks


def test_the_list_has_who_waits_and_what_is_in_force_and_what_each_lacks(browser, child, officer):
    applied(child, ON, by=officer)
    page = browser.get(reverse("licensing:permits")).content.decode()
    assert "Ida Example" in page
    assert "The school’s written answer, with the attendance, has not come." in page


def test_the_list_costs_the_same_however_many_wait_and_since_when(browser, child, officer):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("licensing:permits"))
        return len(queries)

    applied(child, ON, by=officer)
    cost()  # what is read once
    before = cost()
    for number in range(1, 4):
        other = make.child(f"Other {number}", "Example", date(2011, 3, 14), at=child.enrolments.get().school)
        applied(other, ON - timedelta(number), by=officer)
    assert cost() == before


def test_who_reads_licensing_and_does_not_work_on_it_enters_nothing(child):
    senior = make.signed_in(make.user("senior_attendance_officer"))
    assert senior.get(reverse("licensing:permits")).status_code == 200
    assert senior.get(reverse("licensing:permit_apply", args=[child.key])).status_code == 403
