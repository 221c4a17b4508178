"""An examination or test inside an exclusion: the governors decide before it where they can, and are asked if not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exclusions import exam_challenges, exams
from exclusions.governors import queries as governors
from exclusions.permanent import pathway as permanent
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions import actions
from exclusions.suspensions import pathway as suspensions
from exclusions.suspensions.models import Suspension
from oxle.cases import actions as cases
from oxle.cases.challenges import Challenge, challenges_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, suspended

pytestmark = pytest.mark.django_db
EXAM_ON = date(2026, 11, 18)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def excluded(people: People) -> Case:
    return people.tell(exam_on=EXAM_ON)


@pytest.fixture
def out(people: People) -> Suspension:
    """From 16 to 19 November, over the examination."""
    return suspended(people, date(2026, 11, 16), date(2026, 11, 19), exam_missed=True, exam_on=EXAM_ON)


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def take(people: People, case: Case, step: Step, on: date, *, at: date | None = None, **facts: Any) -> Event:
    case.refresh_from_db()
    return cases.take(case, step, by=people.officer, on=on, at=moment(at or on), facts=facts)


def asked(case: Case) -> list[Challenge]:
    """What was asked because of the examination."""
    return [one for one in challenges_of(case) if "examination" in one.why]


def decided(people: People, out: Suspension, on: date, *, at: date | None = None) -> Event:
    return take(people, out.case, suspensions.DECIDED, on, at=at, decision="upheld", about=[out.reference])


def test_governors_decide_on_the_day_before_the_examination_at_the_latest(excluded: Case) -> None:
    assert (due(excluded)["before_exam"], due(excluded)["governors"]) == (EXAM_ON - DAY, date(2026, 11, 30))


def test_so_they_do_of_a_suspension_and_beside_it_within_15_school_days(out: Suspension) -> None:
    assert (due(out.case)["before_exam"], due(out.case)["meeting"]) == (EXAM_ON - DAY, date(2026, 12, 7))


def test_where_none_is_missed_there_is_no_such_clock(people: People) -> None:
    assert "before_exam" not in due(people.tell())


def test_a_meeting_on_the_day_of_the_examination_is_challenged_at_once_and_one_before_it_is_not(
    people: People, excluded: Case
) -> None:
    take(people, excluded, permanent.CALL_GOVERNORS, FIRST_ON, meeting_on=(EXAM_ON - DAY).isoformat())
    assert asked(excluded) == []
    take(people, excluded, permanent.CALL_GOVERNORS, FIRST_ON, meeting_on=EXAM_ON.isoformat())
    assert [one.about for one in asked(excluded)] == ["exam"]
    take(people, excluded, permanent.CALL_GOVERNORS, FIRST_ON, meeting_on=(EXAM_ON - DAY).isoformat())
    assert [one.answer is None for one in asked(excluded)] == [False]


def test_once_the_day_has_come_without_a_decision_the_service_asks_once(excluded: Case) -> None:
    exam_challenges.challenge_passed(moment(EXAM_ON - DAY))
    assert asked(excluded) == []
    for on in (EXAM_ON, EXAM_ON + DAY):
        exam_challenges.challenge_passed(moment(on))
        assert [one.waits for one in asked(excluded)] == [True]


def test_so_it_does_of_a_suspension_and_a_late_decision_is_not_asked_about_again(
    people: People, out: Suspension
) -> None:
    exam_challenges.challenge_passed(moment(EXAM_ON - DAY))
    assert asked(out.case) == []
    for on in (EXAM_ON, EXAM_ON + DAY):
        exam_challenges.challenge_passed(moment(on))
    decided(people, out, EXAM_ON + DAY)
    assert [(one.waits, one.about) for one in asked(out.case)] == [(True, out.reference)]


def test_a_decision_in_time_that_is_recorded_afterwards_ends_what_was_asked(people: People, out: Suspension) -> None:
    exam_challenges.challenge_passed(moment(EXAM_ON))
    event = decided(people, out, EXAM_ON - DAY, at=EXAM_ON)
    assert [one.answer is None for one in asked(out.case)] == [False]
    assert "before_exam" not in due(out.case)
    said = {"by": people.officer, "at": moment(EXAM_ON), "reason": "A slip."}
    cases.correct(event, on=EXAM_ON, **said)
    assert [one.answer is None for one in asked(out.case)] == [False, True]


def test_a_decision_on_the_day_itself_is_too_late(people: People, excluded: Case) -> None:
    take(people, excluded, permanent.UPHOLD, EXAM_ON, parents_told_on=EXAM_ON.isoformat())
    assert [one.waits for one in asked(excluded)] == [True]


def test_its_day_is_put_right_and_taken_out_and_the_clock_follows(people: People, excluded: Case) -> None:
    told = excluded.events.get(step="tell")
    said = {"by": people.officer, "at": moment(FIRST_ON), "reason": "A slip.", "on": FIRST_ON}
    with pytest.raises(Refused) as refused:
        cases.correct(told, facts={"exam_on": "2026-11-06"}, **said)
    assert (str(refused.value), refused.value.field) == (exams.NOT_INSIDE, "exam_on")
    told = cases.correct(told, facts={"exam_on": "2026-11-25"}, **said)
    assert due(excluded)["before_exam"] == date(2026, 11, 24)
    told = cases.correct(told, facts={"exam_on": None}, **said)
    assert "before_exam" not in due(excluded)
    assert PermanentExclusion.objects.get().exam_on is None


def test_of_a_suspension_too(people: People, out: Suspension) -> None:
    said = {"changed": [{"what": "x", "was": "y", "now": "z"}], "reason": "A slip.", "by": people.officer}
    told = {"exam_on": date(2026, 11, 19)}
    out = actions.put_right(out, version=1, told=told, on=date(2026, 11, 16), at=moment(date(2026, 11, 16)), **said)
    assert due(out.case)["before_exam"] == date(2026, 11, 18)
    none = {"exam_on": None, "exam_missed": False}
    actions.put_right(out, version=2, told=none, on=date(2026, 11, 16), at=moment(date(2026, 11, 16)), **said)
    assert "before_exam" not in due(out.case)


def test_the_database_keeps_it_inside_the_exclusion(excluded: Case) -> None:
    with pytest.raises(IntegrityError, match="exam_falls_inside_the_exclusion"), transaction.atomic():
        PermanentExclusion.objects.update(exam_on=FIRST_ON - DAY)


def test_the_database_keeps_it_inside_the_suspension(out: Suspension) -> None:
    for wrong in ({"exam_on": date(2026, 11, 15)}, {"exam_on": date(2026, 11, 20)}, {"exam_missed": False}):
        with pytest.raises(IntegrityError, match="exam_falls_inside_the_suspension"), transaction.atomic():
            Suspension.objects.update(**wrong)


def test_the_clerk_sees_it_with_its_date(people: People, excluded: Case) -> None:
    before = governors.BY_PATHWAY[excluded.pathway]
    assert governors.dates_of(excluded, before)[0].clock == "before_exam"
    rows = governors.about(excluded, before)
    assert {"key": "Examination or test missed", "value": "Begins on 18 November 2026"} in rows


@pytest.mark.parametrize("is_academy", [False, True])
def test_the_chair_of_a_maintained_school_may_have_decided_alone(
    people: People, excluded: Case, is_academy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-17T10:00:00+00:00")
    people.school.is_academy = is_academy
    people.school.save()
    page = reverse("cases:step", args=[excluded.key, "uphold"])
    assert ("Did the chair decide alone" in make.signed_in(people.officer).get(page).content.decode()) is not is_academy


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"exam_missed": "yes"}, "Enter the day on which the examination or test begins"),
        ({"exam_missed": "no", "exam_on": 18}, "Leave this empty, or answer above"),
        ({"exam_missed": "yes", "exam_on": 6}, exams.NOT_INSIDE),
    ],
)
def test_the_notice_asks_for_a_day_inside_the_exclusion(
    people: People, answers: dict[str, Any], error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00:00+00:00")
    if day := answers.pop("exam_on", None):
        answers |= {"exam_on_day": day, "exam_on_month": 11, "exam_on_year": 2026}
    for name in ("decided_on", "first_on", "governors_told_on", "parents_told_on"):
        answers |= {f"{name}_day": 9, f"{name}_month": 11, f"{name}_year": 2026}
    page = reverse("exclusions:notice", args=[people.child.key])
    text = make.signed_in(people.head).post(page, {**answers, "once": "k" * 20}).content.decode()
    assert error in text
    assert not Case.objects.exists()


def test_a_case_that_cannot_be_asked_about_keeps_no_other_back_and_the_log_says_nothing_of_the_child(
    people: People, excluded: Case, caplog: pytest.LogCaptureFixture
) -> None:
    Case.objects.filter(pk=excluded.pk).update(pathway_version=99)
    people.child = make.child("Bay", "Example", at=people.school)
    other = suspended(people, date(2026, 11, 16), date(2026, 11, 19), exam_missed=True, exam_on=EXAM_ON)
    assert exam_challenges.challenge_passed(moment(EXAM_ON)) == 1
    assert len(asked(other.case)) == 1
    ours = [one for one in caplog.records if one.name == "exclusions.exam_challenges"]
    assert [(one.getMessage(), one.exc_info) for one in ours] == [
        (f"No challenge could be made on case {excluded.pk}: KeyError", None)
    ]
