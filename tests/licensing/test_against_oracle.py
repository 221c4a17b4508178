"""Whatever the schedule: the checker and the slow oracle find the same, so what it passes breaks no limit."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensing.checking.findings import Weight
from licensing.checking.performance import check
from licensing.checking.schedule import Child, line
from tests.licensing import oracle
from tests.licensing.oracle import Row
from tests.schooldays.calendars import CAL_A

DAY = timedelta(days=1)
# Around the autumn half-term with the end of summer time; around its beginning; and the last days of a Year 11.
FIRST_DAYS = [date(2026, 10, 19), date(2026, 11, 30), date(2027, 3, 22), date(2027, 6, 21)]
# Birthdays that make a child 4, 8, 14 or 15 and fall into some of those weeks.
BORN = [
    date(2022, 11, 1),
    date(2021, 10, 27),
    date(2018, 3, 25),
    date(2017, 12, 3),
    date(2012, 6, 1),
    date(2011, 6, 23),
]
LENGTHS = [14, 15, 30, 31, 44, 45, 60, 90, 120, 149, 150, 151, 180, 299, 301]
STAYS = [30, 60, 180, 239, 240, 241, 300, 301, 479, 480, 481, 570, 571]
ARRIVALS = [0, 30, 419, 420, 480, 524, 600, 900, 930, 1080, 1200, 1260, 1320, 1380, 1410]
KINDS = ["performing", "performing", "breaks", "meals", "lessons", ""]
FAIR = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def rows_of(draw, child, first):
    """A row: a stay with things one after another in it, each cut where the stay ends."""
    arrives = draw(st.sampled_from(ARRIVALS)) + draw(st.sampled_from([0, 0, 0, 1]))
    ends = arrives + draw(st.sampled_from(STAYS))
    parts, at = [], arrives
    for kind, length in draw(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(LENGTHS)), max_size=6)):
        stops = min(at + length, ends)
        if kind and stops > at:
            parts.append((kind, at, stops))
        at = stops
    on = first + draw(st.integers(0, 9)) * DAY
    return Row(child, on, (arrives, ends), parts, night_work=draw(st.booleans()), chaperone=draw(st.sampled_from(["Mabel Finch", "Mabel Finch", ""])))  # fmt: skip  # noqa: E501


def calm(first, born_on, days):
    """An hour after school on some days: such a schedule breaks nothing."""
    rows = [Row("Child 0", first + number * DAY, (960, 1020), [("performing", 960, 990)]) for number in days]
    return rows, {"Child 0": born_on}


@st.composite
def schedules(draw):
    """Up to two children of any age with some rows each, and a crowd that does what one of them does, or later."""
    first = draw(st.sampled_from(FIRST_DAYS))
    if draw(st.integers(0, 4)) == 0:
        return calm(first, draw(st.sampled_from(BORN[1:])), draw(st.lists(st.integers(0, 5), min_size=1, unique=True)))
    born = {f"Child {number}": draw(st.sampled_from(BORN)) for number in range(draw(st.integers(1, 2)))}
    rows = [row for child in born for row in draw(st.lists(rows_of(child, first), min_size=1, max_size=5))]
    like = rows[0]
    for number in range(draw(st.sampled_from([0, 0, 5, 6, 12, 13]))):
        later = draw(st.sampled_from([0, 0, 1]))
        born[f"Crowd {number}"] = draw(st.sampled_from(BORN))
        rows.append(
            Row(
                f"Crowd {number}",
                like.on,
                (like.here[0] + later, like.here[1] + later),
                [(kind, starts + later, ends + later) for kind, starts, ends in like.parts],
            )
        )
    return rows, born


def by_checker(rows, born):
    """What the checker finds broken, said as the oracle says it."""
    children = {key: Child(key, on, CAL_A) for key, on in born.items()}
    found = check([as_line(number, row) for number, row in enumerate(rows, 1)], children)
    return {
        (each.check.key, None if each.check.key in {"ratio", "pupils"} else each.child, each.on)
        for each in found
        if each.weight is Weight.BREACH
    }


def as_line(number, row):
    parts = {kind: [(starts, ends) for what, starts, ends in row.parts if what == kind] for kind in KINDS if kind}
    return line(
        number,
        row.child,
        row.on,
        row.here,
        **parts,
        chaperone=row.chaperone,
        teacher=row.teacher,
        night_work=row.night_work,
    )


def by_oracle(rows, born):
    return oracle.broken(rows, born, {key: set(CAL_A.school_days) for key in born})


@FAIR
@given(schedules())
def test_the_checker_finds_what_a_minute_by_minute_oracle_finds_and_nothing_else(schedule):
    rows, born = schedule
    # An hour that the clocks jump over is refused when it is typed.
    rows = [row for row in rows if exists(row)]
    assert by_checker(rows, born) == by_oracle(rows, born)


def exists(row):
    ends = [*row.here, *(end for part in row.parts for end in part[1:])]
    return all(
        oracle.shown(oracle.real(row.on, end))
        == oracle.datetime(row.on.year, row.on.month, row.on.day) + end * oracle.MINUTE
        for end in ends
    )


@settings(max_examples=12)
@given(st.lists(st.sampled_from([1, 1, 1, 1, 1, 1, 2, 2, 3, 14, 15]), min_size=50, max_size=75))
def test_over_many_weeks_too(steps):
    days = [date(2026, 7, 6)]
    for step in steps:
        days.append(days[-1] + step * DAY)
    rows = [Row("Ivy", on, (600, 660), [("performing", 600, 660)]) for on in days]
    born = {"Ivy": date(2024, 7, 1)}
    assert by_checker(rows, born) - by_oracle(rows, born) == by_oracle(rows, born) - by_checker(rows, born) == set()


@settings(max_examples=12)
@given(st.lists(st.booleans(), min_size=8, max_size=12), st.integers(0, 3))
def test_a_run_at_the_most_for_eight_weeks_too(days_off_early, more):
    """Six days and one off, week after week; in some weeks another day is off, so that the eight weeks begin later."""
    days = [
        date(2026, 7, 6) + (7 * week + number) * DAY
        for week, early in enumerate([*days_off_early, *[False] * more])
        for number in range(5 if early else 6)
    ]
    rows = [Row("Ivy", on, (600, 660), [("performing", 600, 660)]) for on in days]
    born = {"Ivy": date(2024, 7, 1)}
    assert by_checker(rows, born) == by_oracle(rows, born)


def test_the_schedules_that_are_tried_break_every_limit_and_many_break_none():
    """A property that nothing ever puts to the test would prove nothing."""
    seen: Counter = Counter()

    @settings(max_examples=300, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(schedules())
    def look(schedule):
        rows, born = schedule
        found = {each[0] for each in by_checker([row for row in rows if exists(row)], born)}
        seen.update(found or {"none"})

    look()
    missing = {
        "earliest", "latest", "at_place", "performing", "continuous", "short_break", "meals", "breaks", "overnight",
        "night_rest", "lessons", "lessons_most", "pupils", "chaperone", "ratio", "two_places", "none",
    } - set(seen)  # fmt: skip
    assert missing == set()
