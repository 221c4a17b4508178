"""That a case means that a child is without full-time education at a school: which pathways say so, from which day.

Which is said by a duty as data, so that one query reads it of all duties.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from oxle.cases import duties
from oxle.cases.models import Case
from oxle.cases.pathways import Pathway


@dataclass(frozen=True)
class Involved:
    """Open cases of a pathway that put their child on the register of pupils missing out, under a heading `kind`.

    Those that stand in one of `stages`; all where it is empty. `began` is the way from a case to the day from which it
    is so. `is_out=False`: the case by itself does not say that the child is out; it only gives a child who is the
    heading.
    """

    kind: str
    pathway: str
    stages: frozenset[str] = frozenset()
    began: str = "opened_on"
    is_out: bool = True


@dataclass(frozen=True)
class Involvement:
    """What one open case says of a child."""

    child: int
    kind: str
    since: date
    pathway: Pathway


def involvements(on: date, children: Collection[int]) -> list[Involvement]:
    """What the open cases of some children (primary keys) say on a day, the oldest case first. One query."""
    told = _told()
    began = list(dict.fromkeys(one.began for one in told))
    rows = Case.objects.filter(closed_on=None, child__in=children, pathway__in={one.pathway for one in told})
    rows = rows.order_by("opened_on", "pk")
    pathways = {one.key: one for one in duties.pathways()}
    found = []
    for child, pathway, stage, *days in rows.values_list("child", "pathway", "stage", *began):
        since = dict(zip(began, days, strict=True))
        found += [
            Involvement(child, one.kind, since[one.began], pathways[pathway])
            for one in told
            if one.pathway == pathway
            and (not one.stages or stage in one.stages)
            and since[one.began] is not None
            and since[one.began] <= on
        ]
    return found


def is_out(on: date) -> Q:
    """Of cases: those that by themselves put their child on the register on a day."""
    found = Q(pk__in=[])
    for one in _told():
        if one.is_out:
            stages = Q(stage__in=one.stages) if one.stages else Q()
            found |= Q(pathway=one.pathway, **{f"{one.began}__lte": on}) & stages
    return found & Q(closed_on=None)


def _told() -> list[Involved]:
    return [one for duty in duties.duties() for one in duty.missing_out]
