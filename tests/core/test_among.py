"""`among` finds what `in` finds, also through another table, and sends any number of keys as one value."""

import pytest

from oxle.core.among import Keys
from oxle.people.models import Child, Enrolment
from tests import make

pytestmark = pytest.mark.django_db


def test_it_finds_the_same_rows_as_in() -> None:
    ash, birch = make.child("Ash", at=make.school()), make.child("Birch", at=make.school())
    make.child("Cedar", at=make.school())
    for keys in ([], [ash.pk], {ash.pk, birch.pk, 0}):
        assert set(Child.objects.filter(pk__among=Keys(keys))) == set(Child.objects.filter(pk__in=keys))
        mine = Enrolment.objects.filter(child__among=Keys(keys))
        assert set(mine) == set(Enrolment.objects.filter(child__in=keys))
        through = Child.objects.filter(enrolments__child__among=Keys(keys))
        assert set(through) == set(Child.objects.filter(pk__in=keys))
        assert set(Child.objects.exclude(pk__among=Keys(keys))) == set(Child.objects.exclude(pk__in=keys))


def test_the_values_of_a_query_do_as_keys_also_where_there_are_none() -> None:
    ash, birch = make.child("Ash", at=make.school()), make.child("Birch")
    enrolled = Enrolment.objects.values("child")
    assert list(Child.objects.filter(pk__among=enrolled)) == [ash]
    assert list(Child.objects.exclude(pk__among=enrolled)) == [birch]
    nobody = Enrolment.objects.filter(school=None).values("child")
    assert list(Child.objects.filter(pk__among=nobody)) == []
    assert set(Child.objects.exclude(pk__among=nobody)) == {ash, birch}


def test_however_many_there_are_they_are_one_value() -> None:
    _, params = Child.objects.filter(pk__among=Keys(range(1000))).query.sql_with_params()
    assert len(params) == 1


def test_what_is_no_whole_number_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        Keys(["1}'::bigint[]) OR true --"])  # type: ignore[list-item]
