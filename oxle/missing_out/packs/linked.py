"""Tables of figures as a page shows them: each number with the address of the rows that make it up, and the chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oxle.missing_out.packs.counting import FEW_AT_SCHOOL, FEW_IN_TRUST
from oxle.missing_out.packs.drawing import chart_of
from oxle.missing_out.packs.figures import Table
from oxle.missing_out.packs.moved import HEADINGS, Moved, asks_for


@dataclass(frozen=True)
class Mine:
    """What of the figures is open to whoever asks; how pupils moved in each line, where that is shown; and what of that
    is open to them."""

    readable: Sequence[Table]
    moved: Mapping[str, Mapping[str, Moved]] = field(default_factory=dict)
    readable_moved: Mapping[str, Mapping[str, Moved]] = field(default_factory=dict)


def linked(counted: Table, mine: Mine, rows_url: str) -> dict[str, Any]:
    """A table with its chart and, for each number, the address of the rows that make it up, where any of them is open
    to whoever asks."""
    own_lines = {line.label: line for one in mine.readable if one.key == counted.key for line in one.lines}
    moved, own_moved = mine.moved.get(counted.key), mine.readable_moved.get(counted.key, {})
    lines = []
    for line in counted.lines:
        own = own_lines.get(line.label)
        cells = [("Red", line.red, own.red if own else 0), ("Amber", line.amber, own.amber if own else 0),
                 ("Green", line.green, own.green if own else 0), ("", line.all, own.all if own else 0)]  # fmt: skip
        lines.append({"line": line, "cells": [
            {"number": number, "label": label or "All",
             "url": f"{rows_url}?{line.asks}{f'&rated={label}' if label else ''}" if opened else ""}
            for label, number, opened in cells
        ], "moved": [] if moved is None else [
            {"number": number, "label": label,
             "url": f"{rows_url}?{asked}" if opened and (asked := asks_for(line.asks, label)) else ""}
            for label, number, opened in zip(
                HEADINGS, moved.get(line.label, Moved()).numbers, own_moved.get(line.label, Moved()).numbers,
                strict=True,
            )
        ]})  # fmt: skip
    few = {FEW_AT_SCHOOL, FEW_IN_TRUST} & {line.label for line in counted.lines}
    return {
        "title": counted.title, "several": counted.several, "lines": lines, "chart": chart_of(counted),
        "few": " or ".join(few),
    }  # fmt: skip
