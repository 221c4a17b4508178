"""Whether a school may delete a pupil: any school that has the pupil asks, each has its own answer."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cme import actions, deleting, letters, pathway, questions
from cme.grounds import ABSENT, NONE, ORDER_REVOKED, OTHER_SCHOOL
from cme.models import Source
from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.duties import ORDERS
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.correspondence.models import Letter
from oxle.people.models import EnrolmentKind
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schools.models import School
from tests import make
from tests.cme.make import TOLD_ON, People, told_of_missing
from tests.cme.test_deleting import sent
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
ASKED_ON = date(2026, 11, 20)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T10:00:00+00:00")
    return People()


@pytest.fixture
def second(people: People) -> tuple[School, User]:
    """A school that has the pupil, too, and told us nothing; and who acts for it."""
    school = make.school("Second School")
    make.enrolled(people.child, school, kind=EnrolmentKind.DUAL_SUBSIDIARY)
    return school, make.user("school_attendance_lead", school.organisation, name="Second lead")


def told_by_the_police(people: People) -> Case:
    told = told_of_missing(source=Source.POLICE, told_by="PC Example", concern=True, concern_words="A refuge.")
    case = actions.refer(people.child, None, told=told, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON))
    return cleared(people, case)


def cleared(people: People, case: Case) -> Case:
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    case.refresh_from_db()
    return case


def asks(case: Case, school: School, by: User, ground: str = OTHER_SCHOOL.key, **said: Any) -> None:
    case.refresh_from_db()
    what = {"why": f"{school} asks.", "leave_ended_on": None, "by": by, "on": ASKED_ON, "at": moment(ASKED_ON), **said}
    deleting.ask(case, case.version, school=school, ground=ground, **what)


def answers(people: People, case: Case, step: Step, on: date = ASKED_ON) -> None:
    case.refresh_from_db()
    reason = "The pupil is expected." if step.reason else ""
    deleting.advise(case, step, data={}, by=people.officer, on=on, at=moment(on), facts={}, reason=reason)


def to_whom(case: Case, kind: str) -> list[tuple[str, str]]:
    """Every letter of a kind: to whom it goes, and how it stands."""
    rows = Letter.objects.filter(on_case__case=case, kind=kind).order_by("pk")
    return [(str(one.organisation), one.state) for one in rows]


def test_a_school_that_has_the_pupil_asks_from_its_own_page_and_sees_nothing_of_the_case(
    people: People, second: tuple[School, User]
) -> None:
    case, (school, lead) = told_by_the_police(people), second
    client, page = make.signed_in(lead), reverse("cme:may_delete", args=[people.child.key])
    notice = client.get(reverse("cme:notice", args=[people.child.key])).text
    assert page in notice
    shown = client.get(page).text
    assert "May you delete the pupil?" in shown
    for hidden in (case.reference, "police", "PC Example", "A refuge.", "The flat is empty."):
        assert hidden not in shown
    said = {"ground": NONE, "why": "We rang twice."}
    assert client.post(page, said).status_code == 302
    (waits,) = questions.all_asked(case)
    assert (questions.asking_school(case, waits), waits.facts["why"]) == (school, "We rang twice.")
    home = client.get(reverse("cases:portal")).text
    assert ("Waits for the council" in home, case.reference in home) == (True, False)
    assert (
        "Second School asks whether it may delete" in make.signed_in(people.officer).get(case.get_absolute_url()).text
    )
    answers(people, case, pathway.ADVISE_NOT, date(2026, 12, 4))
    assert "You may not. The pupil is expected." in client.get(page).text
    assert "Answered" in client.get(reverse("cases:portal")).text


def test_a_school_asks_only_of_a_pupil_who_is_looked_for_and_is_led_to_tell_us_first(
    people: People, second: tuple[School, User]
) -> None:
    client, page = make.signed_in(second[1]), reverse("cme:may_delete", args=[people.child.key])
    assert "Tell us first that the pupil is missing." in client.get(page).text
    assert client.post(page, {"ground": NONE, "why": "Gone."}).status_code == 409


def test_the_school_that_told_us_reads_nothing_of_what_another_asks(
    people: People, second: tuple[School, User]
) -> None:
    case, (school, lead) = cleared(people, people.refer()), second
    asks(case, school, lead)
    answers(people, case, pathway.ADVISE_NOT)
    shown = make.signed_in(people.lead).get(reverse("cme:sent", args=[case.key])).text
    assert ("You asked whether" in shown, "You may not" in shown, "Second School" in shown) == (False, False, False)
    asks(case, people.school, people.lead)
    shown = make.signed_in(people.lead).get(reverse("cme:sent", args=[case.key])).text
    assert ("You asked whether" in shown, "You asked, and have no answer yet" in shown) == (True, True)


def test_an_officer_enters_what_a_school_asks_and_the_letter_goes_to_that_school_with_the_grounds_words(
    people: People, second: tuple[School, User]
) -> None:
    case, (school, _) = told_by_the_police(people), second
    client, page = make.signed_in(people.officer), reverse("cme:ask_for_school", args=[case.key])
    assert page in client.get(case.get_absolute_url()).text
    said = {
        "school": school.key, "on_day": "20", "on_month": "11", "on_year": "2026", "ground": OTHER_SCHOOL.key,
        "why": "By e-mail: the pupil is at Far School.",
    }  # fmt: skip
    assert client.post(page, said).status_code == 302
    (waits,) = questions.all_asked(case)
    assert (waits.on, waits.by) == (ASKED_ON, people.officer)
    answers(people, case, pathway.ADVISE_MAY)
    letter = Letter.objects.get(kind=letters.MAY_DELETE.key)
    assert (letter.organisation, letter.context["school_name"], letter.context["ground"]) == (
        school.organisation, "Second School", OTHER_SCHOOL.words,
    )  # fmt: skip
    # What else the council writes to the school that told us does not go to this one.
    assert letters.recipients([letters.DESTINATION], case, None, case.events.latest("order")) == []


def test_each_of_two_schools_has_its_own_answer_and_its_own_clock(people: People, second: tuple[School, User]) -> None:
    case, (school, lead) = cleared(people, people.refer()), second
    asks(case, people.school, people.lead)
    asks(case, school, lead)
    due = case.deadlines.filter(clock="advice", state="running")
    assert due.count() == 2
    answers(people, case, pathway.ADVISE_MAY)
    assert to_whom(case, letters.MAY_DELETE.key) == [(str(people.school), "drafted")]
    (left,) = due.select_related("event")
    assert left.event.facts["school"] == school.key
    # That the other may not says nothing of the first, nor does a second "may".
    answers(people, case, pathway.ADVISE_NOT)
    assert (to_whom(case, letters.MAY_DELETE.key), to_whom(case, letters.MAY_NOT_DELETE.key)) == (
        [(str(people.school), "drafted")], [("Second School", "drafted")],
    )  # fmt: skip
    asks(case, school, lead)
    answers(people, case, pathway.ADVISE_MAY)
    assert to_whom(case, letters.MAY_DELETE.key) == [(str(people.school), "drafted"), ("Second School", "drafted")]
    assert due.count() == 0


def test_the_days_of_absence_are_those_of_the_school_that_asks(people: People, second: tuple[School, User]) -> None:
    case, (school, lead) = cleared(people, people.refer()), second
    people.ask_all(case, ASKED_ON)
    asks(case, school, lead, ABSENT.key)
    on = date(2026, 12, 1)
    assert deleting.joint_finding(case, None, on) == (
        "It is not known from which day the school days count: the last day at school, or of leave."
    )
    asks(case, school, lead, ABSENT.key, last_attended_on=TOLD_ON)
    assert deleting.joint_finding(case, None, on) is None
    mark = SessionMark(date(2026, 11, 12), Half.MORNING, "I")
    write_marks(people.child, people.school, [mark], source="register", by=people.officer)
    assert deleting.joint_finding(case, None, on) is None
    write_marks(people.child, school, [mark], source="register", by=people.officer)
    assert "I on 12 November 2026." in str(deleting.joint_finding(case, None, on))


@pytest.mark.parametrize("stopped_by", [pathway.STOP, pathway.TO_MASH])
def test_safeguarding_takes_back_that_a_school_may_delete_and_what_waits_for_an_order(
    people: People, stopped_by: Step
) -> None:
    case = cleared(people, people.refer())
    said = {"on": ASKED_ON, "at": moment(ASKED_ON), "reason": "The notice was not answered."}
    handed = casework.hand_over(case, to=ORDERS, by=people.officer, **said)
    asks(case, people.school, people.lead, ORDER_REVOKED.key)
    answers(people, case, pathway.ADVISE_MAY)
    case.refresh_from_db()
    stop = deleting.to_mash if stopped_by is pathway.TO_MASH else deleting.stop
    stop(case, stopped_by, data={}, by=people.officer, **said, facts={})
    handed.refresh_from_db()
    assert (handed.waits_with, handed.withdrawn) == (None, True)
    assert to_whom(case, letters.MAY_DELETE.key) == [(str(people.school), "withdrawn")]
    # The school asks still, is told so, and its answer is due anew.
    assert questions.asked(case) is not None
    assert case.deadlines.filter(clock="advice", state="running").count() == 1
    shown = make.signed_in(people.lead).get(reverse("cme:sent", args=[case.key])).text
    assert "The answer was taken back on 20 November 2026. Keep the name on your register" in shown
    assert "The council took its answer back" in shown
    with pytest.raises(Refused, match="cannot be done while"):
        answers(people, case, pathway.ADVISE_MAY)
    people.take(case, pathway.GO_ON, ASKED_ON)
    answers(people, case, pathway.ADVISE_MAY)
    assert to_whom(case, letters.MAY_DELETE.key)[-1] == (str(people.school), "drafted")


def test_an_answer_whose_letter_has_left_stands_though_safeguarding_stops_the_case(people: People) -> None:
    case = cleared(people, people.refer())
    asks(case, people.school, people.lead, ORDER_REVOKED.key)
    answers(people, case, pathway.ADVISE_MAY)
    School.objects.update(lines="1 Example Street", postcode="OX1 1AA")
    sent(people, Letter.objects.get(kind=letters.MAY_DELETE.key), date(2026, 11, 23))
    case.refresh_from_db()
    on = date(2026, 11, 24)
    deleting.stop(case, pathway.STOP, data={}, by=people.officer, on=on, at=moment(on), facts={}, reason="A worry.")
    assert (questions.asked(case), case.events.filter(step=pathway.NOT_SAID.key).exists()) == (None, False)
