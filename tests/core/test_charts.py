"""Charts: drawn on the server, told apart without colour, and said in words."""

import base64
from importlib import import_module
from importlib.metadata import version
from xml.etree import ElementTree

import pytest

from oxle.core.charts import AMBER, GREEN, MOST, RED, SVG, Chart, Part, stacked_bars


def drawn(chart: Chart) -> ElementTree.Element:
    start, _, data = chart.url.partition(",")
    assert start == "data:image/svg+xml;base64"
    return ElementTree.fromstring(base64.b64decode(data))  # noqa: S314 (what we have just drawn)


def chart_of(labels: list[str], red: list[int], amber: list[int], green: list[int]) -> Chart:
    parts = (Part("Red", RED, red), Part("Amber", AMBER, amber), Part("Green", GREEN, green))
    found = stacked_bars("By district", labels, parts)
    assert found is not None
    return found


def test_the_text_alternative_says_every_number_in_the_order_of_the_table() -> None:
    chart = chart_of(["North", "South"], [4, 0], [1, 2], [0, 3])
    assert chart.alternative == (
        "Bar chart, by district. North: 4 red, 1 amber, 0 green; South: 0 red, 2 amber, 3 green."
    )


def test_each_part_is_told_apart_by_its_lines_and_not_by_colour_alone() -> None:
    root = drawn(chart_of(["North"], [4], [1], [2]))
    patterns = {one.get("id"): one.find(f"{{{SVG}}}path").get("d") for one in root.iter(f"{{{SVG}}}pattern")}
    assert patterns == {"part0": RED.lines, "part1": AMBER.lines}
    assert RED.lines != AMBER.lines
    assert GREEN.lines == ""
    filled = [one.get("style", "") for one in root.iter(f"{{{SVG}}}rect")]
    # Each on its bar and in the key.
    for part in ("part0", "part1"):
        assert sum(f"url(#{part})" in style for style in filled) == 2
    assert sum(f"fill:{GREEN.colour}" in style for style in filled) == 2


def test_the_bars_are_as_long_as_their_numbers() -> None:
    root = drawn(chart_of(["North", "South"], [4, 2], [0, 0], [0, 0]))
    widths = {
        float(one.get("width", 0))
        for one in root.iter(f"{{{SVG}}}rect")
        if "url(#part0)" in one.get("style", "") and float(one.get("width", 0)) > 20
    }
    assert len(widths) == 2
    assert round(max(widths) / min(widths), 2) == 2


@pytest.mark.parametrize(
    ("most", "said"), [(1, ["0", "1"]), (3, ["0", "1", "2", "3"]), (40, [str(n) for n in range(0, 45, 5)])]
)
def test_the_axis_says_whole_numbers_and_not_too_many(most: int, said: list[str]) -> None:
    root = drawn(chart_of(["North", "South"], [most, 1], [0, 0], [0, 0]))
    assert [one.text for one in root.iter(f"{{{SVG}}}text") if (one.text or "").isdigit()] == said


def test_what_somebody_typed_is_text_in_the_picture() -> None:
    root = drawn(chart_of(["<script>alert(1)</script>"], [1], [0], [0]))
    assert list(root.iter(f"{{{SVG}}}script")) == []
    assert any((one.text or "").startswith("<script>") for one in root.iter(f"{{{SVG}}}text"))


def test_a_picture_of_the_same_numbers_is_the_same() -> None:
    assert chart_of(["North"], [4], [1], [2]) == chart_of(["North"], [4], [1], [2])


def test_a_long_table_is_drawn_by_its_first_lines_and_says_so() -> None:
    many = MOST + 3
    chart = chart_of([f"School {number}" for number in range(many)], [1] * many, [0] * many, [0] * many)
    assert chart.alternative.endswith(" The table has 3 more.")
    assert f"School {MOST - 1}:" in chart.alternative
    assert f"School {MOST}:" not in chart.alternative


def test_where_there_is_nothing_no_chart_is_drawn() -> None:
    assert stacked_bars("By district", [], (Part("Red", RED, []),)) is None
    assert stacked_bars("By district", ["North"], (Part("Red", RED, [0]),)) is None


def test_drawing_leaves_python_to_find_modules_and_the_versions_of_libraries_as_before() -> None:
    # A worker that draws also speaks to the broker, whose library asks for its own version when it is first used.
    chart_of(["North"], [1], [2], [3])
    assert version("redis")
    with pytest.raises(ModuleNotFoundError):
        import_module("a_plug_in_that_is_not_there")
