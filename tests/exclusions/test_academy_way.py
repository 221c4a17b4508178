"""The whole way to an academy that refuses: the Secretary of State directs it, the child comes on its roll, its
register shows the child there, the case closes. Each step on the page on which an officer takes it, on its own day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exclusions.fair_access import pathway
from oxle.cases.models import Case
from oxle.registers.models import ChildWeek
from oxle.schools.models import School
from oxle.transfers.models import Transfer
from tests import make
from tests.exclusions.fair import due, opened, served, take
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db
STARTS_ON = date(2026, 12, 7)


class Officer:
    """An officer who works on one case, each time on a day."""

    def __init__(self, people: People, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
        self.people, self.case, self.monkeypatch = people, case, monkeypatch

    def _at(self, on: date) -> Client:
        self.monkeypatch.setenv("OXLE_NOW", f"{on.isoformat()}T10:00:00+00:00")
        return make.signed_in(self.people.officer)

    def does(self, step: str, on: date, **typed: Any) -> str:
        """Take a step on its page; the page that follows."""
        self.case.refresh_from_db()
        day = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
        page = reverse("cases:step", args=[self.case.key, step])
        sent = self._at(on).post(page, {"version": self.case.version, **day, **typed}, follow=True)
        self.case.refresh_from_db()
        return str(sent.content.decode())

    def sees(self, on: date) -> str:
        """The page of the case on a day."""
        return str(self._at(on).get(self.case.get_absolute_url()).content.decode())


def named(people: People, academy: School) -> Case:
    """A case of a child for whom the panel's way was chosen and an academy was named."""
    case = opened(people)
    take(people, case, pathway.REFER, date(2026, 11, 23))
    facts = {"place": str(academy), "school": academy.key, "starts_on": STARTS_ON.isoformat()}
    take(people, case, pathway.PLACING.name_place, date(2026, 11, 26), **facts)
    return case


def test_an_academy_that_refuses_is_directed_the_child_is_on_its_roll_seen_there_and_the_case_closes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people, academy = People(), make.school("Example Academy", is_academy=True)
    other = make.child("Other", "Pupil", at=academy)
    officer = Officer(people, case := named(people, academy), monkeypatch)
    officer.does("refuse", date(2026, 11, 27), school=academy.key, reason="The year is full.")
    assert "The Secretary of State can be asked to direct it." in officer.sees(date(2026, 11, 27))

    # The council does not direct an academy: it asks, and asks again once the time since the letter arrived is over.
    shown = officer.sees(date(2026, 11, 30))
    offered = [reverse("cases:step", args=[case.key, step]) in shown for step in ("request", "give_notice")]
    assert offered == [True, False]
    officer.does("request", date(2026, 11, 30))
    assert ("refusal" in due(case), due(case)["determination"]) == (False, None)
    served(people, case, "direction_request", date(2026, 12, 1))
    assert due(case)["determination"] == date(2027, 1, 6)

    # Until it is decided the child does not come on the roll.
    assert "The school refuses." in officer.does("enrol", date(2026, 12, 7))
    officer.does("determined", date(2026, 12, 7), takes="yes", reason="There is a place in another class.")
    assert "determination" not in due(case)
    assert Transfer.objects.get(withdrawn_at=None).to_school == academy

    # On roll is what its register says, where it sends us one.
    week = {"school": academy, "monday": STARTS_ON, "source": "feed"}
    ChildWeek.objects.create(child=other, marks="/ \\ " * 5, **week)
    assert "does not have the child on 8 December 2026" in officer.does("enrol", date(2026, 12, 8))
    make.enrolled(people.child, academy, date(2026, 12, 8), kind="main")
    officer.does("enrol", date(2026, 12, 8))
    assert case.events.filter(step="enrol", superseded_by=None).count() == 1

    # Attending is what its register shows: on the roll alone closes nothing.
    mine = ChildWeek.objects.create(child=people.child, marks="O " * 10, **week)
    shows = {"register": "Every session since Wednesday."}
    assert "shows the child there in 0 of 10 sessions" in officer.does("confirm", date(2026, 12, 14), **shows)
    assert case.is_open
    ChildWeek.objects.filter(pk=mine.pk).update(marks="O O O O / \\ / \\ / \\ ")
    officer.does("confirm", date(2026, 12, 14), **shows)
    assert (case.stage, case.closed_on, due(case)) == (pathway.ATTENDING.key, date(2026, 12, 14), {})
