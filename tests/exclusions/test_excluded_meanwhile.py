"""A school that moves or directs a pupil whom it has excluded meanwhile is asked; what it tells is received."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.managed_moves.forms import ManagedMoveForm
from exclusions.open_beside import AsksOfMoves
from exclusions.permanent import pathway
from exclusions.permanent.review_forms import AskReviewForm
from exclusions.permanent.words import WORDS
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from tests import make
from tests.exclusions.make import People, directed, moment, moving, suspended

pytestmark = pytest.mark.django_db
STARTS_ON, ENDS_ON = date(2026, 12, 7), date(2026, 12, 18)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


def asked(case: Case) -> str:
    """What was challenged."""
    return " ".join(one.why for one in challenges_of(case))


def test_a_direction_of_a_pupil_who_is_permanently_excluded_is_received_and_challenged(people: People) -> None:
    excluded = people.tell()
    said = asked(directed(people, STARTS_ON, ENDS_ON))
    assert f"The pupil is permanently excluded by this school since 9 November 2026 ({excluded.reference})" in said
    assert "a direction off site cannot stand beside that" in said


def test_a_direction_on_days_of_a_suspension_is_challenged_and_one_after_it_is_not(people: People) -> None:
    suspended(people, date(2026, 11, 24), STARTS_ON)
    said = asked(directed(people, STARTS_ON, ENDS_ON))
    assert "The pupil is suspended by this school until 7 December 2026" in said


def test_a_direction_that_begins_after_a_suspension_is_not_challenged(people: People) -> None:
    suspended(people, date(2026, 11, 24), date(2026, 12, 4))
    assert asked(directed(people, STARTS_ON, ENDS_ON)) == ""


def test_a_managed_move_of_a_pupil_who_is_permanently_excluded_is_received_and_challenged(people: People) -> None:
    people.tell()
    assert "a managed move cannot stand beside that" in asked(moving(people, STARTS_ON))


def test_another_school_s_exclusion_is_nothing_that_this_school_is_told(people: People) -> None:
    people.tell()
    people.school = make.school("Another School")
    people.head = make.user("head", people.school.organisation, name="Another head")
    make.enrolled(people.child, people.school, date(2026, 11, 23), kind="subsidiary")
    assert asked(directed(people, STARTS_ON, ENDS_ON)) == ""


def typed_day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_a_managed_move_to_a_school_for_other_ages_is_asked_about(people: People) -> None:
    primary = make.school("A Primary School", lowest_age=4, highest_age=11)
    typed = {
        "pupil_view": "Fine.", "sen": "none", "social_worker": "no", "reasons": "A start.", "plan": "A mentor.",
        "to_school": primary.key, "to_name": "", "in_writing": "no", **typed_day("starts_on", STARTS_ON),
        **typed_day("decided_on", date(2026, 11, 27)),
    }  # fmt: skip

    def form(**more: Any) -> ManagedMoveForm:
        return ManagedMoveForm(typed | more, on=date(2026, 11, 27), school=people.school, child=people.child)

    said = str(form().errors["to_school"])
    assert "A Primary School is for ages 4 to 11" in said
    meant = form(**{f"to_school_meant_{primary.key}": "on"})
    assert meant.is_valid(), meant.errors
    assert meant.told()["to_school"] == primary
    assert not [name for name in meant.told() if name.startswith("to_school_meant")]
    client = make.signed_in(people.head)
    page = client.post(reverse("exclusions:managed_moves:notice", args=[people.child.key]), typed).content.decode()
    assert "A Primary School is meant all the same" in page


def test_a_review_that_is_asked_for_after_the_last_day_is_received_only_with_a_reason(people: People) -> None:
    case, told_on = people.tell(), date(2026, 11, 20)
    said = {"parents_told_on": told_on.isoformat()}
    cases.take(case, pathway.UPHOLD, by=people.officer, on=told_on, at=moment(told_on), facts=said)
    case.refresh_from_db()
    last_on = case.deadlines.get(clock="review_window").due_on
    assert last_on == date(2026, 12, 11)

    def form(on: date, **more: str) -> AskReviewForm:
        data = {**typed_day("on", on), "posted": "no", **more}
        return AskReviewForm(data, on=date(2026, 12, 18), case=case, step=pathway.ASK_REVIEW, parties=())

    assert form(last_on).is_valid()
    late = form(date(2026, 12, 15))
    assert "A review could be asked for until 11 December 2026" in str(late.errors["late_because"])
    meant = form(date(2026, 12, 15), late_because="Discrimination is claimed.")
    assert meant.is_valid(), meant.errors
    on = date(2026, 12, 15)
    event = cases.take(case, pathway.ASK_REVIEW, by=people.officer, on=on, at=moment(on), facts=meant.facts())
    assert "After the last day, received because: Discrimination is claimed." in WORDS["ask_review"](event)


def test_whoever_closes_while_a_move_or_a_direction_is_open_reads_of_it_and_says_why_it_goes_on(people: People) -> None:
    excluded = people.tell()

    def closing(**typed: str) -> AsksOfMoves:
        data = {"on_day": "27", "on_month": "11", "on_year": "2026", "reason": "The family moved.", **typed}
        on = date(2026, 11, 27)
        return AsksOfMoves(data, on=on, case=excluded, step=pathway.PERMANENT.step("leave"), parties=())

    assert closing().is_valid()
    direction = directed(people, STARTS_ON, ENDS_ON)
    asked_why = closing()
    said = f"Still open for this child: Off-site direction {direction.reference} ({direction.stage_label})."
    assert said in asked_why.fields["on"].help_text
    assert said in str(asked_why.errors["goes_on"])
    answered = closing(goes_on="Until Christmas.")
    assert answered.is_valid()
    assert answered.facts()["goes_on"] == "Until Christmas."
