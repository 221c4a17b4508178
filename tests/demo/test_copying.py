"""Rows that a load writes with COPY: exactly as typed, in order, and refused as loudly as any others."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from oxle.core.models import RuleValue
from oxle.demo.copying import copy_records, while_more_is_made

AWKWARD = ["plain", "tab\there", "line\nbreak", "back\\slash and \\N", "Łukasz 王 🦉", "\\."]


def rows(*reasons: str) -> list[RuleValue]:
    return [
        RuleValue(rule=f"rule {place}", from_on=date(2026, 9, 1), value="1", reason=reason)
        for place, reason in enumerate(reasons)
    ]


def write_one_rule_twice() -> None:
    with while_more_is_made():
        copy_records(rows("one"))
        copy_records(rows("the same rule from the same day"))


@pytest.mark.django_db
def test_text_arrives_exactly_as_it_was() -> None:
    copy_records(rows(*AWKWARD))
    assert list(RuleValue.objects.order_by("rule").values_list("reason", flat=True)) == AWKWARD


@pytest.mark.django_db
def test_what_is_written_while_more_is_made_is_there_for_whoever_asks() -> None:
    with while_more_is_made():
        copy_records(rows(*AWKWARD))
        assert RuleValue.objects.count() == len(AWKWARD)
        copy_records([RuleValue(rule="later", from_on=date(2026, 9, 1), value="2", reason="after them")])
    assert list(RuleValue.objects.order_by("pk").values_list("reason", flat=True)) == [*AWKWARD, "after them"]


@pytest.mark.django_db
def test_a_row_that_is_refused_while_more_is_made_fails_the_load() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write_one_rule_twice()
    assert RuleValue.objects.count() == 0


@pytest.mark.django_db
def test_new_keys_do_not_wait_for_the_rows_that_are_being_written(django_assert_num_queries: Any) -> None:
    with while_more_is_made():
        RuleValue.objects.count()
        with django_assert_num_queries(0):
            copy_records(rows(*AWKWARD))
    assert RuleValue.objects.count() == len(AWKWARD)
