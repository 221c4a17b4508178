"""Columns that belong together stay together in the database itself: who and when, the first day and the last."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

Model = type[models.Model]
# The beginning and the end of a time, as our columns name them.
ENDS = {"from": ("to", "until"), "first": ("last",), "starts": ("ends",), "began": ("ended",), "opened": ("closed",)}
# Somebody or nobody did it, at a moment that is always known.
MAY_BE_NOBODY = {
    "Letter.drafted_by": "a clock drafts letters too",
}


def our_models() -> Iterator[Model]:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in {"oxle", *settings.DUTIES}:
            yield model


def checks_of(model: Model) -> list[models.CheckConstraint]:
    return [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]


def columns_of(model: Model) -> dict[str, models.Field]:
    return {field.name: field for field in model._meta.concrete_fields}


def who_and_when(model: Model) -> Iterator[set[str]]:
    """The columns that say who did something and when, as far as one of them may be empty."""
    columns = columns_of(model)
    for name in columns:
        if name.endswith("_by") and f"{model.__name__}.{name}" not in MAY_BE_NOBODY:
            did = name.removesuffix("_by")
            group = [one for one in (name, f"{did}_on", f"{did}_at") if one in columns]
            may_be_empty = {one for one in group if columns[one].null or columns[one].blank}
            if len(group) > 1 and may_be_empty:
                yield may_be_empty


def from_and_to(model: Model) -> Iterator[tuple[str, str]]:
    """The columns of the first and the last day, or moment, of something; from which place to which is none."""
    columns = {name: field for name, field in columns_of(model).items() if not field.is_relation}
    for name in columns:
        words = name.split("_")
        for place, word in enumerate(words):
            for end in ENDS.get(word, ()):
                last = "_".join([*words[:place], end, *words[place + 1 :]])
                if last in columns:
                    yield name, last


def unguarded(model: Model) -> list[str]:
    """Who-and-when columns that no constraint names together."""
    return [
        f"{model.__name__}: {', '.join(sorted(group))}"
        for group in who_and_when(model)
        if not any(group <= named_in(check) for check in checks_of(model))
    ]


def backwards(model: Model) -> list[str]:
    """From-and-to columns that the database lets end before they begin."""
    found = []
    for first, last in from_and_to(model):
        days = isinstance(columns_of(model)[first], models.DateField) and first.endswith("_on")
        early, late = (date(2026, 9, 1), date(2026, 9, 2)) if days else (moment(1), moment(2))
        guards = [check for check in checks_of(model) if named_in(check) == {first, last}]
        if not any(not check.condition.check({first: late, last: early}) for check in guards):
            found.append(f"{model.__name__}: {first}, {last}")
    return found


def named_in(check: models.CheckConstraint) -> set[str]:
    """The columns that a constraint speaks of."""
    return set(check.condition.referenced_base_fields)


def moment(day: int) -> datetime:
    return datetime(2026, 9, day, 12, tzinfo=UTC)


def test_whoever_did_something_did_it_at_a_time_and_the_other_way_round() -> None:
    assert [fault for model in our_models() for fault in unguarded(model)] == []


@pytest.mark.django_db
def test_nothing_ends_before_it_begins() -> None:
    assert [fault for model in our_models() for fault in backwards(model)] == []


def test_the_pairs_are_found() -> None:
    pairs = {(model.__name__, *pair) for model in our_models() for pair in from_and_to(model)}
    days = {("Enrolment", "from_on", "to_on"), ("Term", "starts_on", "ends_on"), ("Case", "opened_on", "closed_on")}
    groups = {(model.__name__, *sorted(group)) for model in our_models() for group in who_and_when(model)}
    assert days < pairs
    assert {("Merge", "undone_at", "undone_by"), ("Letter", "released_at", "released_by", "released_on")} < groups
