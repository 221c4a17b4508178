"""Several suspensions of a child at one school: none puts off or ends what is owed for another, and each step says
which it is about."""

from datetime import date
from typing import Any

import pytest

from exclusions.permanent import pathway as permanent
from exclusions.suspensions import pathway, step_forms
from exclusions.suspensions.models import Suspension
from exclusions.suspensions.queries import dates_for_school
from oxle.cases import actions as cases
from oxle.cases.challenges import AnswerForm, challenges_of, waiting
from oxle.cases.forms import putting_right
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from tests.exclusions.make import People, arranged, moment, suspended

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)


@pytest.fixture
def people() -> People:
    return People()


def owed(case: Case | None, clock: str) -> list[tuple[str, date | None, str]]:
    """The runs of a clock: about which, by when, and how each stands."""
    assert case is not None
    rows = case.deadlines.filter(clock=clock).select_related("event").order_by("event__order")
    return [(row.event.facts.get("about", ""), row.due_on, row.state) for row in rows]


def form(form_class: Any, step: Step, case: Case | None, data: dict[str, Any] | None = None) -> Any:
    return form_class(data, step=step, case=case, parties=[], on=TODAY)


def day(on: date, name: str = "on") -> dict[str, Any]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def take(people: People, case: Case | None, step: Step, facts: dict[str, Any] | None = None, reason: str = "") -> None:
    assert case is not None
    case.refresh_from_db()
    cases.take(case, step, by=people.officer, on=TODAY, at=moment(TODAY), facts=facts, reason=reason)


def sixteen_days_and_one_more(people: People) -> tuple[Suspension, Suspension]:
    """Both above fifteen days in the period, so the governors must meet on each."""
    first = suspended(people, date(2026, 9, 14), date(2026, 10, 5), governors_told_on=date(2026, 9, 14))
    return first, suspended(people, date(2026, 10, 12), date(2026, 10, 12), governors_told_on=date(2026, 10, 12))


def test_a_further_suspension_does_not_put_off_the_governors_day_of_the_one_before(people: People) -> None:
    first, second = sixteen_days_and_one_more(people)
    assert owed(second.case, "meeting") == [
        (first.reference, date(2026, 10, 5), "running"),
        (second.reference, date(2026, 11, 10), "running"),
    ]


def test_a_decision_ends_what_the_governors_decided_on_and_nothing_else(people: People) -> None:
    first, second = sixteen_days_and_one_more(people)
    said = {**day(TODAY), "about": [first.reference], "decision": "upheld", "attended": "Three governors."}
    decided = form(step_forms.DecidedForm, pathway.DECIDED, second.case, said)
    assert decided.is_valid(), decided.errors
    take(people, second.case, pathway.DECIDED, decided.facts())
    assert [state for _, _, state in owed(second.case, "meeting")] == ["met", "running"]
    # What is left is not asked about.
    again = form(step_forms.DecidedForm, pathway.DECIDED, second.case, {**said, "about": []})
    assert "about" not in again.fields
    assert again.is_valid()
    assert again.facts()["about"] == second.reference


def test_one_meeting_can_decide_on_several(people: People) -> None:
    first, second = sixteen_days_and_one_more(people)
    both = [first.reference, second.reference]
    said = {**day(TODAY), "about": both, "decision": "upheld", "attended": "Three governors."}
    decided = form(step_forms.DecidedForm, pathway.DECIDED, second.case, said)
    assert decided.is_valid(), decided.errors
    take(people, second.case, pathway.DECIDED, decided.facts())
    assert [state for _, _, state in owed(second.case, "meeting")] == ["met", "met"]


def test_a_further_run_leaves_day_6_of_the_one_before_overdue_until_it_is_said_what_became_of_it(
    people: People,
) -> None:
    first = suspended(people, date(2026, 10, 15), date(2026, 10, 23))
    second = suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    assert [state for _, _, state in owed(second.case, "day_six")] == ["running", "running"]
    begun = form(step_forms.BeginForm, pathway.BEGIN, second.case, {**day(TODAY), "confirmed_by": "The tutor"})
    assert begun.errors["about"] == ["Select which suspension is meant"]
    arranged(people, second, date(2026, 11, 13), date(2026, 11, 16))
    take(people, second.case, pathway.BEGIN, {"about": second.reference})
    assert owed(second.case, "day_six")[0] == (first.reference, date(2026, 10, 22), "running")
    take(people, second.case, pathway.END_EDUCATION, {"about": first.reference}, "It was over before anybody came.")
    assert [state for _, _, state in owed(second.case, "day_six")] == ["met", "met"]


