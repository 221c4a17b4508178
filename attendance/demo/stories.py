"""The stories of the small county's referrals, as data: which steps were taken how many days ago, and how they end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from oxle.demo.county import SMALL, County

DAY = timedelta(days=1)
T = TypeVar("T")
# A step by its key, and how many days ago it was taken.
Taken = tuple[str, int]


@dataclass(frozen=True)
class Plan:
    """One story. Its first step is the referral; `meeting` is when an arranged meeting is, in days from today."""

    name: str
    steps: tuple[Taken, ...]
    meeting: int | None = None
    reason: str = "not_attending"
    left: bool = False
    # Letters of the newest steps that nobody has dealt with yet.
    letters_wait: bool = False
    unallocated: bool = False
    extra: dict[str, str] = field(default_factory=dict)


def received(a: int) -> list[Taken]:
    return [("refer", a)]


def resubmitted(a: int) -> list[Taken]:
    return [("refer", a + 16), ("return", a + 12), ("resubmit", a)]


def returned(a: int) -> list[Taken]:
    return [("refer", a + 5), ("return", a)]


def accepted(a: int) -> list[Taken]:
    """`a` counts from the complete referral, as the clock of the meeting does."""
    return [("refer", a), ("accept", max(a - 5, 0))]


def invited(a: int) -> list[Taken]:
    return [*accepted(a), ("invite_panel", max(a - 9, 0))]


def reminded(a: int) -> list[Taken]:
    return [*invited(a), ("remind", 1)]


def monitoring(a: int) -> list[Taken]:
    """`a` counts from the panel, as the clock of the review does."""
    return [*accepted(a + 30), ("invite_panel", a + 20), ("remind", a + 3), ("record_panel", a)]


def interviewed(a: int) -> list[Taken]:
    return [*monitoring(a + 5)[:-2], ("invite_pace", a + 18), ("record_panel", a + 5), ("record_pace", a)]


def target_met(a: int) -> list[Taken]:
    return [*monitoring(a + 32), ("target_met", a)]


def target_missed(a: int) -> list[Taken]:
    return [*interviewed(a + 30), ("target_missed", a)]


def missed_again(a: int) -> list[Taken]:
    return [*target_met(a + 20), ("target_missed", a)]


def warned(a: int) -> list[Taken]:
    return [*target_missed(a + 6), ("final_warning", a)]


def court(a: int) -> list[Taken]:
    return [*warned(a + 18), ("prepare_papers", a)]


def handed_in(a: int) -> list[Taken]:
    return [*court(a + 9), ("hand_in", a)]


def released(a: int) -> list[Taken]:
    return [*handed_in(a + 5), ("release_papers", a)]


def charged(a: int) -> list[Taken]:
    """Without delay: while the absences can be charged, most of them or all."""
    papers = [("prepare_papers", a + 16), ("hand_in", a + 10), ("release_papers", a + 7)]
    return [*warned(a + 20), *papers, ("commence", a)]


def before_court(a: int) -> list[Taken]:
    return [*charged(a + 21), ("plead", a)]


def supervision(a: int) -> list[Taken]:
    return [*target_missed(a + 12), ("seek_supervision_order", a)]


def sent_back(a: int) -> list[Taken]:
    return [*handed_in(a + 6), ("return_papers", a)]


def decided(a: int) -> list[Taken]:
    """On the day of the hearing, eight weeks after the charge."""
    return [*before_court(a + 35), ("outcome", a)]


def ordered(a: int) -> list[Taken]:
    return [*supervision(a + 60), ("apply", a + 42), ("order_made", a)]


def route_changed(a: int) -> list[Taken]:
    return [*monitoring(a + 10), ("change_route", a)]


def paused(a: int) -> list[Taken]:
    return [*accepted(a + 12), ("pause", a)]


def paused_later(a: int) -> list[Taken]:
    return [*monitoring(a + 9), ("pause", a)]


def resumed(a: int) -> list[Taken]:
    return [*accepted(a + 30), ("pause", a + 15), ("resume", a)]


def rejected(a: int) -> list[Taken]:
    return [("refer", a + 6), ("reject", a)]


def improved(a: int) -> list[Taken]:
    return [*target_met(a + 28), ("close_improved", a)]


def improved_late(a: int) -> list[Taken]:
    return [*target_missed(a + 9), ("close_improved", a)]


def concluded(a: int) -> list[Taken]:
    return [*court(a + 55), ("court_over", a + 2), ("court_ended", a)]


def withdrawn(a: int) -> list[Taken]:
    return [*accepted(a + 15), ("withdraw", a)]


def transferred(a: int) -> list[Taken]:
    return [*monitoring(a + 12), ("transfer_out", a)]


def over_age(a: int) -> list[Taken]:
    """Returned and never answered: when the child comes of age, no absence can be charged any more."""
    return [*returned(a + 190), ("over_age", a)]


def noted_over_age(a: int) -> list[Taken]:
    return [*warned(a + 10), ("note_over_age", a)]


# Each story with the days of its telling: the decision is due on the 7th day, the meeting and the reviews on the 35th,
# papers on the 28th; so each has one due today, some overdue, and some with time left.
TELLINGS: Sequence[tuple[Callable[[int], list[Taken]], Sequence[int]]] = (
    (received, (0, 1, 1, 2, 3, 4, 5, 7, 9, 13)),
    (resubmitted, (2, 7)),
    (returned, (2, 6, 14, 26)),
    (accepted, (5, 6, 8, 12, 19, 24, 35, 38, 44)),
    (monitoring, (1, 4, 13, 20, 27, 35, 36, 41)),
    (interviewed, (3, 9, 17)),
    (target_met, (2, 9, 24, 35, 39)),
    (target_missed, (1, 4, 9)),
    (missed_again, (3, 7)),
    (warned, (2, 8, 15, 28, 31)),
    (court, (3, 9, 17)),
    # Not long ago: their bundles are made when the service first runs.
    (handed_in, (0, 1)),
    (released, (3,)),
    (charged, (4,)),
    (before_court, (6,)),
    (supervision, (5, 14)),
    (route_changed, (6,)),
    (paused, (6, 21)),
    (paused_later, (3, 30)),
    (resumed, (4,)),
    (rejected, (4, 12, 40, 71)),
    (improved, (6, 20, 47, 74)),
    (improved_late, (11, 38)),
    (concluded, (8, 15)),
    (withdrawn, (5, 18, 90)),
    (transferred, (10, 27, 52)),
)
# Arranged meetings: the age of the referral, and when the meeting is, from today.
MEETINGS = ((16, 12), (18, 9), (22, 6), (24, 3), (26, 2), (28, 1), (30, 0), (33, -1), (36, -3))
# What the court or its papers came to, once each.
LATER_AT_COURT = ((decided, 9), (sent_back, 2), (ordered, 12))
# For reasons that need no percentages.
EMPLOYED, UNPAID, THIRD = "employed", "unpaid_notice", "third_notice"


def plans(county: County) -> list[Plan]:
    """Every story of a small county, dated from today. A part of that county tells each of them, but less often."""
    share = county.size.cases / SMALL.cases
    found = [
        Plan(telling.__name__, tuple(telling(age)), unallocated=telling is accepted and age < 7)
        for telling, ages in TELLINGS
        for age in _part(ages, share)
    ]
    found += [Plan("invited", tuple(invited(age)), meeting=days) for age, days in _part(MEETINGS, share)]
    found += [Plan("reminded", tuple(reminded(27)), meeting=1)]
    found += [
        Plan("employed", tuple(received(1)), reason=EMPLOYED),
        Plan("employed", tuple(accepted(18)), reason=EMPLOYED),
        Plan("unpaid", tuple(received(6)), reason=UNPAID),
        Plan("third", tuple(accepted(9)), reason=THIRD),
    ]
    # A Friday, on which they are of school age for the last time: it is noted on the Monday.
    over = (county.on - last_leaving_day(county.on)).days - 3
    found += [Plan("over_age", tuple(over_age(over)), left=True) for _ in range(3)]
    found += [Plan("noted_over_age", tuple(noted_over_age(over)), left=True)]
    # Told last: whom a story is about goes by its number.
    found += [Plan(telling.__name__, tuple(telling(age))) for telling, age in LATER_AT_COURT]
    return found


def _part(told: Sequence[T], share: float) -> Sequence[T]:
    return told[: max(1, round(len(told) * share))]


def last_leaving_day(on: date) -> date:
    """The last day on which compulsory school age ended for a year's leavers: the last Friday in June."""
    for year in (on.year, on.year - 1):
        day = date(year, 6, 30)
        day -= ((day.weekday() - 4) % 7) * DAY
        if day < on:
            return day
    raise AssertionError("one of two Junes is past")
