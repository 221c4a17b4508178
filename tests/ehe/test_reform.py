"""The Act of 2026 on children not in school: off, until somebody sets the day on which a provision commences."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ehe import actions, pathway, reform
from ehe.lawful import NEW_CONSENT
from ehe.models import ToldBy
from oxle.cases import actions as cases
from oxle.cases import duties
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
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
    assert [reform.stands(one, TODAY)[0] for one in reform.ALL] == ["Off: no commencement date is set"] * 5
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
        ("Off: no commencement date is set", ["2", "2", "0"]),
        ("Off: no commencement date is set", ["0"]),
        ("Off: no commencement date is set", ["0", "0"]),
    ]
    assert [one["rule_url"] for one in page.context["provisions"]] == [""] * 5


def test_a_provision_that_is_set_back_to_no_is_off_again(people: People) -> None:
    commence(reform.VISIT, BEFORE)
    change_rule(reform.VISIT.rule, "no", from_on=FROM, reason="Postponed")
    assert reform.stands(reform.VISIT, TODAY)[0] == "Off: no commencement date is set"
    assert due(people.told(FROM)).get("visit_due") is None


# --- a refused visit, and providers -----------------------------------------------------------------------------------


def offered(people: People, case: Case, step: Step) -> bool:
    """Whether the page of a case offers a step."""
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    return reverse("cases:step", args=[case.key, step.key]) in page


def take(people: People, case: Case, step: Step, on: date = FROM, **facts: Any) -> None:
    case.refresh_from_db()
    reason = "They wrote that nobody may come." if step.reason else ""
    taken = {"by": people.officer, "on": on, "at": moment(on), "reason": reason, "facts": facts}
    if step is pathway.PRELIMINARY:
        actions.ask_for_notice(case, step, data={}, **taken)
    else:
        cases.take(case, step, **taken)


def visited(people: People, answer: str, on: date = FROM) -> Case:
    case = people.told(on)
    take(people, case, pathway.CHECK_SAFETY, on, checked="All")
    take(people, case, pathway.OFFER_VISIT, on, answer=answer)
    return case


def test_a_refused_visit_is_handed_over_for_a_preliminary_notice_once_both_are_law_and_a_decision_is_due(
    people: People,
) -> None:
    commence(reform.VISIT)
    case = visited(people, "declined")
    with pytest.raises(Refused, match="The new process of School Attendance Orders is not in force"):
        take(people, case, pathway.PRELIMINARY, TODAY)
    assert not offered(people, case, pathway.PRELIMINARY)
    commence(reform.ORDER)
    assert offered(people, case, pathway.PRELIMINARY)
    take(people, case, pathway.PRELIMINARY, TODAY)
    assert due(case)["notice_answer"] == date(2026, 12, 5)
    [handed] = HandOver.objects.all()
    assert (handed.to_duty, case.stage) == (duties.ORDERS, "enquiry")
    assert handed.reason == (
        "The parents refused a visit. Hand over by the new process of the Act of 2026: a preliminary notice, which is "
        "answered within 15 calendar days, then a school nomination notice, and the order. They wrote that nobody may "
        "come."
    )
    take(people, case, pathway.FIND_SUITABLE, TODAY)
    assert "notice_answer" not in due(case)


@pytest.mark.parametrize(("answer", "on"), [("accepted", FROM), ("no_answer", FROM), ("declined", BEFORE)])
def test_a_visit_that_was_accepted_or_was_no_request_of_the_act_leads_to_no_preliminary_notice(
    people: People, answer: str, on: date
) -> None:
    commence(reform.VISIT)
    commence(reform.ORDER)
    case = visited(people, answer, on)
    with pytest.raises(Refused, match="refused no visit that was asked for since that is law"):
        take(people, case, pathway.PRELIMINARY, TODAY)
    assert not offered(people, case, pathway.PRELIMINARY)


def test_parents_who_accept_a_visit_after_all_have_refused_none_and_what_waits_is_withdrawn(people: People) -> None:
    commence(reform.VISIT)
    commence(reform.ORDER)
    case = visited(people, "declined")
    take(people, case, pathway.PRELIMINARY, TODAY)
    take(people, case, pathway.OFFER_VISIT, TODAY, answer="accepted")
    assert HandOver.objects.get().withdrawn
    assert not offered(people, case, pathway.PRELIMINARY)


def asked(people: People, case: Case, provider: str, day: int, month: int = 11) -> list[str]:
    """What the form says of the provider; nothing where it was recorded."""
    case.refresh_from_db()
    typed = {
        "on": f"{day}/{month}/2026",
        "provider": provider,
        "asked_for": "Whom it teaches.",
        "version": case.version,
    }
    url = reverse("cases:step", args=[case.key, pathway.ASK_PROVIDER.key])
    answer = make.signed_in(people.officer).post(url, typed)
    return answer.context["form"].errors.get("provider", []) if answer.status_code == 200 else []


def test_no_provider_is_asked_before_that_is_law(people: People) -> None:
    case = people.told(FROM)
    with pytest.raises(Refused, match="It is not law yet that a provider must answer"):
        take(people, case, pathway.ASK_PROVIDER, provider="The Workshop", asked_for="Whom it teaches.")
    assert not offered(people, case, pathway.ASK_PROVIDER)
    commence(reform.PROVIDERS)
    assert offered(people, case, pathway.ASK_PROVIDER)


def test_a_provider_is_not_asked_again_within_three_months_on_whichever_case_it_was(
    people: People,
) -> None:
    commence(reform.PROVIDERS)
    first = people.told(FROM)
    assert asked(people, first, " The  Workshop ", 9) == []
    people.child = people.pupil("Other")
    other = people.told(FROM)
    assert asked(people, other, "the workshop", 20) == [
        "This provider was asked on 9 November 2026. It is not asked again within 3 months"
    ]
    assert asked(people, other, "Another Workshop", 20) == []
    assert reform.asked_last("The Workshop", date(2027, 2, 8)) == FROM
    assert reform.asked_last("The Workshop", date(2027, 2, 9)) is None
