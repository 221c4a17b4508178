"""Merging two records of one child, and undoing it exactly."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps

from oxle.core.errors import Refused
from oxle.people import actions
from oxle.people.actions.merging import fields_to_child
from oxle.people.models import Child, Conflict, Enrolment, Merge
from tests import make

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 15, 11, 0, tzinfo=UTC)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that holds a child, and the children, but for versions."""
    models = {field.model for field in fields_to_child()} | {Child}
    return {
        model._meta.db_table: [
            {name: value for name, value in row.items() if name != "version"}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in models
    }


def two_records() -> tuple[Child, Child]:
    """One child twice: rows of many tables in each, some of which cannot both be the kept record's."""
    by, school = make.someone(), make.school("First School")
    kept = make.child("Sam", "Demo", at=school)
    merged = make.child("Samuel", "Demo-Other", upn="R674123101121", preferred_given="Sammy", language="Polish")
    make.enrolled(merged, school, date(2026, 9, 1))
    make.enrolled(merged, make.school("Unit"), date(2026, 9, 1), kind="dual_subsidiary")
    shared = make.parent(kept, "Demo", "Mother")
    make.related(merged, shared)
    make.parent(merged, "Demo", "Father", kind="Father")
    make.address(kept)
    make.address(merged, "2 Other Road", "OX2 2BB")
    for child in (kept, merged):
        actions.add_vulnerability(child, kind="sen_support", from_on=date(2026, 1, 5), source="x", by=by, on=make.ON)
    actions.add_vulnerability(merged, kind="young_carer", from_on=date(2026, 1, 5), source="x", by=by, on=make.ON)
    actions.declare_conflict(merged, user=make.user("attendance_officer"), reason="x", by=by, on=make.ON)
    return Child.objects.get(pk=kept.pk), Child.objects.get(pk=merged.pk)


def merge(kept: Child, merged: Child) -> Merge:
    return actions.merge(kept, merged, reason="Same birth certificate", by=make.someone(), at=NOON)


def test_everything_moves_that_the_kept_record_has_not_of_its_own() -> None:
    kept, merged = two_records()
    record = merge(kept, merged)
    assert sorted(kept.relationships.values_list("adult__family", flat=True)) == ["Father", "Mother"]
    assert sorted(kept.addresses.values_list("lines", flat=True)) == ["1 Example Street\nExampleton", "2 Other Road"]
    assert sorted(kept.vulnerabilities.values_list("kind", flat=True)) == ["sen_support", "young_carer"]
    assert sorted(kept.enrolments.values_list("school__organisation__name", flat=True)) == ["First School", "Unit"]
    assert Conflict.objects.get().child == kept
    assert {table: len(keys) for table, keys in record.stayed.items()} == {
        "people_childname.child_id": 1,
        "people_relationship.child_id": 1,
        "people_enrolment.child_id": 1,
        "people_vulnerability.child_id": 1,
    }


def test_the_kept_record_gets_what_it_lacked_and_is_found_by_the_other_name() -> None:
    kept, merged = two_records()
    merge(kept, merged)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.upn, kept.language, merged.upn) == ("R674123101121", "Polish", None)
    assert " samuel " in kept.search_text
    assert " ox22bb " in kept.search_text
    assert merged.merged_into == kept


def test_undoing_a_merge_puts_every_row_of_every_table_back() -> None:
    kept, merged = two_records()
    before = everything()
    record = merge(kept, merged)
    assert everything() != before
    actions.unmerge(record, by=make.someone(), at=NOON)
    assert everything() == before


def test_what_came_after_the_merge_stays_with_the_kept_record() -> None:
    kept, merged = two_records()
    record = merge(kept, merged)
    kept.refresh_from_db()
    actions.edit_child(kept, kept.version, language="Welsh", by=make.someone(), on=make.ON)
    make.parent(kept, "Later", "Adult")
    actions.unmerge(record, by=make.someone(), at=NOON)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.language, merged.language) == ("Welsh", "Polish")
    assert sorted(kept.relationships.values_list("adult__given", flat=True)) == ["Demo", "Later"]


def test_a_restriction_of_either_record_is_kept() -> None:
    kept, merged = make.child("Kept"), make.child("Merged")
    actions.restrict(merged, merged.version, because="A councillor’s family", by=make.someone(), on=make.ON)
    record = merge(kept, merged)
    kept.refresh_from_db()
    assert (kept.restricted, kept.restricted_because) == (True, "A councillor’s family")
    actions.unmerge(record, by=make.someone(), at=NOON)
    kept.refresh_from_db()
    assert kept.restricted is False


def test_a_merged_record_cannot_be_merged_again() -> None:
    kept, merged = two_records()
    merge(kept, merged)
    for pair in [(make.child("Third"), merged), (merged, make.child("Fourth"))]:
        with pytest.raises(Refused):
            merge(*pair)


def test_a_record_is_not_merged_with_itself_or_without_a_reason() -> None:
    kept, merged = two_records()
    with pytest.raises(Refused):
        merge(kept, kept)
    with pytest.raises(Refused) as refused:
        actions.merge(kept, merged, reason=" ", by=make.someone(), at=NOON)
    assert refused.value.field == "reason"


def test_a_merge_is_undone_once_and_the_later_of_two_first() -> None:
    kept, merged = two_records()
    first = merge(kept, merged)
    last = make.child("Last")
    second = merge(last, Child.objects.get(pk=kept.pk))
    assert last.search_text != Child.objects.get(pk=last.pk).search_text
    assert " samuel " in Child.objects.get(pk=last.pk).search_text
    with pytest.raises(Refused):
        actions.unmerge(first, by=make.someone(), at=NOON)
    actions.unmerge(second, by=make.someone(), at=NOON)
    actions.unmerge(first, by=make.someone(), at=NOON)
    with pytest.raises(Refused):
        actions.unmerge(first, by=make.someone(), at=NOON)
    assert Enrolment.objects.filter(child=merged).count() == 2


def test_tables_of_every_installed_app_that_hold_a_child_take_part() -> None:
    holding = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if getattr(field, "remote_field", None) and field.concrete and field.related_model is Child
        if not field.many_to_many and model not in {Child, Merge}
    }
    assert {f"{field.model._meta.db_table}.{field.column}" for field in fields_to_child()} == holding
