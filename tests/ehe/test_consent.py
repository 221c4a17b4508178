"""Consent to withdraw a child from school: of whom it is needed, who asks, what is decided, what the school reads."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ehe import consent, pathway, reform
from ehe.models import ToldBy
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.correspondence.models import Letter, Message
from oxle.people.models import Vulnerability, VulnerabilityKind
from tests import make
from tests.ehe.make import People, moment, sent_form
from tests.ehe.test_pages import post

pytestmark = pytest.mark.django_db
ON, LATER, TODAY = date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 20)
STEPS = (pathway.ASK_CONSENT, pathway.GIVE_CONSENT, pathway.REFUSE_CONSENT)
WHY = "The child protection conference advises against it."
WORDS = "They teach at home from January, with an aunt."


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def commence(on: date = ON) -> None:
    change_rule(reform.CONSENT.rule, "yes", from_on=on, reason="Commencement regulations")


def protect(people: People) -> None:
    Vulnerability.objects.create(
        child=people.child, kind=VulnerabilityKind.CHILD_PROTECTION, from_on=date(2026, 1, 5), source="Social care"
    )


def protected(people: People, **changes: Any) -> Case:
    """The case of a child with a child protection plan, once the Act is in force."""
    commence()
    protect(people)
    return people.told(ON, **changes)


def take(people: People, case: Case, key: str, on: date = LATER, **facts: Any) -> None:
    case.refresh_from_db()
    step = pathway.EHE.step(key)
    said = {"reason": WHY} if step.reason else {}
    cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, **said)


def asked(people: People, case: Case) -> Case:
    take(people, case, "ask_consent", who="parents", words=WORDS)
    case.refresh_from_db()
    return case


def decided(people: People, case: Case, key: str) -> Case:
    take(people, asked(people, case), key, TODAY)
    case.refresh_from_db()
    return case


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def offered(people: People, case: Case) -> set[str]:
    """Which of the three steps the page of a case offers."""
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    return {one.key for one in STEPS if one.label in page}


def test_consent_is_needed_of_a_protected_child_once_that_is_law_and_of_a_special_place_today(people: People) -> None:
    protect(people)
    case = people.told(ON)
    assert (offered(people, case), consent.rows_of(case, TODAY)) == (set(), [])
    with pytest.raises(Refused):
        take(people, case, "ask_consent")
    people.child = people.pupil("Elm")
    assert offered(people, people.told(ON, special_place=True)) == {"ask_consent"}
    commence(TODAY)
    assert offered(people, case) == {"ask_consent"}
    people.child = people.pupil("Birch")
    assert offered(people, people.told(ON)) == set()


def test_the_school_asks_in_its_portal_and_the_council_owes_its_decision(people: People) -> None:
    case, head = protected(people), make.signed_in(people.head)
    sent = reverse("ehe:sent", args=[case.key])
    page = head.get(sent)
    assert page.context["consent"]["tag"] == ("Not asked for", "red")
    address = reverse("ehe:ask_consent", args=[case.key])
    assert address in page.text
    assert "words" in post(head, address, words="").context["form"].errors
    assert post(head, address, words=WORDS).headers["Location"] == sent
    event = case.events.get(step="ask_consent")
    assert (event.by, event.on, event.facts) == (people.head, TODAY, {"who": "school", "words": WORDS})
    assert due(case)["consent_decision"] == date(2026, 12, 4)
    means = head.get(sent).context["consent"]["means"]
    assert means == (
        "The council was asked on 20 November 2026, and decides by 4 December 2026. Keep the name on your roll."
    )
    # Twice is once, and another school's is a stranger's.
    assert head.get(address).context["late"].title == "Consent is not to be asked for now"
    other = make.user("head", make.school("Far School", urn="100099").organisation, name="Far Head")
    assert make.signed_in(other).get(address).status_code == 404


def test_the_time_for_the_decision_is_a_dated_setting(people: People) -> None:
    change_rule(pathway.CONSENT_DECISION.limit, "5 working days", from_on=ON, reason="Regulations")  # type: ignore[arg-type]
    assert due(asked(people, protected(people)))["consent_decision"] == date(2026, 11, 23)


def test_an_officer_records_that_the_parents_asked(people: People) -> None:
    case = protected(people)
    address = reverse("cases:step", args=[case.key, "ask_consent"])
    typed = {"on_day": "16", "on_month": "11", "on_year": "2026", "words": WORDS, "version": case.version}
    officer = make.signed_in(people.officer)
    assert set(officer.post(address, typed).context["form"].errors) == {"who"}
    officer.post(address, {**typed, "who": "parents"})
    assert due(case)["consent_decision"] == date(2026, 11, 30)
    timeline = officer.get(reverse("cases:timeline", args=[case.key])).text
    assert f"The parents. {WORDS}" in timeline
    assert offered(people, case) == {"give_consent", "refuse_consent"}


def test_what_was_decided_the_school_reads_and_never_why(people: People) -> None:
    case, head = decided(people, protected(people), "refuse_consent"), make.signed_in(people.head)
    assert "consent_decision" not in due(case)
    page = head.get(reverse("ehe:sent", args=[case.key]))
    assert page.context["consent"]["tag"] == ("Refused", "red")
    assert "did not consent on 20 November 2026. Keep the name on your roll." in page.context["consent"]["means"]
    assert "The council does not consent" in page.text
    assert (WHY in page.text, WORDS in page.text, "protection" in page.text.lower()) == (False, False, False)
    mine = Message.objects.filter(kind="ehe.consent_decided")
    assert {one.user for one in mine} == {people.head, people.lead}


def test_the_parents_have_a_letter_with_the_reasons(people: People) -> None:
    decided(people, protected(people), "refuse_consent")
    (letter,) = Letter.objects.filter(kind="ehe.consent_refused")
    assert (letter.adult, letter.context["reasons"]) == (people.child.relationships.get().adult, WHY)


def test_once_it_is_given_the_name_can_come_off_and_what_was_asked_for_want_of_it_ends(people: People) -> None:
    case = protected(people)
    assert "Do not take the name off" in case.events.get(step="challenge").reason
    decided(people, case, "give_consent")
    page = make.signed_in(people.head).get(reverse("ehe:sent", args=[case.key]))
    assert page.context["consent"]["tag"] == ("Given", "green")
    assert "The name can come off your roll once the parents have written" in page.context["consent"]["means"]
    assert (page.context["answer_url"], {"challenge_answer", "consent_decision"} & set(due(case))) == ("", set())
    end = case.events.get(step="answer_challenge")
    assert (end.by, end.facts["answer"]) == (None, "The council consented on 20 November 2026.")
    # Nobody is challenged for want of it again, whoever tells.
    people.told(TODAY, told_by=ToldBy.PARENT, special_place=True)
    assert case.events.filter(step="challenge").count() == 1


def test_nobody_is_challenged_for_want_of_consent_that_was_given_also_once_another_rule_asks_for_it(
    people: People,
) -> None:
    case = decided(people, people.told(ON, special_place=True), "give_consent")
    commence(TODAY)
    people.told(TODAY, special_place=True)
    assert case.events.filter(step="challenge").count() == 1


def test_consent_ends_nothing_else_that_the_school_was_asked(people: People) -> None:
    case = decided(people, protected(people, order_open=True), "give_consent")
    assert not case.events.filter(step="answer_challenge").exists()
    assert make.signed_in(people.head).get(reverse("ehe:sent", args=[case.key])).context["answer_url"] != ""


def test_after_a_refusal_it_can_be_asked_for_again_and_after_consent_it_cannot(people: People) -> None:
    case = decided(people, protected(people), "refuse_consent")
    assert offered(people, case) == {"ask_consent"}
    decided(people, case, "give_consent")
    assert offered(people, case) == set()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (None, "and consent was not given"),
        ("refuse_consent", "and consent was not given"),
        ("give_consent", "before the council consented on 20 November 2026"),
    ],
)
def test_a_name_that_came_off_without_consent_is_challenged(people: People, key: str | None, said: str) -> None:
    case = protected(people)
    if key:
        decided(people, case, key)
    case.refresh_from_db()
    sent_form(case, people.head, TODAY, deleted_on=TODAY if key is None else LATER)
    assert said in case.events.filter(step="challenge").last().reason


def test_a_name_that_came_off_with_consent_is_not_challenged(people: People) -> None:
    case = decided(people, protected(people), "give_consent")
    sent_form(case, people.head, TODAY, deleted_on=TODAY)
    assert case.events.filter(step="challenge").count() == 1
