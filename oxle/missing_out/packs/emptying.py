"""What becomes of the rows of packs when two people decided to destroy the record of a child."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from oxle.missing_out.models import PackRow
from oxle.people.models import Child


def of(children: Collection[Child]) -> QuerySet[Any]:
    """The rows of packs about some records of one child."""
    return PackRow.objects.filter(child__in=children)


def empty(children: Collection[Child]) -> int:
    """Take out of them what they tell of the child, and who it is. What was counted stays, so that what a board was
    shown can be counted again; of how many rows it was."""
    return of(children).update(child=None, told={})