def test_what_an_officer_ended_for_one_suspension_is_not_owed_anew_when_another_is_told(people: People) -> None:
    first = suspended(people, date(2026, 10, 15), date(2026, 10, 23))
    take(people, first.case, pathway.END_EDUCATION, {"about": first.reference}, "Work is sent home.")
    suspended(people, date(2026, 11, 30), date(2026, 12, 8))
    assert [about for about, _, _ in owed(first.case, "day_six")].count(first.reference) == 1


# --- challenges -----------------------------------------------------------------------------------------------------


def two_told_late(people: People) -> tuple[Suspension, Suspension]:
    first = suspended(people, date(2026, 11, 17), date(2026, 11, 17), on=date(2026, 11, 20))
    return first, suspended(people, date(2026, 11, 19), date(2026, 11, 19), on=date(2026, 11, 23))


def test_an_officers_challenge_is_about_one_suspension_and_reaches_the_school(people: People) -> None:
    first, second = two_told_late(people)
    first.case.refresh_from_db()  # type: ignore[union-attr]
    said = {**day(TODAY), "about": first.reference, "reason": "It was to cool off."}
    challenge = form(step_forms.SuspensionChallengeForm, pathway.CHALLENGE, second.case, said)
    assert challenge.fields["about"].initial == second.reference
    assert challenge.is_valid(), challenge.errors
    take(people, second.case, pathway.CHALLENGE, challenge.facts(), said["reason"])
    assert "It was to cool off." in [one.why for one in waiting(second.case, first.reference)]


def test_an_answer_about_one_leaves_the_date_of_the_other_running(people: People) -> None:
    first, second = two_told_late(people)
    assert [state for _, _, state in owed(second.case, "challenge_answer")] == ["running", "running"]
    take(people, second.case, pathway.ANSWER_CHALLENGE, {"about": first.reference, "answer": "No.", "ends": "stands"})
    assert [state for _, _, state in owed(second.case, "challenge_answer")] == ["met", "running"]
    assert [one.answer is None for one in challenges_of(second.case)] == [False, True]


def test_an_officer_who_ends_one_of_two_challenges_is_asked_which(people: People) -> None:
    _, second = two_told_late(people)
    said = {**day(TODAY), "answer": "The office was closed.", "ends": "explained"}
    asked = form(AnswerForm, pathway.ANSWER_CHALLENGE, second.case, said)
    assert asked.errors["about"] == ["Select which challenge ends"]
    asked = form(AnswerForm, pathway.ANSWER_CHALLENGE, second.case, {**said, "about": second.reference})
    assert asked.is_valid(), asked.errors
    take(people, second.case, pathway.ANSWER_CHALLENGE, asked.facts())
    assert [one.answer is None for one in challenges_of(second.case)] == [True, False]


def test_what_a_step_was_about_stays_when_it_is_put_right(people: People) -> None:
    _, second = two_told_late(people)
    right = form(putting_right(AnswerForm), pathway.ANSWER_CHALLENGE, second.case)
    assert "about" not in right.fields


def test_a_challenge_of_another_day_does_not_put_off_the_answer_to_the_one_before(people: People) -> None:
    case = people.tell(on=date(2026, 11, 12))
    take(people, case, permanent.CHALLENGE, reason="The parents were told to keep the child at home.")
    assert [(on, state) for _, on, state in owed(case, "challenge_answer")] == [
        (date(2026, 11, 19), "running"),
        (date(2026, 12, 4), "running"),
    ]


def test_a_school_reads_on_the_page_of_one_what_is_owed_for_it_and_for_its_run_and_no_answer_about_another(
    people: People,
) -> None:
    first = suspended(people, date(2026, 11, 17), date(2026, 11, 19), on=date(2026, 11, 20))
    second = suspended(people, date(2026, 11, 20), date(2026, 11, 25), on=date(2026, 11, 24))

    def shown(one: Suspension) -> list[tuple[str, date | None]]:
        one.refresh_from_db()
        clocks = ("challenge_answer", "day_six")
        return [(row.clock, row.due_on) for row in dates_for_school(one) if row.clock in clocks]

    day_six = ("day_six", date(2026, 11, 24))
    assert shown(first) == [day_six, ("challenge_answer", date(2026, 11, 27))]
    assert shown(second) == [day_six, ("challenge_answer", date(2026, 12, 1))]
