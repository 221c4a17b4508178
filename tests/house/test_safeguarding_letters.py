"""A note in the safeguarding compartment is in no letter of the three duties that must not lose a child from sight:
whatever their letters know is asked of them, to everybody on the case, after the note was planted."""

import json
from datetime import date

import pytest

from oxle.cases import casework, duties
from oxle.cases.models import Case
from oxle.cases.queries import pathway_of
from tests import make
from tests.cme.make import People as MissingPeople
from tests.ehe.make import People as HomePeople
from tests.ehe.make import sent_form
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
WORD = "Zugvogelschwarm"
ON = date(2026, 11, 9)


def planted(case: Case) -> Case:
    said = {"text": f"{WORD}: seen with bruises.", "compartment": "safeguarding"}
    casework.write_note(case, **said, by=make.user("manager", name="Somebody else"), on=ON, at=moment(ON))
    return Case.objects.get(pk=case.pk)


def said_in_letters(case: Case) -> list[str]:
    """All that the letters of a case’s duty would say, of each kind, to nobody yet and to each on the case, because of
    each step that was taken."""
    duty = duties.duty(case.duty)
    assert duty.letter_context is not None
    kinds = [kind for kind in duty.letters if any(kind in step.sends for step in pathway_of(case).steps)]
    return [
        json.dumps(duty.letter_context(kind, case, party, event), default=str, ensure_ascii=False)
        for kind in kinds
        for party in (None, *case.parties.all())
        for event in case.events.all()
    ]


def timetable() -> Case:
    people = People()
    return timetabled(people.child, people.school, people.head, ON)


def missing() -> Case:
    return MissingPeople().refer()


def at_home() -> Case:
    people = HomePeople()
    case = people.told(ON)
    sent_form(case, people.head, ON)
    return case


@pytest.mark.parametrize("case_of", [timetable, missing, at_home])
def test_no_letter_says_what_a_safeguarding_note_says(monkeypatch: pytest.MonkeyPatch, case_of) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00:00+00:00")
    case = planted(case_of())
    said = said_in_letters(case)
    assert len(said) > 10
    assert [one for one in said if WORD in one] == []
