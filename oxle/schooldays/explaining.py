"""“Why this date?”: how a limit was counted, in sentences an officer can read out on the telephone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from oxle.schooldays.limits import Limit, Phrase, Unit
from oxle.schooldays.wording import day_range, full_day, listed

DAY = timedelta(days=1)
IN_DAYS = {Unit.SCHOOL_DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS}


@dataclass(frozen=True)
class Skipped:
    """A day that was passed over in counting, and why: “weekend”, “half term”, “Good Friday”, “paused”."""

    day: date
    why: str


def explain(
    limit: Limit,
    from_on: date,
    on: date,
    at: datetime | None,
    skipped: Sequence[Skipped],
    calendar: str | None,
) -> tuple[str, ...]:
    """The steps of the count: where it starts, whose days are counted, what was passed over, where it ends."""
    if at is not None:
        way = "back" if limit.phrase is Phrase.BEFORE else "on"
        return (f"{limit.unit.of(limit.count)} by the clock are counted {way}, nights and weekends included.",)
    lines = [_start(limit, from_on, skipped)]
    if limit.unit is Unit.WEEKS:
        lines.append(f"{_count(limit)} {_is(limit)} {7 * limit.count} days, holidays included.")
    elif limit.unit is Unit.MONTHS:
        lines.append("A month runs to the same date in the next month, or to its last day where there is none.")
    elif limit.unit is Unit.WORKING_DAYS:
        lines.append("Working days are Monday to Friday, without bank holidays in England.")
    elif calendar and limit.of_school:
        lines.append(f"{limit.unit.value.capitalize()} are those of {calendar}.")
    lines.extend(_not_counted(skipped))
    lines.append(_end(limit, on))
    return tuple(lines)


def on_time(day: date, at: datetime | None) -> str:
    """A last day or moment as an instruction."""
    if at is not None:
        return f"Do this by {at:%H:%M} on {full_day(at.date())}."
    return f"Do this by the end of {full_day(day)}."


def not_before(day: date, at: datetime | None) -> str:
    """A first day or moment as an instruction."""
    if at is not None:
        return f"This may not be done before {at:%H:%M} on {full_day(at.date())}."
    return f"This may not be done before {full_day(day)}."


def no_date(why: str | None) -> str:
    """The place of a date that cannot be given."""
    return f"Cannot be worked out: {why}."


def runs(skipped: Iterable[Skipped]) -> list[tuple[date, date, str]]:
    """Days passed over, with neighbours of one reason joined: (first, last, why)."""
    joined: list[tuple[date, date, str]] = []
    for each in skipped:
        if joined and joined[-1][2] == each.why and joined[-1][1] + DAY == each.day:
            joined[-1] = (joined[-1][0], each.day, each.why)
        else:
            joined.append((each.day, each.day, each.why))
    return joined


def _start(limit: Limit, from_on: date, skipped: Sequence[Skipped]) -> str:
    day, weekly = full_day(from_on), limit.unit is Unit.SCHOOL_WEEKS
    if limit.phrase is Phrase.BEFORE:
        return f"Counted back from {day}, which is day 0."
    if limit.phrase is Phrase.AFTER:
        if weekly:
            return f"The week of {day} is week 0: counting starts with the week after it."
        return f"{day} is day 0: counting starts with the day after it."
    if weekly:
        return f"Week 1 is the first that has a school day on or after {day}."
    if skipped and skipped[0].day == from_on:
        return f"The period begins with {day}. That day does not count itself: day 1 is the next that does."
    return f"{day} is day 1, because the period begins with it."


def _not_counted(skipped: Sequence[Skipped]) -> list[str]:
    weekends = sum(1 for first, last, why in runs(skipped) if why == "weekend")
    named = [f"{day_range(first, last)} ({why})" for first, last, why in runs(skipped) if why != "weekend"]
    if weekends:
        named.append("1 weekend" if weekends == 1 else f"{weekends} weekends")
    return [f"Not counted: {listed(named)}."] if named else []


def _end(limit: Limit, on: date) -> str:
    if limit.phrase is Phrase.BEFORE:
        return f"Counting back {_count(limit)} gives {full_day(on)}."
    if limit.unit in IN_DAYS:
        return f"Day {limit.count} is {full_day(on)}."
    return f"{_count(limit)} {'ends' if limit.count == 1 else 'end'} on {full_day(on)}."


def _count(limit: Limit) -> str:
    return limit.unit.of(limit.count)


def _is(limit: Limit) -> str:
    return "is" if limit.count == 1 else "are"
