"""Governors meet about an exclusion, and decide, on no day before it; of a day without school, or before the meeting
that is recorded, the form asks, and takes it."""

from datetime import date
from typing import Any

import pytest

from exclusions.governors.before import PERMANENT
from exclusions.governors.queries import history_of
from exclusions.permanent import pathway
from exclusions.permanent.governors_forms import GovernorsMeetForm, UpholdForm
from exclusions.permanent.queries import history_for_school
from exclusions.suspensions import pathway as suspended_pathway
from exclusions.suspensions.step_forms import DecidedForm as SuspendedDecidedForm
from exclusions.suspensions.step_forms import GovernorsMeetForm as SuspendedMeetForm
from tests.exclusions.make import FIRST_ON, People, suspended
from tests.exclusions.test_permanent import take

pytestmark = pytest.mark.django_db
ON, LATER, SATURDAY = date(2026, 11, 11), date(2026, 11, 24), date(2026, 11, 28)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00:00+00:00")
    return People()


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def form(case: Any, meeting_on: date, **more: str) -> Any:
    data = {**day("on", ON), **day("meeting_on", meeting_on), **more}
    return GovernorsMeetForm(data, on=date(2026, 11, 12), case=case, step=pathway.CALL_GOVERNORS, parties=())


def why(case: Any, meeting_on: date, **more: str) -> list[str]:
    return list(form(case, meeting_on, **more).errors.get("meeting_on", []))


def test_a_day_before_the_exclusion_is_refused_at_the_field_and_that_day_is_not(people: People) -> None:
    case = people.tell()
    assert why(case, date(2026, 11, 6)) == [
        "The head decided to exclude on 9 November 2026. They cannot meet about it before that"
    ]
    assert (why(case, FIRST_ON), why(case, LATER)) == ([], [])


def test_a_day_before_the_governors_were_told_is_refused(people: People) -> None:
    case = people.tell(date(2026, 11, 10), governors_told_on=date(2026, 11, 10))
    assert why(case, FIRST_ON) == [
        "The governors were told of the exclusion on 10 November 2026. They cannot meet about it before that"
    ]


def test_of_a_saturday_it_is_asked_whether_it_is_meant_and_then_it_is_taken(people: People) -> None:
    case = people.tell()
    [asks] = why(case, SATURDAY)
    assert asks.startswith("The school is closed on Saturday 28 November 2026")
    assert why(case, SATURDAY, meeting_on_meant_20261128="on") == []
    assert form(case, SATURDAY, meeting_on_meant_20261128="on").is_valid()


def test_the_same_holds_of_a_suspension_and_of_the_one_that_is_meant(people: People) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 16))
    one = suspended(people, FIRST_ON, date(2026, 11, 16), governors_told_on=FIRST_ON)

    def asked(meeting_on: date) -> list[str]:
        data = {**day("on", ON), **day("meeting_on", meeting_on)}
        step = suspended_pathway.CALL_GOVERNORS
        found = SuspendedMeetForm(data, on=date(2026, 11, 12), case=one.case, step=step, parties=())
        return list(found.errors.get("meeting_on", []))

    assert asked(date(2026, 11, 6)) == [
        "The head decided to exclude on 9 November 2026. They cannot meet about it before that"
    ]
    assert asked(SATURDAY)[0].startswith("The school is closed on Saturday 28 November 2026")
    assert asked(LATER) == []


def decided(case: Any, on: date | None, *, today: date = date(2026, 11, 30), **more: str) -> Any:
    data = {**day("on", on), **day("parents_told_on", today), "attended": "The chair", **more} if on else None
    return UpholdForm(data, on=today, case=case, step=pathway.UPHOLD, parties=())


def test_governors_decide_on_no_day_before_the_exclusion_and_of_a_saturday_it_is_asked(people: People) -> None:
    case = people.tell()
    assert decided(case, date(2026, 11, 6)).errors["on"] == [
        "The head decided to exclude on 9 November 2026. They cannot meet about it before that"
    ]
    assert decided(case, SATURDAY).errors["on"][0].startswith("The school is closed on Saturday 28 November 2026")
    assert decided(case, SATURDAY, on_meant_20261128="on").is_valid()


def test_of_a_decision_before_the_meeting_that_is_recorded_it_is_asked_whether_it_is_meant(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.CALL_GOVERNORS, ON, meeting_on="2026-11-27")
    case.refresh_from_db()
    assert decided(case, LATER).errors["on"] == [
        "The governors meet on 27 November 2026, as it is recorded. Choose another day, or tick that this one is meant"
    ]
    assert decided(case, LATER, on_meant_20261124="on").is_valid()
    assert decided(case, date(2026, 11, 27)).is_valid()


def test_the_same_holds_of_what_they_decide_on_a_suspension(people: People) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 16))
    one = suspended(people, FIRST_ON, date(2026, 11, 16), governors_told_on=FIRST_ON)
    take(people, one.case, suspended_pathway.CALL_GOVERNORS, ON, meeting_on="2026-11-27", about=one.reference)
    one.case.refresh_from_db()

    def asked(on: date) -> list[str]:
        data = {**day("on", on), "decision": "upheld", "attended": "The chair"}
        step, today = suspended_pathway.DECIDED, date(2026, 11, 30)
        found = SuspendedDecidedForm(data, on=today, case=one.case, step=step, parties=())
        return list(found.errors.get("on", []))

    assert asked(date(2026, 11, 6))[0].startswith("The head decided to exclude on 9 November 2026.")
    assert asked(LATER)[0].startswith("The governors meet on 27 November 2026, as it is recorded.")
    assert asked(date(2026, 11, 27)) == []


def test_the_day_of_the_meeting_is_proposed_once_it_has_come_and_no_day_before(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.CALL_GOVERNORS, ON, meeting_on="2026-11-27")
    case.refresh_from_db()
    assert decided(case, None).fields["on"].initial == date(2026, 11, 27)
    assert decided(case, None, today=LATER).fields["on"].initial is None


def test_clerk_and_head_read_on_which_day_the_governors_meet_each_time_it_was_recorded(people: People) -> None:
    case = people.tell()
    for meets_on in ("2026-11-24", "2026-11-27"):
        take(people, case, pathway.CALL_GOVERNORS, ON, meeting_on=meets_on)
    for history in (history_for_school(case), history_of(case, PERMANENT)):
        said = [row["text"] for row in history if row["title"] == "Governors’ meeting recorded"]
        assert said == ["The governors meet on 27 November 2026", "The governors meet on 24 November 2026"]
