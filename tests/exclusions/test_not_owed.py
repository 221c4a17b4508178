"""A pupil of Year 11 who has sat every public examination is owed no education from day 6, and was until then."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from exclusions.fair_access import reporting
from exclusions.not_owed import EXAMS_OVER_ON, NotOwedForm, in_words
from exclusions.permanent import pathway, queries
from exclusions.permanent.panels import about
from exclusions.suspensions import pathway as suspended_pathway
from exclusions.suspensions.step_forms import EndEducationForm
from oxle.cases import actions as cases
from oxle.cases import revoking, taking_back
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.provision.exam_models import ExaminationsOver
from oxle.provision.ledger import lacking_on
from oxle.schooldays.wording import plain_day
from tests.exclusions.make import People, moment, suspended

pytestmark = pytest.mark.django_db
KNOWN_ON = date(2027, 6, 21)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2027-06-21T10:00:00+00:00")
    return People()


def day(on: date, name: str = "on") -> dict[str, Any]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def take(people: People, case: Case, step: Step, facts: dict[str, Any]) -> None:
    case.refresh_from_db()
    said = {"by": people.officer, "on": KNOWN_ON, "at": moment(KNOWN_ON), "reason": "The school says so."}
    cases.take(case, step, facts=facts, **said)


def in_year_11(people: People) -> Case:
    """Excluded on 7 June 2027, in the last year of compulsory schooling: day 6 is 14 June."""
    people.child.born_on = date(2011, 5, 4)
    people.child.save(update_fields=["born_on"])
    return people.tell(first_on=date(2027, 6, 7))


def said(over_on: date | None, ground: str = "exams") -> dict[str, Any]:
    over = day(over_on, "exams_over_on") if over_on else {}
    return {**day(KNOWN_ON), **over, "ground": ground, "reason": "The school says so."}


def not_owed(case: Case, over_on: date | None, ground: str = "exams") -> NotOwedForm:
    return NotOwedForm(said(over_on, ground), step=pathway.NOT_OWED, case=case, parties=[], on=KNOWN_ON)


def test_once_every_examination_was_sat_education_is_owed_no_more_and_was_until_then(people: People) -> None:
    case = in_year_11(people)
    assert due(case)["day_six"] == date(2027, 6, 14)
    for over_on, late in ((date(2027, 6, 11), False), (date(2027, 6, 18), True)):
        with transaction.atomic():
            form = not_owed(case, over_on)
            assert form.is_valid(), form.errors
            take(people, case, pathway.NOT_OWED, form.facts())
            assert {"day_six", "day_six_after", "arrangement"}.isdisjoint(due(case))
            assert case.deadlines.get(clock="day_six").met_on == over_on
            found = queries.day_six(case)
            assert (found.begun_on, found.not_owed_on, found.is_late(date(2027, 7, 1))) == (None, over_on, late)
            counted = reporting.periods(date(2027, 6, 30))[0].day_six
            assert (counted.in_time, counted.late, counted.missing) == (0, 0, int(late))
            rows = {row["key"]: row["value"] for row in about(case, people.officer)["rows"]}
            assert rows["Education has begun"] == [f"None is owed since {plain_day(over_on)}"]
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("over_on", "ground", "field", "words"),
    [
        (None, "exams", "exams_over_on", "Enter the day of the last examination"),
        (date(2027, 6, 18), "other", "exams_over_on", "Leave this empty, or answer above"),
        (date(2027, 6, 22), "exams", "exams_over_on", "must be today or in the past"),
    ],
)
def test_the_ground_is_said_with_the_day_of_the_last_examination(
    people: People, over_on: date | None, ground: str, field: str, words: str
) -> None:
    form = not_owed(in_year_11(people), over_on, ground)
    assert words in form.errors[field][0]


def test_a_pupil_of_another_year_is_owed_education_until_a_register_says_year_11(people: People) -> None:
    case = people.tell(first_on=date(2027, 6, 7))
    form = not_owed(case, date(2027, 6, 18))
    assert form.errors["ground"] == ["The pupil is not in Year 11 on 18 June 2027: education is owed"]
    people.child.enrolments.update(year_group="11")
    assert not_owed(case, date(2027, 6, 18)).is_valid()


def valid(form: NotOwedForm) -> NotOwedForm:
    assert form.is_valid(), form.errors
    return form


def over_on(case: Case) -> list[date]:
    return list(ExaminationsOver.objects.filter(source=case.reference).values_list("last_on", flat=True))


def test_the_ledger_of_hours_ends_with_the_last_examination_as_the_case_says_it_now(people: People) -> None:
    case, first, last = in_year_11(people), date(2027, 6, 7), date(2027, 6, 21)
    assert lacking_on([people.child.pk], first, last)[people.child.pk].days == 11
    take(people, case, pathway.NOT_OWED, valid(not_owed(case, date(2027, 6, 10))).facts())
    assert lacking_on([people.child.pk], first, date(2027, 6, 10))[people.child.pk].days == 4
    assert lacking_on([people.child.pk], first, last) == {}
    event = case.events.get(step=pathway.NOT_OWED.key)
    right = {"by": people.officer, "on": KNOWN_ON, "at": moment(KNOWN_ON), "reason": "A slip"}
    event = cases.correct(event, facts={EXAMS_OVER_ON.key: "2027-06-11"}, **right)
    assert over_on(case) == [date(2027, 6, 11)]
    # A case that was a mistake says nothing of anybody, until that is taken back.
    take(people, case, pathway.MISTAKE, {})
    assert over_on(case) == []
    taking_back.take_back(case, by=people.officer, at=moment(KNOWN_ON), reason="A slip")
    assert over_on(case) == [date(2027, 6, 11)]
    cases.correct(event, facts={"ground": "other", EXAMS_OVER_ON.key: None}, **right)
    assert over_on(case) == []


def test_recorded_by_mistake_it_is_taken_back_and_education_is_owed_as_before(people: People) -> None:
    case = in_year_11(people)
    before = due(case)
    take(people, case, pathway.NOT_OWED, valid(not_owed(case, date(2027, 6, 11))).facts())
    assert due(case) != before
    event = case.events.get(step=pathway.NOT_OWED.key)
    revoking.revoke(event, by=people.officer, at=moment(KNOWN_ON), reason="Another pupil’s")
    assert (due(case), over_on(case)) == (before, [])
    assert queries.day_six(case).not_owed_on is None
    assert reporting.periods(date(2027, 6, 30))[0].day_six.missing == 1


def test_so_it_is_with_a_suspension(people: People) -> None:
    people.child.born_on = date(2011, 5, 4)
    people.child.save(update_fields=["born_on"])
    case = suspended(people, date(2027, 6, 7), date(2027, 6, 18)).case
    assert case is not None
    assert due(case)["day_six"] == date(2027, 6, 14)
    step = suspended_pathway.END_EDUCATION
    form = EndEducationForm(said(date(2027, 6, 11)), step=step, case=case, parties=[], on=KNOWN_ON)
    assert form.is_valid(), form.errors
    take(people, case, step, form.facts())
    assert case.deadlines.get(clock="day_six").met_on == date(2027, 6, 11)
    assert over_on(case) == [date(2027, 6, 11)]
    take(people, case, suspended_pathway.MISTAKE, {})
    assert over_on(case) == []
    taking_back.take_back(case, by=people.officer, at=moment(KNOWN_ON), reason="A slip")
    assert over_on(case) == [date(2027, 6, 11)]
    event = case.events.get(step=step.key)
    revoking.revoke(event, by=people.officer, at=moment(KNOWN_ON), reason="Another pupil’s")
    assert (due(case)["day_six"], over_on(case)) == (date(2027, 6, 14), [])


def test_a_suspension_that_ended_without_the_education_owed_stops_its_day_6_and_the_school_is_challenged(
    people: People,
) -> None:
    one = suspended(people, date(2027, 6, 7), date(2027, 6, 16))
    case = one.case
    assert case is not None
    assert due(case)["day_six"] == date(2027, 6, 14)

    def form(on: date) -> EndEducationForm:
        typed = {**said(None, "missed"), **day(on)}
        return EndEducationForm(typed, step=suspended_pathway.END_EDUCATION, case=case, parties=[], on=KNOWN_ON)

    assert "The pupil is suspended until 16 June 2027" in str(form(date(2027, 6, 16)).errors["ground"])
    assert form(date(2027, 6, 17)).is_valid()
    meant = form(KNOWN_ON)
    assert meant.is_valid(), meant.errors
    take(people, case, suspended_pathway.END_EDUCATION, meant.facts())
    assert {"day_six", "further_notice"}.isdisjoint(due(case))
    [asked] = challenges_of(case)
    assert (
        "Education was owed from 14 June 2027, and had not begun when the suspension ended on 16 June 2027" in asked.why
    )
    ended = case.events.get(step="not_owed")
    assert in_words(ended) == "It was owed, and the suspension ended without it."
    case.refresh_from_db()
    revoking.revoke(ended, by=people.officer, at=moment(KNOWN_ON), reason="A slip.")
    assert [one.answer is None for one in challenges_of(case)] == [False]
