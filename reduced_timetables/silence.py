"""Which schools tell of improbably few reduced timetables, and why it is thought so. Pure.

A school is held against the others of its phase: they tell of so many for each pupil and school day, so of this one so
many were to be expected. How likely it is that chance alone brings so few is the tail of a Poisson distribution. A
school that told of some and then stopped is held against itself. Holidays count for neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import Any

# Fewer than so many others of a phase say nothing of what is usual: then all schools are the measure.
PEERS = 3
# A school that told of fewer than this has no habit that could stop.
HABIT = 3


@dataclass(frozen=True)
class Telling:
    """Of how many timetables a school of so many pupils told in so many school days, and how many school days have
    passed since the last of them. `key` is whatever the caller knows it by."""

    key: Any
    phase: str
    roll: int
    days: int
    told: int = 0
    quiet: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class Silent:
    """A school that is improbably silent. `stopped`: it told of some before. `told` were so many where so many were
    `expected`, over so many school `days`; `chance` is how likely that is."""

    of: Telling
    stopped: bool
    told: int
    expected: float
    days: int
    chance: float
    # Of how many schools the measure was taken, and whether these are of its phase.
    peers: int = 0
    same_phase: bool = False


def at_most(count: int, expected: float) -> float:
    """How likely it is that chance brings so many or fewer, where so many are to be expected."""
    part = total = exp(-expected)
    for number in range(1, count + 1):
        part *= expected / number
        total += part
    return min(total, 1.0)


def silent(schools: Sequence[Telling], *, once_in: int) -> list[Silent]:
    """Which of some schools are improbably silent, the least likely first. `once_in`: listed is what chance brings no
    more often than once in so many schools."""
    found = [one for school in schools for one in _ways(school, schools) if one.chance * once_in <= 1]
    least: dict[Any, Silent] = {}
    for one in found:
        least.setdefault(one.of.key, one)
        least[one.of.key] = min(least[one.of.key], one, key=lambda way: way.chance)
    return sorted(least.values(), key=lambda one: one.chance)


def _ways(school: Telling, schools: Sequence[Telling]) -> list[Silent]:
    return [one for one in (_few(school, schools), _stopped(school)) if one is not None]


def _few(school: Telling, schools: Sequence[Telling]) -> Silent | None:
    """Held against the others of its phase, or against all others where these are too few."""
    others = [one for one in schools if one is not school]
    same = [one for one in others if one.phase == school.phase]
    peers = same if len(same) >= PEERS else others
    pupil_days = sum(one.roll * one.days for one in peers)
    if not pupil_days:
        return None
    expected = sum(one.told for one in peers) / pupil_days * school.roll * school.days
    chance = at_most(school.told, expected)
    return Silent(school, False, school.told, expected, school.days, chance, len(peers), peers is same)


def _stopped(school: Telling) -> Silent | None:
    """Held against itself: how likely it is that all its notices fall before the silence, were each as likely on any
    day."""
    before = school.days - school.quiet
    if school.told < HABIT or before < 1 or school.quiet < 1:
        return None
    expected = school.told / before * school.quiet
    return Silent(school, True, 0, expected, school.quiet, (before / school.days) ** school.told)
