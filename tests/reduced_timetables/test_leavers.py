"""A school tells of a reduced timetable of a pupil who has left, and learns nothing of what became of the pupil."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from oxle.people.actions import add_vulnerability
from oxle.people.actions.school_life import leave
from oxle.people.models import Enrolment, VulnerabilityKind
from reduced_timetables import agreeing, pathway, queries
from reduced_timetables.models import Timetable, Whose
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled
from tests.reduced_timetables.test_pages import boxes, typed

pytestmark = pytest.mark.django_db
LEFT_ON = date(2026, 11, 10)
# It began before the pupil left, and was told in time.
TELLS = typed(**boxes("starts_on", date(2026, 11, 13)), **boxes("parent_on", date(2026, 11, 9)))


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    """The pupil left, and it is two days later."""
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00:00+00:00")
    made = People()
    enrolment = Enrolment.objects.get()
    leave(enrolment, enrolment.version, by=made.officer, on=LEFT_ON)
    return made


def recorded(people: People, kind: VulnerabilityKind, from_on: date) -> None:
    add_vulnerability(people.child, kind=kind, from_on=from_on, source="Social care", by=people.officer, on=from_on)


def sent(people: People) -> str:
    """The school finds the pupil, tells, and reads what it told."""
    browser = make.signed_in(people.head)
    found = browser.post(reverse("reduced_timetables:begin"), {"q": str(people.child)}, follow=True)
    assert "Left Example School on 10 November 2026" in found.text
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    assert "The last day on the register of Example School was 10 November 2026" in browser.get(notice).text
    return browser.post(notice, TELLS, follow=True).text


def test_a_school_tells_of_a_pupil_who_has_left(people: People) -> None:
    text = sent(people)
    case = Case.objects.get()
    assert (case.school, case.reference in text) == (people.school, True)


def test_the_school_is_asked_for_whoever_the_record_named_on_the_last_day_and_not_for_who_came_since(
    people: People,
) -> None:
    recorded(people, VulnerabilityKind.EHCP, LEFT_ON)
    recorded(people, VulnerabilityKind.LOOKED_AFTER, date(2026, 11, 11))
    text = sent(people)
    case, told = Case.objects.get(), Timetable.objects.get()
    asked = " ".join(one.why for one in challenges_of(case))
    assert [agreeing.MISSING[one] in asked for one in (Whose.SEN_OFFICER, Whose.VIRTUAL_SCHOOL)] == [True, False]
    assert ("looked after" in asked, "Is looked after" in text, told.looked_after) == (False, False, False)
    # To be validated it needs the agreement of all of them, and the officer asks the others.
    lacks = queries.missing_of(told, date(2026, 11, 12))
    assert agreeing.MISSING[Whose.VIRTUAL_SCHOOL] in lacks
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    assert "By the record the child has been looked after since it left the school. Ask them yourself" in page


def test_a_timetable_that_is_left_open_is_said_to_be_of_a_pupil_who_has_left(people: People) -> None:
    here = make.child("Here", "Still", at=people.school)
    timetabled(here, people.school, people.head, date(2026, 11, 9))
    sent(people)
    browser = make.signed_in(people.officer)
    rows = browser.get(reverse("reduced_timetables:list")).context["table"].rows
    assert {str(row.record.standing.told.case.child): queries.LEFT in row.record.stands for row in rows} == {
        str(people.child): True,
        "Here Still": False,
    }
    case = Case.objects.get(child=people.child)
    page = browser.get(case.get_absolute_url()).text
    assert "last day on the register of Example School was 10 November 2026" in page
    on = date(2026, 11, 12)
    cases.take(case, pathway.END, by=people.officer, on=on, at=moment(on), reason="Has left", facts={})
    assert queries.left_on(Timetable.objects.get(case=case), on) is None
