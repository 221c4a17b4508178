"""A contact to the MASH is read again in the safeguarding compartment only; the school is told after the decision."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.models import Case, SafeguardingReferral
from oxle.core.errors import Refused, Stale
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.cases.make import moment

pytestmark = pytest.mark.django_db
CONTACTED, DECIDED, TOLD = date(2026, 11, 3), date(2026, 11, 6), date(2026, 11, 10)
SECRET, DECISION = "Planted concern", "Planted decision"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")


@pytest.fixture
def people():
    return court.People()


@pytest.fixture
def case(people) -> Case:
    made = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    made.owner = people.officer
    made.save(update_fields=["owner"])
    return made


@pytest.fixture
def contact(case, people) -> SafeguardingReferral:
    return casework.refer_to_mash(case, concern=SECRET, by=people.officer, on=CONTACTED, at=moment(CONTACTED))


def decide(contact: SafeguardingReferral) -> None:
    casework.record_mash_answer(contact, decision=DECISION, decided_on=DECIDED, fed_back_on=None, version=1)


def url(page: str, contact: SafeguardingReferral) -> str:
    return reverse(f"cases:{page}", args=[contact.case.key, 1])


def overview(user: User, case: Case) -> str:
    return make.signed_in(user).get(case.get_absolute_url()).text


def test_those_in_the_safeguarding_compartment_read_concern_decision_and_feedback_again(people, contact):
    decide(contact)
    casework.record_mash_told(contact, fed_back_on=TOLD, version=2)
    for user in (people.senior, people.manager):
        rows = make.signed_in(user).get(url("mash_contact", contact)).context["rows"]
        assert [(row["key"], row["value"]) for row in rows] == [
            ("Contacted", "3 November 2026, by Example officer"),
            ("Concern", [SECRET]),
            ("Decision", [DECISION]),
            ("Decided", "6 November 2026"),
            ("School told", "10 November 2026"),
        ]
        assert url("mash_contact", contact) in overview(user, contact.case)


def test_an_officer_outside_it_sees_that_there_was_one_and_when_and_never_the_words(people, case, contact):
    decide(contact)
    page = overview(people.officer, case)
    assert "Contact of 3 November 2026" in page
    assert "Decided 6 November 2026, the school has not been told" in page
    client = make.signed_in(people.officer)
    answers = [client.get(url(name, contact)) for name in ("mash_contact", "mash_answer", "mash_told")]
    assert [answer.status_code for answer in answers] == [403, 403, 200]
    assert client.post(url("mash_answer", contact), {"decision": "Mine", "version": "1"}).status_code == 403
    for text in (page, *(answer.text for answer in answers)):
        assert SECRET not in text
        assert DECISION not in text


def test_a_solicitor_is_not_told_that_there_was_one(people, case, contact):
    assert "MASH" not in overview(people.solicitor, case)


def tell(client: Client, contact: SafeguardingReferral, on: date, version: int = 2) -> list[str]:
    """Record in the browser that the school was told; the mistakes that the page then shows."""
    day = {"fed_back_on": f"{on:%d/%m/%Y}", "version": version}
    answer = client.post(url("mash_told", contact), day)
    if answer.status_code == 302:
        return []
    return answer.context["form"].errors["fed_back_on"] if answer.status_code == 200 else [str(answer.status_code)]


def test_that_the_school_was_told_is_added_after_the_decision(people, contact):
    client = make.signed_in(people.officer)
    assert client.get(url("mash_told", contact)).status_code == 404
    decide(contact)
    assert url("mash_told", contact) in overview(people.officer, contact.case)
    assert tell(client, contact, date(2026, 11, 5)) == ["The school cannot have been told before the decision."]
    assert tell(client, contact, date(2026, 11, 24)) == ["Date the school was told must be today or in the past"]
    assert tell(client, contact, TOLD) == []
    contact.refresh_from_db()
    assert (contact.decision, contact.decided_on, contact.fed_back_on) == (DECISION, DECIDED, TOLD)
    page = overview(people.officer, contact.case)
    assert "Decided 6 November 2026, the school was told 10 November 2026" in page
    assert url("mash_told", contact) not in page
    # A second tab, opened before.
    assert tell(client, contact, date(2026, 11, 12)) == ["409"]


def test_nobody_is_told_of_a_decision_that_has_not_been_made(contact):
    with pytest.raises(Refused, match="has not decided yet"):
        casework.record_mash_told(contact, fed_back_on=TOLD, version=1)
    decide(contact)
    with pytest.raises(Stale):
        casework.record_mash_told(contact, fed_back_on=TOLD, version=1)


def test_another_cases_contact_is_not_found_under_this_one(people, contact):
    other = referrals.sent(people.school, referrals.family(people.school), people.lead, court.REFERRED)
    for page in ("mash_contact", "mash_answer", "mash_told"):
        address = reverse(f"cases:{page}", args=[other.key, 1])
        assert make.signed_in(people.senior).get(address).status_code == 404
