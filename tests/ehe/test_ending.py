"""Home education ends: at a school that is said, with a council that confirmed it, taken on by another team; and what
another team hands over is accepted."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cme import returning
from ehe import actions, ending, pathway
from ehe.models import ToldBy
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework, handing, taking_back
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.people import actions as people_actions
from oxle.people.models import Child, Enrolment
from oxle.provision.without import without_offer
from oxle.schools.models import School
from tests import make
from tests.ehe.make import People, looked_at, moment, told_of_home
from tests.exclusions.make import calendar

pytestmark = pytest.mark.django_db
# Mondays in term.
TOLD_ON, CAME_ON, ON = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T10:00:00+00:00")
    return People()


@pytest.fixture
def at_home(people: People) -> Case:
    """The case of a child whose name came off the roll the day before, and who is safe; the officer has it."""
    case = people.told(TOLD_ON)
    looked_at(case, people.officer, TOLD_ON)
    people_actions.leave(Enrolment.objects.get(child=people.child), 1, by=people.head, on=date(2026, 11, 1))
    casework.allocate(
        case, to=people.officer, by=people.officer, on=ON, at=moment(ON), reason="Mine", version=case.version
    )
    return case


def another_school() -> School:
    school = make.school("Second School", "100002")
    school.calendar = calendar()
    school.save()
    return school


def lead_of(school: School) -> User:
    return make.user("school_attendance_lead", school.organisation, name="Another lead")


def close(case: Case, people: People, school: School | None, entered_on: date = CAME_ON, on: date = ON) -> None:
    if case.stage == pathway.TOLD.key:
        looked_at(case, people.officer, TOLD_ON)
    case.refresh_from_db()
    facts = {"place": str(school or "A school in Northmere"), "entered_on": entered_on.isoformat()}
    data = {"school": school, "entered_on": entered_on}
    ending.at_school(
        case, pathway.RETURN, data=data, facts=facts, by=people.officer, on=on, at=moment(on), reason="It told us."
    )
    case.refresh_from_db()


def came(child: Child, school: School, lead: User, entered_on: date = CAME_ON) -> None:
    said = {"given": "Ash", "family": "Example", "born_on": child.born_on, "lines": "1 Road", "postcode": ""}
    upn = {"upn": child.upn or "", "came_from": "At home", "entered_on": entered_on}
    told = returning.tell_new_pupil(school, {**said, **upn}, by=lead, on=ON, at=moment(ON))
    if told.child is None:
        returning.decide(told, told.version, child=child, by=make.user("tracking_officer"))


def typed(school: str = "", place: str = "", entered_on: date = CAME_ON, **more: Any) -> dict[str, Any]:
    days = {"entered_on": entered_on, "on": ON}
    parts = {f"{name}_{part}": getattr(day, part) for name, day in days.items() for part in ("day", "month", "year")}
    return {"school": school, "place": place, "reason": "It told us.", **parts, **more}


def test_a_child_who_is_at_a_school_is_on_its_register_and_offered_its_week_from_the_first_day(
    people: People, at_home: Case
) -> None:
    school = another_school()
    assert people.child.pk in without_offer([people.child.pk], date(2026, 11, 8)).lacking
    close(at_home, people, school)
    assert (at_home.stage, at_home.closed_on) == ("returned", ON)
    enrolment = Enrolment.objects.get(child=people.child, school=school)
    assert (enrolment.from_on, enrolment.to_on) == (CAME_ON, None)
    assert people.child.pk not in without_offer([people.child.pk], ON).lacking


def test_a_child_whose_name_never_came_off_the_roll_is_not_entered_twice(people: People) -> None:
    case = people.told(TOLD_ON)
    close(case, people, people.school)
    assert [row.school for row in Enrolment.objects.filter(child=people.child)] == [people.school]
    assert "put_on_register" not in case.events.order_by("order").last().facts  # type: ignore[union-attr]


def test_a_child_on_another_schools_register_is_refused_and_the_case_stays_open(people: People) -> None:
    case = people.told(TOLD_ON)
    with pytest.raises(Refused, match="on the register of") as refused:
        close(case, people, another_school())
    case.refresh_from_db()
    assert (refused.value.field, case.is_open, Enrolment.objects.count()) == ("school", True, 1)


@pytest.mark.parametrize(
    ("entered_on", "on", "field"),
    [(date(2013, 5, 5), ON, "entered_on"), (ON, CAME_ON, "on")],
)
def test_nobody_is_at_a_school_before_the_day_of_birth_and_no_case_is_closed_before_the_child_is_there(
    people: People, at_home: Case, entered_on: date, on: date, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        close(at_home, people, another_school(), entered_on, on)
    assert (refused.value.field, Case.objects.get().is_open) == (field, True)


def test_a_school_that_is_not_on_the_list_is_named_and_no_register_is_written(people: People, at_home: Case) -> None:
    close(at_home, people, None)
    assert (at_home.stage, Enrolment.objects.filter(to_on=None).count()) == ("returned", 0)


def test_a_closing_that_is_taken_back_says_that_the_child_is_still_on_the_register(
    people: People, at_home: Case
) -> None:
    close(at_home, people, another_school())
    left = taking_back.take_back(at_home, by=people.officer, at=moment(ON), reason="Not there after all.")
    assert [one for one in left if "still on the register of Second School" in one]


def test_the_page_asks_which_school_and_is_filled_in_with_the_new_pupil_return(people: People, at_home: Case) -> None:
    school, officer = another_school(), make.signed_in(people.officer)
    address = reverse("cases:step", args=[at_home.key, "return"])
    page = officer.get(address)
    assert "No school has told us that it has the child." in page.text
    sent = officer.post(address, {**typed(), "once": page.context["once"]})
    assert sent.context["form"].errors == {"school": ["Select the school, or enter another"]}
    came(people.child, school, lead_of(school))
    page = officer.get(address)
    form = page.context["form"]
    assert (form["school"].value(), form["entered_on"].value()) == (school.key, CAME_ON)
    assert "Second School told us on 16 November 2026 that it entered the child" in page.text
    officer.post(address, {**typed(school.key), "once": page.context["once"], "version": at_home.version})
    at_home.refresh_from_db()
    timeline = officer.get(reverse("cases:timeline", args=[at_home.key])).text
    assert (at_home.stage, "Second School, from 9 November 2026." in timeline) == ("returned", True)


def test_a_school_that_is_not_for_the_childs_year_is_named_only_where_it_is_said_why(
    people: People, at_home: Case
) -> None:
    school, officer = another_school(), make.signed_in(people.officer)
    school.lowest_age, school.highest_age = 4, 11
    school.save()
    address = reverse("cases:step", args=[at_home.key, "return"])
    once = {"once": officer.get(address).context["once"], "version": at_home.version}
    page = officer.post(address, {**typed(school.key), **once})
    assert list(page.context["form"].errors) == ["other_year"]
    officer.post(address, {**typed(school.key, other_year="It takes pupils of all years."), **once})
    at_home.refresh_from_db()
    assert at_home.stage == "returned"


def test_a_school_that_says_that_it_has_the_child_is_in_the_officers_work_until_the_case_is_closed(
    people: People, at_home: Case
) -> None:
    school = another_school()
    assert ending.tasks_of(people.officer, ON) == []
    came(people.child, school, lead_of(school))
    (task,) = ending.tasks_of(people.officer, ON)
    assert task.why == (
        "Second School told us on 16 November 2026 that it entered the child in its register on 9 November 2026."
    )
    close(at_home, people, school)
    assert ending.tasks_of(people.officer, ON) == []


def test_a_child_who_came_onto_a_register_since_is_in_the_officers_work(people: People, at_home: Case) -> None:
    make.enrolled(people.child, another_school(), CAME_ON)
    (task,) = ending.tasks_of(people.officer, ON)
    assert task.why == "The child is on the register of Second School since 9 November 2026."


def test_a_move_names_the_council_and_who_confirmed_it(people: People, at_home: Case) -> None:
    officer, address = make.signed_in(people.officer), reverse("cases:step", args=[at_home.key, "move"])
    page = officer.get(address)
    said = {**typed(), "authority": "Northmere", "confirmed_by": "Their officer, by letter"}
    missing = officer.post(address, {**typed(), "once": page.context["once"]}).context["form"].errors
    assert set(missing) == {"authority", "confirmed_by"}
    officer.post(address, {**said, "once": page.context["once"], "version": at_home.version})
    at_home.refresh_from_db()
    timeline = officer.get(reverse("cases:timeline", args=[at_home.key])).text
    assert (at_home.stage, "Northmere. Confirmed by Their officer, by letter." in timeline) == ("moved", True)


def test_a_case_is_not_closed_as_taken_on_until_somebody_took_the_child_on(people: People, at_home: Case) -> None:
    at_home.refresh_from_db()
    said: dict[str, Any] = {"by": people.officer, "on": ON, "at": moment(ON)}
    actions.find_unsuitable(at_home, pathway.FIND_UNSUITABLE, data={}, **said, reason="Nothing is taught.")
    with pytest.raises(Refused, match="has not accepted the child yet"):
        cases.take(at_home, pathway.TAKE_ON, **said, reason="Told.")
    handed = at_home.handed_over.get()
    data = {"cause": "unsuitable_home", "last_known": "At home.", "concern": False, "concern_words": ""}
    assert handed.message is not None
    handing.accept(
        handed.message,
        data=data,
        by=make.user("tracking_officer"),
        on=ON,
        at=moment(ON),
        version=handed.message.version,
    )
    cases.take(at_home, pathway.TAKE_ON, **said, reason="Told.")
    assert at_home.stage == "taken_on"


def test_what_waits_with_others_is_withdrawn_with_the_closing_and_a_closing_that_is_taken_back_says_so(
    people: People, at_home: Case
) -> None:
    at_home.refresh_from_db()
    said: dict[str, Any] = {"by": people.officer, "on": CAME_ON, "at": moment(CAME_ON)}
    actions.find_unsuitable(at_home, pathway.FIND_UNSUITABLE, data={}, **said, reason="Nothing is taught.")
    elsewhere = casework.hand_over(at_home, to="licensing", **said, reason="Seen at work in a kitchen.")
    close(at_home, people, None)
    handed = at_home.handed_over.get(to_duty="cme")
    assert (handed.waits_with, handed.withdrawn, handed.refused_because) == (None, True, "The child is at a school.")
    elsewhere.refresh_from_db()
    assert elsewhere.refused_on is None
    left = taking_back.take_back(at_home, by=people.officer, at=moment(ON), reason="Not there after all.")
    assert [one for one in left if "was withdrawn with it. Hand it over again" in one]


def handed_over(people: People) -> Any:
    """A missing child who is said to be educated at home, handed over to that team on the day it was told."""
    from cme import actions as missing
    from tests.cme.make import told_of_missing

    told = told_of_missing(TOLD_ON)
    case = missing.refer(people.child, people.school, told=told, by=people.lead, on=TOLD_ON, at=moment(TOLD_ON))
    tracker = make.user("tracking_officer")
    return casework.hand_over(
        case, to="ehe", by=tracker, on=CAME_ON, at=moment(CAME_ON), reason="The mother says that she teaches him."
    )


def test_what_another_team_hands_over_opens_the_case_as_of_that_day_and_keeps_the_chain(people: People) -> None:
    handed, at_team = handed_over(people), make.user("ehe_officer", cases.duty_team("ehe"), name="At the team")
    officer = make.signed_in(at_team)
    inbox = officer.get(reverse("cases:message", args=[handed.message.key]))
    address = reverse("ehe:accept_hand_over", args=[handed.message.key])
    assert address in inbox.text
    page = officer.get(address)
    form = page.context["form"]
    assert (form["words"].value(), form["school"].value()) == (handed.reason, people.school.key)
    assert not form.fields.keys() & {"told_by", "told_on", "letter"}
    said = {"words": "She teaches him.", "school": people.school.key, "reason": "unknown"}
    sent = officer.post(
        address,
        {**said, "special_place": "no", "order_open": "no", "once": page.context["once"],
         "version": handed.message.version},
    )  # fmt: skip
    case = Case.objects.get(pathway=pathway.EHE.key)
    assert sent.headers["Location"] == case.get_absolute_url()
    assert (case.came_from, case.opened_on, case.origin) == (handed.case, CAME_ON, "hand_over")
    assert (case.home_education.told_by, case.stage) == (ToldBy.COUNCIL, "told")
    handed.refresh_from_db()
    assert (handed.opened, handed.waits_with) == (case, None)


def test_a_hand_over_of_a_child_who_has_a_case_already_is_refused_and_waits_on(people: People) -> None:
    handed = handed_over(people)
    people.told(TOLD_ON)
    data = {**told_of_home(), "school": people.school, "words": "At home."}
    with pytest.raises(Refused, match="already has an open case"):
        handing.accept(
            handed.message, data=data, by=people.officer, on=ON, at=moment(ON), version=handed.message.version
        )
    handed.refresh_from_db()
    assert (handed.opened, handed.message.state) == (None, "waiting")
