"""Whatever a child works, under either law: the checker and the slow oracle find the same."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensing.checking.employment import check
from licensing.checking.findings import Weight
from licensing.checking.schedule import Child
from licensing.checking.shifts import Job, shift
from licensing.employment_limits import EmploymentLaw
from tests.licensing import work_oracle
from tests.schooldays.calendars import BLOCKS_A, calendar

DAY = timedelta(days=1)
# All of 2027 is loaded: its only fortnights without school are at Easter and in summer.
CALENDAR = calendar(
    "Two years", [*BLOCKS_A, ("2027-08-09", "2027-10-22"), ("2027-11-01", "2027-12-22"), ("2028-01-03", "2028-02-11")]
)
# The Monday before a half-term, before the Easter holiday, and before the end of a Year 11; and the day before summer.
FIRST_DAYS = [date(2027, 2, 8), date(2027, 3, 22), date(2027, 6, 21), date(2027, 7, 21)]
BORN = [date(2014, 2, 16), date(2013, 4, 1), date(2012, 3, 29), date(2012, 7, 28), date(2011, 6, 1)]
STARTS = [419, 420, 465, 480, 524, 540, 600, 780, 929, 930, 960, 1080, 1140]
LENGTHS = [15, 30, 60, 61, 120, 121, 180, 240, 241, 299, 300, 480]
GAPS = [30, 59, 60]


@st.composite
def weeks(draw):
    """Up to twenty days of work within three weeks, some with a break; and which law, and which child."""
    first = draw(st.sampled_from(FIRST_DAYS))
    shifts = {}
    for _ in range(draw(st.integers(1, 20))):
        starts = draw(st.sampled_from(STARTS))
        ends = starts + draw(st.sampled_from(LENGTHS))
        spans = [(starts, ends)]
        if draw(st.booleans()):
            again = ends + draw(st.sampled_from(GAPS))
            spans.append((again, again + draw(st.sampled_from(LENGTHS))))
        shifts[first + draw(st.integers(0, 20)) * DAY] = spans
    new_from = draw(st.sampled_from([None, None, date(2027, 1, 1), first + 7 * DAY]))
    return sorted(shifts.items()), draw(st.sampled_from(BORN)), new_from, draw(st.booleans())


def by_checker(shifts, born_on, new_from, listed):
    """What the checker finds broken, said as the oracle says it."""
    lines = [
        shift(number, on, spans[0][0], spans[-1][1], [(one[1], two[0]) for one, two in pairwise(spans)])
        for number, (on, spans) in enumerate(shifts, 1)
    ]  # fmt: skip
    found = check(lines, Child("Ivy", born_on, CALENDAR), Job(listed=listed), EmploymentLaw(new_from=new_from))
    whole = {
        "school_week": lambda on: on - on.weekday() * DAY,
        "free_week": lambda on: on - on.weekday() * DAY,
        "holiday": lambda on: date(on.year, 1, 1),
    }
    return {
        (each.check.key, whole.get(each.check.key, lambda on: on)(each.on))
        for each in found
        if each.weight is Weight.BREACH
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(weeks())
def test_the_checker_of_work_finds_what_a_minute_by_minute_oracle_finds_and_nothing_else(work):
    shifts, born_on, new_from, listed = work
    days = set(CALENDAR.school_days)
    assert by_checker(*work) == work_oracle.broken(shifts, born_on, days, new_from, listed)


@settings(max_examples=15)
@given(st.sets(st.integers(0, 16), min_size=1), st.sets(st.integers(0, 15), min_size=1))
def test_so_it_is_with_the_fortnight_of_the_year(at_easter, in_summer):
    days = [date(2027, 3, 26) + number * DAY for number in at_easter]
    days += [date(2027, 7, 24) + number * DAY for number in in_summer]
    shifts = [(on, [(540, 570)]) for on in sorted(days)]
    born_on = date(2012, 3, 1)
    assert by_checker(shifts, born_on, None, False) == work_oracle.broken(
        shifts, born_on, set(CALENDAR.school_days), None, False
    )


def test_the_shifts_that_are_tried_break_every_limit_and_some_break_none():
    """A property that nothing ever puts to the test would prove nothing."""
    seen: Counter = Counter()

    @settings(max_examples=150, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(weeks())
    def look(work):
        seen.update({each[0] for each in by_checker(*work)} or {"none"})

    look()
    missing = {
        "age", "earliest", "latest", "rest", "before_school", "in_school", "school_day", "sunday", "free_day",
        "school_week", "free_week", "none",
    } - set(seen)  # fmt: skip
    assert missing == set()
