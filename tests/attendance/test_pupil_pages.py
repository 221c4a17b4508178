"""Which pupil: a school searches its own register, and learns nothing of anybody else's."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals.models import Draft
from oxle.audit.models import Sight
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.people.models import SearchRun
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


def found(browser, text):
    answer = browser.post(reverse("attendance:begin"), {"q": text})
    assert answer.status_code == 302
    return answer["Location"]


def test_no_name_stands_in_an_address(school, lead):
    make.child("Ash", "Example", at=school)
    address = found(make.signed_in(lead), "Ash Example")
    assert address == f"/attendance/refer/found/{SearchRun.objects.get().key}/"


def test_a_school_finds_its_own_pupils_only_and_each_one_shown_is_on_record(school, lead):
    mine = make.child("Ash", "Example", at=school)
    make.child("Ash", "Elsewhere", at=make.school("Other School"))
    browser = make.signed_in(lead)
    page = browser.get(found(browser, "ash")).content.decode()
    assert "Ash Example" in page
    assert "Elsewhere" not in page
    sight = Sight.objects.latest("pk")
    assert (sight.what, sight.children) == ("search", [mine.pk])


@pytest.mark.parametrize("text", ["", "a", "?"])
def test_a_search_for_nothing_says_what_to_type(lead, text):
    answer = make.signed_in(lead).post(reverse("attendance:begin"), {"q": text})
    assert answer.status_code == 200
    assert "Enter a name" in answer.content.decode()
    assert not SearchRun.objects.exists()


def test_a_large_school_is_shown_a_page_at_a_time(school, lead):
    for number in range(21):
        make.child("Ash", f"Example{number:02}", at=school)
    browser = make.signed_in(lead)
    address = found(browser, "ash")
    assert "Showing 1 to 20 of 21 pupils" in browser.get(address).content.decode()
    second = browser.get(f"{address}?page=2").content.decode()
    assert "Showing 21 to 21 of 21 pupils" in second
    assert "Example20" in second
    assert "Example19" not in second
    assert len(Sight.objects.latest("pk").children) == 1


def test_a_page_of_results_is_one_query_however_many_there_are(school, lead, django_assert_max_num_queries):
    browser = make.signed_in(lead)
    counts = []
    for many in (1, 3):
        for number in range(many):
            make.child("Ash", f"Example{many}{number}", at=school)
        address = found(browser, "ash")
        with django_assert_max_num_queries(40) as queries:
            browser.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_pupil_of_another_school_cannot_be_chosen_by_key(school, lead):
    make.child("Ash", "Example", at=school)
    stranger = make.child("Ash", "Elsewhere", at=make.school("Other School"))
    browser = make.signed_in(lead)
    answer = browser.post(found(browser, "ash"), {"pupil": stranger.key})
    assert answer.status_code == 200
    assert "Select the pupil you are referring from the list" in answer.content.decode()
    assert not Draft.objects.exists()


def test_nobody_opens_another_persons_search(school, lead):
    make.child("Ash", "Example", at=school)
    address = found(make.signed_in(lead), "ash")
    colleague = make.user("school_attendance_lead", school.organisation, name="Colleague")
    assert make.signed_in(colleague).get(address).status_code == 404


def test_a_double_click_begins_one_referral(school, lead):
    child = make.child("Ash", "Example", at=school)
    browser = make.signed_in(lead)
    address = found(browser, "ash")
    once = browser.get(address).context["once"]
    first, second = (browser.post(address, {"pupil": child.key, "once": once}) for _ in range(2))
    draft = Draft.objects.get()
    assert first["Location"] == second["Location"] == f"/attendance/referrals/{draft.key}/"


def test_who_acts_for_two_schools_finds_the_pupils_of_both_and_refers_from_the_right_one(school, lead):
    other = make.school("Other School")
    lead.memberships.create(organisation=other.organisation, role="school_attendance_lead", from_on=date(2020, 1, 1))
    child = make.child("Ash", "Elsewhere", at=other)
    browser = make.signed_in(lead)
    address = found(browser, "ash")
    assert "Other School" in browser.get(address).content.decode()
    browser.post(address, {"pupil": child.key})
    assert Draft.objects.get().school == other


def test_a_referral_by_another_school_is_not_told_as_this_ones(school, lead):
    other = make.school("Other School")
    child = referrals.family(other)
    make.enrolled(child, school, kind="dual_subsidiary")
    case = referrals.sent(other, child, make.user("head", other.organisation), ON)
    browser = make.signed_in(lead)
    page = browser.post(found(browser, "ash"), {"pupil": child.key}).content.decode()
    assert "The County Attendance Team already works with this pupil. Ring the team." in page
    assert case.reference not in page
    assert "Other School" not in page


def test_an_officer_who_enters_for_a_school_finds_that_schools_pupils_and_no_closed_record(school):
    team = make.organisation("team", "County Attendance Team")
    officer = make.user("attendance_officer", team)
    message = casework.receive_message(
        team=duty_team("attendance"),
        channel="email",
        received_on=ON,
        sender="Example School",
        text="A referral",
        files=[],
        by=officer,
        at=referrals.moment(ON),
    )
    child = make.child("Ash", "Example", at=school)
    make.child("Ash", "Elsewhere", at=make.school("Other School"))
    hidden = make.child("Ash", "Hidden", at=school)
    hidden.restricted, hidden.restricted_because = True, "Refuge"
    hidden.save()
    browser = make.signed_in(officer)
    begin = reverse("attendance:enter_begin", args=[message.key, school.key])
    address = browser.post(begin, {"q": "ash"})["Location"]
    page = browser.get(address).content.decode()
    assert "Ash Example" in page
    assert "Elsewhere" not in page
    assert "Hidden" not in page
    browser.post(address, {"pupil": child.key})
    assert Draft.objects.get().message == message
