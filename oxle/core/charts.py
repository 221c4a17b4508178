"""Charts as SVG, made on the server: the same picture in a page and in a PDF, told apart by hatching as well as colour.

A chart is a picture of a table that stands beside it, and never the only place of a number: its text alternative says
what it shows, and the numbers are in the table.
"""

import base64
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
ROW, AROUND, WIDTH = 34, 96, 900
# So many lines can be read; a longer table is shown by its first lines, and says so.
MOST = 12
NAME = 34


@dataclass(frozen=True)
class Ink:
    """How a part of a bar is filled: a colour, and lines across it in another, each by the path of its pattern."""

    colour: str
    lines: str = ""
    on: str = "#ffffff"


# The GOV.UK colours of the ratings. Red is crossed, amber has slanted lines, green is plain: also on a grey printer.
RED = Ink("#d4351c", "M0,0 l8,8 M0,8 l8,-8")
AMBER = Ink("#f47738", "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4")
GREEN = Ink("#00703c")
# What is now, and what was: plain, and slanted.
NOW = Ink("#1d70b8")
THEN = Ink("#505a5f", "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4")


@dataclass(frozen=True)
class Part:
    """One part of every bar: what it is, how it is filled, and how much of it each bar has."""

    name: str
    ink: Ink
    numbers: Sequence[int]


@dataclass(frozen=True)
class Chart:
    """A picture with its text alternative. `url` holds the whole SVG, so that it needs no address of its own."""

    url: str
    alternative: str


def stacked_bars(title: str, labels: Sequence[str], parts: Sequence[Part]) -> Chart | None:
    """A bar for each label, made of parts, the first label on top; None where there is nothing to show."""
    if not any(number for part in parts for number in part.numbers):
        return None
    pygal = _library()
    shown = list(reversed(range(min(len(labels), MOST))))
    style = pygal.style.Style(
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#0b0c0c",
        foreground_strong="#0b0c0c",
        foreground_subtle="#b1b4b6",
        colors=[part.ink.colour for part in parts],
        opacity="1",
        opacity_hover="1",
        guide_stroke_color="#b1b4b6",
        major_guide_stroke_color="#b1b4b6",
        guide_stroke_dasharray="0",
        major_guide_stroke_dasharray="0",
        font_family="Arial, Liberation Sans, sans-serif",
        label_font_size=16,
        major_label_font_size=16,
        legend_font_size=16,
        transition="none",
    )
    chart = pygal.HorizontalStackedBar(
        style=style, width=WIDTH, height=AROUND + ROW * len(shown), js=(), disable_xml_declaration=True,
        legend_at_bottom=True, legend_at_bottom_columns=len(parts), truncate_label=NAME, margin=8, spacing=8,
        print_zeroes=False, print_values=False, show_x_guides=False, tooltip_border_radius=0,
        value_formatter=lambda number: f"{number:g}", title=None, pretty_print=False,
    )  # fmt: skip
    # By this its rules of style find its parts; it stands in a picture of its own, so that it meets no other.
    chart.uuid = "chart"
    chart.x_labels = [labels[at] for at in shown]
    chart.y_labels = _whole_numbers(max(sum(part.numbers[at] for part in parts) for at in shown))
    for part in parts:
        chart.add(part.name, [part.numbers[at] for at in shown])
    drawn = _with_patterns(chart.render(), title, parts)
    sums = [
        f"{labels[at]}: {', '.join(f'{part.numbers[at]} {part.name.lower()}' for part in parts)}"
        for at in reversed(shown)
    ]
    more = f" The table has {len(labels) - MOST} more." if len(labels) > MOST else ""
    url = f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
    return Chart(url, f"Bar chart, {title[0].lower()}{title[1:]}. {'; '.join(sums)}.{more}")


def _whole_numbers(most: int) -> list[int]:
    """What the axis says: whole numbers from nothing to the longest bar, no more than eleven of them."""
    step = next(
        size * ten for ten in (10**power for power in range(10)) for size in (1, 2, 5) if size * ten * 10 >= most
    )
    return list(range(0, most + step, step))


def _library() -> Any:
    """The library that draws. Not imported at the top, since only few pages draw."""
    import pygal
    import pygal.style

    # It adds a finder of modules, for plug-ins that we have none of, in a way that Python warns of. The one that
    # `importlib_metadata` adds stays: it takes the place of Python's own, and without it no version of a library is
    # found, by which the broker's library tells what it may do.
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]
    return pygal


def _with_patterns(svg: bytes, title: str, parts: Sequence[Part]) -> bytes:
    """The picture with lines across what they tell apart, on the bars and in the key."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(svg)  # noqa: S314 (what the library has just written)
    for parent in list(root.iter()):
        for script in parent.findall(f"{{{SVG}}}script"):
            parent.remove(script)
    ElementTree.SubElement(root, f"{{{SVG}}}title").text = title
    definitions = ElementTree.SubElement(root, f"{{{SVG}}}defs")
    for at, part in enumerate(parts):
        if part.ink.lines:
            size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
            pattern = ElementTree.SubElement(definitions, f"{{{SVG}}}pattern", id=f"part{at}", **size)
            how = {"d": part.ink.lines, "stroke": part.ink.on, "stroke-width": "1.5", "fill": "none"}
            ElementTree.SubElement(pattern, f"{{{SVG}}}path", how)
        for group in root.iter(f"{{{SVG}}}g"):
            if f"serie-{at}" in group.get("class", "").split() or group.get("id") == f"activate-serie-{at}":
                _fill(group, at, part.ink)
    return ElementTree.tostring(root)


def _fill(group: ElementTree.Element, at: int, ink: Ink) -> None:
    for parent in list(group.iter()):
        for place, rect in reversed(list(enumerate(parent))):
            if rect.tag != f"{{{SVG}}}rect":
                continue
            rect.set("style", f"fill:{ink.colour};stroke:#0b0c0c;stroke-width:1")
            if ink.lines:
                across = {name: rect.get(name, "0") for name in ("x", "y", "width", "height")}
                over = ElementTree.Element(f"{{{SVG}}}rect", across, style=f"fill:url(#part{at});stroke:none")
                parent.insert(place + 1, over)
