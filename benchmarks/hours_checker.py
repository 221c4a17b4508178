"""How fast a schedule of performances is checked: 60 children on 40 days.

Run it with: python benchmarks/hours_checker.py

Prints the seconds a check takes of a processor, of a schedule that breaks nothing and of one in which every line
breaks several limits (target 0.3): medians of runs taken in turn in one process, so that what else the machine does
counts for little. Before anything is timed, what is found is counted.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from licensing.checking.findings import breaches
from licensing.checking.performance import check
from licensing.checking.schedule import Child, Line, line
from oxle.schooldays.calendar import SchoolCalendar, TermDates

CHILDREN, DAYS, ROUNDS = 60, 40, 9
TARGET = 0.3
DAY = timedelta(days=1)
HOUR = 60


def schedule(performing: list[tuple[int, int]], leaves: int) -> list[Line]:
    """Six days a week from a Monday, each child from ten o'clock on, twelve to a chaperone."""
    days = [date(2026, 11, 2) + (number // 6 * 7 + number % 6) * DAY for number in range(DAYS)]
    return [
        line(
            number * CHILDREN + place + 1,
            f"Child {place}",
            on,
            (9 * HOUR, leaves),
            performing=performing,
            breaks=[(14 * HOUR, 14 * HOUR + 15)],
            meals=[(12 * HOUR, 12 * HOUR + 45)],
            lessons=[(9 * HOUR, 12 * HOUR)],
            chaperone=f"Chaperone {place // 12}",
            teacher=f"Teacher {place // 6}",
        )
        for number, on in enumerate(days)
        for place in range(CHILDREN)
    ]


def main() -> None:
    calendar = SchoolCalendar("One", [TermDates("Term", date(2026, 9, 2), date(2026, 12, 18))])
    children = {
        f"Child {place}": Child(f"Child {place}", date(2015, 5, 1 + place % 28), calendar) for place in range(60)
    }
    lawful = schedule([(13 * HOUR, 14 * HOUR), (15 * HOUR, 16 * HOUR)], 16 * HOUR + 30)
    long = schedule([(13 * HOUR, 14 * HOUR), (15 * HOUR, 22 * HOUR)], 23 * HOUR + 30)

    def lawful_schedule() -> object:
        return check(lawful, children)

    def long_schedule() -> object:
        return check(long, children)

    assert len(lawful) == CHILDREN * DAYS == 2_400
    assert breaches(check(lawful, children)) == []
    # Late, too long at the place, too long performing, too long without a break, no second meal; and short nights.
    assert len(breaches(check(long, children))) == 5 * 2_400 + 60 * 33

    seconds = in_turn(lawful_schedule, long_schedule)
    print(f"{CHILDREN} children on {DAYS} days, {len(lawful):,} lines")
    print(f"that break nothing: {seconds[0]:.3f} s (target {TARGET})")
    print(f"that break much:    {seconds[1]:.3f} s (target {TARGET})")
    if max(seconds) > TARGET:
        sys.exit("slower than the target")


def in_turn(*ways: Callable[[], object]) -> list[float]:
    """Median seconds of each way, taken in turn; the first round only warms up."""
    seconds: list[list[float]] = [[] for _ in ways]
    for round_number in range(ROUNDS + 1):
        for way, taken in zip(ways, seconds, strict=True):
            begun = process_time()
            way()
            if round_number:
                taken.append(process_time() - begun)
    return [median(taken) for taken in seconds]


if __name__ == "__main__":
    main()
