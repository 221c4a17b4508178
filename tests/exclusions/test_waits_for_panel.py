"""A case whose way to a new school is the panel says so, also before it is on an agenda, until a place is named."""

from datetime import date

import pytest

from exclusions.permanent import pathway
from exclusions.permanent.panels import about
from oxle.cases.models import Case
from oxle.meetings import deciding
from tests.exclusions.make import People
from tests.exclusions.test_permanent import take
from tests.meetings.make import meeting, panel, waiting

pytestmark = pytest.mark.django_db
NO_AGENDA = "The In Year Fair Access Panel. It is on no agenda yet"


def waits_for(people: People, case: Case) -> list[str]:
    case.refresh_from_db()
    return [row["value"] for row in about(case, people.officer)["rows"] if row["key"] == "Waits for"]


def test_it_says_that_it_is_on_no_agenda_then_which_meeting_and_nothing_once_a_place_is_named() -> None:
    people = People()
    case = waiting(people)
    [said] = waits_for(people, case)
    assert said.startswith(NO_AGENDA)
    where = meeting(panel())
    deciding.put_on_agenda(where, [case], by=people.officer, on=date(2026, 11, 26))
    assert waits_for(people, case) == [str(where)]
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), place="Far School", starts_on="2026-12-07")
    assert waits_for(people, case) == []


def test_one_whose_way_is_another_waits_for_no_panel() -> None:
    people = People()
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 20), parents_told_on="2026-11-20")
    take(people, case, pathway.CONSULT, date(2026, 11, 24), wish="Nearer home.")
    take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 25), way="sen_placement")
    assert waits_for(people, case) == []
