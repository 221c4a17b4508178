"""Takes the names of children out of what a person typed: the group knows pupils by reference."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from oxle.people.models import ChildName

# A name of one or two letters is also a word.
SHORTEST = 3
THE_PUPIL = "[the pupil]"


def names_of(children: Collection[int]) -> Mapping[int, set[str]]:
    """Every part of every name that each of some children has or had."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = ChildName.objects.filter(child__in=children).values_list("child", "given", "family")
    for child, given, family in rows:
        found[child] |= {part for part in re.split(r"[\s\-]+", f"{given} {family}") if len(part) >= SHORTEST}
    return found


def full_names_of(children: Collection[int]) -> set[str]:
    """Every name in full that any of some children has or had: a part alone may be a word, in a text about others."""
    rows = ChildName.objects.filter(child__in=children).values_list("given", "family")
    return {f"{given} {family}" for given, family in rows if given and family}


def without(text: str, names: Collection[str], instead: str = THE_PUPIL) -> str:
    """A text with some names replaced."""
    if not text or not names:
        return text
    each = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.sub(rf"\b(?:{each})\b", instead, text, flags=re.IGNORECASE)
