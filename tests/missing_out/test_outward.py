"""What leaves the service of a board pack: somebody who adds, subtracts and knows every rule finds no number under 5.

The solver here has all five tables of a pack at once. It knows between what each number can be, which lines there are,
that the lines of a table by one thing add up to all, that each pupil has a reason, that who has no mark has none, and
that those of no known district are those on no register. The draw, which nobody outside can repeat, it does not know.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from random import Random

import pytest

from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.figures import NO_MARK, NOT_KNOWN, Outward, outward
from oxle.missing_out.register import NO_SCHOOL
from oxle.people.models import VulnerabilityKind

RATING, REASON, AREA, PHASE, MARK = range(5)
SMALL = {1, 2, 3, 4}
SERIES = "series"
PACKS = 400


# --- pupils ---------------------------------------------------------------------------------------------------------


def row(area: str = "A", *, rated: int = 0, kinds: tuple[str, ...] = ("Missing",), marks: str = "") -> PackRow:
    """A pupil of a district; of none, a pupil on no register."""
    marked = [one.value for one, letter in zip(VulnerabilityKind, "xyz", strict=False) if letter in marks]
    return PackRow(
        area=area, phase="Secondary" if area else "", rated=rated, kinds=list(kinds), marks=marked, trust="", school="S"
    )


def some(random: Random) -> list[PackRow]:
    """A pack of up to 40 pupils, some of whom are on no register, have several marks or several reasons."""
    areas = ["", *random.sample("ABCD", random.randint(1, 3))]
    return [
        row(random.choice(areas), rated=random.choice((0, 0, 1, 2)),
            kinds=tuple(random.sample(("Missing", "Excluded", "At a unit"), random.choice((1, 1, 2)))),
            marks="".join(random.sample("xyz", random.choice((0, 0, 0, 1, 2)))))
        for _ in range(random.choice((4, 9, 14, 20, 40)))
    ]  # fmt: skip


# --- the solver -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """What leaves of a pack, and which lines there are: a reader may know that from elsewhere."""

    total: int | None
    tables: list[Outward]
    lines: list[set[str]]


def published(rows: list[PackRow], series: str = SERIES) -> Published:
    """What leaves of a pack of these pupils."""
    total, tables = outward(rows, series)
    marks = {VulnerabilityKind(mark).label for one in rows for mark in one.marks}
    marks |= {NO_MARK for one in rows if not one.marks}
    return Published(total, tables, [
        {"Red", "Amber", "Green"}, {kind for one in rows for kind in one.kinds},
        {one.area or NOT_KNOWN for one in rows}, {one.phase or NO_SCHOOL for one in rows}, marks,
    ])  # fmt: skip


Span = tuple[int, int]


def span(number: int | None) -> Span:
    """Between what a number is that is shown so."""
    return (0, 4) if number is None else (max(5, number - 4), number + 4)


def could_be(one: Published) -> dict[str, set[int]]:
    """What all pupils, each line, whoever is not in it, and how many more marks or reasons than pupils there are could
    be, with all that is told at once."""
    found: dict[str, set[int]] = defaultdict(set)
    spans = [
        {line: span(dict(table.lines).get(line)) for line in lines}
        for table, lines in zip(one.tables, one.lines, strict=True)
    ]
    nowhere = NOT_KNOWN in one.lines[AREA]
    least, most = span(one.total)
    for total in range(least, most + 1):
        for shared in range(total + 1) if nowhere else [0]:
            each = list(_solved(spans, total, shared if nowhere else None))
            if all(one is not None for one in each):
                found["all"].add(total)
                for numbers in each:
                    for name, (low, high) in (numbers or {}).items():
                        found[name] |= set(range(low, high + 1))
                        found[f"not {name}"] |= {total - number for number in range(low, high + 1)}
    return found


def _solved(spans: list[dict[str, Span]], total: int, shared: int | None) -> Iterator[dict[str, Span] | None]:
    """Between what each line of each table can be if all are so many; None for a table that cannot be then."""
    for place, lines in enumerate(spans):
        if shared is not None and place in (AREA, PHASE):
            name = NOT_KNOWN if place == AREA else NO_SCHOOL
            low, high = lines[name]
            lines = {**lines, name: (shared, shared)}
            if not low <= shared <= high:
                yield None
                continue
        yield _of_several(place, lines, total) if place in (REASON, MARK) else _of_one(place, lines, total)


def _of_one(place: int, lines: dict[str, Span], total: int) -> dict[str, Span] | None:
    lows, highs = sum(low for low, _ in lines.values()), sum(high for _, high in lines.values())
    if not lows <= total <= highs:
        return None
    return {f"{place} {line}": (max(low, total - highs + high), min(high, total - lows + low))
            for line, (low, high) in lines.items()}  # fmt: skip


def _of_several(place: int, lines: dict[str, Span], total: int) -> dict[str, Span] | None:
    """Who has no mark is in no other line; else each may be in several, and is in one at least."""
    none = lines.get(NO_MARK, (0, 0))
    others = {line: one for line, one in lines.items() if line != NO_MARK}
    largest, highs = max((low for low, _ in others.values()), default=0), sum(high for _, high in others.values())
    low_none, high_none = max(none[0], total - highs), min(none[1], total - largest)
    if low_none > high_none:
        return None
    found = {f"{place} {line}": (max(low, total - high_none - highs + high), min(high, total - low_none))
             for line, (low, high) in others.items()}  # fmt: skip
    found[f"{place} {NO_MARK}"] = (low_none, high_none)
    fewest = sum(low for low, _ in others.values())
    most_more = sum(min(high, total - low_none) for _, high in others.values()) - (total - high_none)
    found[f"{place} more than once"] = (max(0, fewest - (total - low_none)), max(0, most_more))
    return found


def told_by(one: Published) -> dict[str, set[int]]:
    """The small numbers of which what is published leaves no doubt."""
    return {name: each for name, each in could_be(one).items() if len(each) == 1 and each < SMALL}


# --- the proof ------------------------------------------------------------------------------------------------------


def test_a_solver_with_all_tables_of_a_pack_finds_no_small_number() -> None:
    random = Random(28)  # noqa: S311 (the same each time)
    packs = [published(some(random), f"{SERIES} {number}") for number in range(PACKS)]
    assert [told for one in packs if (told := told_by(one))] == []
    # It does find numbers where they are not rounded.
    assert {1, 2, 3, 4} <= {value for one in packs for each in could_be(one).values() for value in each}


def test_the_solver_finds_what_numbers_that_are_not_rounded_give_away() -> None:
    pupils = [row("")] * 6 + [row("A")] * 20 + [row("B")] * 3
    whole = published(pupils)
    exact = Published(
        29, [Outward("", (("Green", 29),)), Outward("", (("Missing", 29),)), Outward("", (("A", 20),)),
             Outward("", ((NO_SCHOOL, 6),)), Outward("", ((NO_MARK, 29),))], whole.lines,
    )  # fmt: skip
    spans = [{line: (number, number) if (number := dict(table.lines).get(line)) is not None else (1, 29)
              for line in lines} for table, lines in zip(exact.tables, exact.lines, strict=True)]  # fmt: skip
    spans[RATING] |= {"Red": (0, 0), "Amber": (0, 0)}
    spans[PHASE] |= {"Secondary": (23, 23)}
    solved = list(_solved(spans, 29, 6))
    assert solved[AREA] is not None
    assert solved[AREA][f"{AREA} B"] == (3, 3)
    assert told_by(whole) == {}


@pytest.mark.parametrize("sizes", list(product((1, 2, 4, 5, 11), repeat=3)))
def test_small_lines_beside_large_ones_are_not_told(sizes: tuple[int, ...]) -> None:
    pupils = [row(area, rated=2 if number % 2 else 0, marks="x" if number % 3 else "")
              for area, size in zip(("", "A", "B"), sizes, strict=True) for number in range(size)]  # fmt: skip
    assert told_by(published(pupils)) == {}


def test_two_packs_together_tell_no_small_number_of_who_came_or_went() -> None:
    random = Random(2026)  # noqa: S311 (the same each time)
    told = []
    for number in range(60):
        series, rows = f"{SERIES} {number}", some(random)
        packs = [rows]
        for _ in range(3):
            rows = rows[random.randint(0, 3) :] + some(random)[: random.randint(0, 3)]
            packs.append(rows)
        for first, second in pairwise([published(each, series) for each in packs]):
            before, after = could_be(first), could_be(second)
            for name in before.keys() & after.keys():
                change = {b - a for a in before[name] for b in after[name] if _fits(name, first, second, b - a)}
                if len(change) == 1 and {abs(one) for one in change} < SMALL:
                    told.append((number, name, change))
    assert told == []


def _fits(name: str, first: Published, second: Published, change: int) -> bool:
    """Whether a line can have changed so: a place in a series turns where it turned, so more never looks like less."""
    place, _, line = name.partition(" ")
    if not place.isdigit():
        return True
    was, now = (dict(one.tables[int(place)].lines).get(line) or 0 for one in (first, second))
    return was == now or (change > 0) is (now > was)


# --- what it is -----------------------------------------------------------------------------------------------------


def test_no_number_under_5_leaves_and_the_others_are_multiples_of_5_no_more_than_4_from_the_true_number() -> None:
    random = Random(5)  # noqa: S311 (the same each time)
    for number in range(60):
        rows = some(random)
        total, tables = outward(rows, f"{SERIES} {number}")
        shown = dict(tables[AREA].lines)
        for area in {one.area or NOT_KNOWN for one in rows}:
            true = sum((one.area or NOT_KNOWN) == area for one in rows)
            assert (area in shown) == (true >= 5)
            assert area not in shown or abs(shown[area] - true) < 5
        numbers = [each for table in tables for _, each in table.lines if each is not None]
        assert {each % 5 for each in [*numbers, total or 0]} == {0}
        assert 0 not in numbers


def test_no_table_that_leaves_the_service_is_by_school_or_trust_or_says_how_it_was_before() -> None:
    _, tables = outward([row(area) for area in "AB" for _ in range(20)], SERIES)
    assert [table.title for table in tables] == [
        "By rating", "By reason", "By district", "By phase", "By special needs and social care",
    ]  # fmt: skip
    assert tables[AREA].lines == (("A", 20), ("B", 20))


def test_lines_stand_by_their_names_and_not_by_how_many_are_red() -> None:
    _, tables = outward([row("A", rated=0)] * 20 + [row("B", rated=2)] * 30, SERIES)
    assert [line for line, _ in tables[AREA].lines] == ["A", "B"]


def test_a_reason_that_is_known_in_confidence_leaves_the_service_as_another_reason() -> None:
    pupils = [row(kinds=("Missing",))] * 20 + [row(kinds=("Kept apart for safeguarding",))] * 10
    _, tables = outward(pupils, SERIES)
    assert dict(tables[REASON].lines) == {"Missing": 20, "Another reason": 10}
