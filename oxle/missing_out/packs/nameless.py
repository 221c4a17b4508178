"""Takes the names of children and their families out of what a person typed: the group knows pupils by reference."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from oxle.people.models import Adult, ChildName, Relationship

# A name of one or two letters is also a word.
SHORTEST = 3
THE_PUPIL = "[the pupil]"
# In place of a name of anybody, in a text that is about no one pupil.
SOMEBODY = "[name taken out]"


def names_of(children: Collection[int]) -> Mapping[int, set[str]]:
    """Every part of every name that each of some children has or had."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = ChildName.objects.filter(child__in=children).values_list("child", "given", "family")
    for child, given, family in rows:
        found[child] |= {part for part in re.split(r"[\s\-]+", f"{given} {family}") if len(part) >= SHORTEST}
    return found


def full_names_of(children: Collection[int]) -> set[str]:
    """Every name in full that any of some children has or had, or one of their family: parents and carers, and whoever
    has these too. A part alone may be a word, in a text about others."""
    adults = Relationship.objects.filter(child__in=children).values("adult")
    siblings = Relationship.objects.filter(adult__in=adults).values("child")
    of_adults = Adult.objects.filter(pk__in=adults).values_list("given", "family")
    return _in_full([*_child_names(Q(child__in=children) | Q(child__in=siblings)), *of_adults])


def nameless(text: str, about: Collection[int], others: Collection[str] = (), instead: str = THE_PUPIL) -> str:
    """A text about some children without their names, in part or in full, and without some names in full of others."""
    if not text:
        return text
    own = _in_full(_child_names(Q(child__in=about)))
    parts = {part for each in names_of(about).values() for part in each}
    return without(without(without(text, own, instead), others, SOMEBODY), parts, instead)


def _child_names(of: Q) -> Iterable[tuple[str, str]]:
    return ChildName.objects.filter(of).values_list("given", "family")


def _in_full(names: Iterable[tuple[str, str]]) -> set[str]:
    found = set()
    for given, family in names:
        if given and family:
            first = given.split()[0]
            found |= {f"{given} {family}", f"{first} {family}", f"{family}, {given}", f"{family}, {first}"}
    return found


def without(text: str, names: Collection[str], instead: str = THE_PUPIL) -> str:
    """A text with some names replaced."""
    if not text or not names:
        return text
    each = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.sub(rf"\b(?:{each})\b", instead, text, flags=re.IGNORECASE)
