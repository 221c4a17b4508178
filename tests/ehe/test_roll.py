"""A name that comes off a register for home education without consent: by a return, and by what is recorded since."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cme import returning
from cme.grounds import HOME, NONE
from cme.models import Deletion
from ehe import consent, pathway, roll
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework, reads
from oxle.cases.models import Case
from oxle.correspondence.models import Message
from oxle.people.actions import school_life
from oxle.people.models import Enrolment, Vulnerability, VulnerabilityKind
from tests import make
from tests.ehe.make import People, moment, sent_form
from tests.ehe.test_consent import commence, decided, protect, protected

pytestmark = pytest.mark.django_db
ON, LATER, TODAY = date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 20)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def returned(people: People, *, on: date = TODAY, ground: str = HOME.key, deleted_on: date | None = None) -> Deletion:
    """The school returns that it took the child off its register."""
    said = {"ground": ground, "deleted_on": deleted_on or on, "destination": "At home."}
    return returning.tell_deleted(people.school, people.child, said, by=people.head, on=on, at=moment(on))


def without(case: Case) -> list[str]:
    """What was asked about a name that came off without consent."""
    reasons = case.events.filter(step="challenge").order_by("order").values_list("reason", flat=True)
    return [why for why in reasons if "consent is needed first. The name came off" in why]


def stands(person: User, page: str) -> list[str]:
    table = make.signed_in(person).get(reverse(page)).context["table"]
    return [row.record.stands for row in table.rows]


def test_a_return_for_home_education_without_the_consent_that_was_needed_is_challenged_and_says_so(
    people: People,
) -> None:
    case = protected(people)
    returned(people)
    (why,) = without(case)
    assert why.startswith("The council’s consent is needed first. The name came off the roll on 20 November 2026, and")
    assert stands(people.head, "cme:my_returns") == ["Answer the council"]
    assert stands(make.user("tracking_officer"), "cme:returns") == ["Challenged"]
    page = make.signed_in(people.head).get(reverse("cme:my_returns")).text
    assert roll.CONTESTED in page
    assert f'href="{reverse("ehe:sent", args=[case.key])}"' in page
    assert "protection" not in page


@pytest.mark.parametrize("ends", ["put_right", "stands"])
def test_such_a_return_is_challenged_until_that_ends_with_a_good_reason(people: People, ends: str) -> None:
    case = protected(people)
    returned(people)
    case.refresh_from_db()
    said: dict[str, Any] = {"answer": "It is on again.", "ends": ends}
    cases.take(case, pathway.ANSWER_CHALLENGE, by=people.officer, on=TODAY, at=moment(TODAY), facts=said)
    expected = "Incomplete" if ends == "put_right" else "Challenged"
    assert stands(people.head, "cme:my_returns") == [expected]


def test_a_return_on_another_ground_or_with_consent_is_not_challenged_for_want_of_it(people: People) -> None:
    case = decided(people, protected(people), "give_consent")
    returned(people)
    assert without(case) == []
    other = people.pupil("Elm")
    people.child = other
    protect(people)
    case = people.told(ON)
    returned(people, ground=NONE)
    assert without(case) == []


def test_what_was_returned_before_anybody_told_of_home_education_is_asked_about_once_the_case_opens(
    people: People,
) -> None:
    commence()
    protect(people)
    returned(people, on=LATER)
    case = people.told(TODAY)
    assert ["16 November 2026" in why for why in without(case)] == [True]


def test_a_return_of_a_time_before_the_child_was_on_the_register_again_is_not_asked_about(people: People) -> None:
    commence()
    protect(people)
    returned(people, on=ON)
    Enrolment.objects.filter(child=people.child).update(to_on=ON)
    Enrolment.objects.create(child=people.child, school=people.school, from_on=LATER)
    assert without(people.told(TODAY)) == []


def test_the_exit_form_and_the_return_of_one_name_are_asked_about_once(people: People) -> None:
    case = protected(people)
    returned(people)
    case.refresh_from_db()
    sent_form(case, people.head, TODAY, deleted_on=TODAY)
    assert len(without(case)) == 1


def plan(people: People, from_on: date, kind: str = VulnerabilityKind.CHILD_PROTECTION) -> Vulnerability:
    """A child protection plan or enquiries, recorded today."""
    said: dict[str, Any] = {"source": "Social care", "by": people.officer, "on": TODAY}
    return school_life.add_vulnerability(people.child, kind=kind, from_on=from_on, **said)


def test_a_plan_that_begins_while_the_name_is_on_the_roll_asks_the_school_to_keep_it_and_tells_whoever_has_the_case(
    people: People,
) -> None:
    commence()
    case = people.told(ON)
    manager = make.user("manager")
    said: dict[str, Any] = {"on": ON, "at": moment(ON), "reason": "Theirs."}
    case.refresh_from_db()
    casework.allocate(case, to=people.officer, by=manager, **said, version=case.version)
    plan(people, LATER)
    plan(people, TODAY, VulnerabilityKind.SECTION_47)
    (event,) = case.events.filter(step="challenge")
    assert "The council’s consent is needed first" in event.reason
    assert "protection" not in event.reason
    sent = Message.objects.filter(kind="ehe.consent_needed")
    assert [(one.user, one.reference) for one in sent] == [(people.officer, case.reference)]
    case.refresh_from_db()
    assert consent.for_school(case, TODAY) is not None


def test_of_a_plan_on_a_case_that_nobody_has_whoever_works_on_its_teams_inbox_is_written_to_else_the_managers(
    people: People,
) -> None:
    commence()
    make.user("manager")
    first = people.told(ON)
    plan(people, TODAY)
    assert first.team is not None
    there = make.user("ehe_officer", at=first.team, name="Home Officer")
    people.child = people.pupil("Elm")
    second = people.told(ON)
    plan(people, TODAY)
    sent = Message.objects.filter(kind="ehe.consent_needed").order_by("pk")
    assert [(one.reference, one.user == there, one.user in reads.managers()) for one in sent] == [
        (first.reference, False, True),
        (second.reference, True, False),
    ]


def test_a_plan_that_begins_once_the_name_is_off_asks_nothing_of_the_school(people: People) -> None:
    commence()
    case = people.told(ON)
    sent_form(case, people.head, LATER, deleted_on=LATER)
    plan(people, TODAY)
    case.refresh_from_db()
    assert without(case) == []
    assert not case.events.filter(step="challenge", reason__contains="consent").exists()
    assert consent.for_school(case, TODAY) is None
    assert consent.off_since(case) == LATER


def test_a_form_that_comes_after_a_plan_began_is_asked_about_only_where_the_name_came_off_once_it_was_in_force(
    people: People,
) -> None:
    commence()
    case = people.told(ON)
    plan(people, TODAY)
    case.refresh_from_db()
    sent_form(case, people.head, TODAY, deleted_on=LATER)
    assert without(case) == []


def test_consent_that_is_asked_for_already_is_not_asked_for_again_by_what_is_recorded_later(people: People) -> None:
    case = protected(people)
    count = case.events.filter(step="challenge").count()
    case.refresh_from_db()
    cases.take(
        case, pathway.EHE.step(consent.ASK), by=people.officer, on=LATER, at=moment(LATER),
        facts={"who": "parents", "words": "In January."},
    )  # fmt: skip
    plan(people, LATER, VulnerabilityKind.SECTION_47)
    assert case.events.filter(step="challenge").count() == count
