"""The pages about schools and term dates: what they show, what they change, and to whom they are closed."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.schooldays.actions import add_calendar, add_closure, add_term
from oxle.schooldays.models import Calendar, ClosureKind
from oxle.schools.models import School, SchoolContact, Trust
from oxle.schools.queries import day_of
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
TERMS = [
    ("Autumn term 1", date(2026, 9, 2), date(2026, 10, 23)),
    ("Autumn term 2", date(2026, 11, 2), date(2026, 12, 18)),
    ("Spring term 1", date(2027, 1, 4), date(2027, 2, 12)),
    ("Spring term 2", date(2027, 2, 22), date(2027, 3, 25)),
    ("Summer term 1", date(2027, 4, 12), date(2027, 5, 28)),
    ("Summer term 2", date(2027, 6, 7), date(2027, 7, 21)),
]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T12:00:00+00:00")


@pytest.fixture
def admin():
    return make.user("administrator")


@pytest.fixture
def browser(admin):
    return make.signed_in(admin)


@pytest.fixture
def officer():
    return make.signed_in(make.user("attendance_officer"))


@pytest.fixture
def school() -> School:
    return make.school("Demo Elm Tree School", "900001", type_name="Community school", town="Demoton", area="North")


@pytest.fixture
def council(admin) -> Calendar:
    calendar = add_calendar("The council’s", by=admin, on=TODAY, is_default=True)
    for name, starts_on, ends_on in TERMS:
        add_term(calendar, name=name, starts_on=starts_on, ends_on=ends_on, by=admin, on=TODAY)
    return calendar


def boxes(day: str) -> dict[str, str]:
    """The first day of something, as its three boxes are sent."""
    return dict(zip(("from_on_day", "from_on_month", "from_on_year"), day.split(), strict=True))


def text(response) -> str:
    return response.content.decode()


def at(name: str, *args: str) -> str:
    return reverse(name, args=args)


# --- schools ----------------------------------------------------------------------------------------------


def found(browser, **query: str) -> list[str]:
    table = browser.get(at("school_list"), query).context["table"]
    return [row.record.urn for row in table.page.object_list]


def test_the_list_of_schools_is_filtered_by_name_town_urn_area_phase_type_trust_and_status(officer, school):
    trust = Trust.objects.create(uid="90001", name="Demo Learning Trust")
    make.school("Demo Oak Lane Academy", "900002", is_academy=True, trust=trust, area="South", status="closed")
    make.school("Demo Hill School", "900003", is_academy=True, is_special=True, phase="primary", status="closing")
    assert found(officer) == ["900001", "900003", "900002"]
    assert found(officer, q="oak lane") == ["900002"]
    assert found(officer, q="demoton") == ["900001"]
    assert found(officer, q="900003") == ["900003"]
    assert found(officer, area="North") == ["900001"]
    assert found(officer, phase="primary") == ["900003"]
    assert found(officer, status="closed") == ["900002"]
    assert found(officer, trust=str(trust.pk)) == ["900002"]
    assert found(officer, type="maintained") == ["900001"]
    assert found(officer, type=["academy", "special"]) == ["900003", "900002"]


def test_the_area_is_no_filter_until_a_school_has_one(officer):
    make.school("Demo Oak Lane Academy", "900002")
    names = officer.get(at("school_list")).context["table"].filter_form.fields.keys()
    assert list(names) == ["q", "status", "phase", "type", "trust"]


def test_the_list_of_schools_costs_the_same_queries_for_1_school_and_for_3(officer, school):
    officer.get(at("school_list"))
    with CaptureQueriesContext(connection) as one:
        assert len(found(officer)) == 1
    make.school("Demo Oak Lane Academy", "900002")
    make.school("Demo Hill School", "900003")
    with CaptureQueriesContext(connection) as three:
        assert len(found(officer)) == 3
    assert len(one) == len(three)


def test_a_schools_page_shows_the_national_list_its_contacts_and_its_days(officer, school, council):
    SchoolContact.objects.create(school=school, name="Demo Contact", job="SENCO", email="demo@example.org")
    page = officer.get(at("school", school.key))
    facts = {fact["key"]: fact["value"] for fact in page.context["facts"]}
    assert facts == {
        "Phase": "Secondary",
        "Type": "Community school",
        "Local authority": "Exampleshire (931)",
        "Address": "Demoton",
        "School day": "Not recorded",
        "Area": "North",
    }
    assert [contact.name for contact in page.context["contacts"]] == ["Demo Contact"]
    assert "2026/27: 194 school days." in text(page)
    assert "4 more than the 190 of a maintained school: are its own INSET days missing?" in text(page)
    assert "Add a contact" not in text(page)


def test_an_academy_is_not_held_to_190_days(officer, school, council):
    School.objects.update(is_academy=True)
    assert "194 school days.</li>" in text(officer.get(at("school", school.key)))


def test_a_school_without_any_terms_says_that_deadlines_cannot_be_worked_out(officer, school):
    page = officer.get(at("school", school.key))
    assert "No terms are loaded, so no deadline in school days can be worked out." in text(page)


def test_a_closed_school_says_so(officer, school):
    School.objects.update(status="closed", closed_on=date(2026, 8, 31))
    assert "This school closed on 31 August 2026." in text(officer.get(at("school", school.key)))


def test_a_contact_is_added_once_by_a_double_click(browser, school):
    once = browser.get(at("contact_add", school.key)).context["once"]
    for _ in range(2):
        browser.post(
            at("contact_add", school.key),
            {"name": "O’Brien <script>", "job": "", "email": "a@example.org", "phone": "", "once": once},
        )
    assert [contact.name for contact in SchoolContact.objects.all()] == ["O’Brien <script>"]
    assert "O’Brien &lt;script&gt;" in text(browser.get(at("school", school.key)))


def test_a_contact_without_a_way_to_be_reached_is_refused_with_everything_typed_kept(browser, school):
    page = browser.post(at("contact_add", school.key), {"name": "Demo Contact", "job": "Head"})
    assert page.context["form"].errors["email"] == ["Enter an email address or a telephone number"]
    assert 'value="Demo Contact"' in text(page)
    assert SchoolContact.objects.count() == 0


def test_two_editors_of_a_contact_are_shown_both_texts(browser, school):
    contact = SchoolContact.objects.create(school=school, name="Demo Contact", phone="1")
    typed = {"name": "Demo Contact", "job": "", "email": ""}
    browser.post(at("contact_change", contact.key), {**typed, "phone": "2", "version": "1"})
    page = browser.post(at("contact_change", contact.key), {**typed, "phone": "3", "version": "1"})
    assert page.status_code == 409
    assert {(row["label"], row["yours"], row["theirs"]) for row in page.context["rows"]} >= {
        ("Telephone number", "3", "2")
    }
    assert SchoolContact.objects.get().phone == "2"


def test_a_contact_who_has_left_is_no_longer_shown(browser, school):
    contact = SchoolContact.objects.create(school=school, name="Demo Contact", phone="1")
    browser.post(at("contact_left", contact.key), {"left_on": "2026-11-23", "version": "1"})
    assert "Nobody yet." in text(browser.get(at("school", school.key)))


def test_the_area_of_a_school_can_be_changed(browser, school):
    browser.post(at("school_area", school.key), {"area": " South  West ", "version": "1"})
    assert School.objects.get().area == "South West"


def test_the_day_of_a_school_is_recorded_from_a_day_on_and_put_right_from_that_day_alone(browser, school):
    def record(from_on: str, begins: str, ends: str) -> Any:
        return browser.post(
            at("school_day", school.key),
            {**boxes(from_on), "begins": begins, "ends": ends, "version": School.objects.get().version},
        )

    for typed in (("1 9 2026", "8:50", "3:30pm"), ("4 1 2027", "8:40", "3:15pm"), ("1 9 2026", "8:45", "3:30pm")):
        assert record(*typed).status_code == 302
    page = text(browser.get(at("school", school.key)))
    assert "08:40 to 15:15 from 4 January 2027" in page
    assert [str(day_of(school, on)) for on in (date(2026, 9, 1), TODAY, date(2027, 1, 4))] == [
        "08:45 to 15:30",
        "08:45 to 15:30",
        "08:40 to 15:15",
    ]
    assert day_of(school, date(2026, 8, 31)) is None
    assert "must end after it begins" in text(record("1 9 2026", "3:30pm", "8:45"))
    with pytest.raises(IntegrityError, match="school_day_ends_after_it_begins"), transaction.atomic():
        school.days.update(ends=time(8))


def test_who_records_the_day_of_a_school_after_somebody_else_did_sees_both(browser, school):
    browser.post(at("school_area", school.key), {"area": "South", "version": "1"})
    answer = browser.post(
        at("school_day", school.key), {**boxes("1 9 2026"), "begins": "8:45", "ends": "3:15pm", "version": "1"}
    )
    assert (answer.status_code, school.days.count()) == (409, 0)


def test_the_address_of_a_trust_is_recorded_whole_and_stands_on_each_of_its_schools_pages(browser, school):
    trust = Trust.objects.create(uid="90001", name="Demo Learning Trust")
    school.trust = trust
    school.save()
    other = make.school("Demo Oak Lane Academy", "900002", trust=trust)
    assert "Not recorded" in browser.get(at("school", other.key)).text
    typed = {"lines": "Trust House\n2 Office Road", "postcode": "", "version": "1"}
    page = browser.post(at("trust_address", school.key), typed)
    assert page.context["form"].errors == {"postcode": ["Enter the whole address, with its postcode"]}
    browser.post(at("trust_address", school.key), {**typed, "postcode": "zz99  9zz"})
    trust.refresh_from_db()
    assert (trust.lines, trust.postcode) == ("Trust House\n2 Office Road", "ZZ99 9ZZ")
    assert "ZZ99 9ZZ" in browser.get(at("school", other.key)).text


def test_a_school_without_a_trust_has_no_address_of_one(browser, school):
    assert browser.get(at("trust_address", school.key)).status_code == 404
    assert "Address of the trust" not in browser.get(at("school", school.key)).text


def test_the_database_keeps_out_half_an_address_of_a_trust():
    with pytest.raises(IntegrityError, match="trust_address_is_whole"), transaction.atomic():
        Trust.objects.create(uid="90001", name="Demo Learning Trust", lines="Trust House")


@pytest.mark.parametrize(
    "name", ["school", "school_area", "school_day", "contact_add", "school_calendar", "trust_address"]
)
def test_no_such_school_is_a_404(browser, name):
    assert browser.get(at(name, "nosuchkey")).status_code == 404


@pytest.mark.parametrize("name", ["school_area", "school_day", "contact_add", "school_calendar"])
def test_an_officer_reads_schools_but_changes_nothing(officer, school, name):
    assert officer.get(at(name, school.key)).status_code == 403
    assert officer.post(at(name, school.key)).status_code == 403


# --- term dates -------------------------------------------------------------------------------------------


def test_the_first_calendar_is_the_councils(browser):
    browser.post(at("calendar_add"), {"name": "The council’s"})
    assert Calendar.objects.get().is_default is True
    browser.post(at("calendar_add"), {"name": "Demo Vale"})
    assert Calendar.objects.get(name="Demo Vale").is_default is False


def test_a_calendars_page_counts_its_days_and_says_what_is_left_for_inset(officer, council):
    page = text(officer.get(at("calendar", council.key)))
    assert "2026/27: 194 school days." in page
    assert "4 more than 190: each school chooses its own INSET days from these." in page
    assert "2 September 2026" in page


def test_a_year_that_is_not_all_loaded_is_not_compared(admin, browser):
    calendar = add_calendar("The council’s", by=admin, on=TODAY, is_default=True)
    add_term(calendar, name="A", starts_on=date(2026, 9, 2), ends_on=date(2026, 10, 23), by=admin, on=TODAY)
    assert "38 school days. <strong>Not all of this year is loaded.</strong>" in text(browser.get(at("calendar_list")))


def test_a_term_is_added_changed_and_removed(browser, council):
    term = {"name": "Autumn term 1", "starts_on": "2027-09-01", "ends_on": "2027-10-22", "version": "7"}
    browser.post(at("term_add", council.key), term)
    address = at("term_change", council.key, "2027-09-01")
    browser.post(address, {**term, "ends_on": "2027-10-21", "version": "8"})
    assert council.terms.get(starts_on=date(2027, 9, 1)).ends_on == date(2027, 10, 21)
    assert "Remove Autumn term 1, 1 September 2027 to 21 October 2027?" in text(
        browser.get(at("term_remove", council.key, "2027-09-01"))
    )
    browser.post(at("term_remove", council.key, "2027-09-01"), {"version": "9"})
    assert council.terms.count() == 6


def test_a_term_that_overlaps_another_is_refused_at_its_field(browser, council):
    page = browser.post(
        at("term_add", council.key),
        {"name": "Extra", "starts_on": "2026-12-01", "ends_on": "2027-01-08", "version": "7"},
    )
    assert list(page.context["form"].errors) == ["starts_on"]
    assert council.terms.count() == 6


def test_two_editors_of_a_calendar_are_shown_both_texts(browser, council):
    address = at("term_change", council.key, "2026-09-02")
    typed = {"name": "Autumn term 1", "starts_on": "2026-09-02", "version": "7"}
    browser.post(address, {**typed, "ends_on": "2026-10-22"})
    page = browser.post(address, {**typed, "ends_on": "2026-10-21"})
    assert page.status_code == 409
    shown = {row["label"]: (row["yours"], row["theirs"]) for row in page.context["rows"]}
    assert shown["Last day"] == (date(2026, 10, 21), date(2026, 10, 22))
    assert council.terms.get(starts_on=date(2026, 9, 2)).ends_on == date(2026, 10, 22)


def test_an_inset_day_is_added_changed_and_opened_again(browser, council):
    inset = {"kind": "inset", "starts_on": "2026-11-02", "ends_on": "2026-11-02", "reason": "", "version": "7"}
    browser.post(at("closure_add", council.key), inset)
    assert "193 school days" in text(browser.get(at("calendar", council.key)))
    address = at("closure_change", council.key, "2026-11-02")
    browser.post(address, {**inset, "ends_on": "2026-11-03", "version": "8"})
    assert "192 school days" in text(browser.get(at("calendar", council.key)))
    browser.post(at("closure_remove", council.key, "2026-11-02"), {"version": "9"})
    assert "194 school days" in text(browser.get(at("calendar", council.key)))


def test_a_closure_other_than_inset_needs_a_reason(browser, council):
    page = browser.post(
        at("closure_add", council.key),
        {"kind": "closure", "starts_on": "2026-11-05", "ends_on": "2026-11-05", "reason": "", "version": "7"},
    )
    assert page.context["form"].errors["reason"] == ["Enter why the school is closed"]


def test_a_school_is_given_inset_days_of_its_own_beside_the_councils_terms(browser, school, council, admin):
    browser.post(at("school_calendar", school.key), {"calendar": "own", "version": "1"})
    own = Calendar.objects.get(is_default=False)
    add_closure(own, kind=ClosureKind.INSET, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 5), by=admin, on=TODAY)
    page = text(browser.get(at("school", school.key)))
    assert "2026/27: 190 school days.</li>" in page
    assert "Demo Elm Tree School (900001)" in page


def test_a_school_may_copy_the_councils_dates_share_anothers_or_go_back(browser, school, council, admin):
    browser.post(at("school_calendar", school.key), {"calendar": "copy", "version": "1"})
    assert School.objects.get().calendar.copied_from == council
    shared = add_calendar("Demo Vale", by=admin, on=TODAY)
    browser.post(at("school_calendar", school.key), {"calendar": shared.key, "version": "2"})
    assert School.objects.get().calendar == shared
    browser.post(at("school_calendar", school.key), {"calendar": "council", "version": "3"})
    assert School.objects.get().calendar is None


@pytest.mark.parametrize("first", ["2026-09-03", "nonsense", "2026-13-01"])
def test_no_such_term_or_closure_is_a_404(browser, council, first):
    assert browser.get(at("term_change", council.key, first)).status_code == 404
    assert browser.get(at("closure_change", council.key, first)).status_code == 404


def test_an_officer_reads_term_dates_but_changes_nothing(officer, council):
    for address in (at("calendar_add"), at("term_add", council.key), at("closure_add", council.key)):
        assert officer.get(address).status_code == 403
    assert officer.get(at("calendar_list")).status_code == 200


def test_a_schools_own_staff_reach_none_of_these_pages(school, council):
    lead = make.signed_in(make.user("school_attendance_lead", at=school.organisation))
    for address in (at("school_list"), at("school", school.key), at("calendar_list"), at("calendar", council.key)):
        assert lead.get(address).status_code == 403


def test_the_navigation_shows_schools_to_officers_and_term_dates_to_administrators(browser, officer):
    def labels(who):
        return [entry["label"] for entry in who.get(at("school_list")).context["navigation"]]

    assert [label for label in labels(officer) if label in {"Schools", "Term dates"}] == ["Schools"]
    assert [label for label in labels(browser) if label in {"Schools", "Term dates"}] == ["Schools", "Term dates"]
