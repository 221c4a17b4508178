"""A referee answers about a would-be chaperone by a link of their own, once; the officer can still enter it by hand."""

import re
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from licensing.chaperones import pathway
from licensing.chaperones.models import Referee
from licensing.chaperones.references.models import ReferenceAsked
from oxle.cases.clocks import State
from oxle.cases.correcting import put_right
from oxle.cases.models import Case, Event
from oxle.core.errors import Refused
from oxle.correspondence import sending
from tests import make
from tests.exclusions.make import moment
from tests.licensing import chaperoning
from tests.licensing.chaperoning import applied, asked, link_to_reference

ON = date(2026, 11, 16)
DAY = timedelta(days=1)
GONE = "This link no longer works"
ANSWER = {
    "known": "I taught her from 2015.", "related": "no", "children": "Patient & kind.", "suitable": "yes",
    "against": "", "given_by": "Alder Finch",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes it noon of a day."""

    def at(day: date) -> None:
        monkeypatch.setenv("OXLE_NOW", moment(day).isoformat())

    at(ON)
    return at


@pytest.fixture
def officer() -> Any:
    return make.user("admin_officer")


@pytest.fixture
def case(officer: Any) -> Case:
    """Applied, with two referees of whom the first has an e-mail address."""
    return applied(ON, by=officer, email="maple@people.example")


def mails(on: date = ON) -> list[Any]:
    """The e-mails that waited."""
    mail.outbox.clear()
    while sending.send_next(at=moment(on)):
        pass
    return list(mail.outbox)


def links(on: date = ON) -> list[str]:
    """The addresses of the links in the e-mails that waited."""
    return [re.findall(r"https?://\S+?(/licensing/reference/link/\S+)", one.body)[0] + "/" for one in mails(on)]


def opened(address: str) -> Client:
    browser = Client()
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/licensing/reference/")
    return browser


def answered(browser: Client, **changes: str) -> Any:
    return browser.post("/licensing/reference/", {**ANSWER, **changes})


def test_a_referee_is_asked_by_an_email_that_names_nobody(case, officer):
    asked(case, ON, by=officer)
    (one,) = mails()
    assert one.to == ["alder@school.example"]
    for planted in ("Maple", "Thistlewood", "Alder", "Finch", "maple@", case.reference):
        assert planted not in one.subject + one.body


def test_what_a_referee_says_by_the_link_is_evidence_on_the_case_and_decides_nothing(case, officer):
    asked(case, ON, by=officer)
    browser = opened(links()[0])
    shown = browser.get("/licensing/reference/")
    page = shown.text
    # Which of several it is about: the referee may know two of them.
    assert f'name="opened" value="{shown.context["opened"]}"' in page
    assert "Maple Thistlewood" in page
    for planted in ("Mill Lane", "1980", "Bryony", "001234567890", "maple@"):
        assert planted not in page
    assert answered(browser).headers["Location"] == "/licensing/reference/sent/"
    referee = Referee.objects.get(name="Alder Finch")
    assert (referee.suitable, referee.by, referee.by_link, referee.answered_on) == (True, None, True, ON)
    assert referee.said == (
        "Knows them: I taught her from 2015.\nWith children: Patient & kind.\nAnswered by: Alder Finch"
    )
    assert referee.related is False
    event = Event.objects.get(case=case, step="reference")
    assert (event.by, event.stage_after) == (None, pathway.RECEIVED.key)
    assert "16 November 2026 (by the link): suitable" in make.signed_in(officer).get(case.get_absolute_url()).text


def test_what_a_relative_says_by_the_link_is_kept_and_does_not_count(case, officer):
    asked(case, ON, by=officer)
    answered(opened(links()[0]), related="yes")
    referee = Referee.objects.get(name="Alder Finch")
    assert (referee.suitable, referee.related, referee.counts) == (True, True, False)
    shown = make.signed_in(officer).get(case.get_absolute_url()).text
    assert "Alder Finch is a relative or lives with them: that reference does not count." in shown


@pytest.mark.parametrize(
    ("said", "related"),
    [
        ("Kind.\nAlder Finch. They are related, or live together.", True),
        ("Kind.\nAlder Finch. They are no relatives.", False),
        ("Kind.", None),
    ],
)
def test_an_update_reads_whether_a_referee_is_a_relative_where_they_said_it_by_the_link(case, officer, said, related):
    asked(case, ON, by=officer)
    answered(opened(links()[0]))
    Referee.objects.filter(by_link=True).update(said=said, related=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("licensing.migrations.0019_references_of_relatives").ASKED_BEFORE)
    assert Referee.objects.get(by_link=True).related is related
    assert Referee.objects.get(by_link=False).related is None


def test_a_doubt_must_be_explained_and_nothing_that_was_typed_is_lost(case, officer):
    asked(case, ON, by=officer)
    browser = opened(links()[0])
    again = answered(browser, suitable="no")
    assert again.context["form"].errors == {"against": ["Enter what speaks against it"]}
    assert "Patient &amp; kind." in again.text
    assert not Event.objects.filter(case=case, step="reference").exists()
    answered(browser, suitable="no", against="She shouts.")
    assert Referee.objects.get(name="Alder Finch").suitable is False


def test_a_link_works_once_and_for_fourteen_days_and_only_the_newest(case, officer, now):
    asked(case, ON, by=officer)
    first = links()[0]
    asked(case, ON, by=officer, email="finch@home.example")
    (one,) = mails()
    assert one.to == ["finch@home.example"]
    assert Client().get(first).status_code == 410
    second = re.findall(r"https?://\S+?(/licensing/reference/link/\S+)", one.body)[0] + "/"
    now(ON + timedelta(13))
    browser, other = opened(second), opened(second)
    answered(browser)
    assert [Client().get(second).status_code, answered(other).status_code] == [410, 410]
    assert GONE in other.get("/licensing/reference/").text
    assert Event.objects.filter(case=case, step="reference").count() == 1


def test_what_is_typed_while_the_link_ends_is_shown_to_be_copied_and_not_kept(case, officer, now):
    asked(case, ON, by=officer)
    browser = opened(links()[0])
    assert "What you typed" not in browser.get("/licensing/reference/").text
    now(ON + timedelta(14))
    late = answered(browser, suitable="no", against="She shouts, & <b>often</b>.")
    assert (late.status_code, GONE in late.text) == (410, True)
    for said in ("I taught her from 2015.", "Patient &amp; kind.", "She shouts, &amp; &lt;b&gt;often&lt;/b&gt;."):
        assert said in late.text
    assert not Event.objects.filter(case=case, step="reference").exists()
    # Whoever only opens the page typed nothing.
    assert "What you typed" not in browser.get("/licensing/reference/").text


def test_a_link_that_is_over_is_gone(officer, now):
    address = f"/licensing/reference/link/{link_to_reference(ON, by=officer)}/"
    now(ON + timedelta(14))
    assert GONE in Client().get(address).text


def test_an_answer_entered_by_hand_ends_the_link(case, officer):
    asked(case, ON, by=officer)
    address = links()[0]
    browser = opened(address)
    chaperoning.reference(case, ON, by=officer)
    assert [Client().get(address).status_code, answered(browser).status_code] == [410, 410]
    referee = Referee.objects.get(name="Alder Finch")
    assert (referee.by, referee.by_link) == (officer, False)


def test_nobody_answers_once_the_chaperone_is_decided_on(case, officer):
    asked(case, ON, by=officer)
    address = links()[0]
    chaperoning.step(case, pathway.REFUSE, ON, by=officer)
    assert Client().get(address).status_code == 410


def test_the_applicant_is_not_asked_about_themselves(case, officer):
    with pytest.raises(Refused, match="applicant’s own address") as no:
        asked(case, ON, by=officer, email="Maple@People.example")
    assert (no.value.field, ReferenceAsked.objects.count()) == ("email", 0)


def test_a_referee_without_an_address_is_asked_at_one_that_the_officer_knows(case, officer):
    with pytest.raises(Refused, match="the applicant gave none") as no:
        asked(case, ON, by=officer, referee=1)
    assert no.value.field == "email"
    asked(case, ON, by=officer, referee=1, email="bryony@home.example")
    assert mails()[0].to == ["bryony@home.example"]


def test_nobody_is_asked_once_every_referee_has_answered(case, officer):
    for _ in range(2):
        chaperoning.reference(case, ON, by=officer)
    with pytest.raises(Refused):
        asked(case, ON, by=officer)
    assert ReferenceAsked.objects.count() == 0


def running(case: Case) -> list[tuple[str, date | None]]:
    rows = case.deadlines.filter(clock__in=("answering", "references"), state=State.RUNNING)
    return sorted((one.clock, one.due_on) for one in rows)


def test_each_referee_who_was_sent_a_link_is_chased_by_a_clock_of_their_own(case, officer):
    chaperoning.actions.begin_check(case, pathway.CHECK, data={}, by=officer, on=ON, at=moment(ON))
    assert running(case) == [("references", ON + timedelta(21))]
    asked(case, ON, by=officer)
    asked(case, ON + DAY, by=officer, referee=1, email="bryony@home.example")
    both = [("answering", ON + timedelta(14)), ("answering", ON + timedelta(15))]
    assert running(case) == both
    asked(case, ON + 2 * DAY, by=officer)
    assert running(case) == [("answering", ON + timedelta(15)), ("answering", ON + timedelta(16))]
    chaperoning.reference(case, ON + 2 * DAY, by=officer)
    assert running(case) == [("answering", ON + timedelta(15))]
    chaperoning.reference(case, ON + 2 * DAY, by=officer)
    assert running(case) == []


@pytest.mark.parametrize("changes", [{"by_link": True}, {"suitable": True}, {"related": False}])
def test_an_answer_says_by_which_way_it_came(case, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referee.objects.filter(case=case).update(**changes)


def test_a_link_is_not_answered_before_it_was_sent(case, officer):
    asked(case, ON, by=officer)
    with pytest.raises(IntegrityError, match="reference_is_answered_once_asked"), transaction.atomic():
        ReferenceAsked.objects.update(answered_at=moment(ON - DAY))


def test_the_link_leaves_today_whatever_day_somebody_sends(case: Any, officer: Any, now: Any) -> None:
    now(ON + 3 * DAY)
    browser = make.signed_in(officer)
    address = reverse("cases:step", args=[case.key, "ask_referee"])
    assert "When was this done" not in browser.get(address).content.decode()
    data = {"referee": case.referees.first().key, "version": case.version}
    past = {"on_day": ON.day, "on_month": ON.month, "on_year": ON.year}
    assert browser.post(address, {**data, **past}).status_code == 302
    assert Event.objects.get(case=case, step="ask_referee").on == ON + 3 * DAY


def test_the_entry_of_a_link_is_not_put_right_to_a_day_on_which_it_did_not_leave(case: Any, officer: Any, now: Any):
    now(ON + 3 * DAY)
    asked(case, ON + 3 * DAY, by=officer)
    event = case.events.get(step="ask_referee")
    with pytest.raises(Refused, match="The link was sent on 19 November 2026: its day is no other"):
        put_right(
            event, by=officer, on=ON, at=moment(ON + 3 * DAY), version=case.version, reason="An earlier day.",
            facts=event.facts, data=None, changed=({"what": "The day"},),
        )  # fmt: skip
