"""What becomes of the rows of packs when two people decided to destroy the record of a child."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from oxle.missing_out.models import PackRow
from oxle.missing_out.remark_models import Remark
from oxle.people.models import Child


def of(children: Collection[Child]) -> QuerySet[Any]:
    """The rows of packs about some records of one child."""
    return PackRow.objects.filter(child__in=children)


def empty(children: Collection[Child]) -> int:
    """Take out of them what they tell of the child, and who it is. What was counted stays, so that what a board was
    shown can be counted again; of how many rows it was."""
    return of(children).update(child=None, told={})


def remarks_of(children: Collection[Child]) -> QuerySet[Any]:
    """What was said beside those rows."""
    return Remark.objects.filter(row__child__in=children)


def empty_remarks(children: Collection[Child]) -> int:
    """Take out what they say; that something was said stays. Of how many."""
    return remarks_of(children).update(words="")
