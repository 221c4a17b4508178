"""The register of employers and organisers: what each has to do with us, guidance, two entries that are one."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from licensing.inspections import actions as inspections
from licensing.register import actions, exporting, queries
from licensing.register.models import GuidanceSent
from licensing.work.employers import EmployerGiven, add_employer, employers
from licensing.work.enquiries import actions as enquiries
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.models import Employer
from oxle.cases.actions import take
from oxle.core.errors import Refused, Stale
from oxle.people.actions import declare_conflict
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing.performing import licensed, waiting_child
from tests.licensing.working import EMPLOYER, applied

ON = date(2026, 11, 16)
DAY = timedelta(days=1)

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


def everything(employer, child, officer):
    """A permit applied for, an enquiry and an inspection of an employer."""
    taken = {"by": officer, "on": ON, "at": moment(ON)}
    permit = applied(child, ON, by=officer, employer=employer)
    enquiry = enquiries.open_enquiry(employer, place="", told_by="A neighbour", told="Works at six.", **taken)
    return permit, enquiry, inspections.plan(employer, planned_on=ON, why="routine", **taken)


def employer(officer, given=EMPLOYER):
    return add_employer(given, by=officer, at=moment(ON))


def test_an_employer_has_its_permits_enquiries_inspections_and_guidance_on_one_page(browser, officer, child):
    one = employer(officer)
    cases = everything(one, child, officer)
    told = {"guidance": "Children at work", "edition": "3", "to_whom": "Lee Example", "how": "email"}
    day = {"on_day": "13", "on_month": "11", "on_year": "2026"}
    browser.post(reverse("licensing:employer_guidance", args=[one.key]), {**told, **day})
    page = browser.get(reverse("licensing:employer", args=[one.key])).text
    assert [case.reference in page for case in cases] == [True, True, True]
    assert "Children at work, version 3, to Lee Example. By e-mail" in page
    (row,) = queries.register(officer)
    assert (row.permits, row.enquiries, row.inspections, row.guidance_on) == (1, 1, 1, date(2026, 11, 13))
    assert "13 November 2026" in browser.get(reverse("licensing:register")).text


def test_the_register_counts_and_shows_no_case_of_a_child_who_is_closed_to_the_reader(browser, officer, child):
    one = employer(officer)
    permit, *_ = everything(one, child, officer)
    declare_conflict(child, user=officer, reason="A neighbour.", by=officer, on=ON)
    assert queries.register(officer)[0].permits == 0
    assert permit.reference not in browser.get(reverse("licensing:employer", args=[one.key])).text


def test_productions_of_one_name_and_one_address_are_one_organiser(browser, officer):
    cases = []
    for name in ("Una", "Ada"):
        someone = make.child(name, "Example", date(2012, 9, 10), upn="")
        make.address(someone)
        cases.append(licensed(someone, officer, ON, at=moment(ON)).case)
    first, second = (case.performance.production for case in cases)
    (one,) = queries.organisers()
    assert {each.pk for each in one.productions} == {first.pk, second.pk}
    actions.record_guidance(
        first.body,
        guidance="Children on stage",
        edition="1",
        to_whom="Ash",
        how="post",
        on=ON,
        by=officer,
        at=moment(ON),
    )
    page = browser.get(reverse("licensing:organiser", args=[second.key])).text
    assert [case.reference in page for case in cases] == [True, True]
    assert "Children on stage, version 1" in page
    second.email = "another@players.example"
    second.save(update_fields=["email"])
    assert len(queries.organisers()) == 2


def test_guidance_was_not_sent_on_a_day_to_come(officer):
    told = {"guidance": "Children at work", "edition": "3", "to_whom": "Lee", "how": "email"}
    with pytest.raises(Refused, match="today or in the past"):
        actions.record_guidance(employer(officer).body, **told, on=ON + DAY, by=officer, at=moment(ON))


def test_what_concerned_an_employer_who_was_entered_twice_is_the_others_once_a_person_says_so(browser, officer, child):
    twice, stays = employer(officer), employer(officer, EmployerGiven("The Example Bakery", "1 Market Street"))
    permit, enquiry, inspection = everything(twice, child, officer)
    actions.record_guidance(
        twice.body,
        guidance="Children at work",
        edition="3",
        to_whom="Lee",
        how="hand",
        on=ON,
        by=officer,
        at=moment(ON),
    )
    url = reverse("licensing:employer_merge", args=[twice.key])
    browser.post(url, {"into": stays.key, "version": twice.version})
    for case, detail in ((permit, "work_permit"), (enquiry, "work_enquiry"), (inspection, "inspection")):
        case.refresh_from_db()
        assert getattr(case, detail).employer == stays
    parties = permit.parties.filter(organisation__isnull=False).exclude(role="school").order_by("pk")
    assert [(one.organisation, one.to_on) for one in parties] == [(twice.body, ON), (stays.body, None)]
    assert (enquiry.organisation, inspection.organisation) == (stays.body, stays.body)
    assert list(employers()) == [stays]
    assert queries.guidance_of(queries.bodies_of(stays)) == [GuidanceSent.objects.get()]
    response = browser.get(reverse("licensing:employer", args=[twice.key]))
    assert response.headers["Location"] == reverse("licensing:employer", args=[stays.key])


def test_an_employer_is_merged_once_and_not_by_who_was_slower(officer):
    first, second = employer(officer), employer(officer)
    with pytest.raises(Refused, match="Choose another"):
        actions.merge(first, first, version=1, by=officer, at=moment(ON))
    actions.merge(first, second, version=1, by=officer, at=moment(ON))
    with pytest.raises(Stale):
        actions.merge(Employer.objects.get(pk=first.pk), second, version=1, by=officer, at=moment(ON))
    with pytest.raises(Refused, match="merged meanwhile"):
        actions.merge(second, first, version=1, by=officer, at=moment(ON))


def test_who_changes_the_details_of_an_employer_second_sees_both(browser, officer):
    one = employer(officer)
    said = {"name": "New Bakery", "lines": "2 Market Street", "version": 1}
    url = reverse("licensing:employer_change", args=[one.key])
    assert browser.post(url, said).status_code == 302
    assert browser.post(url, {**said, "name": "Old Bakery"}).status_code == 409
    one.refresh_from_db()
    assert one.name == "New Bakery"


def test_an_employer_is_not_merged_into_itself_nor_by_nobody(officer):
    one = employer(officer)
    with pytest.raises(IntegrityError, match=r"employer_merged_by_and_when|employer_is_merged_into_another"):
        Employer.objects.filter(pk=one.pk).update(merged_into=one)


def test_a_closed_case_keeps_the_body_to_which_its_letters_went(officer, child):
    twice, stays = employer(officer), employer(officer, EmployerGiven("The Example Bakery", "1 Market Street"))
    _, enquiry, _ = everything(twice, child, officer)
    take(enquiry, ENQUIRY.step("clear"), by=officer, on=ON, at=moment(ON), reason="Nobody works there.")
    actions.merge(twice, stays, version=1, by=officer, at=moment(ON))
    enquiry.refresh_from_db()
    assert (enquiry.organisation, [one.organisation for one in enquiry.parties.filter(role="employer")]) == (
        twice.body, [twice.body],
    )  # fmt: skip


# --- the file ------------------------------------------------------------------------------------------------


def listed(name, permits, enquiries=0):
    return queries.Listed("Employer", name, "1 Street", "/", [1], permits, 3, enquiries, ON)


def test_in_the_file_no_number_is_so_small_that_it_points_at_a_child_and_none_gives_another_away():
    rows = [listed("A", 0), listed("B", 2), listed("C", 9), listed("D", 30), listed("E", 0, enquiries=7)]
    shown = [(cells[1], cells[3], cells[4], cells[5], cells[6]) for cells in exporting.cells_of(rows)]
    withheld = exporting.WITHHELD
    assert shown == [
        ("A", 0, 0, 3, "2026-11-16"), ("B", withheld, 0, 3, "2026-11-16"), ("C", withheld, 0, 3, "2026-11-16"),
        ("D", 30, 0, 3, "2026-11-16"), ("E", 0, 7, 3, "2026-11-16"),
    ]  # fmt: skip


def test_the_file_is_the_list_as_it_is_narrowed_and_runs_no_formula(officer):
    add_employer(EmployerGiven("=SUM(A1)", "1 Street"), by=officer, at=moment(ON))
    waiting_child(ON, at=moment(ON))
    browser = make.signed_in(officer)
    address = reverse("licensing:register_file")
    page = browser.get(reverse("licensing:register"), {"kind": "Employer"}).text
    assert f'href="{address}?kind=Employer"' in page
    lines = browser.get(address, {"kind": "Employer"}).text.splitlines()
    assert lines[0].lstrip("\ufeff") == ",".join(exporting.HEADINGS)
    assert lines[1:] == ["Employer,'=SUM(A1),1 Street,0,0,0,Never"]
    other = browser.get(address, {"kind": "Organiser"}).text.splitlines()[1:]
    assert other == ["Organiser,Example Players,ash@players.example,0,0,0,Never"]
