"""Tests that a request's changes and sights stand or fall together, and bear the name of whoever made it."""

import logging

import pytest
from django.db import connection
from django.test import Client

from oxle.accounts.models import SignIn
from oxle.audit import acting
from oxle.audit.models import Change, Sight
from oxle.audit.sights import see
from oxle.core.models import RuleValue
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.audit.addresses")]


@pytest.fixture
def officer(db):
    return make.user("attendance_officer")


@pytest.fixture
def client(officer) -> Client:
    browser = make.signed_in(officer)
    browser.raise_request_exception = False
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    return browser


def sights() -> list[tuple]:
    rows = Sight.objects.order_by("pk")
    return [(row.actor, row.what, row.path, row.children, row.reason) for row in rows]


def written() -> int:
    return RuleValue.objects.count()


def test_what_a_request_showed_is_one_row_in_the_gravest_word(client, officer):
    client.get("/shows")
    assert sights() == [(f"user:{officer.pk}", "page", "/shows", [7, 8], "")]


def test_the_reason_for_looking_is_kept(client, officer):
    client.get("/explains")
    assert sights() == [(f"user:{officer.pk}", "page", "/explains", [7], "A doctor rang")]


def test_a_request_s_sights_cost_one_statement(client):
    client.get("/shows")
    with connection.execute_wrapper(statements := Statements()):
        client.get("/shows")
    assert statements.of("audit_sight") == 1


class Statements:
    """Notes the SQL that passes."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        self.seen.append(sql)
        return execute(sql, params, many, context)

    def of(self, table: str) -> int:
        return sum(table in sql for sql in self.seen)


def test_a_change_and_a_sight_of_one_request_bear_its_key(client, officer):
    answer = client.post("/changes")
    assert (answer.status_code, answer["Location"]) == (302, "/shows")
    change, sight = Change.objects.get(table="core_rulevalue"), Sight.objects.get()
    assert change.actor == sight.actor == f"user:{officer.pk}"
    assert change.request == sight.request
    assert len(change.request) == 14


def test_the_sight_of_an_export_is_written_before_the_first_row_leaves(client):
    answer = client.get("/streams")
    assert [row[1] for row in sights()] == ["export"]
    assert b"".join(answer.streaming_content) == b"row row"


def test_a_page_that_is_rendered_late_is_still_inside_the_transaction(client):
    client.get("/renders_late")
    assert [row[2] for row in sights()] == ["/renders_late"]


@pytest.mark.parametrize("address", ["/fails", "/answers_500"])
def test_a_request_that_fails_writes_nothing(client, address):
    assert client.get(address).status_code >= 500
    assert (written(), sights(), Change.objects.filter(table="core_rulevalue").count()) == (0, [], 0)


@pytest.mark.parametrize(("address", "status"), [("/hides", 404), ("/forbids", 403)])
def test_a_refused_request_shows_nobody_and_writes_nothing(client, address, status):
    assert client.get(address).status_code == status
    assert (written(), sights()) == (0, [])


def test_a_clash_of_two_editors_shows_the_child(client):
    assert client.get("/shows_a_clash").status_code == 409
    assert [row[2] for row in sights()] == ["/shows_a_clash"]


def test_nothing_is_left_over_for_the_next_request(client):
    client.get("/fails")
    client.get("/hides")
    client.get("/shows")
    assert [row[2:4] for row in sights()] == [("/shows", [7, 8])]


def test_an_unknown_kind_of_sight_is_a_mistake():
    with pytest.raises(ValueError, match="'glimpse' is not in list"):
        see([7], "glimpse")


def test_a_job_s_sight_is_written_at_once():
    with acting("system: a job"):
        see([7, 8], "pdf")
    assert sights() == [("system: a job", "pdf", "", [7, 8], "")]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_recorded_cannot_be_seen(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_sight ADD CONSTRAINT closed CHECK (false) NOT VALID")
    try:
        answer = client.get("/shows")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_sight DROP CONSTRAINT closed")
    assert answer.status_code == 500
    assert b"shown" not in answer.content


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_recorded_cannot_be_changed(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_sight ADD CONSTRAINT closed CHECK (false) NOT VALID")
    try:
        answer = client.post("/changes")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_sight DROP CONSTRAINT closed")
    assert answer.status_code == 500
    assert written() == 0


@pytest.mark.django_db(transaction=True)
def test_somebody_signing_in_is_a_visitor_until_it_is_done():
    make.user("school_attendance_lead", email="lead@example.org", password=make.PASSWORD)
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": "lead@example.org", "password": make.PASSWORD})
    assert answer.status_code == 302
    assert SignIn.objects.get().ok
    assert Change.objects.get(table="accounts_signin").actor == "visitor"
