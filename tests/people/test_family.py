"""Adults, relationships, who is a parent in education law, and enrolments and vulnerabilities."""

from datetime import date

import pytest

from oxle.core.errors import Refused, Stale
from oxle.people import actions
from oxle.people.models import Adult, Relationship
from oxle.people.queries import current_enrolment, parents_of
from tests import make

pytestmark = pytest.mark.django_db


def test_a_mother_or_father_is_a_parent_even_without_parental_responsibility() -> None:
    child = make.child()
    make.parent(child, "Demo", "Father", kind="Father", parental_responsibility=False)
    assert [(one.adult.family, one.why) for one in parents_of(child, make.ON)] == [("Father", "father")]


def test_whoever_has_care_of_a_child_is_a_parent() -> None:
    child = make.child()
    make.parent(child, "Demo", "Nan", kind="Grandparent", has_care=True)
    assert [(one.kind, one.why) for one in parents_of(child, make.ON)] == [("Grandparent", "has care of the child")]


def test_whoever_has_parental_responsibility_is_a_parent() -> None:
    child = make.child()
    make.parent(child, kind="Step-parent", parental_responsibility=True)
    assert [one.why for one in parents_of(child, make.ON)] == ["has parental responsibility"]


def test_an_adult_with_neither_is_no_parent() -> None:
    child = make.child()
    make.parent(child, kind="Social worker")
    make.parent(child, "Other", kind="Parent’s partner", parental_responsibility=None)
    assert parents_of(child, make.ON) == []


def test_a_relationship_that_has_ended_makes_no_parent_afterwards() -> None:
    child = make.child()
    adult = make.parent(child, from_on=date(2020, 1, 1))
    row = Relationship.objects.get()
    actions.end_relationship(row, row.version, by=make.someone(), on=date(2026, 9, 14))
    assert [one.adult for one in parents_of(child, date(2026, 9, 14))] == [adult]
    assert parents_of(child, date(2026, 9, 15)) == []


def test_an_adult_is_recorded_once_with_a_child() -> None:
    child, adult = make.child(), make.adult()
    make.related(child, adult)
    with pytest.raises(Refused) as refused:
        make.related(child, adult, kind="Father")
    assert refused.value.field == "kind"


def test_an_adult_we_hold_is_related_without_changing_their_details() -> None:
    child, known = make.child(), make.adult("Known", "Adult")
    actions.add_related_adult(
        child,
        known,
        adult={"given": "Typed", "family": "Otherwise"},
        relationship={"kind": "Mother", "source": "Call"},
        by=make.someone(),
        on=make.ON,
    )
    assert list(Adult.objects.values_list("given", "family")) == [("Known", "Adult")]
    assert child.relationships.get().adult == known


def test_an_adults_edit_begun_before_somebody_elses_is_stale() -> None:
    adult = make.adult()
    actions.edit_adult(Adult.objects.get(), 1, phone="01865 000001", by=make.someone(), on=make.ON)
    with pytest.raises(Stale):
        actions.edit_adult(adult, 1, phone="01865 000002", by=make.someone(), on=make.ON)
    assert Adult.objects.get().phone == "01865 000001"


def test_a_child_cannot_be_singly_registered_at_two_schools() -> None:
    child = make.child(at=make.school("First School"))
    with pytest.raises(Refused) as refused:
        make.enrolled(child, make.school("Second School"), date(2026, 9, 1))
    assert refused.value.field == "kind"
    assert refused.value.message.startswith("The child is on the register of First School in that time.")


def test_nobody_is_on_a_register_before_the_day_of_birth() -> None:
    child = make.child("Ash", born_on=date(2014, 3, 4))
    with pytest.raises(Refused, match="born on 4 March 2014") as refused:
        make.enrolled(child, make.school("First School"), date(2014, 3, 3))
    assert (refused.value.field, child.enrolments.exists()) == ("from_on", False)
    enrolment = make.enrolled(child, make.school("First School"), date(2018, 9, 3))
    with pytest.raises(Refused, match="born on 4 March 2014"):
        actions.edit_enrolment(enrolment, enrolment.version, from_on=date(2008, 9, 3), by=make.someone(), on=make.ON)


def test_a_single_registration_before_one_that_runs_is_refused_too() -> None:
    child = make.child(at=make.school("First School"))
    with pytest.raises(Refused):
        make.enrolled(child, make.school("Second School"), date(2024, 9, 1))


def test_a_child_may_be_dually_registered_and_the_main_school_counts() -> None:
    child = make.child()
    make.enrolled(child, make.school("Unit"), date(2026, 9, 1), kind="dual_subsidiary")
    make.enrolled(child, make.school("Main School"), date(2025, 9, 1), kind="dual_main")
    assert current_enrolment(child, make.ON).school.name == "Main School"


def test_enrolments_at_one_school_may_not_overlap_says_the_database() -> None:
    school = make.school()
    child = make.child(at=school)
    with pytest.raises(Refused) as refused:
        make.enrolled(child, school, date(2026, 9, 1))
    assert (refused.value.field, refused.value.message) == (
        "from_on",
        "The child is already on this school’s register in that time.",
    )


def test_a_child_who_left_may_come_back_the_next_day() -> None:
    school = make.school()
    child = make.child(at=school)
    first = child.enrolments.get()
    actions.leave(first, first.version, by=make.someone(), on=date(2026, 7, 21))
    make.enrolled(child, school, date(2026, 7, 22))
    assert child.enrolments.count() == 2
    assert current_enrolment(child, date(2026, 7, 21)) == first


def test_a_last_day_before_the_first_is_refused() -> None:
    child = make.child(at=make.school())
    row = child.enrolments.get()
    with pytest.raises(Refused) as refused:
        actions.leave(row, row.version, by=make.someone(), on=date(2025, 8, 31))
    assert refused.value.field == "on"


def test_one_vulnerability_of_a_kind_is_open_at_a_time() -> None:
    child, by = make.child(), make.someone()
    plan = {"kind": "child_protection", "source": "Social care", "by": by, "on": make.ON}
    first = actions.add_vulnerability(child, from_on=date(2026, 1, 5), **plan)
    with pytest.raises(Refused) as refused:
        actions.add_vulnerability(child, from_on=date(2026, 3, 2), **plan)
    assert refused.value.field == "kind"
    actions.end_vulnerability(first, first.version, by=by, on=date(2026, 3, 1))
    actions.add_vulnerability(child, from_on=date(2026, 3, 2), **plan)
    assert child.vulnerabilities.count() == 2
