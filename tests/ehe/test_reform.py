"""The Act of 2026 on children not in school: off, until somebody sets the day on which a provision commences."""

from datetime import date

import pytest
from django.urls import reverse

from ehe import actions, pathway, reform
from ehe.lawful import NEW_CONSENT
from ehe.models import ToldBy
from oxle.cases import actions as cases
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case
from oxle.core.rules import change_rule
from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.provision.actions import make_offer
from oxle.provision.models import OfferKind
from tests import make
from tests.ehe.make import People, moment, told_of_home

pytestmark = pytest.mark.django_db
FROM = date(2026, 11, 9)
BEFORE = date(2026, 11, 6)
TODAY = date(2026, 11, 20)
WHO = "Who educates the child, and for how long"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def commence(provision: reform.Provision, on: date = FROM) -> None:
    change_rule(provision.rule, "yes", from_on=on, reason="Commencement regulations")


def challenged(case: Case) -> str:
    return " ".join(event.reason for event in case.events.filter(step="challenge"))


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def protect(people: People, kind: str = VulnerabilityKind.CHILD_PROTECTION, to_on: date | None = None) -> None:
    Vulnerability.objects.create(
        child=people.child, kind=kind, from_on=date(2026, 1, 5), to_on=to_on, source="Social care"
    )


def test_every_provision_is_off_while_no_day_is_set(people: People) -> None:
    assert [reform.stands(one, TODAY)[0] for one in reform.ALL] == ["Off: no commencement date is set"] * 4
    protect(people)
    case = people.told(FROM)
    assert (challenged(case), due(case).get("visit_due")) == ("", None)


def test_a_visit_is_due_15_days_after_the_registration_of_a_child_told_of_since_it_is_law(people: People) -> None:
    commence(reform.VISIT)
    case = people.told(FROM)
    assert due(case)["visit_due"] == date(2026, 11, 24)
    for key in ("check_safety", "offer_visit"):
        case.refresh_from_db()
        cases.take(case, pathway.EHE.step(key), by=people.officer, on=FROM, at=moment(FROM))
    assert "visit_due" not in due(case)


def lacking(people: People, case: Case) -> list[str]:
    """What the page of a case says that the register lacks."""
    page = make.signed_in(people.officer).get(case.get_absolute_url())
    return next(one["lacking"] for one in page.context["panels"] if "lacking" in one)


def hours_asked(people: People, case: Case) -> list[str]:
    """What the form says where nobody said for how long the child is educated."""
    url = reverse("cases:step", args=[case.key, pathway.RECORD_TIME.key])
    case.refresh_from_db()
    said = {"on": "20/11/2026", "who": "The mother", "version": case.version}
    answer = make.signed_in(people.officer).post(url, said)
    return answer.context["form"].errors.get("parents_hours", []) if answer.status_code == 200 else []


def test_the_register_asks_who_educates_the_child_and_for_how_long_once_it_is_law(people: People) -> None:
    commence(reform.REGISTER)
    case = people.told(FROM)
    assert due(case)["register_due"] == date(2026, 11, 24)
    assert lacking(people, case) == ["An address of the child", WHO]
    assert hours_asked(people, case) == ["Enter the hours a week with the parents"]
    case.refresh_from_db()
    said = {"who": "The mother", "parents_hours": 20}
    cases.take(case, pathway.RECORD_TIME, by=people.officer, on=TODAY, at=moment(TODAY), facts=said)
    assert "register_due" not in due(case)
    assert lacking(people, case) == ["An address of the child"]


def test_of_whom_we_knew_before_the_register_lacks_the_same_and_no_day_hangs_on_it(people: People) -> None:
    case = people.told(BEFORE)
    assert (lacking(people, case), hours_asked(people, case)) == ([], [])
    commence(reform.REGISTER, TODAY)
    assert (lacking(people, case), "register_due" in due(case)) == (["An address of the child", WHO], False)
    change_rule(reform.REGISTER.rule, "no", from_on=TODAY, reason="Postponed", replacing="yes")
    assert lacking(people, case) == []


def test_what_began_before_the_day_goes_on_as_it_began(people: People) -> None:
    for one in reform.ALL:
        commence(one)
    protect(people)
    case = people.told(BEFORE)
    assert (challenged(case), due(case).get("visit_due")) == ("", None)


