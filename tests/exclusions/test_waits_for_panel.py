"""A case whose way to a new school is the panel says so, also before it is on an agenda, until a place is named."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from exclusions.fair_access import panels
from exclusions.fair_access import pathway as fair_access
from exclusions.permanent import pathway
from exclusions.permanent.panels import about
from oxle.cases.models import Case
from oxle.meetings import deciding
from tests.exclusions import fair
from tests.exclusions.make import People
from tests.exclusions.test_permanent import take
from tests.meetings.make import meeting, panel, waiting

pytestmark = pytest.mark.django_db
NO_AGENDA = "The In Year Fair Access Panel. It is on no agenda yet"


def waits_for(people: People, case: Case, about: Callable[..., dict[str, Any]] = about) -> list[str]:
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


def test_so_does_a_child_who_needs_a_school_once_referred() -> None:
    people = People()
    case = fair.opened(people)
    assert waits_for(people, case, panels.about) == []
    fair.take(people, case, fair_access.REFER, date(2026, 11, 23))
    [said] = waits_for(people, case, panels.about)
    assert said.startswith(NO_AGENDA)
    where = meeting(panel())
    deciding.put_on_agenda(where, [case], by=people.officer, on=date(2026, 11, 26))
    assert waits_for(people, case, panels.about) == [str(where)]
    fair.take(people, case, fair_access.NAME_PLACE, date(2026, 12, 1), place="Far School", starts_on="2026-12-07")
    assert waits_for(people, case, panels.about) == []
