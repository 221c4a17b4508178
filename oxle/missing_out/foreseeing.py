"""What another threshold would change on the register, told before it is saved."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from oxle.cases.criteria import Asked, Rated
from oxle.core.rules import Foreseen, Rule, RuleBook
from oxle.missing_out.off_register import may_be_red
from oxle.missing_out.rating import criteria, rate
from oxle.missing_out.who import on_register
from oxle.people.models import Child
from oxle.schooldays.calendar import NotLoaded


def foreseen(rule: Rule[Any], tried: RuleBook, on: date) -> Foreseen | None:
    """How the ratings of all children on the register, and of those who can be red beside it, would differ today by the
    thresholds of a book; None for a rule that is the threshold of no criterion. It is counted over everybody, whoever
    asks, and names nobody.
    """
    if all(one.threshold is not rule for one in criteria()):
        return None
    everybody = Child.objects.filter(merged_into=None)
    try:
        there = on_register(everybody, on, on)
        beside = Asked(may_be_red(everybody, on), on, {})
    except NotLoaded as problem:
        return Foreseen((f"What it would change cannot be worked out: {problem}.",))
    asked = Asked([child.pk for child in there.children], on, there.lacking)
    now = {child: rating.rated for child, rating in rate(asked).items()}
    then = {child: rating.rated for child, rating in rate(replace(asked, book=tried)).items()}
    red, would = _red(beside), _red(replace(beside, book=tried))
    if now == then and red == would:
        return Foreseen((f"It would change the rating of none of the {len(now)} pupils on the register.",))
    told = (f"Red and not on the register: {would}. It is {red} today.",) if red or would else ()
    return Foreseen((*_counted(now, then), *told), _warnings(now, then, red, would))


def _red(asked: Asked) -> int:
    return sum(rating.rated == Rated.RED for rating in rate(asked).values())


def _counted(now: dict[int, Rated], then: dict[int, Rated]) -> tuple[str, ...]:
    was, would = Counter(now.values()), Counter(then.values())
    tallies = [
        f"{one.label}: {would[one]} of {len(now)} pupils on the register. It is {was[one]} today."
        for one in reversed(Rated)
    ]
    worse = sum(then[child] > now[child] for child in now)
    better = sum(then[child] < now[child] for child in now)
    return (*tallies, f"Rated worse than today: {worse}. Rated better: {better}.")


def _warnings(now: dict[int, Rated], then: dict[int, Rated], beside: int, would: int) -> tuple[str, ...]:
    red = sum(rated == Rated.RED for rated in then.values())
    if then and red == len(then):
        return ("Every pupil on the register would be red, so that red would tell nobody whom to look at first.",)
    if not red + would and (beside or Rated.RED in now.values()):
        return ("No pupil would be red any more.",)
    return ()
