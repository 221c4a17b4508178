"""Rows of published term dates."""

import csv
from datetime import date
from pathlib import Path

import pytest

from oxle.schooldays.term_rows import Row, row_for

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "termdates"
FIRST, LAST = date(2026, 9, 2), date(2026, 10, 23)


def test_a_block_of_term_an_inset_day_and_a_holiday_are_told_apart_by_their_names():
    assert row_for(" Autumn  term 1", FIRST, LAST) == Row("Autumn term 1", FIRST, LAST)
    assert row_for("countywide INSET", FIRST, FIRST) == Row("countywide INSET", FIRST, FIRST, closes="inset")
    assert row_for("October half-term", FIRST, LAST) is None
    assert row_for("Christmas holiday", FIRST, LAST) is None


def test_a_row_that_cannot_be_true_is_refused():
    with pytest.raises(ValueError, match="Autumn term ends before it starts"):
        row_for("Autumn term", LAST, FIRST)
    with pytest.raises(ValueError, match="There is no name for this period"):
        row_for("  ", FIRST, LAST)


def test_the_published_file_gives_six_terms_and_one_inset_day_a_year():
    file = SHARED / "oxfordshire_term_dates_2024_2026_transcribed.csv"
    if not file.exists():
        pytest.skip("shared data absent")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [
            row_for(line["period"], date.fromisoformat(line["start"]), date.fromisoformat(line["end"]))
            for line in csv.DictReader(lines)
        ]

    found = [(row.school_year, row.closes) for row in rows if row]
    for year in ("2024/25", "2025/26"):
        assert (found.count((year, "")), found.count((year, "inset"))) == (6, 1)
