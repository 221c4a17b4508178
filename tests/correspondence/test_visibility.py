"""A letter is seen by those who work with letters, may see its child, and hold its compartment; others get nothing."""

import pytest
from django.http import Http404

from oxle.accounts.visibility import visible_to
from oxle.audit.models import Sight
from oxle.correspondence import queries
from oxle.correspondence.cautions import cautions_of
from oxle.correspondence.models import Letter
from oxle.correspondence.withheld import hidden_from
from oxle.people import actions as people
from tests import make
from tests.correspondence.samples import AT, LEGAL, ON, draft, family, officer, senior

pytestmark = pytest.mark.django_db


def _sees(role: str) -> int:
    return visible_to(make.user(role, name=f"Other {role}"), Letter).count()


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("attendance_officer", 1),
        ("senior_attendance_officer", 1),
        ("admin_officer", 1),
        ("manager", 1),
        # A solicitor sees the children of the cases they read, and this letter is of none.
        ("solicitor", 0),
        ("finance_officer", 0),
        ("auditor", 0),
        ("administrator", 0),
        ("school_attendance_lead", 0),
    ],
)
def test_who_sees_an_ordinary_letter(role: str, seen: int) -> None:
    draft()
    assert _sees(role) == seen


@pytest.mark.parametrize(
    ("role", "seen"),
    [("attendance_officer", 1), ("solicitor", 0), ("admin_officer", 0), ("manager", 0)],
)
def test_a_letter_of_the_legal_compartment_is_seen_by_those_who_hold_it(role: str, seen: int) -> None:
    child, mother = family()
    Letter.objects.create(kind=LEGAL.key, kind_version=1, child=child, adult=mother, drafted_at=AT)
    assert _sees(role) == seen


def test_a_conflict_of_interest_closes_the_childs_letters_too() -> None:
    letter = draft()
    people.declare_conflict(letter.child, user=officer(), reason="A neighbour", by=senior(), on=ON)
    assert visible_to(officer(), Letter).count() == 0


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        ("senior_attendance_officer", False),
        ("manager", False),
        ("attendance_officer", True),
        ("admin_officer", True),
    ],
)
def test_a_letter_to_a_withheld_address_is_worked_on_by_all_and_its_address_seen_by_few(
    role: str, hidden: bool
) -> None:
    child, mother = family()
    other = draft()
    people.withhold(mother.addresses.get(), 1, because="A refuge", by=senior(), on=ON)
    letter, reader = draft(child, mother), make.user(role, name=f"Other {role}")
    assert set(visible_to(reader, Letter)) == {letter, other}
    assert set(Letter.objects.filter(hidden_from(reader))) == ({letter} if hidden else set())


def test_a_stranger_gets_the_same_answer_as_for_a_letter_that_does_not_exist() -> None:
    letter = draft()
    stranger = make.user("finance_officer")
    for key in (letter.key, "nosuchletter22"):
        with pytest.raises(Http404) as answer:
            queries.get_letter_for(stranger, key)
        assert str(answer.value) == ""
    assert Sight.objects.count() == 0


def test_opening_a_letter_is_a_sight_of_its_child() -> None:
    letter = draft()
    queries.get_letter_for(officer(), letter.key, what="pdf")
    sight = Sight.objects.get()
    assert (sight.what, sight.children) == ("pdf", [letter.child_id])


def test_whoever_releases_is_told_all_that_flags_the_family() -> None:
    child = make.child()
    mother = make.parent(child, "Demo", "Mother")
    father = make.parent(child, "Demo", "Father", kind="Father", contact_is_unsafe=True)
    make.address(father)
    people.withhold(
        make.address(mother, "2 Safe Street"), 1, because="An order", by=senior(), on=ON, from_adults=[father]
    )
    people.add_vulnerability(child, kind="domestic_abuse", from_on=ON, source="MASH", by=senior(), on=ON)
    child.refresh_from_db()
    people.restrict(child, child.version, because="Known locally", by=senior(), on=ON)
    letter = Letter.objects.get(pk=draft(child, father).pk)
    assert cautions_of(letter, ON) == [
        "Contact with this person is marked as unsafe.",
        "An address in this family is withheld from this person. The letter must not tell it.",
        "This child’s record is restricted.",
        "Domestic abuse is recorded in this family.",
    ]


def test_the_same_letter_to_the_other_parent_is_shown_beside() -> None:
    child, mother = family()
    father = make.parent(child, "Demo", "Father", kind="Father")
    first, second = draft(child, mother), draft(child, father)
    assert queries.others_written_to(first) == [second]


def test_a_letter_in_place_of_one_that_was_withdrawn_is_no_letter_to_others() -> None:
    child, mother = family()
    withdrawn = draft(child, mother)
    Letter.objects.filter(pk=withdrawn.pk).update(
        state="withdrawn", withdrawn_at=AT, withdrawn_by=senior(), withdrawn_reason="Another day."
    )
    draft(child, mother)
    assert queries.others_written_to(withdrawn) == []


def test_the_recipient_is_described_as_they_stand_to_the_child() -> None:
    child = make.child()
    mother = make.parent(child, "Demo", "Mother", parental_responsibility=True, lives_with=False)
    recipient = queries.recipient_of(draft(child, mother), ON)
    assert (recipient.name, recipient.relationship, recipient.parental_responsibility, recipient.lives_with) == (
        "Demo Mother", "Mother", "Yes", "No",
    )  # fmt: skip
