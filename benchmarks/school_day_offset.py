"""How fast school days are counted, against numpy's vectorised `busday_offset`.

Run it with: python benchmarks/school_day_offset.py

Prints two ratios, ours ÷ numpy per offset, medians of runs taken in turn in one process: the public scalar form
(target ≥ 0.2) and the batch form (target ≥ 1). Before any ratio is printed every answer is compared.
"""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from oxle.schooldays.calendar import ClosedBecause, ClosedDates, SchoolCalendar, TermDates

OFFSETS = 200_000
ROUNDS = 9
DAY = timedelta(days=1)


def ten_years() -> SchoolCalendar:
    """A calendar of ten school years, six terms each, one INSET day after every holiday."""
    blocks = [((9, 2), (10, 23)), ((11, 2), (12, 18)), ((1, 4), (2, 12)), ((2, 22), (3, 25)), ((4, 12), (5, 28)), ((6, 7), (7, 21))]  # fmt: skip  # noqa: E501
    terms = [
        TermDates(f"Term {number}", date(year + (first[0] < 9), *first), date(year + (last[0] < 9), *last))
        for year in range(2020, 2030)
        for number, (first, last) in enumerate(blocks, 1)
    ]
    return SchoolCalendar(
        "Ten years", terms, [ClosedDates(ClosedBecause.INSET, term.starts_on, term.starts_on) for term in terms]
    )


def main() -> None:
    calendar = ten_years()
    loaded = [calendar.first_day + number * DAY for number in range((calendar.last_day - calendar.first_day).days + 1)]
    chance = random.Random(20260901)  # noqa: S311 - the same offsets every time, nothing secret
    # Each a date of its own, as they come from a database, not one of a few thousand that are already in the cache.
    days = [date.fromordinal(chance.choice(loaded[:-200]).toordinal()) for _ in range(OFFSETS)]
    counts = [chance.randint(1, 60) for _ in range(OFFSETS)]

    closed = [day for day in loaded if day.weekday() < 5 and not calendar.is_school_day(day)]
    numpy_calendar = np.busdaycalendar(holidays=np.array(closed, dtype="datetime64[D]"))
    numpy_days = np.array(days, dtype="datetime64[D]")
    numpy_counts = np.array(counts)

    def by_numpy() -> object:
        # From a day that is closed numpy must first roll back, so that the next school day is the first.
        return np.busday_offset(numpy_days, numpy_counts, roll="backward", busdaycal=numpy_calendar)

    def one_by_one() -> object:
        after = calendar.school_day_after
        return [after(day, count) for day, count in zip(days, counts, strict=True)]

    def in_a_batch() -> object:
        return calendar.school_days_after(days, counts)

    def in_a_batch_by_one_count() -> object:
        return calendar.school_days_after(days, 15)

    def by_numpy_by_one_count() -> object:
        return np.busday_offset(numpy_days, 15, roll="backward", busdaycal=numpy_calendar)

    assert by_numpy().astype(object).tolist() == one_by_one() == in_a_batch()
    assert by_numpy_by_one_count().astype(object).tolist() == in_a_batch_by_one_count()

    timed = in_turn(by_numpy, one_by_one, in_a_batch, by_numpy_by_one_count, in_a_batch_by_one_count)
    print(f"{OFFSETS:,} offsets agree with numpy.busday_offset")
    print(f"scalar form ÷ numpy, per offset: {timed[0] / timed[1]:.2f} (target 0.2)")
    print(f"batch form ÷ numpy:              {timed[0] / timed[2]:.2f} (target 1)")
    print(f"batch form, one count ÷ numpy:   {timed[3] / timed[4]:.2f} (target 1)")
    if timed[0] / timed[1] < 0.2 or min(timed[0] / timed[2], timed[3] / timed[4]) < 1:
        sys.exit("slower than the target")


def in_turn(*ways: Callable[[], object]) -> list[float]:
    """Median seconds of each way, taken in turn; the first round only warms up."""
    seconds: list[list[float]] = [[] for _ in ways]
    for round_number in range(ROUNDS + 1):
        for way, taken in zip(ways, seconds, strict=True):
            begun = perf_counter()
            way()
            if round_number:
                taken.append(perf_counter() - begun)
    return [median(taken) for taken in seconds]


if __name__ == "__main__":
    main()