def test_a_day_that_is_put_right_moves_the_visit_with_it(people: People) -> None:
    commence(reform.VISIT)
    case = people.told(FROM)
    told = case.events.get(step="tell")
    facts = actions.correct_told(case, told, on=BEFORE, facts=told.facts, by=people.officer, data=None)
    assert (facts["registered_on"], facts["register_from"]) == (None, None)
    facts = actions.correct_told(case, told, on=date(2026, 11, 10), facts=told.facts, by=people.officer, data=None)
    assert facts["registered_on"] == "2026-11-10"


@pytest.mark.parametrize("kind", [VulnerabilityKind.CHILD_PROTECTION, VulnerabilityKind.SECTION_47])
def test_a_school_is_told_that_consent_is_needed_and_never_why(people: People, kind: str) -> None:
    commence(reform.CONSENT)
    protect(people, kind)
    said = challenged(people.told(FROM))
    assert NEW_CONSENT in said
    assert not any(word in said.lower() for word in ("protection", "enquir", "47"))


def test_enquiries_that_ended_before_need_no_consent_and_those_that_end_that_day_do(people: People) -> None:
    commence(reform.CONSENT)
    protect(people, VulnerabilityKind.SECTION_47, BEFORE)
    assert challenged(people.told(FROM)) == ""
    people.child = people.pupil("Until")
    protect(people, VulnerabilityKind.SECTION_47, FROM)
    assert NEW_CONSENT in challenged(people.told(FROM))


def test_consent_takes_the_place_of_the_rule_on_special_schools(people: People) -> None:
    commence(reform.CONSENT)
    said = challenged(people.told(FROM, special_place=True))
    assert (NEW_CONSENT in said, "reg 9(2)" in said) == (True, False)


def test_a_hand_over_for_an_order_names_the_new_process_since_it_is_law(people: People) -> None:
    case = people.told(BEFORE)
    for key in ("check_safety", "find_unsuitable"):
        case.refresh_from_db()
        step = pathway.EHE.step(key)
        cases.take(case, step, by=people.officer, on=BEFORE, at=moment(BEFORE), reason="So" if step.reason else "")
    for on in (BEFORE, FROM):
        if on == FROM:
            commence(reform.ORDER)
        case.refresh_from_db()
        actions.ask_for_order(
            case, pathway.ORDER, data={}, by=people.officer, on=on, at=moment(on), reason="Nothing came."
        )
    said = list(HandOver.objects.order_by("pk").values_list("reason", flat=True))
    assert ["new process" in one for one in said] == [False, True]


def test_the_page_counts_whom_each_would_concern_and_how_it_stands(people: People) -> None:
    commence(reform.REGISTER, date(2027, 1, 4))
    protect(people)
    half = {"kind": OfferKind.REDUCED, "minutes": [150, 0] * 5, "from_on": BEFORE, "to_on": None, "source": "Example"}
    make_offer(make.child("Half", "Inschool", date(2014, 1, 2)), people.school, by=people.officer, **half)
    people.told(FROM)
    never = make.child("Never", "Enrolled", date(2015, 1, 2))
    told = told_of_home(told_by=ToldBy.PARENT, special_place=True)
    actions.tell(never, None, told=told, by=people.officer, on=BEFORE, at=moment(BEFORE), origin="council")
    page = make.signed_in(people.officer).get(reverse("ehe:reform"))
    shown = [(one["stands"][0], [row["value"] for row in one["rows"]]) for one in page.context["provisions"]]
    assert shown == [
        ("In force from 4 January 2027", ["2", "2", "1", "2", "1"]),
        ("Off: no commencement date is set", ["1", "1", "0"]),
        ("Off: no commencement date is set", ["2", "2"]),
        ("Off: no commencement date is set", ["0", "0"]),
    ]
    assert [one["rule_url"] for one in page.context["provisions"]] == [""] * 4


def test_a_provision_that_is_set_back_to_no_is_off_again(people: People) -> None:
    commence(reform.VISIT, BEFORE)
    change_rule(reform.VISIT.rule, "no", from_on=FROM, reason="Postponed")
    assert reform.stands(reform.VISIT, TODAY)[0] == "Off: no commencement date is set"
    assert due(people.told(FROM)).get("visit_due") is None
