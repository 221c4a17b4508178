"""What a step of home education must keep to beyond its stage: the child's age, who is written to, what is asked."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ehe import actions, offers, pathway
from ehe.step_forms import EVIDENCE
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.correspondence.models import Letter
from tests import make
from tests.ehe.make import People, looked_at, moment, told_of_home

ON, LATER = date(2026, 11, 9), date(2026, 11, 16)
# Of the child of these tests, who was born on 6 May 2013.
LAST_DAY = date(2029, 6, 29)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2029-06-29T10:00:00+00:00")
    return People()


def take(people: People, case: Case, step: Step, on: date = ON, **facts: Any) -> None:
    """The step as its page takes it."""
    case.refresh_from_db()
    said = {"by": people.officer, "on": on, "at": moment(on), "facts": facts, "reason": "Why." if step.reason else ""}
    own = offers.STEP_ACTIONS.get(f"{pathway.EHE.key}/{step.key}")
    if own:
        own(case, step, data={}, **said)
    else:
        cases.take(case, step, **said)
    case.refresh_from_db()


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_a_case_is_not_closed_for_the_childs_age_before_the_last_day_of_compulsory_school_age(people: People) -> None:
    case = people.told(ON)
    looked_at(case, people.officer, ON)
    with pytest.raises(Refused, match="until 29 June 2029"):
        take(people, case, pathway.AGE_OUT, date(2029, 6, 28))
    assert case.is_open
    take(people, case, pathway.AGE_OUT, LAST_DAY)
    assert case.stage == "of_age"


def test_nobody_is_challenged_about_a_child_who_was_on_no_roll(people: People) -> None:
    child = make.child("Never", "Enrolled", date(2015, 1, 2))
    told = told_of_home(told_by="health")
    case = actions.tell(child, None, told=told, by=people.officer, on=ON, at=moment(ON), origin="council")
    with pytest.raises(Refused, match="there is no school to challenge"):
        take(people, case, pathway.CHALLENGE)
    officer = make.signed_in(people.officer)
    for one, offered in ((case, False), (people.told(ON), True)):
        address = reverse("cases:step", args=[one.key, "challenge"])
        assert (address in officer.get(one.get_absolute_url()).text) == offered


@pytest.mark.parametrize("step", [pathway.RETURN, pathway.MOVE, pathway.AGE_OUT])
def test_no_case_is_closed_before_it_was_looked_whether_the_child_is_safe(people: People, step: Step) -> None:
    case = people.told(ON)
    address = reverse("cases:step", args=[case.key, step.key])
    with pytest.raises(Refused, match="Told, safeguarding check first"):
        cases.take(case, step, by=people.officer, on=LAST_DAY, at=moment(LAST_DAY), reason="Why.")
    officer = make.signed_in(people.officer)
    assert address not in officer.get(case.get_absolute_url()).text
    looked_at(case, people.officer, ON)
    assert address in officer.get(case.get_absolute_url()).text
    cases.take(case, step, by=people.officer, on=LAST_DAY, at=moment(LAST_DAY), reason="Why.")
    assert not case.is_open


@pytest.mark.parametrize("step", [pathway.RETURN, pathway.MOVE, pathway.AGE_OUT, pathway.TAKE_ON])
def test_no_case_is_closed_while_a_concern_is_not_with_social_care_but_a_slip_is(people: People, step: Step) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All", concern_on=ON.isoformat())
    if step is pathway.TAKE_ON:
        take(people, case, pathway.FIND_UNSUITABLE)
    refusal = "There is a concern that social care was not told of"
    with pytest.raises(Refused, match=refusal):
        cases.take(case, step, by=people.officer, on=LAST_DAY, at=moment(LAST_DAY), reason="Why.")
    take(people, case, pathway.SHARE, LATER, with_whom="The MASH, by telephone")
    case.refresh_from_db()
    assert offers.CHECKS["ehe_concern_shared"](case, None, LAST_DAY) is None
    other = people.child = people.pupil("Slip")
    mistaken = people.told(ON)
    assert mistaken.child == other
    take(people, mistaken, pathway.CHECK_SAFETY, checked="All", concern_on=ON.isoformat())
    take(people, mistaken, pathway.MISTAKE)
    assert mistaken.stage == "mistaken"


def test_a_parent_who_was_recorded_after_we_were_told_is_written_to_from_the_next_letter_on(people: People) -> None:
    child = make.child("Never", "Enrolled", date(2015, 1, 2))
    told = told_of_home(told_by="health")
    case = actions.tell(child, None, told=told, by=people.officer, on=ON, at=moment(ON), origin="council")
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    assert not Letter.objects.exists()
    make.parent(child, parental_responsibility=True)
    take(people, case, pathway.ENQUIRE)
    assert [one.kind for one in Letter.objects.all()] == ["ehe.enquiry"]
    make.parent(child, parental_responsibility=True)
    take(people, case, pathway.FIND_UNSUITABLE)
    assert case.parties.filter(role="parent").count() == 2
    assert Letter.objects.filter(kind="ehe.unsuitable").count() == 2


@pytest.mark.parametrize("step", ["check_safety", "enquire", "find_suitable", "find_unsuitable", "not_yet", "advise"])
def test_the_page_of_a_step_says_to_whom_its_letter_goes_and_where_it_goes_to_nobody(people: People, step: str) -> None:
    child = make.child("Never", "Enrolled", date(2015, 1, 2))
    told = told_of_home(told_by="health")
    case = actions.tell(child, None, told=told, by=people.officer, on=ON, at=moment(ON), origin="council")
    if step != "check_safety":
        looked_at(case, people.officer, ON)
    officer, address = make.signed_in(people.officer), reverse("cases:step", args=[case.key, step])
    assert "Nobody: no parent is on the child’s record." in officer.get(address).text
    parent = make.parent(child, parental_responsibility=True)
    page = officer.get(address)
    assert page.context["shows"] == [{"key": "Written to", "value": [parent.name]}]


def test_a_yearly_contact_after_which_something_must_be_asked_leaves_a_decision_due(people: People) -> None:
    case = people.told(ON)
    for step in (pathway.CHECK_SAFETY, pathway.FIND_SUITABLE):
        take(people, case, step, checked="All")
    take(people, case, pathway.CONTACT, still="ask", voice="Fine.", learnt="Little.", ask_from=LATER.isoformat())
    assert due(case)["asked"] == date(2026, 11, 30)
    take(people, case, pathway.NOT_YET, LATER, missing="Maths.")
    assert "asked" not in due(case)


def test_the_form_of_the_yearly_contact_says_from_when_something_must_be_asked(people: People) -> None:
    case = people.told(ON)
    said = {"on": "9 November 2026", "voice": "Fine.", "learnt": "Little."}
    given = {f"on_{part}": value for part, value in zip(("day", "month", "year"), said["on"].split(), strict=True)}
    found = {}
    for still in ("ask", "suitable"):
        form = offers.STEP_FORMS[f"{pathway.EHE.key}/contact"](
            {**said, **given, "still": still}, step=pathway.CONTACT, case=case, parties=[], on=LATER
        )
        assert form.is_valid(), form.errors
        found[still] = form.facts()["ask_from"]
    assert found == {"ask": "2026-11-09", "suitable": None}


def test_of_each_kind_of_evidence_the_page_says_what_is_acceptable_and_the_case_what_came(people: People) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    officer = make.signed_in(people.officer)
    address = reverse("cases:step", args=[case.key, "receive"])
    page = officer.get(address).text
    for words, acceptable in EVIDENCE.values():
        assert words in page
        assert acceptable.replace("’", "&#x2019;") in page or acceptable in page
    typed = {"on_day": "16", "on_month": "11", "on_year": "2026", "shows": "Reads daily."}
    errors = officer.post(address, {**typed, "version": case.version}).context["form"].errors
    assert errors == {"kinds": ["Select what was received"]}
    officer.post(address, {**typed, "kinds": ["report", "samples"], "version": case.version})
    said = offers.STEP_WORDS[f"{pathway.EHE.key}/receive"](case.events.get(step="receive"))
    assert said == "A report by the parents; Samples of work. Reads daily."


def test_a_joint_visit_is_offered_and_who_declines_it_is_asked_nothing_for_that(people: People) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    before = due(case)
    officer = make.signed_in(people.officer)
    address = reverse("cases:step", args=[case.key, "offer_visit"])
    assert "to decline is no evidence against them" in officer.get(address).text
    typed = {"on_day": "16", "on_month": "11", "on_year": "2026", "answer": "declined", "joint_with": "The nurse"}
    officer.post(address, {**typed, "version": case.version})
    case.refresh_from_db()
    said = offers.STEP_WORDS[f"{pathway.EHE.key}/offer_visit"](case.events.get(step="offer_visit"))
    assert said == "The parents declined. Joint with The nurse."
    assert (case.stage, due(case)) == ("enquiry", before)


def test_flexi_schooling_is_recorded_with_what_was_agreed_and_the_child_stays_on_the_roll(people: People) -> None:
    case, officer = people.told(ON), make.signed_in(people.officer)
    address = reverse("cases:step", args=[case.key, "flexi"])
    agreed = "Example School, at home on Fridays, until Easter. The head agreed."
    # Not before the child is known to be safe.
    with pytest.raises(Refused, match="cannot be done while the case is at"):
        take(people, case, pathway.FLEXI, agreed=agreed)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    letters, owed, version = Letter.objects.count(), due(case), officer.get(address).context["version"]
    typed = {"on": "9 November 2026", "agreed": "", "version": version}
    assert set(officer.post(address, typed).context["form"].errors) == {"agreed"}
    assert not case.events.filter(step="flexi").exists()
    assert officer.post(address, {**typed, "agreed": agreed}).headers["Location"] == case.get_absolute_url()
    case.refresh_from_db()
    # It decides nothing: the case stands where it stood, what was owed is owed, and the child is on the roll.
    assert (case.stage, due(case), Letter.objects.count()) == ("enquiry", owed, letters)
    assert people.child.enrolments.get(to_on=None).school == people.school
    [item] = [one for one in timeline(officer, case) if one["title"] == "Record flexi-schooling"]
    assert agreed in item["text"]
    # What was agreed with the family is not for the school's page.
    assert agreed not in make.signed_in(people.head).get(reverse("ehe:sent", args=[case.key])).text


def timeline(browser: Client, case: Case) -> list[dict[str, Any]]:
    return list(browser.get(reverse("cases:timeline", args=[case.key])).context["items"])
