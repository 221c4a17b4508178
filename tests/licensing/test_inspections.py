"""Inspections of places of work and of performances: planned, visited, what must be put right, what comes of it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils.html import strip_tags
from PIL import Image

from licensing.inspections import actions, pathway
from licensing.inspections.models import Inspection
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.models import Employer
from licensing.work.permits import pathway as permits
from oxle.cases import first_steps
from oxle.cases.actions import take
from oxle.cases.clocks import State
from oxle.cases.models import Case
from oxle.cases.queries import open_steps
from oxle.core.errors import Refused
from oxle.correspondence.models import Letter
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing.performing import licensed
from tests.licensing.working import EMPLOYER, answered, applied, granted

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
def permit(officer):
    """A permit in force."""
    calendar()
    child = make.child("Ida", "Example", date(2011, 3, 14), at=make.school())
    case = applied(child, ON - 7 * DAY, by=officer)
    answered(case, ON - 7 * DAY, by=officer)
    granted(case, ON - 7 * DAY, by=officer)
    case.refresh_from_db()
    return case


def of_a_child(officer):
    """A licence in force."""
    calendar()
    child = make.child("Una", "Example", date(2012, 9, 10), upn="")
    make.address(child)
    return licensed(child, officer, ON, at=moment(ON))


def planned(officer, of=EMPLOYER, planned_on=ON, **more):
    return actions.plan(of, planned_on=planned_on, why="routine", **more, by=officer, on=ON, at=moment(ON))


def taken(officer, on=ON, reason="", **facts):
    return {"by": officer, "on": on, "at": moment(on), "reason": reason, "facts": facts}


def visited(case, officer, **more):
    case.refresh_from_db()
    data = {"spoken_to": "The manager", "children_seen": 2, "findings": "No rota.", **more}
    return actions.visit(case, pathway.VISIT, data=data, **taken(officer))


def followed(case, officer, put_right_on, reason="Keep a rota."):
    case.refresh_from_db()
    facts = taken(officer, reason=reason, put_right_on=put_right_on.isoformat())
    return actions.follow(case, pathway.FOLLOW, data={"put_right_on": put_right_on}, **facts)


def due(case, clock):
    row = case.deadlines.filter(clock=clock).order_by("pk").last()
    return (row.due_on, row.state)


def typed(**changes):
    return {
        "employer": "new", "employer_name": "Example Bakery", "employer_lines": "1 Market Street", "why": "concern",
        "planned_on_day": "20", "planned_on_month": "11", "planned_on_year": "2026", "announced": "no", **changes,
    }  # fmt: skip


def test_an_officer_plans_an_inspection_of_an_employer_who_is_new_to_the_register(browser, officer):
    response = browser.post(reverse("licensing:inspection_plan"), typed())
    case = Case.objects.get(pathway=pathway.INSPECTION.key)
    assert response.headers["Location"] == case.get_absolute_url()
    assert (case.organisation, case.inspection.place) == (Employer.objects.get().body, "1 Market Street")
    assert due(case, "visiting") == (date(2026, 11, 20), State.RUNNING)


def test_an_inspection_of_a_performance_is_at_its_place_and_of_the_holder(browser, officer):
    licence = of_a_child(officer)
    production = licence.case.performance.production
    url = reverse("licensing:inspection_of_production", args=[production.key])
    assert url in browser.get(licence.case.get_absolute_url()).text
    browser.post(url, typed())
    case = Case.objects.get(pathway=pathway.INSPECTION.key)
    assert (case.organisation, case.inspection.place) == (production.body, "Example Hall\n2 Stage Road\nOX1 1AA")
    assert case.reference in browser.get(licence.case.get_absolute_url()).text


def test_the_list_stands_by_what_is_due_first_and_says_what_is_overdue(browser, officer):
    later = planned(officer, planned_on=ON + 4 * DAY)
    sooner = planned(officer, planned_on=ON - DAY)
    page = browser.get(reverse("licensing:inspections")).text
    assert page.index(sooner.get_absolute_url()) < page.index(later.get_absolute_url())
    assert "Overdue by 1 day" in page


def test_the_list_says_under_its_headings_whom_where_why_how_far_and_what_is_due(browser, officer):
    planned(officer)
    table = browser.get(reverse("licensing:inspections")).context["table"]
    (row,) = table.rows
    shown = {column.header: strip_tags(str(row.get_cell(column.name))).strip() for column in table.columns}
    assert shown == {
        "Whom we visit": "Example Bakery", "Where": "1 Market Street", "Why": "A routine visit",
        "Where it stands": "Planned", "What is due": "Make the visit", "Next date": "16 November 2026Due today",
    }  # fmt: skip


def test_another_day_takes_the_place_of_the_one_that_was_planned(officer):
    case = planned(officer)
    facts = taken(officer, reason="Closed that day.", planned_on="2026-11-30")
    actions.move(case, pathway.MOVE, data={"planned_on": date(2026, 11, 30)}, **facts)
    case.refresh_from_db()
    assert case.inspection.planned_on == date(2026, 11, 30)
    running = case.deadlines.filter(state=State.RUNNING)
    assert [(row.clock, row.due_on) for row in running] == [("visiting", date(2026, 11, 30))]


def test_what_an_inspection_that_is_planned_asks_for_first_is_the_visit_and_no_other_day(officer):
    case = planned(officer)
    for on in (ON, ON + DAY):
        steps = first_steps.next_steps(case, open_steps(case, officer, on), on)
        assert [one.key for one in steps] == ["visit"]


def a_picture():
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "PNG")
    return drawn.getvalue()


def test_photographs_of_a_visit_are_documents_of_the_case_and_nothing_but_pictures(browser, officer):
    case = planned(officer)
    url = reverse("cases:step", args=[case.key, "visit"])
    on = {"on_day": "16", "on_month": "11", "on_year": "2026", "findings": "No rota.", "version": case.version}
    text = SimpleUploadedFile("rota.txt", b"Monday", content_type="text/plain")
    assert "must be a picture" in browser.post(url, {**on, "photograph": text}).text
    picture = SimpleUploadedFile("rota.png", a_picture(), content_type="image/png")
    assert browser.post(url, {**on, "photograph": picture}).status_code == 302
    (photograph,) = case.documents.all()
    assert (photograph.kind, photograph.title) == ("photograph", "Photograph of the inspection")
    case.refresh_from_db()
    assert due(case, "writing") == (date(2026, 11, 21), State.RUNNING)
    assert reverse("cases:document", args=[case.key, photograph.key]) in browser.get(case.get_absolute_url()).text


def test_the_letter_says_what_was_found_and_by_when_what_is_put_right(officer):
    case = planned(officer)
    visited(case, officer)
    followed(case, officer, ON + 14 * DAY)
    letter = Letter.objects.get(kind="licensing.inspection_findings")
    assert letter.context == {
        "who": "Example Bakery", "place": "1 Market Street", "visited_on": "2026-11-16", "findings": "No rota.",
        "put_right": "Keep a rota.", "put_right_on": "2026-11-30",
    }  # fmt: skip
    assert letter.organisation == case.organisation
    assert due(case, "putting_right") == (date(2026, 11, 30), State.RUNNING)


def test_a_second_follow_up_gives_another_day_and_takes_the_letter_of_the_first_back(officer):
    case = planned(officer)
    visited(case, officer)
    followed(case, officer, ON + 14 * DAY)
    followed(case, officer, ON + 21 * DAY, reason="Keep a rota, and show it.")
    case.refresh_from_db()
    assert (case.inspection.put_right, case.inspection.put_right_on) == ("Keep a rota, and show it.", date(2026, 12, 7))
    assert sorted(Letter.objects.values_list("state", flat=True)) == ["drafted", "withdrawn"]


def test_nothing_is_to_be_put_right_before_the_day_on_which_it_is_decided(officer):
    case = planned(officer)
    visited(case, officer)
    with pytest.raises(Refused, match="cannot be before this is decided"):
        followed(case, officer, ON - DAY)


def test_a_visit_that_found_a_child_at_work_opens_an_enquiry_at_the_same_employer(browser, officer):
    case = planned(officer)
    visited(case, officer)
    case.refresh_from_db()
    url = reverse("cases:step", args=[case.key, "enquire"])
    said = {"on_day": "16", "on_month": "11", "on_year": "2026", "reason": "A boy of 12 carried crates."}
    response = browser.post(url, {**said, "version": case.version})
    opened = Case.objects.get(pathway=ENQUIRY.key)
    assert response.headers["Location"] == opened.get_absolute_url()
    assert (opened.came_from, opened.work_enquiry.employer) == (case, case.inspection.employer)
    assert opened.work_enquiry.told == "A boy of 12 carried crates."


def test_of_a_performance_no_enquiry_into_employment_is_opened(officer):
    licence = of_a_child(officer)
    case = planned(officer, of=licence.case.performance.production)
    visited(case, officer)
    case.refresh_from_db()
    with pytest.raises(Refused, match="of a performance, not of a place of work"):
        actions.enquire(case, pathway.ENQUIRE, data={}, **taken(officer, reason="Seen."))


def asked(case, officer, cases):
    case.refresh_from_db()
    actions.ask(case, pathway.ASK, data={"cases": cases}, **taken(officer, reason="Works at night."))


def test_what_an_inspection_asks_of_a_permit_is_a_task_and_revokes_nothing(browser, officer, permit):
    case = planned(officer, of=permit.work_permit.employer)
    visited(case, officer)
    asked(case, officer, [permit])
    permit.refresh_from_db()
    assert (permit.stage, permit.work_permit.ended_on) == ("granted", None)
    assert due(permit, "reviewing") == (date(2026, 11, 21), State.RUNNING)
    page = browser.get(permit.get_absolute_url()).text
    assert case.reference in page
    assert "Consider whether to revoke the permit: an inspection found something wrong" in page
    take(permit, permits.KEEP, reason="It was one evening.", **{"by": officer, "on": ON, "at": moment(ON)})
    assert due(permit, "reviewing")[1] == State.MET


def test_the_same_is_asked_of_a_licence(officer):
    licence = of_a_child(officer)
    case = planned(officer, of=licence.case.performance.production)
    visited(case, officer)
    asked(case, officer, [licence.case])
    licence.case.refresh_from_db()
    licence.refresh_from_db()
    assert (due(licence.case, "reviewing")[1], licence.ended_on) == (State.RUNNING, None)


def test_where_nothing_is_in_force_nothing_is_asked(officer):
    case = planned(officer)
    visited(case, officer)
    with pytest.raises(Refused, match="No permit, licence or approval is in force there"):
        asked(case, officer, [])


def test_the_page_of_a_permit_shows_the_inspections_of_its_employer_alone(browser, officer, permit):
    mine, other = planned(officer, of=permit.work_permit.employer), planned(officer)
    page = browser.get(permit.get_absolute_url()).text
    assert (mine.reference in page, other.reference in page) == (True, False)


@pytest.mark.parametrize(
    ("changes", "wall"),
    [
        ({"employer": None}, "inspection_is_of_one_body"),
        ({"findings": "Nothing."}, "inspection_visited_says_what_was_found"),
        ({"put_right": "A rota."}, "inspection_put_right_says_what_and_by_when"),
        ({"place": ""}, "inspection_says_where"),
    ],
)
def test_an_inspection_is_of_one_body_and_says_where_and_what_was_found(officer, changes, wall):
    case = planned(officer)
    with pytest.raises(IntegrityError, match=wall):
        Inspection.objects.filter(case=case).update(**changes)
