"""What parents say of a suspension on whose case nothing was owed any more: it opens the case again."""

from datetime import date

import pytest

from exclusions.governors import queries as governors
from exclusions.suspensions import pathway, step_forms
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.core.errors import Refused
from tests import make
from tests.exclusions.make import People, moment, suspended

pytestmark = pytest.mark.django_db
CLOSED_ON, ON = date(2026, 11, 20), date(2026, 11, 27)
TOLD = {"governors_told_on": "2026-11-27"}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


def settled(people: People, first_on: date, last_on: date) -> Case:
    """A case on which nothing was owed, closed by the officer."""
    case = suspended(people, first_on, last_on).case
    assert case is not None
    said = {"by": people.officer, "on": CLOSED_ON, "at": moment(CLOSED_ON)}
    cases.take(case, pathway.END_EDUCATION, reason="It was over before anybody came.", **said)
    cases.take(case, pathway.SETTLE, by=people.officer, on=CLOSED_ON, at=moment(CLOSED_ON))
    return case


def represent(people: People, case: Case) -> None:
    clerk = make.user("governors_clerk", people.school.organisation, name="The clerk")
    cases.take(case, pathway.REPRESENT, by=clerk, on=ON, at=moment(ON), facts=TOLD)


def test_representations_after_the_case_was_closed_open_it_again_and_their_50_days_run(people: People) -> None:
    case = settled(people, date(2026, 11, 9), date(2026, 11, 17))
    represent(people, case)
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("owed", None)
    assert case.deadlines.get(clock="representations").state == "running"


def test_the_clerk_finds_the_closed_case_and_can_record_them(people: People) -> None:
    case = settled(people, date(2026, 11, 9), date(2026, 11, 17))
    clerk = make.user("governors_clerk", people.school.organisation)
    (row,) = governors.list_before(clerk)
    assert (row.case, row.is_due) == (case, "Nothing, unless the parents make representations")
    before = governors.BY_PATHWAY[case.pathway]
    assert governors.to_record(case, before, clerk, ON) == [pathway.REPRESENT]


def test_they_are_recorded_on_the_case_that_is_open_where_another_is(people: People) -> None:
    case = settled(people, date(2026, 11, 9), date(2026, 11, 17))
    other = suspended(people, date(2026, 11, 25), date(2026, 11, 25)).case
    assert other is not None
    with pytest.raises(Refused, match=f"{other.reference}. Record it there"):
        represent(people, case)
    form = step_forms.RepresentForm(step=pathway.REPRESENT, case=other, parties=[], on=ON)
    assert len(form.about) == 2


def test_a_case_that_was_a_mistake_is_not_opened_again(people: People) -> None:
    case = suspended(people, date(2026, 11, 9), date(2026, 11, 17)).case
    assert case is not None
    cases.take(case, pathway.MISTAKE, by=people.officer, on=CLOSED_ON, at=moment(CLOSED_ON), reason="Another pupil.")
    with pytest.raises(Refused, match="cannot be done while the case is at"):
        represent(people, case)
