"""The pages about keeping and disposal: what each shows to whom, and what a person can and cannot do there."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oxle.audit.models import Sight
from oxle.cases import destroying, disposal, showing
from oxle.cases.disposal_models import Disposal, State
from oxle.cases.models import Case
from oxle.people.actions.access import declare_conflict
from tests import make
from tests.attendance import court
from tests.cases import closed
from tests.cases.closed import LATER, Deciders, at

pytestmark = pytest.mark.django_db
NAMES = ("Ash", "Robin", "Kit ")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2040-01-09T10:00:00+00:00")


@pytest.fixture
def case() -> Case:
    return closed.withdrawn()


@pytest.fixture
def by() -> Deciders:
    return Deciders()


def seen(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(client: Client, path: str, **typed: str):
    """A form filled in as its page shows it."""
    page = client.get(path).content.decode()
    hidden = dict(re.findall(r'name="(once|version)" value="([^"]+)"', page))
    return client.post(path, {**hidden, **typed})


def path_of(case: Case, page: str = "") -> str:
    return f"/cases/{case.key}/disposal/{page}"


# --- the list ------------------------------------------------------------------------------------------------


def test_the_list_names_each_case_with_its_setting_and_how_long_it_is_over(case, by):
    page = seen(make.signed_in(by.reviewer), "/disposals/")
    assert case.reference in page
    assert "Ash Example" in page
    assert "4 March 2039" in page
    assert "Over for 10 months" in page
    assert "25 years from the child’s date of birth" in page
    assert "To review" in page
    assert list(Sight.objects.order_by("-pk").values_list("what", "children")[:1]) == [("list", [case.child_id])]


def test_an_empty_list_says_what_will_appear(by):
    page = seen(make.signed_in(by.reviewer), "/disposals/")
    assert "A closed case appears here once it has been kept as long as the retention schedule says." in page


def test_the_list_costs_as_many_queries_for_three_cases_as_for_one(case, by):
    client = make.signed_in(by.reviewer)
    seen(client, "/disposals/")  # what the first page of a session asks for besides
    with CaptureQueriesContext(connection) as one:
        seen(client, "/disposals/")
    for number in range(2):
        Case.objects.create(
            reference=f"OX-2222-222{number}", duty=case.duty, pathway=case.pathway, pathway_version=1,
            stage="withdrawn", stage_since_on=case.closed_on, child=make.child("Another", "Child"), team=case.team,
            origin="portal", opened_on=case.opened_on, closed_on=case.closed_on, retain_from_on=case.closed_on,
            retain_until_on=date(2039, 3, 4), retention_rule=case.retention_rule,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as three:
        page = seen(client, "/disposals/")
    assert "Showing 1 to 3 of 3 cases" in page
    assert len(three) == len(one)


def test_a_held_case_is_listed_as_held_and_can_be_left_out(case, by):
    disposal.put_on_hold(case, reason="A claim", by=by.second, on=LATER, at=at(LATER))
    client = make.signed_in(by.reviewer)
    assert "Legal hold</strong>" in seen(client, "/disposals/")
    assert case.reference not in seen(client, "/disposals/?held=False")


def test_a_legal_case_is_listed_without_names_for_who_may_not_open_it(by):
    _, prosecution = closed.prosecuted(court.People())
    client = make.signed_in(by.reviewer)
    page = seen(client, "/disposals/")
    assert prosecution.reference in page
    assert "Not shown: a legal case" in page
    assert [name for name in NAMES if name in page] == []
    page = seen(client, path_of(prosecution))
    assert "Your role does not open legal cases" in page
    assert "Prosecution file, closed on 13 January 2027" in page
    assert [name for name in NAMES if name in page] == []


# --- one case ------------------------------------------------------------------------------------------------


def test_the_page_explains_the_date_and_says_what_would_go(case, by):
    page = seen(make.signed_in(by.reviewer), path_of(case))
    for words in (
        "Why it is kept until 4 March 2039",
        "25 years from the child’s date of birth",
        "6 years from the day the case was closed",
        "20 October 2032",
        "Our choice",
        "To be confirmed",
        "Local retention schedule (unsourced)",
        "Steps before referral: 13",
        "Notes: 1",
    ):
        assert words in page
    assert "Propose to destroy" in page


def test_a_case_whose_time_is_not_up_shows_its_date_and_no_decision(case, by, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2039-03-04T10:00:00+00:00")
    client = make.signed_in(by.reviewer)
    page = seen(client, path_of(case))
    assert "Why it is kept until 4 March 2039" in page
    assert "Propose to destroy" not in page
    answer = sent(client, path_of(case, "propose/"), reason="Over")
    assert (answer.status_code, "The case is kept until 4 March 2039." in answer.content.decode()) == (200, True)


def test_from_review_to_certificate_through_the_pages(case, by, files):
    manager, senior = make.signed_in(by.reviewer), make.signed_in(by.second)
    assert sent(manager, path_of(case, "propose/"), reason="Six years are over.").url == path_of(case)
    page = seen(manager, path_of(case))
    assert "Waits for a second person" in page
    assert "You proposed it, so somebody else must agree." in page
    assert "Agree to destroy" not in page
    page = seen(senior, "/disposals/to-agree/")
    assert case.reference in page
    assert "Six years are over." in page
    assert "It cannot be undone" in seen(senior, path_of(case, "agree/"))
    assert sent(senior, path_of(case, "agree/"), answer="Read it through.").url == path_of(case)
    assert "It is destroyed within a few minutes" in seen(manager, path_of(case))
    destroying.run(at=at(LATER, 12))
    row = Disposal.objects.get()
    assert row.reference in seen(manager, "/disposals/certificates/")
    page = seen(manager, f"/disposals/certificates/{row.key}/")
    for words in (
        "Example reviewer, 9 January 2040 at 10:00am",
        "Example second, 9 January 2040 at 10:00am",
        "Six years are over.",
        "Steps taken: 5",
        "Emptied from 9 January 2041 on",
    ):
        assert words in page
    assert [name for name in NAMES if name in page] == []
    seen(manager, path_of(case), 404)
    seen(senior, case.get_absolute_url(), 404)


def test_a_double_click_makes_one_proposal(case, by):
    client = make.signed_in(by.reviewer)
    page = client.get(path_of(case, "propose/")).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page).group(1)
    for _ in range(2):
        assert client.post(path_of(case, "propose/"), {"once": once, "reason": "Over"}).status_code == 302
    assert Disposal.objects.count() == 1


def test_a_reason_with_a_name_is_refused_at_its_field_and_kept_as_typed(case, by):
    answer = sent(make.signed_in(by.reviewer), path_of(case, "propose/"), reason="Robin rang <b>twice</b>")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Take “Robin” out" in page
    assert 'href="#id_reason"' in page
    assert "Robin rang &lt;b&gt;twice&lt;/b&gt;" in page
    assert Disposal.objects.count() == 0


def test_a_case_is_kept_with_a_reason_and_a_day(case, by):
    client = make.signed_in(by.reviewer)
    page = sent(client, path_of(case, "keep/"), reason="", next_review_on="9/1/2040").content.decode()
    assert "Enter why it must be kept for longer" in page
    assert "Date to look again must be in the future" in page
    assert sent(client, path_of(case, "keep/"), reason="An inquiry", next_review_on="9/1/2042").url == path_of(case)
    assert case.reference not in seen(client, "/disposals/")
    assert "to be looked at again on 9 January 2042" in seen(client, path_of(case))


def test_a_proposal_is_taken_back_by_who_made_it(case, by):
    client = make.signed_in(by.reviewer)
    sent(client, path_of(case, "propose/"), reason="Over")
    assert "Take the proposal back" in seen(client, path_of(case, "refuse/"))
    sent(client, path_of(case, "refuse/"), answer="Too early")
    assert Disposal.objects.get().state == State.REFUSED
    seen(client, path_of(case, "agree/"), 404)


def test_two_who_answer_at_once_are_told(case, by):
    row = disposal.propose(case, reason="Over", by=by.reviewer, on=LATER, at=at(LATER))
    client = make.signed_in(by.second)
    client.get(path_of(case, "agree/"))
    disposal.refuse(row, answer="No", by=by.reviewer, at=at(LATER), version=row.version)
    assert client.post(path_of(case, "agree/"), {"version": "1", "answer": "Fine"}).status_code == 404
    assert Disposal.objects.get().state == State.REFUSED


# --- who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "keep/", "propose/"])
def test_an_officer_has_no_disposal_pages(case, page):
    seen(make.signed_in(make.user("attendance_officer")), path_of(case, page), 403)


def test_a_senior_officer_agrees_and_does_not_review(case, by):
    client = make.signed_in(by.second)
    for page in ("keep/", "propose/"):
        seen(client, path_of(case, page), 403)
    assert "Propose to destroy" not in seen(client, path_of(case))


def test_an_auditor_reads_certificates_and_no_cases(case, by, files):
    closed.decided(case, by)
    destroying.run(at=at(LATER))
    client = make.signed_in(make.user("auditor"))
    assert case.reference in seen(client, "/disposals/certificates/")
    assert "A closed case appears here" in seen(client, "/disposals/")


def test_a_family_that_is_closed_to_somebody_is_closed_here_too(case, by):
    declare_conflict(case.child, user=by.reviewer, reason="A neighbour", by=by.second, on=LATER)
    client = make.signed_in(by.reviewer)
    assert case.reference not in seen(client, "/disposals/")
    for page in ("", "keep/", "propose/"):
        seen(client, path_of(case, page), 404)
    seen(client, f"/cases/{case.key}/hold/", 404)


def test_nobody_agrees_to_what_they_cannot_open(by):
    _, prosecution = closed.prosecuted(court.People())
    other = make.user("manager", name="Another manager")
    disposal.propose(prosecution, reason="Over", by=by.reviewer, on=LATER, at=at(LATER))
    client = make.signed_in(other)
    assert prosecution.reference not in seen(client, "/disposals/to-agree/")
    seen(client, path_of(prosecution, "agree/"), 404)
    assert "Agree to destroy" in seen(make.signed_in(by.second), path_of(prosecution))


# --- legal hold ----------------------------------------------------------------------------------------------


def test_a_hold_is_put_on_shown_and_lifted_with_reasons(case, by):
    client = make.signed_in(by.second)
    path = f"/cases/{case.key}/hold/"
    assert "Enter why this must be kept" in sent(client, path, reason="").content.decode()
    assert sent(client, path, reason="A claim <i>").url == case.get_absolute_url()
    assert "Legal hold</strong>" in seen(client, case.get_absolute_url())
    assert "A claim &lt;i&gt;" in seen(client, f"/cases/{case.key}/timeline/")
    page = seen(client, path_of(case))
    assert "The case is on legal hold since 9 January 2040." in page
    assert "Propose to destroy" not in page
    assert sent(client, f"{path}1/lift/", reason="Settled").url == case.get_absolute_url()
    assert "Legal hold lifted" in seen(client, f"/cases/{case.key}/timeline/")
    seen(client, f"{path}1/lift/", 404)


def test_a_manager_holds_a_legal_case_without_opening_it(by):
    _, prosecution = closed.prosecuted(court.People())
    client = make.signed_in(by.reviewer)
    answer = sent(client, f"/cases/{prosecution.key}/hold/", reason="An inquiry")
    assert answer.url == path_of(prosecution)
    seen(client, prosecution.get_absolute_url(), 404)


def test_an_officer_holds_nothing(case):
    client = make.signed_in(make.user("attendance_officer"))
    seen(client, f"/cases/{case.key}/hold/", 403)
    assert "Legal hold" not in seen(client, case.get_absolute_url())


def test_the_case_page_says_until_when_a_closed_case_is_kept(case, by):
    page = seen(make.signed_in(by.second), case.get_absolute_url())
    assert "Kept until" in page
    assert "4 March 2039" in page
    assert path_of(case) in page


def test_the_reference_of_a_destroyed_case_leads_to_its_certificate(case, by, files):
    closed.decided(case, by)
    destroying.run(at=at(LATER))
    address = f"/disposals/certificates/{Disposal.objects.get().key}/"
    (hit,) = showing.by_reference(by.reviewer, case.reference)
    assert (hit.url, hit.title, hit.facts) == (
        address,
        case.reference,
        ("Attendance case", "Destroyed on 9 January 2040"),
    )
    assert showing.by_reference(make.user("attendance_officer"), case.reference) == []
