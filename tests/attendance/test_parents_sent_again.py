"""A referral that is sent again names its parents anew: who is added, who ends, and what the decider is told."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals import actions, drafting, pathway, queries, sections
from attendance.referrals.models import Moment
from attendance.referrals.routes import ChosenRoute
from oxle.cases import actions as cases
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON, AGAIN = date(2026, 10, 16), date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-20T10:00")


def adult(child, given):
    return child.relationships.get(adult__given=given).adult


def naming(*adults):
    return {"parents": [one.key for one in adults], "missing": "", "unsafe": False}


@pytest.fixture
def case(school, child, lead, senior):
    """Sent with Robin and Kit as the parents on 16 October 2026, and returned to the school."""
    return returned(referrals.sent(school, child, lead, ON), senior)


def returned(case, senior, on=ON):
    case.refresh_from_db()
    at = referrals.moment(on)
    actions.return_to_school(case, by=senior, on=on, at=at, version=case.version, reason="Who are the parents?")
    return case


def sent_again(case, lead, *adults, on=AGAIN):
    draft = case.draft
    draft.refresh_from_db()
    at = referrals.moment(on)
    drafting.save_section(draft, sections.FAMILY, naming(*adults), version=draft.version, at=at)
    extract = sections.extract_of(draft, on)
    answer = "These are."
    actions.send(draft, by=lead, on=on, at=at, version=draft.version, extract=extract, answer=answer)
    case.refresh_from_db()


def parties(case):
    return [(one.adult.given, one.from_on, one.to_on) for one in case.parties.order_by("adult__given")]


def told(case, senior):
    page = make.signed_in(senior).get(reverse("attendance:decide", args=[case.key]))
    return page.context["parents_changed"]


def test_a_parent_corrected_after_a_return_is_the_one_who_is_written_to(case, child, lead, senior):
    robin = adult(child, "Robin")
    sent_again(case, lead, robin, make_third(child))
    assert parties(case) == [("Kit", ON, AGAIN), ("Robin", ON, None), ("Sky", AGAIN, None)]
    accepted(case, senior)
    written_to = set(Letter.objects.values_list("adult__given", flat=True))
    assert written_to == {"Robin", "Sky"}


def accepted(case, senior):
    referrals.considered(case, Moment.ACCEPTANCE, senior, AGAIN)
    routes = [ChosenRoute(party, "s444_1", False, "") for party in queries.parents(case)]
    at = referrals.moment(AGAIN)
    actions.accept(case, routes=routes, by=senior, on=AGAIN, at=at, version=case.version, reason="So be it.")


def make_third(child):
    parent = make.parent(child, "Sky", "Example", kind="Step-parent", parental_responsibility=True)
    make.address(parent)
    return parent


def test_a_parent_who_is_named_again_later_is_a_party_again_and_no_second_one(case, child, lead, senior):
    robin, kit = adult(child, "Robin"), adult(child, "Kit")
    sent_again(case, lead, robin)
    assert [party.adult for party in queries.parents(case)] == [robin]
    returned(case, senior, AGAIN)
    sent_again(case, lead, robin, kit, on=date(2026, 10, 21))
    assert parties(case) == [("Kit", ON, None), ("Robin", ON, None)]


def test_sending_again_with_the_same_parents_changes_no_party_and_tells_nothing(case, child, lead, senior):
    sent_again(case, lead, adult(child, "Robin"), adult(child, "Kit"))
    assert parties(case) == [("Kit", ON, None), ("Robin", ON, None)]
    assert told(case, senior) == []


def test_the_decider_is_told_whom_the_last_sending_added_and_ended(case, child, lead, senior):
    sent_again(case, lead, adult(child, "Robin"), make_third(child))
    assert told(case, senior) == [
        "Sky Example was added as a parent.",
        "Kit Example is named no more, and is no party any more.",
    ]


def test_a_parent_whom_an_entry_already_names_stays_and_the_decider_is_told(case, child, lead, senior):
    kit = case.parties.get(adult__given="Kit")
    at = referrals.moment(ON)
    cases.take(case, pathway.PAUSE, by=senior, on=ON, at=at, party=kit, reason="An enquiry about this parent.")
    sent_again(case, lead, adult(child, "Robin"))
    assert parties(case) == [("Kit", ON, None), ("Robin", ON, None)]
    assert told(case, senior) == [
        "The school names Kit Example no more. A letter or an entry of the case already does, so they are still a "
        "party. Ask the school, and choose no legal route for them if they are not the pupil’s parent."
    ]


def test_no_party_is_ever_deleted(case, child, lead):
    before = set(case.parties.values_list("pk", flat=True))
    sent_again(case, lead, make_third(child))
    assert before < set(case.parties.values_list("pk", flat=True))
