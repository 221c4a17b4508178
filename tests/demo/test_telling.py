"""Stories told side by side in several processes: each is kept, or none is."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest

from oxle.core.models import RuleValue
from oxle.demo import telling
from oxle.demo.county import SMALL, County

AT = datetime(2026, 11, 26, 10, tzinfo=UTC)


def write(rule: str) -> None:
    RuleValue.objects.create(rule=rule, from_on=date(2026, 9, 1), value="1", reason="told")


def tell(*schools: list[Callable[[], object]]) -> list[tuple[str, int, int]]:
    """Tell the stories of two schools in two processes; what was said of how far it has come."""
    said: list[tuple[str, int, int]] = []
    county = County(at=AT, size=SMALL, progress=lambda what, done, of: said.append((what, done, of)))
    telling.tell_side_by_side(county, schools, actor="system: test", processes=2)
    return said


def kept() -> list[str]:
    return list(RuleValue.objects.order_by("rule").values_list("rule", flat=True))


@pytest.mark.django_db(transaction=True)
def test_what_each_process_tells_is_kept():
    said = tell([partial(write, "a"), partial(write, "b")], [partial(write, "c")])
    assert said == [("Cases", number, 3) for number in (1, 2, 3)]
    assert kept() == ["a", "b", "c"]


@pytest.mark.django_db(transaction=True)
def test_whichever_process_is_free_takes_the_next_school_until_all_are_told():
    schools = [[partial(write, f"{school} {story}") for story in "ab"] for school in range(5)]
    said = tell(*schools)
    assert said[-1] == ("Cases", 10, 10)
    assert kept() == [f"{school} {story}" for school in range(5) for story in "ab"]


@pytest.mark.django_db(transaction=True)
def test_a_story_that_fails_undoes_those_of_every_process_and_says_why():
    with pytest.raises(telling.CutOff, match="ZeroDivisionError"):
        tell([partial(write, "a"), lambda: 1 // 0], [partial(write, "c")])
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_undoes_those_of_every_process():
    with pytest.raises(telling.CutOff, match="killed"):
        tell([partial(write, "a"), lambda: os.kill(os.getpid(), 9)], [partial(write, "c")])
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_a_story_that_waits_for_one_in_another_process_undoes_those_of_every_process(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(telling, "LONGEST_WAIT", "500ms")
    one = partial(write, "the same rule from the same day")
    with pytest.raises(telling.CutOff, match="lock timeout"):
        tell([one], [one, partial(write, "c")])
    assert kept() == []
