"""Which schools have more of something than chance explains, for their size and against their peers. Pure.

All that was found in a school and its peers fell somewhere. If each pupil were as likely as any other, a school would
have its share of it. How likely it is that so much or more falls on one school is the tail of a binomial distribution:
it needs no rate that somebody believes in, and says nothing where little was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Any

# Fewer than so many others of a group say nothing of what is usual: then all schools are the measure.
PEERS = 3
# One of anything is no pattern.
PATTERN = 2


@dataclass(frozen=True)
class Held:
    """How often something was found in a school of so many pupils. `key` is whatever the caller knows it by."""

    key: Any
    group: str
    pupils: int
    found: int


@dataclass(frozen=True)
class Striking:
    """A school with improbably much. `elsewhere` was found in so many `peers`, `same_group` or all, where so much was
    `expected` of this one; `chance` is how likely it is."""

    of: Held
    elsewhere: int
    peers: int
    same_group: bool
    expected: float
    chance: float


def at_least(count: int, of: int, share: float) -> float:
    """How likely it is that chance brings so many or more `of` all, where each falls here with this probability."""
    if count <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    here, there = log(share), log(1 - share)
    ways = lgamma(of + 1)
    parts = (
        exp(ways - lgamma(number + 1) - lgamma(of - number + 1) + number * here + (of - number) * there)
        for number in range(count, of + 1)
    )
    return min(sum(parts), 1.0)


def striking(schools: Sequence[Held], *, once_in: int, fewest: int = PATTERN) -> list[Striking]:
    """Which of some schools have improbably much, the least likely first. `once_in`: listed is what chance brings no
    more often than once in so many schools."""
    each = (_held_against(school, schools) for school in schools if school.found >= fewest)
    return sorted((one for one in each if one is not None and one.chance * once_in <= 1), key=lambda one: one.chance)


def _held_against(school: Held, schools: Sequence[Held]) -> Striking | None:
    """Held against the others of its group, or against all others where these are too few."""
    others = [one for one in schools if one is not school and one.pupils]
    same = [one for one in others if one.group == school.group]
    peers = same if len(same) >= PEERS else others
    pupils = sum(one.pupils for one in peers)
    if not pupils or not school.pupils:
        return None
    elsewhere = sum(one.found for one in peers)
    share = school.pupils / (school.pupils + pupils)
    chance = at_least(school.found, school.found + elsewhere, share)
    return Striking(school, elsewhere, len(peers), peers is same, elsewhere / pupils * school.pupils, chance)
