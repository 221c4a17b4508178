"""Numbers that leave the service: none under 5, and the others up or down to a multiple of 5 by a secret draw.

Withholding small numbers is not enough where several tables count the same people: two lines may be the same pupils,
lines may overlap, and a choice of what else to withhold tells whoever knows how it is made. Here nothing else is
withheld: each number that is told stands for any from 5 on that is up to 4 less or more, and of tables beside one
another a solver is asked before they are told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count as counting

from django.utils.crypto import salted_hmac

from oxle.core.suppression import SMALLEST_SHOWN

Span = tuple[int, int]


@dataclass(frozen=True)
class Lines:
    """A table that counts each of the same people once; `several`: once or more. `fixed`: every line is told even where
    nobody is in it, so that to find one tells nothing."""

    counts: Mapping[str, int]
    several: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Told:
    """What leaves: of the total and of each line a multiple of 5, None for one that is withheld. A line that is
    withheld is left out, but in a table that has the same lines always: that somebody is in it would be told."""

    total: int | None
    tables: tuple[Mapping[str, int | None], ...]


def drawn(number: int, drawn_for: str, step: int = SMALLEST_SHOWN) -> int | None:
    """A number up or down to a multiple of `step`; None for one under `step`, which is never told.

    Up as often as it is nearer to the one above, so that over many numbers nothing is lost. Where it turns is drawn for
    a place in a publication (`drawn_for`), with the secret of this installation, and stays: a number that does not
    change looks the same the next time.
    """
    if number < step:
        return None
    secret = salted_hmac("oxle.core.rounding", drawn_for, algorithm="sha256").digest()
    turn = int.from_bytes(secret[:8], "big") % step
    down, rest = divmod(number, step)
    return (down + (rest > turn)) * step


def told_outside(tables: Sequence[Lines], total: int, drawn_for: str, step: int = SMALLEST_SHOWN) -> Told:
    """Several tables that count the same people, and how many these are, as they may stand beside one another.

    Drawn anew until a solver that has all of them finds no number from 1 to `step` − 1, neither of a line nor of who is
    not in it.
    """
    for attempt in counting():
        key = f"{drawn_for}:{attempt}"
        shown = drawn(total, key, step)
        lines = [
            {line: drawn(number, f"{key}:{place}:{line}", step) for line, number in table.counts.items()}
            for place, table in enumerate(tables)
        ]
        if not any(_is_found(span, step) for span in _spans(shown, list(zip(tables, lines, strict=True)), step)):
            break
    return Told(
        shown,
        tuple(
            {line: number for line, number in told.items() if number or table.fixed}
            for table, told in zip(tables, lines, strict=True)
        ),
    )


def _spans(total: int | None, tables: Sequence[tuple[Lines, Mapping[str, int | None]]], step: int) -> Iterator[Span]:
    """Between what the total, each line, and who is not in it can be, by all that is told and that lines add up."""
    each = [(table.several, [_span(number, step) for number in told.values()]) for table, told in tables if told]
    least, most = _span(total, step)
    for several, spans in each:
        least = max(least, max(low for low, _ in spans) if several else sum(low for low, _ in spans))
        most = min(most, sum(high for _, high in spans))
    yield least, most
    for several, spans in each:
        lows, highs = sum(low for low, _ in spans), sum(high for _, high in spans)
        for low, high in spans:
            if several:
                low, high = max(low, least - (highs - high)), min(high, most)
            else:
                low, high = max(low, least - (highs - high)), min(high, most - (lows - low))
            yield low, high
            yield max(0, least - high), most - low


def _span(number: int | None, step: int) -> Span:
    return (0, step - 1) if number is None else (max(step, number - step + 1), number + step - 1)


def _is_found(span: Span, step: int) -> bool:
    low, high = span
    return low >= high and 0 < low < step
