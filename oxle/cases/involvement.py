"""That a case means that a child is without full-time education at a school: which pathways say so, from which day.

Which is said by a duty as data, so that one query reads it of all duties.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case as When_
from django.db.models import F, When

from oxle.cases import duties
from oxle.cases.as_at import came_to, open_on, stood_in
from oxle.cases.models import Case
from oxle.cases.pathways import Pathway


@dataclass(frozen=True)
class Involved:
    """Open cases of a pathway that put their child on the register of pupils missing out, under a heading `kind`.

    Those that stand in one of `stages`, since they came there; all where it is empty, and `began` is then the way from
    a case to the day from which it is so. `is_out=False`: the case by itself does not say that the child is out; it
    only gives a child who is the heading.
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
    is_out: bool


def involvements(on: date) -> list[Involvement]:
    """What the cases that were open at the end of a day say of their children, the oldest case first. One query."""
    told = [one for duty in duties.duties() for one in duty.missing_out]
    # The day from which each says it, or none: one column a way, and one for each that asks where a case stands.
    ways = {one.began: F(one.began) for one in told if not one.stages}
    ways |= {
        _column(one): When_(When(stood_in(one.stages, on), then=came_to(one.stages, on)), default=None)
        for one in told
        if one.stages
    }
    began = {way: f"began_{number}" for number, way in enumerate(ways)}
    rows = Case.objects.filter(open_on(on), child__isnull=False, pathway__in={one.pathway for one in told})
    rows = rows.annotate(**{began[way]: day for way, day in ways.items()}).order_by("opened_on", "pk")
    pathways = {one.key: one for one in duties.pathways()}
    found = []
    for child, pathway, *days in rows.values_list("child", "pathway", *began.values()):
        since = dict(zip(ways, days, strict=True))
        found += [
            Involvement(child, one.kind, day, pathways[pathway], one.is_out)
            for one in told
            if one.pathway == pathway and (day := since[_column(one)]) is not None and day <= on
        ]
    return found


def _column(one: Involved) -> str:
    return f"{one.pathway}: {one.kind}" if one.stages else one.began
