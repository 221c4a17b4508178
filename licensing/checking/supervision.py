"""Who is in charge of whom at each moment: chaperones with their children, teachers with their pupils. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

from licensing.checking.days import over
from licensing.checking.findings import Finding
from licensing.checking.schedule import PARENT, Chaperone, Line
from licensing.checking.times import Span, clock
from licensing.limits import CHAPERONE, PUPILS, RATIO, Check, PerformanceLimits
from oxle.schooldays.wording import plain_day


def of_all(
    lines: Sequence[Line], chaperones: Mapping[str, Chaperone] | None, limits: PerformanceLimits
) -> Iterator[Finding]:
    """What the lines of all children break together. No register of chaperones: only their numbers are looked at."""
    in_charge: dict[str, list[tuple[Span, Line]]] = {}
    taught: dict[str, list[tuple[Span, Line]]] = {}
    for line in lines:
        if line.teacher:
            taught.setdefault(line.teacher, []).extend((part, line) for part in line.lessons)
        if not line.chaperone:
            words = "nobody is in charge of the child: a chaperone whom a council approved, or a parent"
            yield over(CHAPERONE, line, words, 0, 1)
        elif line.chaperone != PARENT:
            in_charge.setdefault(line.chaperone, []).append((line.here, line))
            if chaperones is not None and (words := _not_approved(line, chaperones)):
                yield over(CHAPERONE, line, words, 0, 1)
    for name, spans in in_charge.items():
        known = (chaperones or {}).get(name)
        most = limits.children if known is None or known.most is None else min(known.most, limits.children)
        yield from _too_many(RATIO, spans, most, "children in the charge of one chaperone")
    for spans in taught.values():
        yield from _too_many(PUPILS, spans, limits.pupils, "pupils of one teacher")


def _not_approved(line: Line, chaperones: Mapping[str, Chaperone]) -> str:
    """Why the chaperone of a line may not be one on its day; empty if there is nothing to say."""
    known = chaperones.get(line.chaperone)
    if known is None:
        return "the chaperone is not among those approved"
    if known.approved_until < line.on:
        return f"the chaperone’s approval ended on {plain_day(known.approved_until)}"
    if known.approved_from is not None and line.on < known.approved_from:
        return f"the chaperone’s approval begins only on {plain_day(known.approved_from)}"
    return ""


def _too_many(check: Check, spans: Sequence[tuple[Span, Line]], most: int, whose: str) -> Iterator[Finding]:
    """A finding for each line with whose arrival there are too many at once; who leaves at that minute is gone."""
    present: list[int] = []
    said: set[int] = set()
    for span, line in sorted(spans, key=lambda each: (each[0].starts, each[1].number)):
        while present and present[0] <= span.starts:
            heappop(present)
        heappush(present, span.ends)
        if len(present) > most and line.number not in said:
            said.add(line.number)
            words = f"{len(present)} {whose} at {clock(span.starts, line.on)}: at most {most}"
            yield over(check, line, words, len(present), most)
