"""Adding a child, correcting facts, and names kept exactly as typed."""

from datetime import date

import pytest

from oxle.core.errors import Refused, Stale
from oxle.people import actions
from oxle.people.models import Child, ChildName
from tests import make

pytestmark = pytest.mark.django_db

HARD_NAMES = [
    ("Pat", "O'Brien"),
    ("Łukasz", "Żółć"),
    ("محمد", "الفاسي"),
    ("小明", "李"),
    ("😀", "🦄"),
    ("A" * 300, "B" * 300),
    ("<script>alert(1)</script>", "{{7*7}}"),
]


@pytest.mark.parametrize(("given", "family"), HARD_NAMES)
def test_any_name_is_kept_exactly_as_typed(given: str, family: str) -> None:
    child = make.child(given, family)
    assert child.shown_name == f"{given} {family}"
    assert list(ChildName.objects.filter(child=child).values_list("kind", "given", "family")) == [
        ("legal", given, family)
    ]


def test_the_preferred_name_is_the_one_shown() -> None:
    child = make.child("Alexandra", "Demo", preferred_given="Sasha")
    assert child.shown_name == "Sasha Demo"
    assert child.sort_name == "demo, sasha"


def test_a_second_child_with_the_same_upn_is_refused_at_the_field() -> None:
    make.child(upn="R674123101121")
    with pytest.raises(Refused) as refused:
        make.child("Other", upn="R674123101121")
    assert (refused.value.field, refused.value.message) == (
        "upn",
        "Another child already has this UPN. Search for it first.",
    )
    assert Child.objects.count() == 1


def test_many_children_may_have_no_upn() -> None:
    make.child("One")
    make.child("Two")
    assert Child.objects.filter(upn=None).count() == 2


def test_a_replaced_upn_is_kept_as_the_former_one_and_still_found() -> None:
    child = make.child(upn="R674123101121")
    actions.edit_child(child, child.version, upn="H801200001001", by=make.someone(), on=make.ON)
    child.refresh_from_db()
    assert (child.upn, child.former_upn) == ("H801200001001", "R674123101121")
    assert " r674123101121 " in child.search_text


def test_a_date_of_birth_in_the_future_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        make.child(born_on=date(2026, 9, 16))
    assert refused.value.field == "born_on"


def test_an_edit_begun_before_somebody_elses_is_stale_and_changes_nothing() -> None:
    child = make.child()
    first = Child.objects.get(pk=child.pk)
    actions.edit_child(first, 1, ethnicity="First", by=make.someone(), on=make.ON)
    with pytest.raises(Stale):
        actions.edit_child(child, 1, ethnicity="Second", by=make.someone(), on=make.ON)
    assert Child.objects.get(pk=child.pk).ethnicity == "First"


def test_a_changed_name_leaves_the_old_one_as_a_former_name_that_search_still_reads() -> None:
    child = make.child("Demo", "Oldname")
    actions.rename(
        child, child.version, kind="legal", given="Demo", family="Newname", by=make.someone(), on=date(2026, 9, 1)
    )
    assert list(child.names.order_by("pk").values_list("kind", "family", "from_on", "to_on")) == [
        ("former", "Oldname", None, date(2026, 9, 1)),
        ("legal", "Newname", date(2026, 9, 1), None),
    ]
    child.refresh_from_db()
    assert child.shown_name == "Demo Newname"
    assert " oldname " in child.search_text


def test_a_mistyped_name_leaves_no_former_name() -> None:
    child = make.child("Demo", "Wrnog")
    actions.correct_name(
        child, child.version, kind="legal", given="Demo", family="Wrong", by=make.someone(), on=make.ON
    )
    child.refresh_from_db()
    assert list(child.names.values_list("kind", "family")) == [("legal", "Wrong")]
    assert child.search_text == " demo wrong "


def test_a_preferred_name_can_be_taken_away() -> None:
    child = make.child("Alexandra", "Demo", preferred_given="Sasha")
    actions.correct_name(child, child.version, kind="preferred", given="", family="", by=make.someone(), on=make.ON)
    child.refresh_from_db()
    assert child.shown_name == "Alexandra Demo"
