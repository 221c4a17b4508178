"""Whether a child may perform without a licence: the four-day rule; and whether an application came in time. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from licensing.limits import REGULATIONS, Check
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import full_day, plain_day

DAY = timedelta(days=1)
MONTHS = 6
MOST_DAYS = 3
# Days from the application to the first performance; with fewer the council may refuse, and need not.
NOTICE = 21

FOUR_DAYS = Check("four_days", "Four days in six months", "Children and Young Persons Act 1963 s 37(3)(a)")
IN_TIME = Check("in_time", "Days from the application to the first performance", f"{REGULATIONS} reg 4")


@dataclass(frozen=True)
class Exemption:
    """Whether a performance needs no licence, and why; the six months looked at, and the days performed in them."""

    holds: bool
    from_on: date
    to_on: date
    performed_on: tuple[date, ...]
    words: str


def four_day_rule(on: date, performed_on: Iterable[date], *, paid: bool, misses_school: bool) -> Exemption:
    """Whether a performance on a day is exempt: on not more than 3 days of the six months before, unpaid, no absence.

    So the fourth day is the last that is exempt. Nothing is exempt for which somebody is paid more than expenses (the
    opening words of s 37(3), read as they stood in 1998), nor, by the policy of most councils, what misses school.
    """
    from_on, to_on = add_months(on, -MONTHS), on - DAY
    counted = tuple(sorted({day for day in performed_on if from_on <= day <= to_on}))
    days = f"performed on {len(counted)} {'day' if len(counted) == 1 else 'days'} from {plain_day(from_on)} to "
    days += plain_day(to_on)
    if paid:
        return Exemption(False, from_on, to_on, counted, "A licence is needed: the child is paid")
    if misses_school:
        return Exemption(False, from_on, to_on, counted, "A licence is needed: the child misses school")
    if len(counted) > MOST_DAYS:
        words = f"A licence is needed: {days}, more than {MOST_DAYS}"
        return Exemption(False, from_on, to_on, counted, words)
    return Exemption(True, from_on, to_on, counted, f"No licence is needed: {days}, not more than {MOST_DAYS}")


@dataclass(frozen=True)
class Notice:
    """How many days before the first performance an application came, and whether that is enough."""

    days: int
    late: bool
    words: str


def notice_given(applied_on: date, first_on: date) -> Notice:
    """Whether an application came 21 days before the first performance; a late one is received and labelled."""
    days = (first_on - applied_on).days
    late = days < NOTICE
    if days < 0:
        words = f"Late: the first performance was on {full_day(first_on)}, before the application"
    else:
        words = f"{days} {'day' if days == 1 else 'days'} before the first performance on {full_day(first_on)}"
        words = f"Late: {words}, fewer than {NOTICE}. The council may refuse it, and need not" if late else words
    return Notice(days, late, words)
