"""A pupil of whom nobody holds a parent, and a referral that is about no parent's offence."""

from datetime import date

import pytest

from attendance.referrals import actions, drafting, sections
from attendance.referrals.models import Moment
from oxle.core.errors import Refused
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


@pytest.fixture
def orphan(school):
    return make.child("Bay", "Example", date(2013, 5, 6), at=school)


def accepted(case, routes, senior):
    referrals.considered(case, Moment.ACCEPTANCE, senior, ON)
    chosen = [actions.ChosenRoute(party, kind, False, "Because") for party, kind in routes]
    return actions.accept(
        case, routes=chosen, by=senior, on=ON, at=referrals.moment(ON), version=case.version, reason="It is right."
    )


def test_a_pupil_without_a_recorded_parent_is_referred_once_the_school_says_who_they_are(school, lead, orphan):
    draft = drafting.start_draft(school=school, child=orphan, by=lead, at=referrals.moment(ON))
    browser, address = make.signed_in(lead), f"/attendance/referrals/{draft.key}/family/"
    page = browser.get(address).text
    assert ("Which parents or carers" in page, "Who are the pupil&#x27;s parents or carers?" in page) == (False, True)
    refused = browser.post(address, {"version": draft.version, "missing": "", "unsafe": "no"})
    assert "Enter who the parents are" in refused.text
    browser.post(address, {"version": draft.version, "missing": "Robin Example, mother, 1 New Street", "unsafe": "no"})
    draft.refresh_from_db()
    assert draft.answers["family"] == {"missing": "Robin Example, mother, 1 New Street", "unsafe": False}
    for section, told in referrals.answers(school, []).items():
        if section != sections.FAMILY:
            drafting.save_section(draft, section, told, version=draft.version, at=referrals.moment(ON))
    browser.post(f"/attendance/referrals/{draft.key}/check/", {"version": draft.version})
    draft.refresh_from_db()
    assert draft.case.referral.family_note == "Robin Example, mother, 1 New Street"


def test_of_parents_on_record_one_is_ticked_or_the_school_says_who_is_missing(school, lead, child):
    draft = drafting.start_draft(school=school, child=child, by=lead, at=referrals.moment(ON))
    browser, address = make.signed_in(lead), f"/attendance/referrals/{draft.key}/family/"
    refused = browser.post(address, {"version": draft.version, "missing": "", "unsafe": "no"})
    assert "Select a parent or carer, or say below who is missing" in refused.text
    browser.post(address, {"version": draft.version, "missing": "An aunt has the care of her", "unsafe": "no"})
    draft.refresh_from_db()
    assert draft.answers["family"] == {"parents": [], "missing": "An aunt has the care of her", "unsafe": False}


def test_a_referral_that_names_no_parent_is_accepted_only_once_one_is_added(school, lead, senior, orphan):
    case = referrals.sent(school, orphan, lead, ON)
    assert "No parent is named in this case" in make.signed_in(senior).get(f"/attendance/cases/{case.key}/accept/").text
    with pytest.raises(Refused) as refused:
        accepted(case, [], senior)
    assert refused.value.message == "No parent is named in this case. Add a parent first."


def test_only_suspected_employment_is_accepted_without_a_parents_legal_route(school, lead, senior, child, orphan):
    attending = referrals.sent(school, orphan, lead, ON, family={"parents": [], "missing": "Unknown", "unsafe": False})
    employed = referrals.sent(school, child, lead, ON, reason={"reason": "employed", "cause": "Seen at work."})
    parties = list(employed.parties.order_by("pk"))
    accepted(employed, [(party, "none") for party in parties], senior)
    employed.refresh_from_db()
    assert (employed.stage, employed.letters.count()) == ("accepted", 0)
    make.related(orphan, parties[0].adult)
    party = attending.parties.create(adult=parties[0].adult, role="parent", from_on=ON)
    with pytest.raises(Refused) as refused:
        accepted(attending, [(party, "none")], senior)
    assert refused.value.message == "Choose a legal route for at least one parent."
