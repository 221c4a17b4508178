"""What becomes of what the group wrote of a child when two people decided to destroy the child's record."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from oxle.missing_out.group_models import GroupAction, GroupDecision, ThemePupil
from oxle.people.models import Child


def decisions_of(children: Collection[Child]) -> QuerySet[Any]:
    """What was decided of some records of one child."""
    return GroupDecision.objects.filter(row__child__in=children)


def empty_decisions(children: Collection[Child]) -> int:
    """Take out what they say; that something was decided stays. Of how many."""
    return decisions_of(children).update(words="")


def actions_of(children: Collection[Child]) -> QuerySet[Any]:
    """What somebody does or did because of it."""
    return GroupAction.objects.filter(decision__row__child__in=children)


def empty_actions(children: Collection[Child]) -> int:
    """Take out what it was and what came of it; who and when stay. Of how many."""
    return actions_of(children).update(what="", came_of_it="")


def themes_of(children: Collection[Child]) -> QuerySet[Any]:
    """Under which themes they stand, or stood."""
    return ThemePupil.objects.filter(child__in=children)


def empty_themes(children: Collection[Child]) -> int:
    """Leave of each no more than that it was one."""
    return themes_of(children).update(child=None)
