"""An application for a production is received whole, and each child of it gets a case once it is known who it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from licensing.checking.times import clock
from licensing.performances import actions, panels, pathway, queries, schedules
from licensing.performances.models import Entrant, NamedChaperone, ParentPart, Production, SchoolPart
from oxle.cases.actions import take
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.core.references import clean_reference
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.performing import application, applied, day, given, parents_part, schools_part

ON = date(2026, 11, 16)
AT = moment(ON)
FIRST = date(2026, 12, 12)  # a Saturday
UPN = "H801200001001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.user("admin_officer")


@pytest.fixture
def school():
    referrals.calendar()
    return make.school()


@pytest.fixture
def child(school):
    made = make.child("Ida", "Example", date(2015, 5, 6), at=school, upn=UPN)
    make.address(make.parent(made, "Robin", "Example", parental_responsibility=True))
    return made


def test_one_application_opens_a_case_for_each_child_as_of_the_day_it_came(child, school):
    brother = make.child("Jon", "Example", date(2017, 5, 6), at=school)
    make.address(brother)  # by name, birth and postcode
    made = applied([child, brother], [FIRST, FIRST + timedelta(1)], on=ON, urn=school.urn)
    cases = [one.case for one in made.entrants.all()]
    assert [(one.child, one.opened_on, one.stage, one.origin, one.school) for one in cases] == [
        (child, ON, "received", "applicant", school),
        (brother, ON, "received", "applicant", school),
    ]
    assert clean_reference(made.reference) == made.reference
    parties = [(one.role, one.name) for one in cases[0].parties.order_by("pk")]
    assert parties == [("parent", "Robin Example"), ("applicant", f"Example Players ({made.reference})"),
                       ("school", "Example School")]  # fmt: skip
    assert cases[0].deadlines.get(clock="first_performance").due_on == FIRST


def test_a_school_that_an_applicant_names_is_no_party_where_the_child_is_on_the_register_of_another(child, school):
    named = make.school("Named School")
    (entrant,) = applied([child], [FIRST], on=ON, urn=named.urn).entrants.all()
    assert entrant.school == named
    assert entrant.case.school == school
    assert [one.name for one in entrant.case.parties.filter(role="school")] == ["Example School"]
    (said,) = [row["value"] for row in panels.rows_of(entrant) if row["key"] == "School"]
    assert said.startswith("Example School, by its register. The applicant named Named School")


def test_of_a_child_without_a_day_the_first_performance_is_that_of_the_production(child, school):
    brother = make.child("Jon", "Example", date(2017, 5, 6), at=school)
    sister, told = given(child), given(brother)
    made = actions.submit(application([sister, told], [day(1, told, FIRST)]), on=ON, at=AT)
    first = made.entrants.get(number=1)
    assert first.first_on is None
    assert first.case.events.get().facts[pathway.FIRST_ON.key] == FIRST.isoformat()


def test_a_child_may_have_two_productions_at_once(child):
    for _ in range(2):
        applied([child], [FIRST], on=ON)
    assert Case.objects.filter(child=child, pathway=pathway.LICENCE.key, closed_on=None).count() == 2


def test_a_child_whose_upn_is_of_another_birth_waits_for_a_person(child, officer):
    made = applied_as(child, born_on=date(2015, 6, 5))
    (entrant,) = made.entrants.all()
    assert (entrant.match, entrant.case, Case.objects.count()) == ("waits", None, 0)
    case = actions.identify(entrant, child, by=officer, at=AT, version=entrant.version)
    entrant.refresh_from_db()
    assert (entrant.match, entrant.matched_by, entrant.case, case.opened_on) == ("person", officer, case, ON)
    with pytest.raises(Refused, match="known by now"):
        actions.identify(entrant, child, by=officer, at=AT, version=entrant.version)


def applied_as(child, **changes) -> Production:
    told = given(child, **changes)
    return actions.submit(application([told], [day(1, told, FIRST)]), on=ON, at=AT)


def test_two_officers_cannot_both_say_who_a_child_is(child, officer):
    (entrant,) = applied_as(child, upn="", postcode="").entrants.all()
    actions.send_elsewhere(entrant, "Farshire", by=officer, at=AT, version=entrant.version)
    with pytest.raises(Refused, match="since you opened the page"):
        actions.identify(entrant, child, by=officer, at=AT, version=entrant.version)


def test_a_child_who_lives_in_another_area_is_sent_on_and_has_no_case(child):
    (entrant,) = applied_as(child, home_authority="Farshire").entrants.all()
    assert (entrant.match, entrant.home_authority, entrant.case) == ("elsewhere", "Farshire", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"children": []}, "children"),
        ({"lines": []}, "lines"),
    ],
)
def test_an_application_without_a_child_or_a_day_is_refused_at_its_field(child, changes, field):
    told = given(child)
    with pytest.raises(Refused) as refused:
        actions.submit(replace(application([told], [day(1, told, FIRST)]), **changes), on=ON, at=AT)
    assert refused.value.field == field
    assert Production.objects.count() == 0


def test_a_child_born_after_the_application_is_refused(child):
    with pytest.raises(Refused, match="must be in the past"):
        applied_as(child, born_on=ON + timedelta(1))


def test_a_line_about_nobody_is_a_mistake_of_the_caller(child):
    told = given(child)
    with pytest.raises(ValueError, match="line 1"):
        actions.submit(application([told], [day(1, replace(told, key="X"), FIRST)]), on=ON, at=AT)


def test_the_schedule_is_kept_as_the_checker_takes_it(child):
    told = given(child)
    lines = [
        day(
            1,
            told,
            date(2026, 10, 24),
            here=(18 * 60, 30),
            performing=[(23 * 60, 15)],
            meals=[(20 * 60, 20 * 60 + 45)],
            night_work=True,
            teacher="Lee Teacher",
        ),
        day(2, told, FIRST, breaks=[(10 * 60 + 30, 10 * 60 + 45)], lessons=[(11 * 60, 12 * 60)]),
    ]
    made = actions.submit(application([told], lines), on=ON, at=AT)
    kept = schedules.lines_of(list(made.entrants.all()))
    assert kept == [replace(one.line, child="1") for one in lines]
    assert clock(kept[0].here.ends, kept[0].on) == "00:30 the next day"


def test_the_children_of_a_production_are_checked_together_and_each_learns_its_own(child, school):
    every = [child, *(make.child(f"Number {number}", "Example", date(2015, 1, 1), upn="") for number in range(12))]
    told = [given(one, key=str(number)) for number, one in enumerate(every)]
    lines = [day(number, one, FIRST) for number, one in enumerate(told, 1)]
    made = actions.submit(application(told, lines), on=ON, at=AT)
    first, *_, last = made.entrants.all()
    assert [one.check.key for one in queries.findings_of(last, ON)] == ["ratio"]
    assert queries.findings_of(first, ON) == []


def test_what_is_lacking_is_named_and_a_complete_application_lacks_nothing(child, school):
    (entrant,) = applied([child], [FIRST], on=ON, urn=school.urn).entrants.all()
    assert queries.lacking_of(entrant) == ["The parent’s part has not come.", "The school’s part has not come."]
    actions.parent_says(entrant.case, parents_part(), by=None, on=ON, at=AT)
    actions.school_says(entrant.case, schools_part(), by=None, on=ON, at=AT)
    assert queries.lacking_of(entrant) == []


def test_what_the_applicant_did_not_say_is_lacking(child):
    told = given(child, role="")
    lines = [day(1, told, FIRST, chaperone="", place=None, night_work=True)]
    bare = application([told], lines)
    made = actions.submit(replace(bare, production=replace(bare.production, risk_words="")), on=ON, at=AT)
    assert queries.lacking_of(made.entrants.get()) == [
        "A day names no place.",
        "A day names no chaperone and no parent in charge.",
        "There is no risk assessment.",
        "The child’s part in the production is not said.",
        "There is night work, and no reason for it.",
        "The parent’s part has not come.",
    ]


def test_nothing_is_checked_before_the_parent_has_answered_but_the_school_holds_up_nothing(child, school, officer):
    (entrant,) = applied([child], [FIRST], on=ON, urn=school.urn).entrants.all()
    with pytest.raises(Refused, match="parent’s part has not come"):
        take(entrant.case, pathway.CHECK, by=officer, on=ON, at=AT)
    actions.parent_says(entrant.case, parents_part(), by=officer, on=ON, at=AT)
    take(entrant.case, pathway.CHECK, by=officer, on=ON, at=AT)
    assert entrant.case.stage == "checking"


def test_the_answer_that_counts_is_the_newest_and_says_by_which_way_it_came(child, officer):
    (entrant,) = applied([child], [FIRST], on=ON).entrants.all()
    actions.parent_says(entrant.case, parents_part(), by=officer, on=ON, at=AT)
    actions.parent_says(entrant.case, parents_part(consents=False), by=None, on=ON, at=AT)
    part = queries.parent_part(entrant.case)
    assert (part.consents, part.by_link, part.by) == (False, True, None)
    assert queries.lacking_of(entrant) == ["Robin Example does not consent."]


def test_a_child_cannot_have_performed_on_a_day_to_come(child):
    (entrant,) = applied([child], [FIRST], on=ON).entrants.all()
    with pytest.raises(Refused) as refused:
        actions.parent_says(entrant.case, parents_part(performed_on=[FIRST]), by=None, on=ON, at=AT)
    assert (refused.value.field, ParentPart.objects.count()) == ("performed_on", 0)


@pytest.mark.parametrize(
    ("model", "changes", "rule"),
    [
        (Entrant, {"match": "upn", "case": None}, "entrant_matched_has_a_case"),
        (Entrant, {"earnings": -1}, "entrant_earns_no_less"),
        (Entrant, {"last_on": FIRST - timedelta(1)}, "entrant_ends_after_it_begins"),
        (ParentPart, {"by_link": False}, "parents_part_by_one_way"),
        (ParentPart, {"healthy": False}, "parents_part_says_why_not_fit"),
        (SchoolPart, {"attendance": 101}, "schools_part_attendance_is_a_percentage"),
        (SchoolPart, {"absence": "not_agreed"}, "schools_part_says_why_not"),
        (NamedChaperone, {"name": ""}, "chaperone_of_a_production_has_a_name"),
        (Production, {"name": ""}, "production_says_who_and_what"),
    ],
)
def test_the_database_refuses_what_cannot_be(child, model, changes, rule):
    (entrant,) = applied([child], [FIRST], on=ON).entrants.all()
    actions.parent_says(entrant.case, parents_part(), by=None, on=ON, at=AT)
    actions.school_says(entrant.case, schools_part(), by=None, on=ON, at=AT)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        model.objects.update(**changes)
