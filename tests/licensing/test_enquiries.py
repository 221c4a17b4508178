"""Enquiries into illegal employment: how they begin, also without a child, what is found, and how they end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from licensing.work.employers import EmployerGiven
from licensing.work.enquiries import actions, pathway, queries
from licensing.work.enquiries.models import Enquiry
from licensing.work.models import Employer
from oxle.cases import casework, first_steps, handing
from oxle.cases.actions import take, team_called
from oxle.cases.clocks import State
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.cases.queries import open_steps
from oxle.core.errors import Refused
from oxle.correspondence.models import Letter
from oxle.people.actions import declare_conflict
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing.working import EMPLOYER, applied

ON = date(2026, 11, 16)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", moment(ON).isoformat())


@pytest.fixture
def team():
    return team_called("Pupils Missing Out team")


@pytest.fixture
def officer(team):
    return make.user("admin_officer", team)


@pytest.fixture
def browser(officer):
    return make.signed_in(officer)


@pytest.fixture
def child():
    calendar()
    return make.child("Ida", "Example", date(2011, 3, 14), at=make.school())


def opened(officer, on=ON, **more):
    said = {"place": "", "told_by": "A neighbour", "told": "A child carries crates at six.", **more}
    employer = said.pop("employer", EMPLOYER)
    return actions.open_enquiry(employer, **said, by=officer, on=on, at=moment(on))


def done(case, step, officer, on=ON, **more):
    case.refresh_from_db()
    said = {"reason": "Because", "facts": {}, **more}
    return take(case, step, by=officer, on=on, at=moment(on), **said)


def found(case, officer, on=ON, found="no_permit", **facts):
    case.refresh_from_db()
    data = {"found": found, "found_words": "Seen at the counter."}
    taken = {"by": officer, "on": on, "at": moment(on), "facts": facts, "reason": ""}
    return actions.find(case, pathway.FIND, data=data, **taken)


def due(case, clock):
    row = case.deadlines.filter(clock=clock).order_by("pk").last()
    return (row.due_on, row.state)


def typed(**changes):
    return {
        "received_on_day": "16", "received_on_month": "11", "received_on_year": "2026", "told_by": "A neighbour",
        "employer": "new", "employer_name": "Stall at the market", "employer_lines": "Market Square",
        "told": "A child of about 12 sells fish.", **changes,
    }  # fmt: skip


def test_an_enquiry_exists_where_only_the_place_is_known(browser, officer):
    response = browser.post(reverse("licensing:enquiry_open"), typed())
    case = Case.objects.get(pathway=pathway.ENQUIRY.key)
    assert response.headers["Location"] == case.get_absolute_url()
    assert (case.child, case.organisation) == (None, Employer.objects.get().body)
    assert (case.work_enquiry.place, case.work_enquiry.by) == ("Market Square", officer)
    page = browser.get(case.get_absolute_url()).text
    assert "Child not known" in page
    assert "Stall at the market" in browser.get(reverse("licensing:enquiries")).text


def test_a_child_is_named_on_an_open_enquiry_from_its_own_page_once_and_its_parents_join(browser, officer, child):
    parent = make.parent(child)
    case = opened(officer)
    url = reverse("licensing:enquiry_name_child", args=[child.key])
    assert browser.post(url, {"enquiry": case.key}).status_code == 302
    assert queries.children_in(case) == [child]
    assert case.parties.get(role="parent").adult == parent
    assert case.reference in browser.get(reverse("people:child", args=[child.key])).text
    case.refresh_from_db()
    with pytest.raises(Refused, match="names the child already"):
        actions.name_child(case, child, by=officer, on=ON, at=moment(ON))
    assert "no enquiry that could be about this child" in browser.get(url).text


def test_an_enquiry_of_a_child_who_is_known_names_it_from_the_beginning(browser, child):
    browser.post(reverse("licensing:enquiry_of_child", args=[child.key]), typed())
    assert queries.children_in(Case.objects.get(pathway=pathway.ENQUIRY.key)) == [child]


def test_an_enquiry_is_closed_to_whoever_the_child_is_closed_to(browser, officer, child):
    case = opened(officer, child=child)
    assert browser.get(case.get_absolute_url()).status_code == 200
    declare_conflict(child, user=officer, reason="A neighbour.", by=officer, on=ON)
    assert browser.get(case.get_absolute_url()).status_code == 404
    assert case.reference not in browser.get(reverse("licensing:enquiries")).text


def message(officer, team, on=ON - DAY):
    told = {
        "channel": "phone",
        "received_on": on,
        "sender": "A shopper",
        "text": "A child stacks shelves.",
        "files": [],
    }
    return casework.receive_message(team=team, **told, by=officer, at=moment(ON))


def test_an_enquiry_opened_from_a_message_is_of_the_day_it_came_and_holds_it(browser, officer, team):
    came = message(officer, team)
    page = browser.get(reverse("cases:message", args=[came.key])).text
    url = reverse("licensing:enquiry_from", args=[came.key])
    assert url in page
    browser.post(url, {**typed(), "version": came.version})
    case = Case.objects.get(pathway=pathway.ENQUIRY.key)
    came.refresh_from_db()
    assert (case.opened_on, case.origin, case.work_enquiry.told_by) == (ON - DAY, "phone", "A shopper")
    assert (came.state, came.case) == (InboxMessage.State.LINKED, case)


def handed(officer, child):
    sender = applied(child, ON - 3 * DAY)
    sender.duty, sender.pathway = "attendance", "attendance/referrals"
    sender.save(update_fields=["duty", "pathway"])
    taken = {"by": officer, "on": ON - DAY, "at": moment(ON - DAY)}
    return casework.hand_over(sender, to="licensing", reason="Works in a kitchen before school.", **taken)


def test_a_message_is_offered_as_an_enquiry_only_to_whoever_works_in_licensing(browser, officer, team):
    came = message(officer, team)
    page, enquiry = (reverse(name, args=[came.key]) for name in ("cases:message", "licensing:enquiry_from"))
    assert enquiry in browser.get(page).text
    assert enquiry not in make.signed_in(make.user("attendance_officer", team)).get(page).text


def test_what_another_duty_handed_over_becomes_an_enquiry_about_its_child_as_of_that_day(browser, officer, child):
    row = handed(officer, child)
    url = reverse("licensing:enquiry_accept", args=[row.message.key])
    assert url in browser.get(reverse("cases:message", args=[row.message.key])).text
    assert "Works in a kitchen before school." in browser.get(url).text
    browser.post(url, {**typed(), "version": row.message.version})
    case = Case.objects.get(pathway=pathway.ENQUIRY.key)
    row.refresh_from_db()
    assert (case.opened_on, case.origin, case.came_from) == (ON - DAY, "hand_over", row.case)
    assert (queries.children_in(case), row.opened) == ([child], case)


def test_what_was_handed_over_is_not_accepted_by_whoever_the_child_is_closed_to(officer, team, child):
    row = handed(make.user("admin_officer", team, name="Sender"), child)
    declare_conflict(child, user=officer, reason="A neighbour.", by=officer, on=ON)
    data = {"employer": EmployerGiven("A shop", "A street"), "place": "", "told": "Works."}
    taken = {"by": officer, "on": ON, "at": moment(ON), "version": row.message.version}
    with pytest.raises(Refused, match="closed to you"):
        handing.accept(row.message, data=data, **taken)


def test_something_is_due_from_the_first_day_and_the_time_to_prosecute_counts_from_the_last_day_of_work(officer):
    case = opened(officer)
    assert due(case, "finding") == (date(2026, 11, 26), State.RUNNING)
    found(case, officer, seen_on="2026-11-09")
    assert due(case, "finding")[1] == State.MET
    assert due(case, "informing") == (date(2026, 11, 21), State.RUNNING)
    assert due(case, "proceedings") == (date(2027, 5, 9), State.RUNNING)


def test_what_was_found_stands_with_who_found_it_and_when_and_a_later_finding_takes_its_place(browser, officer):
    case = opened(officer, on=ON - DAY)
    found(case, officer, on=ON - DAY, found="unknown")
    found(case, officer, found="harmful")
    enquiry = Enquiry.objects.get()
    assert (enquiry.found, enquiry.found_on, enquiry.found_by) == ("harmful", ON, officer)
    assert "A child does work that no child may do" in browser.get(case.get_absolute_url()).text


def test_the_letter_to_the_employer_names_no_child_and_that_to_a_parent_names_their_own(officer, child):
    other = make.child("Una", "Sample", date(2012, 5, 6))
    mine, theirs = make.parent(child), make.parent(other, family="Sample")
    case = opened(officer, child=child)
    actions.name_child(case, other, by=officer, on=ON, at=moment(ON))
    found(case, officer)
    done(case, pathway.INFORM, officer, reason="Send her home.")
    letters = {one.adult: one for one in Letter.objects.filter(kind__startswith="licensing.work_unlawful")}
    assert set(letters) == {None, mine, theirs}
    assert (letters[mine].child, letters[theirs].child) == (child, other)
    assert letters[None].context["reasons"] == "Send her home."


def test_an_enquiry_ends_with_an_application_only_once_one_of_this_employer_is_here(officer, child):
    case = opened(officer, child=child)
    found(case, officer)
    with pytest.raises(Refused, match="has not applied for a permit since"):
        done(case, pathway.PERMIT, officer)
    applied(make.child("Una", "Example", date(2011, 3, 14)), ON, employer=case.work_enquiry.employer)
    with pytest.raises(Refused, match="has not applied for a permit since"):
        done(case, pathway.PERMIT, officer)
    applied(child, ON, employer=case.work_enquiry.employer)
    done(case, pathway.PERMIT, officer)
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("permitted", ON)


def test_a_prosecution_is_considered_by_a_named_person_and_the_case_says_who_and_why(browser, officer):
    case = opened(officer)
    found(case, officer)
    done(case, pathway.CONSIDER, officer, reason="The third time.")
    assert due(case, "deciding") == (date(2026, 11, 26), State.RUNNING)
    done(case, pathway.NOT_PROSECUTE, officer, reason="A first warning will do.")
    page = browser.get(case.get_absolute_url()).text
    assert f"Not to prosecute: {officer.name}, 16 November 2026. A first warning will do." in page
    assert due(case, "outcome")[1] == State.RUNNING


def test_to_prosecute_and_not_to_prosecute_are_offered_as_equals(officer):
    case = opened(officer)
    found(case, officer)
    done(case, pathway.INFORM, officer, reason="Children under 13 may not work.")
    done(case, pathway.CONSIDER, officer, reason="The third time.")
    case.refresh_from_db()
    steps = first_steps.next_steps(case, open_steps(case, officer, ON), ON)
    assert [one.key for one in steps] == ["prosecute", "not_prosecute"]


def test_who_does_not_decide_on_licensing_does_not_consider_a_prosecution(officer):
    case = opened(officer)
    found(case, officer)
    with pytest.raises(Refused, match="Your role does not include"):
        done(case, pathway.CONSIDER, make.user("attendance_officer"))


def test_an_enquiry_says_where_and_a_finding_says_what_by_whom_and_when(officer):
    case = opened(officer)
    with pytest.raises(IntegrityError, match="enquiry_says_where_who_and_what"):
        Enquiry.objects.filter(case=case).update(place="")


def test_a_finding_has_a_day_and_a_person(officer):
    case = opened(officer)
    with pytest.raises(IntegrityError, match="enquiry_found"):
        Enquiry.objects.filter(case=case).update(found="lawful")
