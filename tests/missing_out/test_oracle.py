"""A planted county: the ledger and the register say of every child what a slow count, day by day, says of it."""

from collections import Counter
from datetime import date, timedelta
from itertools import takewhile

import pytest

from cme.actions import refer as refer_missing
from oxle.missing_out.register import register_for
from oxle.people.models import Child
from oxle.provision import ledger as counting
from oxle.provision.ledger import ledgers, sums
from tests import make
from tests.cme.make import told_of_missing
from tests.exclusions.make import moment
from tests.provision.oracle import Oracle, SlowDay, of_school_age
from tests.provision.planted import Planted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TOLD_ON = date(2026, 11, 16)


@pytest.fixture
def planted() -> Planted:
    return Planted(500)


def by_week(days: list[SlowDay]) -> dict[date, list[SlowDay]]:
    """School days by the Monday of their week."""
    found: dict[date, list[SlowDay]] = {}
    for day in days:
        found.setdefault(day.on - day.on.weekday() * DAY, []).append(day)
    return found


def test_the_hours_of_500_children_are_those_of_a_slow_count_day_by_day(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = date(2026, 9, 2), date(2026, 12, 9)
    keys = [child.pk for child in planted.children]
    oracle, found, summed = Oracle(keys), ledgers(keys, first, last), sums(keys, first, last)
    # As they are made for a whole county.
    monkeypatch.setattr(counting, "MANY", 1)
    assert sums(keys, first, last) == summed
    attended = 0
    for child in keys:
        days = list(oracle.days(child, first, last))
        slow = [
            (
                monday, len(each), sum(day.full for day in each), sum(day.offered for day in each),
                sum(day.attended for day in each), sum(day.is_lacking for day in each),
            )
            for monday, each in by_week(days).items()
        ]  # fmt: skip
        assert [
            (week.monday, week.school_days, week.entitled, week.offered, week.attended or 0, week.lacking)
            for week in found[child].weeks
        ] == slow, child
        if days:
            attended += summed[child].attended
            since = next((day.on for day in days if day.is_lacking), None)
            slow = (sum(day.attended for day in days), sum(day.is_lacking for day in days), since)
            assert (summed[child].attended, summed[child].lacking, summed[child].since) == slow, child
    assert attended


def expected(oracle: Oracle, days: list[SlowDay], child: Child, on: date, begins: date) -> tuple | None:
    """What the register says of a child, as a slow count has it: days in a row and since when, in the term and in the
    school year, and the minutes of the last week offered and entitled. None for who is not on it."""
    days = [day for day in days if day.on <= on]
    taught = any(
        row.provider_id and row.from_on <= on and (row.to_on is None or row.to_on >= on)
        for row in oracle.offers[child.pk]
    )
    told = any(case.opened_on <= on for case in child.cases.all())
    in_a_row = list(takewhile(lambda day: day.is_lacking, reversed(days))) if oracle.is_owed(child.pk, on) else []
    if not (in_a_row or taught or told) or not of_school_age(child.born_on, on):
        return None
    this_year = [day for day in days if day.on >= begins]
    lacking = [day.on for day in this_year if day.is_lacking]
    # A term counts from the Monday of its first week.
    began = oracle.term_began(child.pk, on)
    term_on = began - began.weekday() * DAY
    weeks = list(by_week(this_year).values())
    return (
        len(in_a_row), in_a_row[-1].on if in_a_row else None, sum(day >= term_on for day in lacking), len(lacking),
        sum(day.offered for day in weeks[-1]) if weeks else None, sum(day.full for day in weeks[-1]) if weeks else None,
    )  # fmt: skip


# A day, and the first day of its school year.
DAYS = (
    (date(2026, 12, 9), date(2026, 9, 1)),
    (date(2026, 9, 25), date(2026, 9, 1)),
    # In the summer: the last school day was five weeks ago.
    (date(2026, 8, 25), date(2025, 9, 1)),
)


def test_the_register_has_every_child_once_with_the_days_and_hours_of_a_slow_count(planted: Planted) -> None:
    by, manager = make.user("tracking_officer"), make.user("manager")
    of_age = [child for child in planted.children if of_school_age(child.born_on, TOLD_ON)]
    for child in of_age[::40]:
        refer_missing(child, None, told=told_of_missing(source="council"), by=by, on=TOLD_ON, at=moment(TOLD_ON))
    # A second record of a child is nobody.
    again, kept = planted.children[:2]
    Child.objects.filter(pk=again.pk).update(merged_into=kept)
    children = list(Child.objects.filter(merged_into=None).prefetch_related("cases"))
    oracle = Oracle([child.pk for child in children])
    days = {child.pk: list(oracle.days(child.pk, date(2025, 9, 2), date(2026, 12, 9))) for child in children}
    for on, begins in DAYS:
        register = register_for(manager, on)
        found = {child.pk: expected(oracle, days[child.pk], child, on, begins) for child in children}
        slow = {child: row for child, row in found.items() if row is not None}
        assert len(slow) > 200
        assert Counter(row.child.pk for row in register.rows) == Counter(slow.keys()), on
        assert {
            row.child.pk: (
                row.days, row.since if row.days else None, row.days_in_term, row.days_in_year, row.offered,
                row.entitled,
            )
            for row in register.rows
        } == slow, on  # fmt: skip
        assert register.short == sum(max(0, (row[5] or 0) - (row[4] or 0)) for row in slow.values())
