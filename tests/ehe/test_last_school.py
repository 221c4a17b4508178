"""The last school of a case of home education is named afterwards, and asked for its form at once."""

from datetime import date

import pytest
from django.urls import reverse

from ehe import actions, last_school, pathway
from ehe.models import ToldBy
from oxle.cases.models import Case, Origin
from oxle.core.errors import Refused
from oxle.correspondence.models import Message
from oxle.people.models import Enrolment
from oxle.schools.models import School
from tests import make
from tests.ehe.make import People, moment, sent_form, told_of_home

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 11, 9), date(2026, 11, 20)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def told(people: People, school: School | None, origin: str = Origin.COUNCIL, **changes: bool) -> Case:
    """What a parent told the council, with the school that the officer named."""
    said = told_of_home(told_by=ToldBy.PARENT, **changes)
    return actions.tell(people.child, school, told=said, by=people.officer, on=ON, at=moment(ON), origin=origin)


def earlier_school(people: People) -> School:
    school = make.school("Earlier School", urn="100099")
    Enrolment.objects.create(child=people.child, school=school, from_on=date(2024, 9, 2), to_on=date(2025, 7, 18))
    return school


def name(people: People, case: Case, school: School) -> None:
    taken = {"by": people.officer, "on": LATER, "at": moment(LATER), "reason": "The mother said so."}
    last_school.name_school(case, pathway.NAME_SCHOOL, data={"school": school}, facts={}, **taken)


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_a_case_without_a_school_is_given_one_which_owes_its_form_from_that_day(people: People) -> None:
    case = told(people, None, order_open=True)
    assert ("exit_form" in due(case), case.events.filter(step="challenge").count()) == (False, 0)
    officer, address = make.signed_in(people.officer), reverse("cases:step", args=[case.key, "name_school"])
    typed = {"on_day": "20", "on_month": "11", "on_year": "2026", "reason": "The mother.", "version": case.version}
    # Only a school on whose roll the child was is offered.
    make.school("Other School", urn="100098")
    offered = officer.get(address).context["form"].fields["school"].queryset
    assert list(offered) == [people.school]
    sent = officer.post(address, {**typed, "school": people.school.key})
    assert sent.headers["Location"] == case.get_absolute_url()
    case.refresh_from_db()
    assert (case.school, due(case)["exit_form"]) == (people.school, date(2026, 11, 27))
    # What was told before is now the school's to answer.
    assert "School Attendance Order" in case.events.get(step="challenge").reason
    history = officer.get(reverse("cases:timeline", args=[case.key])).text
    assert f"{people.school}. The school is asked for the exit form by e-mail." in history
    assert {one.user for one in Message.objects.filter(kind="ehe.exit_form_asked")} == {people.head, people.lead}
    head = make.signed_in(people.head)
    assert head.get(reverse("ehe:sent", args=[case.key])).context["form_url"] != ""


def test_the_wrong_school_is_put_right_and_owes_and_reads_no_more(people: People) -> None:
    wrong = earlier_school(people)
    head = make.user("head", wrong.organisation, name="Earlier Head")
    case = told(people, wrong)
    assert due(case)["exit_form"] == date(2026, 11, 16)
    name(people, case, people.school)
    owed = case.deadlines.filter(clock="exit_form", state="running")
    assert [one.due_on for one in owed] == [date(2026, 11, 27)]
    sent = reverse("ehe:sent", args=[case.key])
    assert [make.signed_in(one).get(sent).status_code for one in (head, people.head)] == [404, 200]


def test_a_school_that_tells_of_a_case_that_has_none_is_its_school_from_then_on(people: People) -> None:
    case = told(people, None)
    assert people.told(LATER) == case
    case.refresh_from_db()
    assert (case.school, due(case)["exit_form"]) == (people.school, date(2026, 11, 27))
    step = case.events.get(step="name_school")
    assert (step.by, step.reason) == (None, "The school told us of the child itself, and no school was known.")


def test_no_school_is_named_on_whose_roll_the_child_never_was_nor_the_one_it_is(people: People) -> None:
    case = told(people, people.school)
    for school, why in ((people.school, "already"), (make.school("Other", urn="100098"), "never on the roll")):
        with pytest.raises(Refused, match=why) as refused:
            name(people, case, school)
        assert refused.value.field == "school"
    assert not case.events.filter(step="name_school").exists()


@pytest.mark.parametrize("how", ["told", "form", "challenge"])
def test_what_one_school_said_or_was_asked_is_never_handed_to_another(people: People, how: str) -> None:
    origin = Origin.PORTAL if how == "told" else Origin.COUNCIL
    case = told(people, people.school, origin, order_open=how == "challenge")
    if how == "form":
        sent_form(case, people.head, LATER, voice="")
    case.refresh_from_db()
    with pytest.raises(Refused, match="What one school said or was asked is not for another"):
        name(people, case, earlier_school(people))
    case.refresh_from_db()
    assert case.school == people.school
